"""Calls under way, kept in memory; after a restart they are rebuilt from their record."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from trainer.call.record import CallRecord, WrapUpDone
from trainer.call.replay import state_after
from trainer.call.state import CallState
from trainer.content.facts import SettledFact
from trainer.content.scenario import Scenario
from trainer.content.settle import settle
from trainer.records import calls as rows_of
from trainer.records.calls import CallRow, StoredCall, Turn
from trainer.records.store import Store
from trainer.services.catalogue import Catalogue

MOST = 1000
"""Calls kept in memory at once (about 100 kB each at their end)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A call between two turns. Replaced as a whole, so that nobody sees half a turn."""

    state: CallState
    turns: tuple[Turn, ...]
    ended_at: float | None = None
    wrap_up: WrapUpDone | None = None

    @property
    def seq(self) -> int:
        """The last turn stored, 0 before the first."""
        return len(self.turns)


@dataclass(slots=True, kw_only=True)
class LiveCall:
    """A call with all that its next turn needs.

    `lock` is held by whoever takes a turn, for a moment; `listening` while a recording is heard, which takes seconds.
    """

    row: CallRow
    preamble: CallRecord
    scenario: Scenario
    facts: Mapping[str, SettledFact]
    moment: Moment
    lock: threading.Lock = field(default_factory=threading.Lock)
    listening: threading.Lock = field(default_factory=threading.Lock)

    @property
    def owner(self) -> str:
        """Whose call it is."""
        return self.row.owner

    @property
    def last_stored(self) -> datetime:
        """When something last happened in it."""
        return self.moment.turns[-1].stored_at if self.moment.turns else self.row.created_at

    @property
    def record(self) -> CallRecord:
        """The record so far."""
        entries = tuple(turn.entry for turn in self.moment.turns)
        return replace(self.preamble, entries=entries, wrap_up=self.moment.wrap_up)


class LiveCalls:
    """The calls in memory, the least used forgotten first."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._calls: OrderedDict[str, LiveCall] = OrderedDict()

    def get(self, call_id: str) -> LiveCall | None:
        """The call, rebuilt from its record when it isn't in memory; None when there is none."""
        with self._lock:
            known = self._calls.get(call_id)
            if known is not None:
                self._calls.move_to_end(call_id)
                return known
        with self._store.reading() as rows:
            stored = rows_of.load(rows, call_id)
        return None if stored is None else self.keep(self._rebuilt(stored))

    def keep(self, call: LiveCall) -> LiveCall:
        """Puts a call into memory; one that is there already wins."""
        with self._lock:
            kept = self._calls.setdefault(call.row.id, call)
            self._calls.move_to_end(call.row.id)
            while len(self._calls) > MOST:
                self._calls.popitem(last=False)
            return kept

    def forget(self, call_id: str) -> None:
        """The record knows better than memory; the next `get` rebuilds the call."""
        with self._lock:
            self._calls.pop(call_id, None)

    def _rebuilt(self, stored: StoredCall) -> LiveCall:
        row = stored.row
        scenario = self._catalogue.scenario(row.scenario_hash)
        inputs = [turn.entry.input for turn in stored.turns]
        return LiveCall(
            row=row,
            preamble=replace(stored.record, entries=(), wrap_up=None),
            scenario=scenario,
            facts=settle(scenario, persona=row.persona, lang=row.lang, today=row.today),
            moment=Moment(
                state=state_after(scenario, row.opening, inputs),
                turns=stored.turns,
                ended_at=stored.ended_at,
                wrap_up=stored.record.wrap_up,
            ),
        )
