"""`trainer rescore`: recorded calls scored again."""

import json
import sys

import click

from trainer.errors import Conflict, NotFound, TrainerError, WrongUse
from trainer.scoring.scorecard import Scorecard
from trainer.settings import read_settings
from trainer.wiring import built


@click.command("rescore")
@click.argument("calls", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every call that is over.")
@click.option(
    "--rubric", type=click.Choice(["taken", "current"]), default="taken", show_default=True,
    help="The rubric the call was taken under, or the one of that name as it is now.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines.")
def command(calls: tuple[str, ...], rubric: str, *, everything: bool, as_json: bool) -> None:
    r"""Score recorded calls again. A new scorecard is added; the old ones stay.

    \b
    Examples:
      trainer rescore --all
      trainer rescore k3JdPq1xWm0aZr5TtYbU --rubric current
    """
    if bool(calls) == everything:
        raise WrongUse("Name the calls to score again, or give --all (not both).")
    failed = waiting = 0
    with built(read_settings()) as services:
        wanted = services.calls.ended_calls() if everything else list(calls)
        for call in wanted:
            try:
                before, after = services.calls.rescore(call, current_rubric=rubric == "current")
            except NotFound as error:
                failed += 1
                click.echo(f"{call}: {error}", err=True)
            except Conflict as error:
                # With --all a call whose work order is still being written isn't a failure.
                failed += not everything
                waiting += everything
                click.echo(f"{call}: not scored: {error}", err=True)
            except TrainerError as error:
                failed += 1
                click.echo(f"{call}: not scored: {error}", err=True)
            else:
                click.echo(_line(call, before, after, as_json=as_json))
    if not as_json:
        click.echo(f"{len(wanted) - failed - waiting} of {len(wanted)} scored again.")
    if failed:
        sys.exit(1)


def _line(call: str, before: Scorecard | None, after: Scorecard, *, as_json: bool) -> str:
    if as_json:
        was = None if before is None else before.percent
        return json.dumps({"call": call, "before": was, "after": after.percent, "passed": after.passed})
    old = "not scored" if before is None else _percent(before)
    return f"{call}: {old} -> {_percent(after)}"


def _percent(card: Scorecard) -> str:
    return "no score" if card.percent is None else f"{card.percent:.1f}"
