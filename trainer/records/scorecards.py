"""Rows about scores. Scoring again adds a row; nothing is overwritten."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from pydantic import TypeAdapter

from trainer.records.tables import calls, scorecards
from trainer.scoring.scorecard import Scorecard

SCORECARD: TypeAdapter[Scorecard] = TypeAdapter(Scorecard)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredScorecard:
    """A scorecard and when, and by which version of the program, it was made."""

    id: int
    scorecard: Scorecard
    program: str
    stored_at: datetime


def add(rows: sa.Connection, call_id: str, scorecard: Scorecard, *, program: str, now: datetime) -> None:
    """One more scorecard of a call; it is the one that counts from now on."""
    rows.execute(
        scorecards.insert(),
        {
            "call_id": call_id,
            "rubric_hash": scorecard.rubric_hash,
            "percent": scorecard.percent,
            "passed": scorecard.passed,
            "critical": len(scorecard.critical),
            "body": SCORECARD.dump_json(scorecard).decode(),
            "program": program,
            "stored_at": now,
        },
    )


def all_of(rows: sa.Connection, call_id: str) -> list[StoredScorecard]:
    """Every scorecard of a call, the first first; the last one counts."""
    found = rows.execute(scorecards.select().where(scorecards.c.call_id == call_id).order_by(scorecards.c.id))
    return [
        StoredScorecard(
            id=row.id, scorecard=SCORECARD.validate_json(row.body), program=row.program, stored_at=row.stored_at
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredCall:
    """A call with the scorecard that counts, as progress asks: `critical` is the number of critical errors."""

    call: str
    scenario: str
    at: datetime
    percent: float
    passed: bool
    critical: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BestTry:
    """The best scored call of one scenario, when the latest was begun, and the latest that was passed."""

    call: str
    scenario: str
    percent: float
    passed: bool
    critical: int
    latest_at: datetime
    passed_at: datetime | None


def best_of(rows: sa.Connection, person_id: str) -> list[BestTry]:
    """Somebody's best try of each scenario, the scenario taken latest first: passed before failed, then by the number.

    Of equal ones the later. Calls tried again count like others.
    """
    theirs = (
        sa.select(
            calls.c.id, calls.c.scenario, calls.c.created_at,
            scorecards.c.percent, scorecards.c.passed, scorecards.c.critical,
        )
        .select_from(calls.join(scorecards, scorecards.c.id == counting()))
        .where(calls.c.person_id == person_id, scorecards.c.percent.is_not(None))
        .subquery()
    )  # fmt: skip
    when = theirs.c.created_at
    passed = sa.case((theirs.c.passed.is_(True), 1), else_=0)
    ranked = sa.select(
        theirs,
        sa.func.row_number()
        .over(partition_by=theirs.c.scenario, order_by=(passed.desc(), theirs.c.percent.desc(), when.desc()))
        .label("place"),
        sa.func.max(when, type_=when.type).over(partition_by=theirs.c.scenario).label("latest_at"),
        sa.func.max(sa.case((theirs.c.passed.is_(True), when)), type_=when.type)
        .over(partition_by=theirs.c.scenario)
        .label("passed_at"),
    ).subquery()
    query = ranked.select().where(ranked.c.place == 1).order_by(ranked.c.latest_at.desc(), ranked.c.scenario)
    return [
        BestTry(
            call=row.id, scenario=row.scenario, percent=row.percent, passed=bool(row.passed), critical=row.critical,
            latest_at=row.latest_at, passed_at=row.passed_at,
        )
        for row in rows.execute(query)
    ]  # fmt: skip


def counting() -> sa.ScalarSelect[int]:
    """The id of the scorecard that counts of a call, for use beside the table of calls: its latest one."""
    other = scorecards.alias()
    return sa.select(sa.func.max(other.c.id)).where(other.c.call_id == calls.c.id).correlate(calls).scalar_subquery()


def results_of(rows: sa.Connection, person_id: str) -> list[ScoredCall]:
    """All of somebody's scored calls, oldest first; those without a number left out."""
    query = (
        sa.select(
            calls.c.id, calls.c.scenario, calls.c.created_at,
            scorecards.c.percent, scorecards.c.passed, scorecards.c.critical,
        )
        .select_from(calls.join(scorecards, scorecards.c.id == counting()))
        .where(calls.c.person_id == person_id, scorecards.c.percent.is_not(None))
        .order_by(calls.c.created_at, calls.c.id)
    )  # fmt: skip
    return [
        ScoredCall(
            call=row.id, scenario=row.scenario, at=row.created_at, percent=row.percent, passed=bool(row.passed),
            critical=row.critical,
        )
        for row in rows.execute(query)
    ]  # fmt: skip
