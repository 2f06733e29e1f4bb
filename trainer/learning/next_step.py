"""What somebody should do next, out of what they have done: one step with its reason, never a list.

The first of these that there is: what is under way (a call on the line, its work order, a self-check); somebody's very
first call; assigned work that is overdue or due soon; today's review; the next thing on the way through the track;
other assigned work; a call to pass, to try or to do better. What is locked is never named: what opens it is. Whoever
has not begun the track reads first and reviews then. A call that was not passed comes again once a module that names
it is done.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

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
    def interrupted(self) -> bool:
        """It was left long ago without an end, and can't be gone on with."""

    @property
    def wrapped_up(self) -> bool:
        """Its work order was handed in."""

    @property
    def percent(self) -> float | None:
        """Its score; None before it is scored."""

    @property
    def turns(self) -> int:
        """Turns taken."""


class Try(Protocol):
    """A scored call."""

    @property
    def percent(self) -> float:
        """Its score."""

    @property
    def passed(self) -> bool:
        """Whether it was passed."""

    @property
    def waits(self) -> bool:
        """A trainer has yet to say whether it was passed."""

    @property
    def latest_at(self) -> datetime:
        """When the latest scored call of its scenario was begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """Work a trainer gave that isn't done: a `module` (key) or a `call` (scenario id), with when it is wanted."""

    id: str
    kind: Literal["module", "call"]
    ref: str
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that decides.

    `calls` are the latest ones, newest first; `best` the best try of each scenario ever scored, the one taken latest
    first. `path` are the modules of the person's track in order, `elsewhere` those of the others. `closed` tells which
    modules come before a call that may not be taken yet, by scenario. `reviews` counts the cards in today's stack.
    """

    calls: Sequence[TakenCall] = ()
    best: Mapping[str, Try] = field(default_factory=dict)
    path: Sequence[ModuleState] = ()
    elsewhere: Sequence[ModuleState] = ()
    closed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    assigned: Sequence[Assigned] = ()
    reviews: int = 0

    def states(self) -> Iterator[ModuleState]:
        """Every module, those of the track first."""
        yield from self.path
        yield from self.elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The step, why (`kind`), and what it is about.

    `continue`: an interrupted call; `wrap_up`: its work order; `overdue`: assigned work whose time is over; `resume`: a
    self-check under way (`attempt`); `first`: somebody's very first call; `review`: `count` cards of today's stack;
    `assigned`: other assigned work; `read`, `read_on`: a module; `check`: its self-check; `practise`: a call it
    names; `again`: a call that isn't passed yet; `new`: one not tried; `better`: all are passed, this has most to gain.
    `call` is the call under way, `best` the best try so far of the scenario. With `overdue` and `assigned` the module
    may be one that comes before the work itself (`assigned`); `opens` is the module on the way it opens, if another.
    """

    kind: Kind
    scenario: str = ""
    module: ModuleState | None = None
    call: TakenCall | None = None
    best: Try | None = None
    attempt: str = ""
    assigned: Assigned | None = None
    count: int = 0
    opens: ModuleState | None = None


def next_step(standing: Standing, scenarios: Mapping[str, Scenario], *, lang: str, now: datetime) -> NextStep | None:
    """The step for somebody. `scenarios` are those they may take. None where there is nothing at all to do."""
    return _Choice(standing, scenarios, lang, now).step()


