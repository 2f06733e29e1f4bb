"""What comes of a call that is over: its work order and its scorecards."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from trainer import __version__
from trainer.call.record import CallRecord, WrapUpDone
from trainer.content.rubric import Rubric
from trainer.errors import TrainerError
from trainer.records import calls as rows_of
from trainer.records import scorecards
from trainer.records.scorecards import StoredScorecard
from trainer.records.store import RowExists, Store
from trainer.scoring.score import score
from trainer.scoring.scorecard import Scorecard
from trainer.services import inputs
from trainer.services.call_shapes import CallView
from trainer.services.catalogue import Catalogue
from trainer.services.clock import Clock
from trainer.services.live import LiveCall, LiveCalls
from trainer.services.out_of_order import OutOfOrder

log = logging.getLogger(__name__)
GRACE = 600.0
"""Seconds after the work order's time is up, when nobody is expected to hand it in any more."""
UNHURRIED = 3600.0
"""The time for a work order that has no limit, in seconds."""


class Results:
    """Work orders and scorecards. Both are only ever added."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        live: LiveCalls,
        clock: Clock,
        *,
        view: Callable[[LiveCall], CallView],
    ) -> None:
        """`view` draws a call for those who are refused."""
        self._store = store
        self._catalogue = catalogue
        self._live = live
        self._clock = clock
        self._view = view

    def hand_in(self, call: LiveCall, fields: Mapping[str, str]) -> Scorecard:
        """Keeps the work order and scores the call. No fields: it is handed in empty.

        The same order twice gives the same scorecard. Raises OutOfOrder (the call goes on, or another order was handed
        in), WrongUse for a field there isn't.
        """
        with call.lock:
            self._needs_end(call)
            fields = inputs.work_order(call.scenario, fields)
            done = call.moment.wrap_up
            if done is None:
                self._add_order(call, fields)
            elif dict(done.fields) != fields:
                raise OutOfOrder("Another work order was handed in for this call already.", self._view(call))
        return self.all_of(call)[-1].scorecard

    def all_of(self, call: LiveCall) -> list[StoredScorecard]:
        """Every scorecard the call ever had, the one that counts last; the first one is made when there is none.

        Raises OutOfOrder while the call goes on or its work order is awaited.
        """
        with self._store.reading() as rows:
            found = scorecards.all_of(rows, call.row.id)
        if found:
            return found
        self._needs_order(call)
        with self._store.reading() as rows:
            found = scorecards.all_of(rows, call.row.id)
        if found:
            return found
        card = self._score(call, call.record)
        with self._store.writing() as rows:
            found = scorecards.all_of(rows, call.row.id)
            if not found:
                scorecards.add(rows, call.row.id, card, program=__version__, now=self._clock.now())
                found = scorecards.all_of(rows, call.row.id)
        return found

    def at_the_end(self, call: LiveCall) -> None:
        """Scores a call that has just ended, when no work order is to come. What fails is made up for later."""
        if call.scenario.wrap_up is not None:
            return
        try:
            self.all_of(call)
        except TrainerError as error:
            log.warning("The call %s was not scored at its end: %s", call.row.id, error)

    def again(self, call: LiveCall, *, current_rubric: bool) -> tuple[Scorecard | None, Scorecard]:
        """Scores a call anew and adds the scorecard: the former one and the new one. Raises NotFound, OutOfOrder."""
        self._needs_order(call)
        taken = self._catalogue.rubric(call.row.rubric_hash)
        rubric, body, rubric_hash = taken, b"", call.row.rubric_hash
        if current_rubric:
            rubric, body, rubric_hash = self._catalogue.current_rubric(taken.id)
        card = score(call.scenario, rubric, call.record, rubric_hash=rubric_hash)
        now = self._clock.now()
        with self._store.writing() as rows:
            before = scorecards.all_of(rows, call.row.id)
            if body:
                rows_of.add_content(
                    rows, content_hash=rubric_hash, kind="rubric", content_id=rubric.id, body=body, now=now
                )
            scorecards.add(rows, call.row.id, card, program=__version__, now=now)
        return (before[-1].scorecard if before else None), card

    def _needs_end(self, call: LiveCall) -> None:
        if call.moment.state.phase != "ended":
            raise OutOfOrder("The call isn't over yet.", self._view(call))

    def _needs_order(self, call: LiveCall) -> None:
        """Refuses while the work order is awaited. Long after its time it counts as handed in empty."""
        self._needs_end(call)
        order = call.scenario.wrap_up
        if order is None or call.moment.wrap_up is not None:
            return
        limit = UNHURRIED if order.limit is None else order.limit
        if self._since_end(call) <= limit + GRACE:
            raise OutOfOrder(
                "The work order isn't handed in yet; the call is scored with it. Hand it in empty to do without.",
                self._view(call),
            )
        with call.lock:
            if call.moment.wrap_up is None:
                self._add_order(call, {})

    def _add_order(self, call: LiveCall, fields: Mapping[str, str]) -> None:
        now = self._clock.now()
        done = WrapUpDone(fields=fields, seconds=self._since_end(call))
        card = self._score(call, replace(call.record, wrap_up=done))
        try:
            with self._store.writing() as rows:
                rows_of.add_wrap_up(rows, call.row.id, done, now=now)
                scorecards.add(rows, call.row.id, card, program=__version__, now=now)
        except RowExists as error:
            self._live.forget(call.row.id)
            fresh = self._live.get(call.row.id) or call
            raise OutOfOrder("A work order was handed in for this call already.", self._view(fresh)) from error
        call.moment = replace(call.moment, wrap_up=done)

    def _since_end(self, call: LiveCall) -> float:
        ended = call.moment.ended_at or 0.0
        passed = (self._clock.now() - call.row.began_at).total_seconds()
        return max(0.0, round(passed - ended, 3))

    def _score(self, call: LiveCall, record: CallRecord) -> Scorecard:
        rubric: Rubric = self._catalogue.rubric(call.row.rubric_hash)
        return score(call.scenario, rubric, record, rubric_hash=call.row.rubric_hash)
