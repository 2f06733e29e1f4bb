"""`trainer play`: a call in the terminal."""

import difflib
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from trainer.cli.terminal_call import LiveClock, SimulatedClock, TerminalCall, WrongLine
from trainer.cli.terminal_text import JsonLines, PlainText
from trainer.content.folders import content_of
from trainer.content.library import Library, load
from trainer.content.rubric import Rubric
from trainer.content.scenario import Scenario
from trainer.errors import ContentHasProblems, WrongUse
from trainer.scoring.score import score
from trainer.services.selection import select
from trainer.services.similarities import similarity
from trainer.settings import Settings, read_settings


@click.command()
@click.argument("scenario")
@click.option("--lang", help="Language of the call: zh or en.")
@click.option("--persona", help="Who calls; the first one otherwise.")
@click.option("--seed", type=int, default=1, show_default=True, help="Draws the customer's wording.")
@click.option("--wrap-up", "answers", multiple=True, metavar="FIELD=VALUE", help="Fill in the work order; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print one event a line, then the scorecard.")
def command(
    scenario: str, lang: str | None, persona: str | None, seed: int, answers: tuple[str, ...], *, as_json: bool
) -> None:
    r"""Play a call in the terminal, by keyboard or from standard input, one turn a line.

    SCENARIO is an id, or a file.

    A line is what you say. Lines that begin with / are actions: /hold 20, /resume, /lookup X, /search words, /read X,
    /transfer X [what you tell the colleague], /silence 7, /hangup. The end of the input hangs up.

    \b
    Example:
      trainer play data-usage-charge --lang en
      printf 'Good morning, how can I help?\n/silence 7\n' | trainer play data-usage-charge --json
    """
    settings = read_settings()
    library, name = _library(scenario, settings)
    chosen, rubric = _find(library, name)
    lang = lang or (settings.lang if settings.lang in chosen.languages else chosen.languages[0])
    if lang not in chosen.languages:
        raise WrongUse(f"{chosen.id} isn't written in {lang}; use --lang {' or '.join(chosen.languages)}.")
    persona = persona or next(iter(chosen.personas))
    if persona not in chosen.personas:
        raise WrongUse(f"{chosen.id} has no persona {persona}; there is {', '.join(chosen.personas)}.")
    given = _given(chosen, answers)

    typing = sys.stdin.isatty()
    show = JsonLines() if as_json else PlainText(chosen, lang, library.articles)
    call = TerminalCall(
        chosen,
        library.articles,
        show,
        LiveClock(time.monotonic) if typing else SimulatedClock(),
        persona=persona,
        lang=lang,
        seed=seed,
        today=date.today(),  # noqa: DTZ011 - the day where the terminal stands
        similarity=similarity(settings),
    )
    _converse(call, typing=typing)
    _wrap_up(call, chosen, given, typing=typing)
    show.scorecard(score(chosen, rubric, call.record), rubric)


def _library(scenario: str, settings: Settings) -> tuple[Library, str]:
    """The content a scenario is in, and its id. Raises WrongUse for a file that isn't there."""
    path = Path(scenario)
    if path.suffix not in (".yaml", ".yml") and len(path.parts) == 1:
        return load(content_of(settings)), scenario
    if not path.is_file():
        raise WrongUse(f"There is no file {scenario}.")
    chosen = select([path], content_of(settings))[0]
    return load(chosen.roots, loose=chosen.loose), path.stem


def _find(library: Library, name: str) -> tuple[Scenario, Rubric]:
    """The scenario and its rubric. Raises WrongUse for one there isn't, ContentHasProblems for one with errors."""
    scenario = library.scenarios.get(name)
    if scenario is None:
        first = next((p for p in library.problems if p.severity == "error" and f"{name}." in p.file), None)
        if first is not None:
            raise ContentHasProblems(f"{name} can't be played until it is mended: {first}")
        close = difflib.get_close_matches(name, library.scenarios, n=1)
        hint = f"did you mean {close[0]}?" if close else f"there is {', '.join(sorted(library.scenarios)) or 'none'}."
        raise WrongUse(f"There is no scenario {name}; {hint}")
    rubric = library.rubrics.get(scenario.rubric)
    if rubric is None:
        raise ContentHasProblems(f"The rubric {scenario.rubric} can't be used; 'trainer check' tells why.")
    return scenario, rubric


def _converse(call: TerminalCall, *, typing: bool) -> None:
    """Takes turns until the call ends or nothing more is to be read; then it is hung up."""
    call.pick_up()
    for number, line in enumerate(_lines(typing=typing), start=1):
        try:
            call.take(line)
        except WrongLine as error:
            if not typing:
                raise WrongUse(f"line {number}: {error}") from error
            click.echo(str(error), err=True)
        if call.over:
            return
    call.hang_up()


def _lines(*, typing: bool) -> Iterator[str]:
    """Lines of standard input, blank ones left out. Bytes that aren't UTF-8 are shown as such, never fatal."""
    stream = sys.stdin.buffer
    while True:
        if typing:
            click.echo("> ", nl=False)
        try:
            line = stream.readline()
        except KeyboardInterrupt:
            click.echo()
            return
        if not line:
            if typing:
                click.echo()
            return
        text = line.decode("utf-8", errors="replace").removeprefix("\ufeff").strip()
        if text:
            yield text


def _given(scenario: Scenario, answers: tuple[str, ...]) -> dict[str, str]:
    fields = scenario.wrap_up.fields if scenario.wrap_up else {}
    given = {}
    for answer in answers:
        name, equals, value = answer.partition("=")
        if not equals or name not in fields:
            raise WrongUse(
                f"--wrap-up {answer}: write FIELD=VALUE with one of {', '.join(fields) or 'no field at all'}."
            )
        given[name] = value
    return given


def _wrap_up(call: TerminalCall, scenario: Scenario, given: dict[str, str], *, typing: bool) -> None:
    """Hands in the work order: as given on the command line, or asked for when someone is typing."""
    if scenario.wrap_up is None:
        return
    began = time.monotonic()
    if typing and not given:
        lang = call.record.opening.lang
        for field in scenario.wrap_up.fields.values():
            choices = f" ({', '.join(field.options)})" if field.options else ""
            given[field.id] = click.prompt(
                f"{field.label.get(lang, field.id)}{choices}", default="", show_default=False
            )
    if given:
        call.wrap_up(given, seconds=round(time.monotonic() - began, 1) if typing else None)