class _Choice:
    """One decision."""

    def __init__(self, standing: Standing, scenarios: Mapping[str, Scenario], lang: str, now: datetime) -> None:
        self._standing = standing
        self._scenarios = scenarios
        self._lang = lang
        self._now = now
        self._states = {state.key: state for state in standing.states()}
        self._in_order = sorted(scenarios.values(), key=self._order)

    def step(self) -> NextStep | None:
        """The first of all that there is."""
        standing = self._standing
        over = [work for work in standing.assigned if work.due is not None and work.due <= self._now]
        soon = [work for work in standing.assigned if work.due is not None and self._now < work.due <= self._now + SOON]
        return (
            self._under_way()
            or self._first()
            or self._assigned(over, kind="overdue")
            or self._assigned(soon, kind="assigned")
            or (self._review() if self._begun() else None)
            or self._on_the_path()
            or self._review()
            or self._assigned(standing.assigned, kind="assigned")
            or self._any_call()
        )

    def _under_way(self) -> NextStep | None:
        # A call that only rang is nothing to go back to, nor is one that was left long ago.
        latest = next((call for call in self._standing.calls if call.turns and not call.interrupted), None)
        if latest is not None and latest.scenario in self._scenarios:
            if latest.ended is None:
                return NextStep(kind="continue", scenario=latest.scenario, call=latest)
            if not latest.wrapped_up and latest.percent is None:
                return NextStep(kind="wrap_up", scenario=latest.scenario, call=latest)
        for state in self._standing.states():
            if state.check.under_way and not state.locked:
                return NextStep(kind="resume", module=state, attempt=state.check.under_way)
        return None

    def _first(self) -> NextStep | None:
        standing = self._standing
        touched = any(state.reading.furthest or state.check.tries for state in standing.states())
        if standing.calls or standing.best or touched or standing.assigned or standing.reviews:
            return None
        free = next((each for each in self._in_order if not each.requires), None)
        return NextStep(kind="first", scenario=free.id) if free is not None else None

    def _begun(self) -> bool:
        """Something of the track was read or answered, or there is nothing to read in it."""
        path = self._standing.path
        return not path or any(state.reading.furthest or state.check.tries for state in path)

    def _review(self) -> NextStep | None:
        count = self._standing.reviews
        return NextStep(kind="review", count=count) if count >= ENOUGH_TO_REVIEW else None

    def _assigned(self, work: Sequence[Assigned], *, kind: Literal["overdue", "assigned"]) -> NextStep | None:
        """The most urgent of the work that can be done now; for what is locked, the module that comes first."""
        for one in sorted(work, key=lambda each: (each.due is None, each.due and each.due.timestamp(), each.id)):
            if one.kind == "call" and one.ref in self._scenarios:
                best = self._standing.best.get(one.ref)
                return NextStep(kind=kind, scenario=one.ref, best=best, assigned=one)
            wanted = self._standing.closed.get(one.ref, ()) if one.kind == "call" else (one.ref,)
            module = self._reachable(wanted)
            if module is not None:
                return NextStep(kind=kind, module=module, assigned=one)
        return None

    def _on_the_path(self) -> NextStep | None:
        """The first thing missing on the way: a module's text, its self-check, then a call it names."""
        for state in self._standing.path:
            if not state.done:
                module = self._reachable([state.key])
                if module is None:
                    continue  # what it asks for asks for itself
                opens = None if module is state else state
                if not module.reading.finished:
                    return NextStep(kind="read_on" if module.reading.furthest else "read", module=module, opens=opens)
                return NextStep(kind="check", module=module, opens=opens)
            wanted = next((name for name in state.module.practice if self._to_practise(name, state)), None)
            if wanted is not None and not state.locked:
                best = self._standing.best.get(wanted)
                return NextStep(kind="practise", module=state, scenario=wanted, best=best)
        return None

    def _to_practise(self, name: str, state: ModuleState) -> bool:
        """A call that was never taken, or not passed and not tried since the module was done."""
        scenario = self._scenarios.get(name)
        if scenario is None or self._lang not in scenario.languages:
            return False
        best = self._standing.best.get(name)
        if best is None:
            return True
        return not (best.passed or best.waits) and state.done_at is not None and best.latest_at < state.done_at

    def _any_call(self) -> NextStep | None:
        best = self._standing.best
        failed = next((name for name, one in best.items() if name in self._scenarios and not one.passed), None)
        if failed is not None:
            return NextStep(kind="again", scenario=failed, best=best[failed])
        untried = next((each.id for each in self._in_order if each.id not in best), None)
        if untried is not None:
            return NextStep(kind="new", scenario=untried)
        weakest = min((each.id for each in self._in_order), key=lambda name: best[name].percent, default=None)
        return NextStep(kind="better", scenario=weakest, best=best[weakest]) if weakest is not None else None

    def _reachable(self, wanted: Sequence[str]) -> ModuleState | None:
        """The first module to do, open now, on the way to those wanted; None where there is none to do."""
        seen: set[str] = set()
        waiting = list(reversed(wanted))
        while waiting:
            state = self._states.get(waiting.pop())
            if state is None or state.done or state.key in seen:
                continue
            if not state.locked:
                return state
            seen.add(state.key)
            waiting.extend(reversed(state.missing))
        return None

    def _order(self, scenario: Scenario) -> tuple[bool, int, float, str]:
        return self._lang not in scenario.languages, scenario.level, scenario.minutes, scenario.id
