"""Rows about scores. Scoring again adds a row; nothing is overwritten."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from pydantic import TypeAdapter

from trainer.records.tables import scorecards
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
