"""Rows about scores. Scoring again adds a row; nothing is overwritten."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from pydantic import TypeAdapter

from trainer.records.latest import latest_before
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
    """The best scored call of one scenario: its number, whether it was passed, whether critical errors were made in it.

    `waits`: none was passed, and of the best a trainer has yet to say whether it is. `latest_at` is when the latest
    scored call of it was begun, `passed_at` the latest that was passed.
    """

    scenario: str
    percent: float
    passed: bool
    critical: bool
    latest_at: datetime
    passed_at: datetime | None
    waits: bool = False


def best_of(rows: sa.Connection, person_id: str) -> list[BestTry]:
    """Somebody's best try of each scenario, the scenario taken latest first: passed before failed, then by the number.

    Calls tried again count like others.
    """
    number, when = scorecards.c.percent, calls.c.created_at
    passed, clean = scorecards.c.passed.is_(True), scorecards.c.critical == 0
    query = (
        sa.select(
            calls.c.scenario,
            sa.func.max(when, type_=when.type).label("latest_at"),
            sa.func.max(sa.case((passed, when)), type_=when.type).label("passed_at"),
            sa.func.max(sa.case((passed, number))).label("passed"),
            sa.func.max(number).label("best"),
            sa.func.max(sa.case((scorecards.c.passed.is_(None), number))).label("waiting"),
            sa.func.max(sa.case((clean, number))).label("clean"),
        )
        .select_from(counted())
        .where(calls.c.person_id == person_id, *COUNTS)
        .group_by(calls.c.scenario)
        .order_by(sa.desc("latest_at"), calls.c.scenario)
    )
    return [
        BestTry(
            scenario=row.scenario,
            percent=row.best if row.passed_at is None else row.passed,
            passed=row.passed_at is not None,
            critical=row.passed_at is None and row.clean != row.best,
            latest_at=row.latest_at,
            passed_at=row.passed_at,
            waits=row.passed_at is None and row.waiting == row.best,
        )
        for row in rows.execute(query)
    ]


_later = scorecards.alias("later")
COUNTS = (scorecards.c.percent.is_not(None), _later.c.id.is_(None))
"""What must hold of a row of `counted()`: the scorecard has a number, and there is no later one of the call."""


def counted() -> sa.FromClause:
    """Calls with the scorecard that counts, where `COUNTS` holds."""
    return calls.join(scorecards).outerjoin(_later, (_later.c.call_id == calls.c.id) & (_later.c.id > scorecards.c.id))


def counting() -> sa.ScalarSelect[int]:
    """The id of the scorecard that counts of a call, for a few calls at a time."""
    other = scorecards.alias()
    return sa.select(sa.func.max(other.c.id)).where(other.c.call_id == calls.c.id).correlate(calls).scalar_subquery()


def results_of(
    rows: sa.Connection, person_id: str, *, since: datetime | None = None, latest: int = 1
) -> list[ScoredCall]:
    """All of somebody's scored calls, oldest first; those without a number left out.

    From before `since` only the `latest` ones of each scenario.
    """
    query = (
        sa.select(
            calls.c.id, calls.c.scenario, calls.c.created_at,
            scorecards.c.percent, scorecards.c.passed, scorecards.c.critical,
        )
        .select_from(counted())
        .where(calls.c.person_id == person_id, *COUNTS)
    )  # fmt: skip
    found = latest_before(query, since, calls.c.created_at, by=(calls.c.scenario,), then=(calls.c.id,), count=latest)
    ordered = found.order_by(found.selected_columns.created_at, found.selected_columns.id)
    return [
        ScoredCall(
            call=row.id, scenario=row.scenario, at=row.created_at, percent=row.percent, passed=bool(row.passed),
            critical=row.critical,
        )
        for row in rows.execute(ordered)
    ]  # fmt: skip
