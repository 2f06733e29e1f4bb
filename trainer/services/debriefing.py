"""All that a debrief page shows of one call, gathered in one go."""

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.call.record import CallRecord
from trainer.content.rubric import Rubric
from trainer.content.scenario import Scenario, WorkOrderField
from trainer.content.settle import fill, settle
from trainer.people.roles import Person
from trainer.scoring.debrief import Debrief
from trainer.scoring.log import CallLog, read_record
from trainer.scoring.scorecard import Scorecard
from trainer.scoring.work_order import expected, judge_work_order
from trainer.services import Services
from trainer.services.call_shapes import CallSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldResult:
    """A field of the work order: what was given, whether that was right, and what is.

    `expected` is "" where any answer is right, or where `mentions` says what a note must mention, one of each group.
    """

    field: str
    right: bool
    given: str
    expected: str
    mentions: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBack:
    """One call to look back on. `attempts` are the scored calls of this scenario by the same person, oldest first."""

    own: bool
    summary: CallSummary
    record: CallRecord
    scenario: Scenario
    rubric: Rubric
    scorecard: Scorecard
    debrief: Debrief
    work_order: tuple[FieldResult, ...]
    attempts: tuple[CallSummary, ...]


def look_back(services: Services, person: Person, call_id: str) -> LookBack:
    """Raises NotFound (also for a call this person may not see), and Conflict while it isn't finished."""
    calls = services.calls
    scorecard = calls.scorecard(person, call_id)
    record = calls.record(person, call_id)
    scenario, rubric = calls.taken_with(person, call_id)
    summary = calls.summary(person, call_id)
    attempts = calls.history(person, scenario=scenario.id, of=summary.owner)
    return LookBack(
        own=summary.owner == person.id,
        summary=summary,
        record=record,
        scenario=scenario,
        rubric=rubric,
        scorecard=scorecard,
        debrief=calls.debrief(person, call_id),
        work_order=tuple(_work_order(read_record(scenario, record))),
        attempts=tuple(call for call in reversed(attempts) if call.percent is not None),
    )


def _work_order(log: CallLog) -> Iterator[FieldResult]:
    wrap_up = log.scenario.wrap_up
    if wrap_up is None:
        return
    judged = judge_work_order(wrap_up.fields.values(), log)
    given = log.record.wrap_up.fields if log.record.wrap_up else {}
    for field in wrap_up.fields.values():
        yield FieldResult(
            field=field.id,
            right=judged[field.id],
            given=given.get(field.id, ""),
            expected=_expected(field, log),
            mentions=field.keywords.get(log.record.opening.lang, ()),
        )


def _expected(field: WorkOrderField, log: CallLog) -> str:
    """The right answer with its templates filled in."""
    answer = expected(field, log)
    if answer is None:
        return ""
    opening = log.record.opening
    facts = settle(log.scenario, persona=opening.persona, lang=opening.lang, today=opening.today)
    return fill(answer, scenario=log.scenario, persona=opening.persona, lang=opening.lang, facts=facts, spoken=False)
