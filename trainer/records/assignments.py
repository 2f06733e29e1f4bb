"""Rows about work that trainers gave."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from trainer.records.tables import assignments


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRow:
    """A module (`ref` is its key) or a call (`ref` is the scenario's id) that somebody is to do, by when if at all."""

    id: str
    owner: str
    kind: Literal["module", "call"]
    ref: str
    due_at: datetime | None
    given_by: str
    given_at: datetime


def add(rows: sa.Connection, work: AssignmentRow) -> None:
    """Gives the work."""
    values = {
        "id": work.id, "person_id": work.owner, "kind": work.kind, "ref": work.ref, "due_at": work.due_at,
        "given_by": work.given_by, "given_at": work.given_at, "withdrawn_at": None,
    }  # fmt: skip
    rows.execute(assignments.insert(), values)


def of_person(rows: sa.Connection, person_id: str) -> list[AssignmentRow]:
    """The work given to somebody and not withdrawn, in the order it was given."""
    query = assignments.select().where(assignments.c.person_id == person_id, assignments.c.withdrawn_at.is_(None))
    return [_work(row) for row in rows.execute(query.order_by(assignments.c.given_at, assignments.c.id))]


def latest(rows: sa.Connection, limit: int) -> list[AssignmentRow]:
    """The work given last, to anybody, and not withdrawn, newest first."""
    query = assignments.select().where(assignments.c.withdrawn_at.is_(None))
    ordered = query.order_by(assignments.c.given_at.desc(), assignments.c.id).limit(limit)
    return [_work(row) for row in rows.execute(ordered)]


def due(rows: sa.Connection, until: datetime) -> list[AssignmentRow]:
    """The work, not withdrawn, that was to be done until then."""
    query = assignments.select().where(assignments.c.withdrawn_at.is_(None), assignments.c.due_at <= until)
    return [_work(row) for row in rows.execute(query.order_by(assignments.c.due_at, assignments.c.id))]


def find(rows: sa.Connection, assignment_id: str) -> AssignmentRow | None:
    """The work with this id, withdrawn or not."""
    row = rows.execute(assignments.select().where(assignments.c.id == assignment_id)).one_or_none()
    return None if row is None else _work(row)


def withdraw(rows: sa.Connection, assignment_id: str, *, now: datetime) -> None:
    """Takes work back; done or not, it is no longer wanted."""
    here = (assignments.c.id == assignment_id) & assignments.c.withdrawn_at.is_(None)
    rows.execute(assignments.update().where(here).values(withdrawn_at=now))


def _work(row: sa.Row[tuple[object, ...]]) -> AssignmentRow:
    columns = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return AssignmentRow(
        id=columns["id"],
        owner=columns["person_id"],
        kind="module" if columns["kind"] == "module" else "call",
        ref=columns["ref"],
        due_at=columns["due_at"],
        given_by=columns["given_by"],
        given_at=columns["given_at"],
    )
