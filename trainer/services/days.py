"""Days as people live them: from midnight to midnight where each of them is, as their browser last said.

Of whom no browser has said it yet, the server's own zone is taken (None, below).
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trainer.records.people import Rows, by_id

LONGEST_NAME = 64
"""Names of time zones are shorter."""


def zone_named(name: str) -> tzinfo | None:
    """The time zone of this name; None when there is none."""
    if not name or len(name) > LONGEST_NAME:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of(rows: Rows, person_id: str) -> tzinfo | None:
    """Where somebody is; None where the server is."""
    account = by_id(rows, person_id)
    return zone_in(account.preferences) if account else None


def zone_in(preferences: Mapping[str, str]) -> tzinfo | None:
    """The same, out of somebody's preferences."""
    return zone_named(preferences.get("zone", ""))


def day_of(moment: datetime, zone: tzinfo | None) -> date:
    """The day a moment is on."""
    return moment.astimezone(zone).date()


def day_began(now: datetime, zone: tzinfo | None = None) -> datetime:
    """The last midnight; where clocks are put forward at midnight, the first moment of the day."""
    # Without its offset first: on a day when clocks are put forward or back, midnight has another one than now.
    midnight = now.astimezone(zone).replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    # A midnight that comes twice, or never, may be taken for two moments; one of them may lie on the day before.
    both = [_moment(midnight.replace(fold=fold), zone) for fold in (0, 1)]
    return min((moment for moment in both if day_of(moment, zone) == midnight.date()), default=max(both))


def day_ends(now: datetime, count: int, zone: tzinfo | None = None) -> tuple[datetime, ...]:
    """The ends of today and of the days after, `count` in all."""
    # From noon to noon: adding 24 hours to a midnight goes wrong where clocks are put forward or back.
    noon = now.astimezone(zone).replace(tzinfo=None, hour=12)
    return tuple(day_began(_moment(noon + timedelta(days=number + 1), zone), zone) for number in range(count))


def _moment(wall: datetime, zone: tzinfo | None) -> datetime:
    """What a clock on the wall shows, as a moment. In UTC: within one zone Python compares walls, not moments."""
    return (wall.astimezone() if zone is None else wall.replace(tzinfo=zone)).astimezone(UTC)
