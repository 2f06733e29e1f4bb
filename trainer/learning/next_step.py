"""What somebody should do next, out of what they have done: one step with its reason, never a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol, TypeVar

from trainer.content.scenario import Scenario
from trainer.learning.path import ModuleState

Kind = Literal[
    "continue", "wrap_up", "overdue", "resume", "first", "review", "assigned",
    "read", "read_on", "check", "practise", "again", "new", "better",
]  # fmt: skip
ENOUGH_TO_REVIEW = 1
SOON = timedelta(days=2)
"""Assigned work due within this time comes before the track."""


class TakenCall(Protocol):
    """A call somebody took, as far as the next step asks."""

    @property
    def id(self) -> str:
        """What it is known by."""

    @property
    def scenario(self) -> str:
        """The scenario's id."""

    @property
    def ended(self) -> str | None:
        """How it ended; None while it hasn't."""

    @property
    def wrapped_up(self) -> bool:
        """Its work order was handed in."""

    @property
    def percent(self) -> float | None:
        """Its score; None before it is scored."""

    @property
    def passed(self) -> bool | None:
        """Whether it was passed."""

    @property
    def turns(self) -> int:
        """Turns taken."""


Call = TypeVar("Call", bound=TakenCall)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """Work a trainer gave that isn't done: a `module` (key) or a `call` (scenario id), with when it is wanted."""

    id: str
    kind: Literal["module", "call"]
    ref: str
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that decides: calls newest first, modules in order, assigned work, cards in today's review stack.

    `path` are the modules of the person's track, `elsewhere` those of the others.
    """

    calls: Sequence[TakenCall] = ()
    path: Sequence[ModuleState] = ()
    elsewhere: Sequence[ModuleState] = ()
    assigned: Sequence[Assigned] = ()
    reviews: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The step, why (`kind`), and what it is about.

    `continue`: an interrupted call; `wrap_up`: its work order; `overdue`: assigned work whose time is over; `resume`: a
    self-check under way (`attempt`); `first`: somebody's very first call; `review`: `count` cards of today's stack;
    `assigned`: other assigned work; `read`, `read_on`: a module; `check`: its self-check; `practise`: a call it
    names; `again`: a call that isn't passed yet; `new`: one not tried; `better`: all are passed, this has most to gain.
    `call` is the call meant, or the best try so far of the scenario.
    """

    kind: Kind
    scenario: str = ""
    module: ModuleState | None = None
    call: TakenCall | None = None
    attempt: str = ""
    assigned: Assigned | None = None
    count: int = 0


def next_step(standing: Standing, scenarios: Mapping[str, Scenario], *, lang: str, now: datetime) -> NextStep | None:
    """The step for somebody. `scenarios` are those they may take. None where there is nothing at all to do."""
    best = best_tries(standing.calls)
    return (
        _under_way(standing, scenarios)
        or _first(standing, scenarios, lang)
        or _due_work(standing, scenarios, best, now=now)
        or (NextStep(kind="review", count=standing.reviews) if standing.reviews >= ENOUGH_TO_REVIEW else None)
        or _on_the_path(standing.path, scenarios, best)
        or _assigned(standing.assigned, standing, scenarios, best, kind="assigned")
        or _any_call(standing, scenarios, best, lang)
    )


def _under_way(standing: Standing, scenarios: Mapping[str, Scenario]) -> NextStep | None:
    latest = next((call for call in standing.calls if call.turns), None)  # one that only rang is nothing to go back to
    if latest is not None and latest.scenario in scenarios:
        if latest.ended is None:
            return NextStep(kind="continue", scenario=latest.scenario, call=latest)
        if not latest.wrapped_up and latest.percent is None:
            return NextStep(kind="wrap_up", scenario=latest.scenario, call=latest)
    open_check = next((state for state in (*standing.path, *standing.elsewhere) if state.check.under_way), None)
    if open_check is not None:
        return NextStep(kind="resume", module=open_check, attempt=open_check.check.under_way or "")
    return None


