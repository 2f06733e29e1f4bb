"""Everything people did, table by table, as rows to hand out: read in one snapshot, never all at once in memory.

People are named by their ids here; who asks makes pseudonyms of them. Without `texts` no free text is read.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from trainer.call.events import CustomerSaid
from trainer.call.inputs import Say, Search, Transfer
from trainer.content.frozen import question_version, thaw_quiz
from trainer.records.attempts import ANSWERED, RATED
from trainer.records.calls import EVENTS, INPUT
from trainer.records.scorecards import SCORECARD, counting
from trainer.records.tables import (
    activity,
    answers,
    assignments,
    attempt_ends,
    attempts,
    call_ends,
    calls,
    contents,
    entries,
    people,
    readings,
    review_cards,
    review_logs,
    scorecards,
    wrap_ups,
)

Row = dict[str, Any]
AT_ONCE = 500
"""Rows fetched from the database together."""
QUIZZES_KEPT = 64


def moment(value: datetime | None) -> str | None:
    """A moment as ISO 8601 in UTC."""
    return None if value is None else value.astimezone(UTC).isoformat(timespec="seconds")


@dataclass(slots=True, kw_only=True)
class Reader:
    """Reads in an open transaction. `since`: only what happened from then on, but all people and cards."""

    rows: sa.Connection
    since: datetime | None = None
    _versions: "OrderedDict[str, Mapping[str, str]]" = field(default_factory=OrderedDict)

    def table(self, name: str) -> Iterator[Row]:
        """The rows of a table of the export, in a fixed order."""
        reading: dict[str, Callable[[], Iterator[Row]]] = {
            "people": self._people,
            "calls": self._calls,
            "items": self._items,
            "critical_errors": self._critical_errors,
            "turns": self._turns,
            "attempts": self._attempts,
            "answers": self._answers,
            "cards": self._cards,
            "reviews": self._reviews,
            "reading": self._reading,
            "activity": self._activity,
            "assignments": self._assignments,
        }
        return reading[name]()

    def _all(self, query: sa.Select[Any]) -> Iterator[Any]:
        return iter(self.rows.execute(query, execution_options={"yield_per": AT_ONCE}))

    def _from(self, query: sa.Select[Any], column: sa.ColumnElement[Any]) -> sa.Select[Any]:
        return query if self.since is None else query.where(column >= self.since)

    def _day(self) -> date:
        return date.min if self.since is None else self.since.astimezone().date()

    def _people(self) -> Iterator[Row]:
        for row in self._all(people.select().order_by(people.c.created_at, people.c.id)):
            chosen = json.loads(row.preferences)
            yield {
                "person": row.id, "role": row.role, "disabled": int(row.disabled), "track": chosen.get("track"),
                "lang": chosen.get("lang"), "created_at": moment(row.created_at), "name": row.name,
                "display_name": row.display_name,
            }  # fmt: skip

    def _calls(self) -> Iterator[Row]:
        of_call = entries.c.call_id == calls.c.id
        first = sa.select(sa.func.min(entries.c.at)).where(of_call).correlate(calls).scalar_subquery()
        turns = sa.select(sa.func.count()).where(of_call).correlate(calls).scalar_subquery()
        latest = sa.select(entries.c.mood).where(of_call).order_by(entries.c.seq.desc()).limit(1)
        query = (
            sa.select(
                calls, first.label("picked_up"), turns.label("turns"),
                latest.correlate(calls).scalar_subquery().label("mood"),
                call_ends.c.ending, call_ends.c.at.label("ended"),
                wrap_ups.c.seconds.label("work_order_seconds"), wrap_ups.c.fields,
                scorecards.c.percent, scorecards.c.passed, scorecards.c.critical,
                scorecards.c.rubric_hash.label("scored_with"), scorecards.c.stored_at.label("scored_at"),
            )
            .select_from(
                calls.outerjoin(call_ends)
                .outerjoin(wrap_ups, wrap_ups.c.call_id == calls.c.id)
                .outerjoin(scorecards, scorecards.c.id == counting())
            )
            .order_by(calls.c.created_at, calls.c.id)
        )  # fmt: skip
        for row in self._all(self._from(query, calls.c.created_at)):
            over = row.ended is not None
            yield {
                "call": row.id, "person": row.person_id, "scenario": row.scenario,
                "scenario_version": row.scenario_hash[:16], "rubric_version": (row.scored_with or row.rubric_hash)[:16],
                "persona": row.persona, "lang": row.lang, "mode": row.mode, "began_at": moment(row.created_at),
                "from_call": row.from_call, "from_turn": row.from_seq, "ending": row.ending, "turns": row.turns,
                "seconds": round(max(0.0, row.ended - (row.picked_up or 0.0)), 3) if over else None,
                "mood_at_end": row.mood if over else None, "work_order_seconds": row.work_order_seconds,
                "percent": row.percent, "passed": _flag(row.passed), "critical": row.critical,
                "scored_at": moment(row.scored_at), "work_order": row.fields,
            }  # fmt: skip

    def _scored(self) -> Iterator[tuple[str, Any]]:
        query = (
            sa.select(scorecards.c.call_id, scorecards.c.body)
            .join(calls, calls.c.id == scorecards.c.call_id)
            .where(scorecards.c.id == counting())
            .order_by(calls.c.created_at, calls.c.id)
        )
        for row in self._all(self._from(query, calls.c.created_at)):
            yield row.call_id, SCORECARD.validate_json(row.body)

    def _items(self) -> Iterator[Row]:
        for call, card in self._scored():
            for item in card.items:
                yield {
                    "call": call, "section": item.section, "item": item.item, "state": item.state,
                    "points": item.points, "max": item.max, "failed_critical": item.failed_critical,
                    "evidence": _turns_of(item.evidence),
                }  # fmt: skip

    def _critical_errors(self) -> Iterator[Row]:
        for call, card in self._scored():
            for number, error in enumerate(card.critical, 1):
                yield {
                    "call": call, "number": number, "kind": error.kind, "move": error.move, "item": error.item,
                    "evidence": _turns_of(error.evidence),
                }  # fmt: skip

    def _turns(self) -> Iterator[Row]:
        columns = (entries.c.call_id, entries.c.seq, entries.c.at, entries.c.input, entries.c.events, entries.c.mood)
        query: sa.Select[Any] = sa.select(*columns, entries.c.node).join(calls, calls.c.id == entries.c.call_id)
        query = self._from(query, calls.c.created_at).order_by(calls.c.created_at, calls.c.id, entries.c.seq)
        for row in self._all(query):
            made = INPUT.validate_json(row.input)
            events = EVENTS.validate_json(row.events)
            heard = made.heard if isinstance(made, Say) else None
            yield {
                "call": row.call_id, "turn": row.seq, "at": row.at, "type": made.type, "said": _said(made),
                "hearing": heard.confidence if heard else None,
                "customer": "\n".join(event.text for event in events if isinstance(event, CustomerSaid)) or None,
                "node": row.node, "mood": row.mood,
            }  # fmt: skip

    def _attempts(self) -> Iterator[Row]:
        ends = (attempt_ends.c.percent, attempt_ends.c.passed, attempt_ends.c.ended_at)
        query = sa.select(attempts, *ends).select_from(attempts.outerjoin(attempt_ends))
        query = self._from(query, attempts.c.began_at).order_by(attempts.c.began_at, attempts.c.id)
        for row in self._all(query):
            yield {
                "attempt": row.id, "person": row.person_id, "quiz": row.quiz, "quiz_version": row.quiz_hash[:16],
                "module": row.module or None, "lang": row.lang, "began_at": moment(row.began_at),
                "ended_at": moment(row.ended_at), "percent": row.percent, "passed": _flag(row.passed),
            }  # fmt: skip

    def _answers(self) -> Iterator[Row]:
        rated = answers.alias()
        given = (answers.c.attempt_id == rated.c.attempt_id) & (answers.c.question == rated.c.question)
        query = (
            sa.select(answers, attempts.c.quiz_hash, rated.c.points.label("rating"))
            .select_from(answers.join(attempts).outerjoin(rated, given & (rated.c.step == RATED)))
            .where(answers.c.step == ANSWERED)
            .order_by(attempts.c.began_at, attempts.c.id, answers.c.stored_at, answers.c.question)
        )
        for row in self._all(self._from(query, attempts.c.began_at)):
            yield {
                "attempt": row.attempt_id, "question": row.question,
                "version": self._version(row.quiz_hash, row.question), "points": row.points, "rating": row.rating,
                "answered_at": moment(row.stored_at), "answer": row.answer,
            }  # fmt: skip

    def _version(self, quiz_hash: str, question: str) -> str | None:
        known = self._versions.get(quiz_hash)
        if known is None:
            body = self.rows.execute(sa.select(contents.c.body).where(contents.c.hash == quiz_hash)).scalar_one()
            known = {each.id: question_version(each) for each in thaw_quiz(body).questions}
            self._versions[quiz_hash] = known
            if len(self._versions) > QUIZZES_KEPT:
                self._versions.popitem(last=False)
        return known.get(question)

    def _cards(self) -> Iterator[Row]:
        for row in self._all(review_cards.select().order_by(review_cards.c.created_at, review_cards.c.id)):
            yield {
                "card": row.id, "person": row.person_id, "kind": row.kind, "ref": row.ref, "version": row.version,
                "due": moment(row.due), "stability": row.stability, "difficulty": row.difficulty,
                "reviews": row.reviews, "last_at": moment(row.last_at), "created_at": moment(row.created_at),
            }  # fmt: skip

    def _reviews(self) -> Iterator[Row]:
        query = self._from(review_logs.select(), review_logs.c.at)
        for row in self._all(query.order_by(review_logs.c.at, review_logs.c.card_id, review_logs.c.seq)):
            yield {
                "card": row.card_id, "number": row.seq, "source": row.source, "grade": row.grade,
                "points": row.points, "version": row.version, "lang": row.lang, "amends": int(row.amends),
                "at": moment(row.at), "answer": row.answer,
            }  # fmt: skip

    def _reading(self) -> Iterator[Row]:
        query = self._from(readings.select(), readings.c.changed_at)
        for row in self._all(query.order_by(readings.c.person_id, readings.c.module)):
            yield {
                "person": row.person_id, "module": row.module, "furthest": row.furthest,
                "finished_at": moment(row.finished_at), "changed_at": moment(row.changed_at),
            }  # fmt: skip

    def _activity(self) -> Iterator[Row]:
        # Browsers report what they are at; only what the database knows besides is sure to hold no name.
        known = [
            sa.select(column).where(column == activity.c.ref).correlate(activity).exists()
            for column in (readings.c.module, attempts.c.quiz, attempts.c.module, calls.c.id)
        ]
        ref = sa.case((sa.or_(*known), activity.c.ref), else_=sa.literal_column("''"))
        columns = (activity.c.person_id, activity.c.day, activity.c.kind, ref.label("ref"))
        query = sa.select(*columns, sa.func.sum(activity.c.seconds).label("seconds")).where(
            activity.c.day >= self._day()
        )
        for row in self._all(query.group_by(*columns).order_by(*columns)):
            yield {
                "person": row.person_id, "day": row.day.isoformat(), "kind": row.kind, "ref": row.ref,
                "seconds": round(row.seconds, 1),
            }  # fmt: skip

    def _assignments(self) -> Iterator[Row]:
        query = self._from(assignments.select(), assignments.c.given_at)
        for row in self._all(query.order_by(assignments.c.given_at, assignments.c.id)):
            yield {
                "assignment": row.id, "person": row.person_id, "kind": row.kind, "ref": row.ref,
                "due_at": moment(row.due_at), "given_by": row.given_by, "given_at": moment(row.given_at),
                "withdrawn_at": moment(row.withdrawn_at),
            }  # fmt: skip


def _flag(value: bool | None) -> int | None:  # noqa: FBT001 - a column's value
    return None if value is None else int(value)


def _turns_of(evidence: Any) -> str | None:  # noqa: ANN401 - a tuple of Evidence
    """The numbers of the turns that speak for a result, in order."""
    return " ".join(str(seq) for seq in sorted({each.seq for each in evidence if each.seq is not None})) or None


def _said(made: object) -> str | None:
    if isinstance(made, Say):
        return made.text
    if isinstance(made, Search):
        return made.words
    return made.note or None if isinstance(made, Transfer) else None
