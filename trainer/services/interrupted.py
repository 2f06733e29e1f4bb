"""Calls that were left and never ended: after a while nobody waits on the line any more.

Nothing is written for it; the record stays as it was left.
"""

from datetime import datetime, timedelta

AFTER = timedelta(hours=12)
"""Longer than a working day's break, shorter than till tomorrow: who comes back then begins anew."""


def is_interrupted(*, ended: bool, last: datetime, now: datetime) -> bool:
    """Whether a call, of which the last turn was stored at `last`, can't be gone on with."""
    return not ended and now - last > AFTER
