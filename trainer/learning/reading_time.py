"""Active time: counted from short reports of a page that is in front and in use, never from an open tab."""

from datetime import datetime

LONGEST_REPORT = 60.0
"""Seconds one report can tell of; pages report about every 15 s."""


def credited(told: float, *, last: datetime | None, now: datetime) -> float:
    """Seconds to count of the `told` ones, when the person's last report (of any page) came at `last`.

    Two tabs can't count the same minute twice, nor can a page invent time: no more than has passed is believed. A
    clock that jumped back counts nothing until the next report.
    """
    if not told > 0:  # also what is no number
        return 0.0
    believed = min(told, LONGEST_REPORT)
    if last is None:
        return believed
    return max(0.0, min(believed, (now - last).total_seconds()))
