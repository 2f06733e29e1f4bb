"""Taking a turn: what a phone sent becomes an input, the engine answers, and the disk has both before the phone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter

from trainer.call import engine
from trainer.call.events import ArticleRead, LookedUp
from trainer.call.inputs import Input
from trainer.call.record import Entry
from trainer.errors import NotFound
from trainer.records import calls as rows_of
from trainer.records import recordings
from trainer.records.calls import Turn
from trainer.records.store import RowExists, Store
from trainer.services import call_views, inputs
from trainer.services.call_shapes import CallView, HeardShown, TurnAnswer
from trainer.services.catalogue import Catalogue
from trainer.services.clock import Clock
from trainer.services.hearing import Ear, Listened
from trainer.services.interrupted import is_interrupted
from trainer.services.live import LiveCall, LiveCalls, Moment
from trainer.services.out_of_order import CallEnded, CallInterrupted, OutOfOrder
from trainer.services.turns import JsonTurn, SayTurn, SpokenTurn, TurnRequest

ANSWER: TypeAdapter[TurnAnswer] = TypeAdapter(TurnAnswer)


class TurnTaking:
    """Takes the turns of calls, each once and in order."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        live: LiveCalls,
        ear: Ear,
        clock: Clock,
        *,
        view: Callable[[LiveCall], CallView],
    ) -> None:
        """`view` draws a call for those who are refused."""
        self._store = store
        self._catalogue = catalogue
        self._live = live
        self._ear = ear
        self._clock = clock
        self._view = view

    def take(self, call: LiveCall, turn: TurnRequest) -> tuple[str, bool]:
        """The answer as JSON, and whether a turn was added: not by a repeated one, nor by silence.

        Raises OutOfOrder, CallEnded, NotFound, WrongUse, EngineFailed, StoreFailed.
        """
        request_hash = inputs.fingerprint(turn)
        if isinstance(turn, SpokenTurn):
            with call.listening:
                return self._spoken(call, turn, request_hash)
        return self._once(call, turn, request_hash, lambda: self._typed(call, turn))

    def _spoken(self, call: LiveCall, turn: SpokenTurn, request_hash: str) -> tuple[str, bool]:
        """Listens without holding the call, so that whoever types instead need not wait for the recogniser."""
        with call.lock:
            repeated = self._repeated(call, turn, request_hash)
        if repeated is not None:
            return repeated, False
        at = self._moment(call, turn)
        listened = self._listened(call, turn, at)
        if isinstance(listened, TurnAnswer):
            return ANSWER.dump_json(listened).decode(), False
        matcher = self._catalogue.matcher(call.row.scenario_hash, call.row.lang)
        return self._once(call, turn, request_hash, lambda: inputs.heard(call, turn, listened, at=at, matcher=matcher))

    def _once(
        self, call: LiveCall, turn: TurnRequest, request_hash: str, made: Callable[[], Input]
    ) -> tuple[str, bool]:
        with call.lock:
            repeated = self._repeated(call, turn, request_hash)
            if repeated is not None:
                return repeated, False
            return self._take(call, made(), request_hash), True

    def _repeated(self, call: LiveCall, turn: TurnRequest, request_hash: str) -> str | None:
        last = call.moment.seq
        if turn.seq == last and call.moment.turns[-1].request_hash == request_hash:
            return call.moment.turns[-1].answer
        if call.moment.state.phase == "ended":
            raise CallEnded("The call is over; nothing was added.", self._view(call))
        if turn.seq != last + 1:
            raise OutOfOrder(
                f"Turn {turn.seq} doesn't follow: {last} are stored, the next one is {last + 1}.", self._view(call)
            )
        if is_interrupted(ended=False, last=call.last_stored, now=self._clock.now()):
            raise CallInterrupted("The call was left too long ago to go on. Try it again from there.", self._view(call))
        return None

    def _moment(self, call: LiveCall, turn: TurnRequest) -> float:
        """The second of the call at which a turn is taken."""
        now = second(call, self._clock)
        at = now if turn.at is None else min(turn.at, now)
        return max(at, call.moment.state.at)

    def _typed(self, call: LiveCall, turn: JsonTurn) -> Input:
        at = self._moment(call, turn)
        matcher = self._catalogue.matcher(call.row.scenario_hash, call.row.lang)
        if isinstance(turn, SayTurn) and turn.recording is not None:
            with self._store.reading() as rows:
                if recordings.seconds_of(rows, call.row.id, turn.recording) is None:
                    raise NotFound("This call has no such recording.")
        return inputs.plain(call, turn, at=at, matcher=matcher, articles=self._catalogue.library.articles)

    def _listened(self, call: LiveCall, turn: SpokenTurn, at: float) -> Listened | TurnAnswer:
        """What came of the recording; or at once the answer, when it turns out to be no turn."""
        moves = engine.moves_heard(call.scenario, call.moment.state)
        listened = self._ear.listen(
            turn.audio,
            lang=call.row.lang,
            expected=inputs.expected_phrases(call.scenario, moves, call.row.lang),
            answer_delay=turn.answer_delay,
        )
        if listened.silent:
            return self._no_turn(call, heard=HeardShown(silent=True))
        assert listened.recording is not None
        with self._store.writing() as rows:
            recordings.add(
                rows, call.row.id, listened.recording, seconds=listened.seconds, at=at, now=self._clock.now()
            )
        if listened.heard is None:
            return self._no_turn(call, heard=HeardShown(), code="no_recogniser", recording=listened.recording)
        return listened

    def _no_turn(
        self, call: LiveCall, *, heard: HeardShown, code: str | None = None, recording: str | None = None
    ) -> TurnAnswer:
        answer = self._answer(call, call.moment)
        return replace(answer, heard=heard, code=code, recording=recording)

    def _take(self, call: LiveCall, made: Input, request_hash: str) -> str:
        before = call.moment
        state, events = engine.respond(call.scenario, before.state, made, facts=call.facts)
        entry = Entry(seq=before.seq + 1, input=made, events=events, node=state.node, mood=state.mood)
        now = self._clock.now()
        ended = state.phase == "ended"
        turn = Turn(entry=entry, request_hash=request_hash, answer="", stored_at=now)
        after = replace(before, state=state, turns=(*before.turns, turn), ended_at=state.at if ended else None)
        answer = ANSWER.dump_json(self._answer(call, after, entry=entry, saved_at=now)).decode()
        turn = replace(turn, answer=answer)
        try:
            with self._store.writing() as rows:
                rows_of.add_turn(rows, call.row.id, turn)
                if ended:
                    rows_of.add_end(rows, call.row.id, ending=state.ending or "", at=state.at)
        except RowExists as error:
            self._live.forget(call.row.id)
            fresh = self._live.get(call.row.id)
            raise OutOfOrder(
                f"Turn {entry.seq} is stored already, from another window.", self._view(fresh or call)
            ) from error
        call.moment = replace(after, turns=(*before.turns, turn))
        return answer

    def _answer(
        self, call: LiveCall, moment: Moment, *, entry: Entry | None = None, saved_at: datetime | None = None
    ) -> TurnAnswer:
        state = moment.state
        events = entry.events if entry else ()
        lines = call_views.lines_of(call, entry) if entry else ()
        library = self._catalogue.library
        looked_up = any(isinstance(event, LookedUp) for event in events)
        read = next((event.article for event in events if isinstance(event, ArticleRead)), None)
        return TurnAnswer(
            seq=moment.seq,
            phase=state.phase,
            allowed=engine.allowed(call.scenario, state),
            events=call_views.shown_events(call, events),
            heard=inputs.heard_shown(entry.input) if entry else None,
            line=lines[-1] if lines else None,
            lines=lines,
            mood=None if call_views.in_exam(call) else state.mood,
            ended=state.ending,
            silence_after=engine.silence_after(call.scenario, state),
            hold=call_views.hold(call, state),
            desktop=call_views.desktop(call, moment, library) if looked_up else None,
            found=inputs.found_shown(entry.input, library, call.row.lang) if entry else None,
            article=inputs.article_shown(read, library, call.row.lang),
            wrap_up=call_views.work_order(call, moment),
            saved_at=saved_at,
        )


def second(call: LiveCall, clock: Clock) -> float:
    """Where the call's clock stands now."""
    return max(0.0, round((clock.now() - call.row.began_at).total_seconds(), 3))
