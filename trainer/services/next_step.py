"""What a trainee should do next, out of what they have done: one step, never a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from trainer.content.scenario import Scenario
from trainer.services.call_shapes import CallSummary

Kind = Literal["first", "continue", "wrap_up", "again", "new", "better"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The step. `call` is the interrupted call, or the best try so far of the scenario; None when there is none.

    `first`: take any call at all; `continue`: go back to an interrupted one; `wrap_up`: hand in its work order;
    `again`: a scenario that isn't passed yet; `new`: one not tried; `better`: all are passed, this has most to gain.
    """

    kind: Kind
    scenario: str
    call: CallSummary | None = None


def next_step(history: Sequence[CallSummary], scenarios: Mapping[str, Scenario], *, lang: str) -> NextStep | None:
    """The step for somebody with this history, newest first. None where there is no scenario to take."""
    latest = next((call for call in history if call.turns), None)  # one that only rang is nothing to go back to
    if latest is not None and latest.scenario in scenarios:
        if latest.ended is None:
            return NextStep(kind="continue", scenario=latest.scenario, call=latest)
        if not latest.wrapped_up and latest.percent is None:
            return NextStep(kind="wrap_up", scenario=latest.scenario, call=latest)
    order = sorted(scenarios.values(), key=lambda each: (lang not in each.languages, each.level, each.minutes, each.id))
    best = best_tries(history)
    untried = [each.id for each in order if each.id not in best]
    failed = [each.id for each in order if each.id in best and not best[each.id].passed]
    passed = sorted((each.id for each in order if each.id in best), key=lambda name: best[name].percent or 0)
    if not best:
        return NextStep(kind="first", scenario=untried[0]) if untried else None
    if failed:
        recent = next((call.scenario for call in history if call.scenario in failed), failed[0])
        return NextStep(kind="again", scenario=recent, call=best[recent])
    if untried:
        return NextStep(kind="new", scenario=untried[0])
    return NextStep(kind="better", scenario=passed[0], call=best[passed[0]]) if passed else None


def best_tries(history: Sequence[CallSummary]) -> dict[str, CallSummary]:
    """The best scored call of each scenario: passed before failed, then by the number. Calls tried again count."""
    best: dict[str, CallSummary] = {}
    for call in history:
        if call.percent is None:
            continue
        known = best.get(call.scenario)
        if known is None or _worth(call) > _worth(known):
            best[call.scenario] = call
    return best


def _worth(call: CallSummary) -> tuple[bool, float]:
    return bool(call.passed), call.percent or 0