def _first(standing: Standing, scenarios: Mapping[str, Scenario], lang: str) -> NextStep | None:
    touched = any(state.reading.furthest or state.check.tries for state in standing.path)
    if standing.calls or touched or standing.assigned or standing.reviews:
        return None
    free = [each for each in scenarios.values() if not each.requires]
    order = sorted(free, key=lambda each: _order(each, lang))
    return NextStep(kind="first", scenario=order[0].id) if order else None


def _due_work(
    standing: Standing, scenarios: Mapping[str, Scenario], best: Mapping[str, TakenCall], *, now: datetime
) -> NextStep | None:
    over = [work for work in standing.assigned if work.due is not None and work.due <= now]
    soon = [work for work in standing.assigned if work.due is not None and now < work.due <= now + SOON]
    return _assigned(over, standing, scenarios, best, kind="overdue") or _assigned(
        soon, standing, scenarios, best, kind="assigned"
    )


def _assigned(
    work: Sequence[Assigned],
    standing: Standing,
    scenarios: Mapping[str, Scenario],
    best: Mapping[str, TakenCall],
    *,
    kind: Literal["overdue", "assigned"],
) -> NextStep | None:
    by_key = {state.key: state for state in (*standing.path, *standing.elsewhere)}
    for one in sorted(work, key=lambda each: (each.due is None, each.due and each.due.timestamp(), each.id)):
        if one.kind == "call" and one.ref in scenarios:
            return NextStep(kind=kind, scenario=one.ref, call=best.get(one.ref), assigned=one)
        state = by_key.get(one.ref) if one.kind == "module" else None
        if state is not None and not state.done:
            first = next((by_key[key] for key in state.missing if key in by_key), state)
            return NextStep(kind=kind, module=first, assigned=one)
    return None


def _on_the_path(
    path: Sequence[ModuleState], scenarios: Mapping[str, Scenario], best: Mapping[str, TakenCall]
) -> NextStep | None:
    """The first thing missing on the way: a module's text, its self-check, then a call it names."""
    for state in path:
        if state.locked:
            continue
        if not state.done:
            if not state.reading.finished:
                return NextStep(kind="read_on" if state.reading.furthest else "read", module=state)
            return NextStep(kind="check", module=state)
        untaken = next((name for name in state.module.practice if name in scenarios and name not in best), None)
        if untaken is not None:
            return NextStep(kind="practise", module=state, scenario=untaken)
    return None


def _any_call(
    standing: Standing, scenarios: Mapping[str, Scenario], best: Mapping[str, TakenCall], lang: str
) -> NextStep | None:
    order = sorted(scenarios.values(), key=lambda each: _order(each, lang))
    failed = [each.id for each in order if each.id in best and not best[each.id].passed]
    if failed:
        recent = next((call.scenario for call in standing.calls if call.scenario in failed), failed[0])
        return NextStep(kind="again", scenario=recent, call=best[recent])
    untried = next((each.id for each in order if each.id not in best), None)
    if untried is not None:
        return NextStep(kind="new", scenario=untried)
    passed = sorted((each.id for each in order if each.id in best), key=lambda name: best[name].percent or 0)
    return NextStep(kind="better", scenario=passed[0], call=best[passed[0]]) if passed else None


def best_tries(history: Sequence[Call]) -> dict[str, Call]:
    """The best scored call of each scenario: passed before failed, then by the number. Calls tried again count."""
    best: dict[str, Call] = {}
    for call in history:
        if call.percent is None:
            continue
        known = best.get(call.scenario)
        if known is None or _worth(call) > _worth(known):
            best[call.scenario] = call
    return best


def _worth(call: TakenCall) -> tuple[bool, float]:
    return bool(call.passed), call.percent or 0


def _order(scenario: Scenario, lang: str) -> tuple[bool, int, float, str]:
    return lang not in scenario.languages, scenario.level, scenario.minutes, scenario.id
