"""The questions people answered, kept in memory: what was read once is read no more, as answers are only ever added."""

import threading
from bisect import bisect_left
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from trainer.learning.progress import Evidence
from trainer.records import attempts, review_cards
from trainer.records.calls import Rows

OVERLAP = timedelta(days=1)
"""So much of what was read is read again: what was being stored meanwhile, and clocks set right."""
MOST = 100_000
"""Answers kept for all together (about 20 MB); who was asked for longest ago goes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Somebody's answers, oldest first: complete from `since` on (before it the last of each) up to `upto`."""

    evidence: list[Evidence]
    since: datetime
    upto: datetime


class Answered:
    """Everybody's answers in self-checks and reviews as evidence, for those who ask again and again."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._count = 0
        self._lock = threading.Lock()

    def since(self, rows: Rows, person_id: str, since: datetime, *, now: datetime) -> list[Evidence]:
        """Every answer from `since` on, and what still counted then; oldest first."""
        known = self._known.get(person_id)
        if known is None or not known.since <= since <= known.upto <= now:
            found = _read(rows, person_id, since, before=True)
            known = _Known(evidence=found, since=since, upto=now)
        else:
            fresh = known.upto - OVERLAP
            found = known.evidence[: bisect_left(known.evidence, fresh, key=lambda each: each.at)]
            found += _read(rows, person_id, fresh, before=False)
            known = _Known(evidence=found, since=known.since, upto=now)
        self._keep(person_id, known)
        return list(found)

    def _keep(self, person_id: str, known: _Known) -> None:
        with self._lock:
            former = self._known.pop(person_id, None)
            self._known[person_id] = known
            self._count += len(known.evidence) - (len(former.evidence) if former else 0)
            while self._count > MOST and len(self._known) > 1:
                self._count -= len(self._known.popitem(last=False)[1].evidence)


def _read(rows: Rows, person_id: str, since: datetime, *, before: bool) -> list[Evidence]:
    found = attempts.answered(rows, person_id, since=since, before=before)
    found += review_cards.reviewed(rows, person_id, since=since, before=before)
    return sorted(found, key=lambda each: each.at)
