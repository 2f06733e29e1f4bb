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


def results_of(rows: sa.Connection, person_id: str) -> list[ScoredCall]:
    """All of somebody's scored calls, oldest first; those without a number left out."""
    counting = sa.select(sa.func.max(scorecards.c.id)).group_by(scorecards.c.call_id)
    query = (
        sa.select(
            calls.c.id, calls.c.scenario, calls.c.created_at,
            scorecards.c.percent, scorecards.c.passed, scorecards.c.critical,
        )
        .join(scorecards)
        .where(calls.c.person_id == person_id, scorecards.c.percent.is_not(None), scorecards.c.id.in_(counting))
        .order_by(calls.c.created_at, calls.c.id)
    )  # fmt: skip
    return [
        ScoredCall(
            call=row.id, scenario=row.scenario, at=row.created_at, percent=row.percent, passed=bool(row.passed),
            critical=row.critical,
        )
        for row in rows.execute(query)
    ]  # fmt: skip
