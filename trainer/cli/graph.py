"""`trainer graph`: a scenario as a flowchart."""

from pathlib import Path

import click

from trainer.content.folders import content_of
from trainer.content.graph import mermaid
from trainer.content.problem import Problem
from trainer.errors import ContentHasProblems, WrongUse
from trainer.services.checking import scenario_at
from trainer.settings import read_settings


@click.command()
@click.argument("scenario")
@click.option(
    "--format", "form", type=click.Choice(["mermaid"]), default="mermaid", show_default=True, help="How to draw it."
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default=None, help="The language of lines and labels.")
def command(scenario: str, *, form: str, lang: str | None) -> None:  # noqa: ARG001 - one format so far
    r"""Print a scenario as a graph.

    SCENARIO is an id, or a file. What is printed can be put into any Markdown page that draws Mermaid.

    \b
    Examples:
      trainer graph late-parcel
      trainer graph our-content/scenarios/late-parcel.yaml --lang en > call.mmd
    """
    folders = content_of(read_settings())
    path = Path(scenario)
    looks_like_file = path.suffix in (".yaml", ".yml") or len(path.parts) > 1
    if looks_like_file and not path.is_file():
        raise WrongUse(f"There is no file {scenario}.")
    drawn, problems = scenario_at(path if looks_like_file else scenario, folders=folders)
    if drawn is None:
        raise ContentHasProblems(_cannot(scenario, problems))
    for problem in problems:
        if problem.severity == "error":
            click.echo(str(problem), err=True)
    click.echo(mermaid(drawn, lang), nl=False)


def _cannot(scenario: str, problems: tuple[Problem, ...]) -> str:
    return f"{scenario} cannot be drawn: {problems[0]}" if problems else f"{scenario} cannot be drawn"
