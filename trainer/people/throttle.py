"""How long somebody who gives wrong passwords has to wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Failures:
    """How often it went wrong lately, and when last."""

    count: int
    last_at: datetime


FREE = {"pair": 5, "name": 15, "address": 40}
"""Wrong tries that cost nothing: for one name from one address, for one name from anywhere, for one address (a
classroom may share it) whatever the name."""
LONGEST = {"pair": 900.0, "name": 60.0, "address": 300.0}
"""The longest wait in seconds. Short for a name alone, so that nobody can lock a colleague out from elsewhere."""
FORGOTTEN_AFTER = timedelta(hours=1)
"""Wrong tries are forgotten after this long without another."""
SKEW = timedelta(minutes=1)
"""How far ahead a try may lie because the clock was corrected. One further ahead is forgotten: it would block for as
long as the clock was wrong."""


def counted(failures: Failures | None, now: datetime) -> int:
    """How many wrong tries still count."""
    if failures is None or not -SKEW <= now - failures.last_at < FORGOTTEN_AFTER:
        return 0
    return failures.count


def wait(kind: str, failures: Failures | None, now: datetime) -> float:
    """Seconds until the next try is allowed: 0 at first, then 2, 4, 8 … after each wrong one, up to the longest."""
    over = counted(failures, now) - FREE[kind]
    if failures is None or over < 0:
        return 0.0
    pause = min(2.0 ** min(over + 1, 20), LONGEST[kind])
    return max(0.0, pause - max(0.0, (now - failures.last_at).total_seconds()))
