"""Rows about self-checks: how they began, each answer, how they ended."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from trainer.learning.answers import Answer, answer_of
from trainer.learning.path import CheckResult
from trainer.learning.progress import Evidence
from trainer.records.latest import latest_before
from trainer.records.tables import answers, attempt_ends, attempts

ANSWERED, RATED = 0, 1
"""The steps of an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """A self-check as it began. `owner` is the person's id."""

    id: str
    owner: str
    quiz: str
    quiz_hash: str
    module: str
    lang: str
    seed: int
    began_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """An answer with its points (None where only the person can tell) and the person's own rating, 0 to 1, if any."""

    answer: Answer
    points: float | None
    stored_at: datetime
    rating: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptEnd:
    """The result. `percent` is None when no question could be scored."""

    percent: float | None
    passed: bool
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAttempt:
    """A self-check with its answers by question and its end, if it has come to one."""

    row: AttemptRow
    answers: Mapping[str, StoredAnswer] = field(default_factory=dict)
    end: AttemptEnd | None = None


def add(rows: sa.Connection, attempt: AttemptRow) -> None:
    """Adds a self-check; its quiz must be among the contents already."""
    values = {
        "id": attempt.id, "person_id": attempt.owner, "quiz": attempt.quiz, "quiz_hash": attempt.quiz_hash,
        "module": attempt.module, "lang": attempt.lang, "seed": attempt.seed, "began_at": attempt.began_at,
    }  # fmt: skip
    rows.execute(attempts.insert(), values)


def add_answer(
    rows: sa.Connection,
    attempt_id: str,
    question: str,
    *,
    answer: Answer,
    points: float | None,
    now: datetime,
    step: int = ANSWERED,
) -> None:
    """Adds an answer, or at step RATED the person's own rating. Raises RowExists (from the store) for a second one."""
    values = {
        "attempt_id": attempt_id, "question": question, "step": step, "points": points, "stored_at": now,
        "answer": json.dumps(answer.plain(), ensure_ascii=False),
    }  # fmt: skip
    rows.execute(answers.insert(), values)


def add_end(rows: sa.Connection, attempt_id: str, end: AttemptEnd) -> None:
    """Ends a self-check."""
    values = {"attempt_id": attempt_id, "percent": end.percent, "passed": end.passed, "ended_at": end.ended_at}
    rows.execute(attempt_ends.insert(), values)


def load(rows: sa.Connection, attempt_id: str) -> StoredAttempt | None:
    """A self-check with all that belongs to it."""
    row = rows.execute(attempts.select().where(attempts.c.id == attempt_id)).one_or_none()
    if row is None:
        return None
    found: dict[str, StoredAnswer] = {}
    for each in rows.execute(
        # By step first: a clock that jumps back must not put a rating before its answer.
        answers.select().where(answers.c.attempt_id == attempt_id).order_by(answers.c.step, answers.c.stored_at)
    ):
        if each.step == ANSWERED:
            found[each.question] = StoredAnswer(
                answer=answer_of(json.loads(each.answer)), points=each.points, stored_at=each.stored_at
            )
        elif each.question in found:
            found[each.question] = replace(found[each.question], rating=each.points)
    end = rows.execute(attempt_ends.select().where(attempt_ends.c.attempt_id == attempt_id)).one_or_none()
    return StoredAttempt(
        row=_attempt(row),
        answers=found,
        end=None if end is None else AttemptEnd(percent=end.percent, passed=end.passed, ended_at=end.ended_at),
    )


def under_way(rows: sa.Connection, person_id: str, quiz: str) -> str | None:
    """The latest self-check of a quiz that somebody hasn't come to the end of."""
    query = (
        sa.select(attempts.c.id)
        .outerjoin(attempt_ends)
        .where(attempts.c.person_id == person_id, attempts.c.quiz == quiz, attempt_ends.c.attempt_id.is_(None))
        .order_by(attempts.c.began_at.desc(), attempts.c.id)
        .limit(1)
    )
    return rows.execute(query).scalar()


