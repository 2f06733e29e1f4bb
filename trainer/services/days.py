"""Days as the people here live them: from midnight to midnight where the server stands."""

from datetime import datetime, timedelta


def day_began(now: datetime) -> datetime:
    """The last midnight."""
    return now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)


def day_ends(now: datetime, count: int) -> tuple[datetime, ...]:
    """The ends of today and of the days after, `count` in all."""
    # Noon of each day first: adding 24 hours to a midnight goes wrong where clocks are put forward or back.
    noon = day_began(now) + timedelta(hours=12)
    ends = ((noon + timedelta(days=number + 1)).replace(tzinfo=None) for number in range(count))
    return tuple(end.replace(hour=0).astimezone() for end in ends)
