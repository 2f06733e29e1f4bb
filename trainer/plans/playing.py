"""Plays a plan: the call it describes, scored, and every expectation it didn't meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from trainer.call.engine import moves_heard
from trainer.call.events import CustomerSaid
from trainer.call.inputs import (
    Answer,
    HangUp,
    HoldCustomer,
    Input,
    LookUp,
    Read,
    Resume,
    Say,
    Search,
    StaySilent,
    Transfer,
)
from trainer.call.record import CallRecord, Entry, Opening, WrapUpDone
from trainer.call.replay import advance, start
from trainer.content.facts import SettledFact
from trainer.content.plan import Plan, PlanTurn
from trainer.content.problem import Problem
from trainer.content.rubric import Rubric
from trainer.content.scenario import Article, Scenario
from trainer.content.settle import settle
from trainer.matching.matcher import Matcher
from trainer.matching.search import search
from trainer.plans import pace
from trainer.plans.expectations import check_result, check_turn
from trainer.scoring.score import score
from trainer.scoring.scorecard import Scorecard

DAY = date(2026, 3, 2)
"""The day on which planned calls take place, a Monday: `tomorrow` in a fact is 3 March 2026."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanResult:
    """What came of a plan: its call, the scorecard, and where it went otherwise than planned."""

    record: CallRecord
    scorecard: Scorecard
    problems: tuple[Problem, ...]


def play(
    plan: Plan,
    scenario: Scenario,
    rubric: Rubric,
    matcher: Matcher,
    articles: Mapping[str, Article] | None = None,
) -> PlanResult:
    """Plays a plan from ringing to work order. Time is simulated, so that the same plan always gives the same call.

    Raises NotFound for a persona and WrongUse for a language the scenario hasn't.
    """
    player = _Player(plan, scenario, matcher, articles or {})
    problems: list[Problem] = []
    for turn in plan.turns:
        problems += [one for one in player.take(turn) if not _follows(one, problems)]
    record = replace(player.record, wrap_up=_wrap_up(plan, scenario))
    scorecard = score(scenario, rubric, record)
    problems += check_result(plan, scenario, record, scorecard)
    return PlanResult(record=record, scorecard=scorecard, problems=tuple(problems))


def _follows(problem: Problem, earlier: Sequence[Problem]) -> bool:
    """A turn can't happen because the call went astray before, or for the reason that was given already."""
    return problem.code == "P506" and any(
        one.code in ("P507", "P508") or (one.code, one.message) == ("P506", problem.message) for one in earlier
    )


def _wrap_up(plan: Plan, scenario: Scenario) -> WrapUpDone | None:
    """The work order as planned; None when the plan writes none."""
    if scenario.wrap_up is None or not (plan.wrap_up or plan.wrap_up_seconds is not None):
        return None
    limit = scenario.wrap_up.limit
    usual = limit * pace.WRAP_UP_SHARE if limit is not None else pace.WRAP_UP
    return WrapUpDone(fields=plan.wrap_up, seconds=plan.wrap_up_seconds if plan.wrap_up_seconds is not None else usual)


class _Player:
    """A planned call while it is played: its state, its record and its clock."""

    def __init__(self, plan: Plan, scenario: Scenario, matcher: Matcher, articles: Mapping[str, Article]) -> None:
        persona = plan.persona or next(iter(scenario.personas))
        opening = Opening(scenario=scenario.id, persona=persona, lang=plan.lang, seed=plan.seed, today=DAY)
        self.plan = plan
        self.scenario = scenario
        self.matcher = matcher
        self.articles = articles
        self.state, self.record = start(scenario, opening)
        self.facts: Mapping[str, SettledFact] = settle(scenario, persona=persona, lang=plan.lang, today=DAY)
        self.now = 0.0
        self.speech_ends = 0.0

    def take(self, turn: PlanTurn) -> Sequence[Problem]:
        """Takes one turn of the plan; gives back where it went otherwise than planned."""
        heard = moves_heard(self.scenario, self.state)
        entries = [self._advance(done) for done in self._inputs(turn)]
        return check_turn(self.plan, turn, entries, heard=heard)

    def _advance(self, done: Input) -> Entry:
        self.state, self.record = advance(self.scenario, self.state, self.record, done)
        entry = self.record.entries[-1]
        lines = sum(pace.speaking(event.spoken) for event in entry.events if isinstance(event, CustomerSaid))
        self.speech_ends = self.now + lines if lines else max(self.now, self.speech_ends)
        return entry

    def _wait(self, seconds: float) -> float:
        self.now = round(self.now + seconds, 2)
        return self.now

    def _hear_out(self) -> None:
        """Lets the customer finish."""
        self.now = round(max(self.now, self.speech_ends), 2)

    def _inputs(self, turn: PlanTurn) -> list[Input]:  # noqa: PLR0911 - one plain case an action
        number = turn.value if isinstance(turn.value, int | float) else 0.0
        words = turn.value if isinstance(turn.value, str) else ""
        match turn.action:
            case "answer":
                return [Answer(at=self._wait(number))]
            case "say":
                return [self._say(words)]
            case "hold":
                self._hear_out()
                began = HoldCustomer(at=self._wait(pace.THINKING))
                return [began, Resume(at=self._wait(number))]
            case "silence":
                self._hear_out()
                return [StaySilent(at=self._wait(number), seconds=number)]
            case "search":
                found = tuple(search(self._articles(), words, self.plan.lang))
                return [Search(at=self._wait(pace.desk_work("search")), words=words, found=found)]
            case "do":
                return [self._do(words)]
            case "hang_up":
                self._hear_out()
                return [HangUp(at=self._wait(pace.THINKING))]

    def _articles(self) -> dict[str, Article]:
        wanted = self.scenario.desktop.knowledge
        return {name: self.articles[name] for name in wanted if name in self.articles}

    def _say(self, words: str) -> Say:
        self._hear_out()
        began = self._wait(pace.THINKING)
        heard = moves_heard(self.scenario, self.state)
        understanding = self.matcher.understand(words, moves=heard, facts=self.facts, today=DAY)
        return Say(at=self._wait(pace.speaking(words)), began=began, text=words, understanding=understanding)

    def _do(self, action: str) -> Input:
        kind, _, thing = action.partition(".")
        at = self._wait(pace.desk_work(kind))
        match kind:
            case "lookup":
                return LookUp(at=at, record=thing)
            case "read":
                return Read(at=at, article=thing)
            case _:
                return Transfer(at=at, target=thing)