def began(rows: sa.Connection, person_id: str, quiz: str) -> bool:
    """Whether somebody ever began a self-check of a quiz."""
    query = sa.select(attempts.c.id).where(attempts.c.person_id == person_id, attempts.c.quiz == quiz).limit(1)
    return rows.execute(query).first() is not None


def of_person(rows: sa.Connection, person_id: str) -> list[tuple[AttemptRow, AttemptEnd | None]]:
    """All of somebody's self-checks, newest first."""
    query = (
        sa.select(attempts, attempt_ends.c.percent, attempt_ends.c.passed, attempt_ends.c.ended_at)
        .outerjoin(attempt_ends)
        .where(attempts.c.person_id == person_id)
        .order_by(attempts.c.began_at.desc(), attempts.c.id)
    )
    return [
        (
            _attempt(row),
            None if row.ended_at is None else AttemptEnd(percent=row.percent, passed=row.passed, ended_at=row.ended_at),
        )
        for row in rows.execute(query)
    ]


def passed(rows: sa.Connection, person_id: str) -> dict[str, datetime]:
    """The quizzes of which somebody passed a self-check, and when they first did."""
    ended = attempt_ends.c
    query = (
        sa.select(attempts.c.quiz, sa.func.min(ended.ended_at, type_=ended.ended_at.type).label("first"))
        .join(attempt_ends)
        .where(attempts.c.person_id == person_id, ended.passed.is_(True))
        .group_by(attempts.c.quiz)
    )
    return {row.quiz: row.first for row in rows.execute(query)}


def results(rows: sa.Connection, person_id: str) -> dict[str, CheckResult]:
    """What came of all of somebody's self-checks, by quiz."""
    ended = attempt_ends.c
    query = (
        sa.select(
            attempts.c.quiz,
            sa.func.max(ended.percent).label("best"),
            sa.func.min(sa.case((ended.passed.is_(True), ended.ended_at)), type_=ended.ended_at.type).label(
                "passed_at"
            ),
            sa.func.count(ended.attempt_id).label("tries"),
        )
        .select_from(attempts.outerjoin(attempt_ends))
        .where(attempts.c.person_id == person_id)
        .group_by(attempts.c.quiz)
    )
    going = (
        sa.select(attempts.c.quiz, attempts.c.id)
        .outerjoin(attempt_ends)
        .where(attempts.c.person_id == person_id, ended.attempt_id.is_(None))
        .order_by(attempts.c.began_at, attempts.c.id.desc())
    )
    latest = {row.quiz: row.id for row in rows.execute(going)}
    return {
        row.quiz: CheckResult(
            best=row.best,
            passed=row.passed_at is not None,
            passed_at=row.passed_at,
            under_way=latest.get(row.quiz),
            tries=row.tries,
        )
        for row in rows.execute(query)
    }


def answered(
    rows: sa.Connection, person_id: str, *, since: datetime | None = None, before: bool = True
) -> list[Evidence]:
    """Every question somebody answered or rated in self-checks, oldest first; those without points left out.

    From before `since` only the last answer to each question, or with no `before` none at all.
    """
    when, question = answers.c.stored_at, answers.c.question
    query = (
        sa.select(attempts.c.id, attempts.c.quiz, question, answers.c.points, when, answers.c.step)
        .join(answers)
        .where(attempts.c.person_id == person_id, answers.c.points.is_not(None))
    )
    found: sa.Select[Any] | sa.CompoundSelect[Any]
    if since is not None and not before:
        found = query.where(when >= since)
    else:
        found = latest_before(query, since, when, by=(attempts.c.quiz, question), then=(answers.c.step,))
    ordered = found.order_by(found.selected_columns.stored_at, found.selected_columns.step)
    return [
        Evidence(at=at, kind="question", ref=f"{quiz}/{name}", value=points, source=attempt)
        for attempt, quiz, name, points, at, _step in rows.execute(ordered)
    ]


def _attempt(row: sa.Row[tuple[object, ...]]) -> AttemptRow:
    columns = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return AttemptRow(
        id=columns["id"],
        owner=columns["person_id"],
        quiz=columns["quiz"],
        quiz_hash=columns["quiz_hash"],
        module=columns["module"],
        lang=columns["lang"],
        seed=columns["seed"],
        began_at=columns["began_at"],
    )
