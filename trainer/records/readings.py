"""Rows about reading: where each person is in each text, and the time they were active."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from trainer.learning.path import Reading
from trainer.records.tables import activity, readings


def of_person(rows: sa.Connection, person_id: str) -> dict[str, Reading]:
    """Somebody's place in every text they opened, by module key."""
    return {
        row.module: Reading(
            anchor=row.anchor,
            fraction=row.fraction,
            furthest=row.furthest,
            finished=row.finished_at is not None,
            finished_at=row.finished_at,
        )
        for row in rows.execute(readings.select().where(readings.c.person_id == person_id))
    }


def finished(rows: sa.Connection, person_id: str) -> dict[str, datetime]:
    """When somebody first came to the end of each text, by module key."""
    query = readings.select().where(readings.c.person_id == person_id, readings.c.finished_at.is_not(None))
    return {row.module: row.finished_at for row in rows.execute(query)}


def keep(rows: sa.Connection, person_id: str, module: str, place: Reading, *, now: datetime) -> None:
    """Keeps a place. What was reached before stays reached."""
    here = (readings.c.person_id == person_id) & (readings.c.module == module)
    known = rows.execute(readings.select().where(here)).one_or_none()
    finished_at = now if place.finished else None
    values = {"anchor": place.anchor, "fraction": place.fraction, "changed_at": now}
    if known is None:
        rows.execute(
            readings.insert(),
            values | {"person_id": person_id, "module": module, "furthest": place.furthest, "finished_at": finished_at},
        )
        return
    values |= {
        "furthest": max(place.furthest, known.furthest),
        "finished_at": known.finished_at or finished_at,
    }
    rows.execute(readings.update().where(here).values(values))


def last_report(rows: sa.Connection, person_id: str, day: date, *, until: datetime) -> datetime | None:
    """When any page of somebody's last reported activity, on this day or the one before, and not after `until`."""
    query = sa.select(sa.func.max(activity.c.last_at, type_=activity.c.last_at.type)).where(
        activity.c.person_id == person_id,
        activity.c.day >= day - timedelta(days=1),
        activity.c.last_at <= until,
    )
    found = rows.execute(query).scalar()
    assert found is None or isinstance(found, datetime)
    return found


def last_active(rows: sa.Connection) -> dict[str, datetime]:
    """When each person was last active; who never was isn't there."""
    latest = sa.func.max(activity.c.last_at, type_=activity.c.last_at.type).label("latest")
    query = sa.select(activity.c.person_id, latest).group_by(activity.c.person_id)
    return {row.person_id: row.latest for row in rows.execute(query)}


def add_activity(
    rows: sa.Connection, person_id: str, day: date, *, kind: str, ref: str, seconds: float, now: datetime
) -> None:
    """Adds active seconds to a day."""
    here = (
        (activity.c.person_id == person_id)
        & (activity.c.day == day)
        & (activity.c.kind == kind)
        & (activity.c.ref == ref)
    )
    added = activity.update().where(here).values(seconds=activity.c.seconds + seconds, last_at=now)
    if not rows.execute(added).rowcount:
        values = {"person_id": person_id, "day": day, "kind": kind, "ref": ref, "seconds": seconds, "last_at": now}
        rows.execute(activity.insert(), values)


def active_days(rows: sa.Connection, person_id: str, since: date) -> list[tuple[date, str, str, float]]:
    """Active seconds by day, kind and thing, from `since` on, oldest first."""
    query = (
        sa.select(activity.c.day, activity.c.kind, activity.c.ref, activity.c.seconds)
        .where(activity.c.person_id == person_id, activity.c.day >= since)
        .order_by(activity.c.day)
    )
    return [(row.day, row.kind, row.ref, row.seconds) for row in rows.execute(query)]
