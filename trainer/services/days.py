"""Days as the people here live them: from midnight to midnight where the server stands."""

from datetime import datetime, timedelta


def day_began(now: datetime) -> datetime:
    """The last midnight; where clocks are put forward at midnight, the first moment of the day."""
    # Without its offset first: on a day when clocks are put forward or back, midnight has another one than now.
    midnight = now.astimezone().replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    # A midnight that comes twice, or never, may be taken for two moments; one of them may lie on the day before.
    both = [midnight.replace(fold=fold).astimezone() for fold in (0, 1)]
    return min((moment for moment in both if moment.date() == midnight.date()), default=max(both))


def day_ends(now: datetime, count: int) -> tuple[datetime, ...]:
    """The ends of today and of the days after, `count` in all."""
    # From noon to noon: adding 24 hours to a midnight goes wrong where clocks are put forward or back.
    noon = now.astimezone().replace(tzinfo=None, hour=12)
    return tuple(day_began(noon + timedelta(days=number + 1)) for number in range(count))
