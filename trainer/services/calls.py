"""Simulated calls: begun, taken turn by turn, wrapped up, scored, listened to again."""

import random
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from trainer.call import engine
from trainer.call.events import CustomerSaid
from trainer.call.record import CallRecord
from trainer.call.replay import state_after
from trainer.call.state import CallState
from trainer.content.rubric import Rubric
from trainer.content.scenario import Scenario
from trainer.content.settle import settle
from trainer.errors import NotAllowed, NotFound, WrongUse
from trainer.people.roles import Person, may
from trainer.records import calls as rows_of
from trainer.records import recordings, scorecards
from trainer.records.calls import CallRow, Turn
from trainer.records.recordings import RecordingFiles
from trainer.records.scorecards import BestTry, StoredScorecard
from trainer.records.store import Store
from trainer.scoring.debrief import Debrief
from trainer.scoring.debrief import debrief as debrief_of
from trainer.scoring.scorecard import Scorecard
from trainer.services import call_views, inputs, playback, turn_taking
from trainer.services.call_shapes import CallSummary, CallView, Mode, TurnAnswer
from trainer.services.catalogue import Catalogue
from trainer.services.clock import Clock
from trainer.services.days import day_of, zone_of
from trainer.services.hearing import Ear
from trainer.services.histories import Histories
from trainer.services.interrupted import is_interrupted
from trainer.services.lines import CustomerVoice
from trainer.services.live import LiveCall, LiveCalls, Moment
from trainer.services.results import Results
from trainer.services.turn_taking import ANSWER, TurnTaking
from trainer.services.turns import TurnRequest

SEED_LIMIT = 2**31


class Calls:
    """Everything that is done with calls. Safe to use from many threads."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        speech: CustomerVoice,
        files: RecordingFiles,
        clock: Clock,
        *,
        begun: Callable[[str, str], None] = lambda _content_hash, _lang: None,
        missing: Callable[[Person, Sequence[str]], Sequence[str]] = lambda _person, _requires: (),
    ) -> None:
        """`begun` is told the scenario's hash and the language of every call that begins, and must not wait.

        `missing` tells which of the modules a call requires a person has still to do.
        """
        self._store = store
        self._catalogue = catalogue
        self._speech = speech
        self._files = files
        self._clock = clock
        self._begun = begun
        self._missing = missing
        self._ear = Ear(files, speech)
        self.histories = Histories(store, catalogue, clock)
        self.history = self.histories.of
        self._live = LiveCalls(store, catalogue)
        self._turns = TurnTaking(store, catalogue, self._live, self._ear, clock, view=self._view)
        self._results = Results(store, catalogue, self._live, clock, view=self._view)

    def close(self) -> None:
        """Stops listening."""
        self._ear.close()

    # Taking a call

    def begin(  # noqa: PLR0917 - the contract of the routes and pages
        self,
        person: Person,
        scenario: str,
        lang: str,
        mode: Mode = "practice",
        persona: str | None = None,
        seed: int | None = None,
    ) -> CallView:
        """A call that rings. Without a `seed` one is drawn; without a `persona` the seed decides.

        Raises NotFound for a scenario or persona there isn't, WrongUse for a language it isn't in, ContentHasProblems,
        NotAllowed (also where a module comes first), StoreFailed.
        """
        if not may(person, "call.begin"):
            raise NotAllowed("This account may not take calls.")
        frozen = self._catalogue.playable(scenario)
        missing = self._missing(person, frozen.scenario.requires)
        if missing:
            raise NotAllowed(f"Something comes before this call: {', '.join(missing)}. No call was begun.")
        seed = secrets.randbelow(SEED_LIMIT) if seed is None else seed
        if persona is None:
            # A stream of its own, so that who calls and what they say don't hang together.
            persona = random.Random(f"persona {seed}").choice(list(frozen.scenario.personas))  # noqa: S311
        now = self._clock.now()
        with self._store.reading() as rows:
            today = day_of(now, zone_of(rows, person.id))
        row = CallRow(
            id=secrets.token_urlsafe(15),
            owner=person.id,
            scenario=frozen.scenario.id,
            scenario_hash=frozen.scenario_hash,
            rubric_hash=frozen.rubric_hash,
            persona=persona,
            lang=lang,
            mode=mode,
            seed=seed,
            today=today,
            began_at=now,
            created_at=now,
        )
        state, preamble = engine.begin(frozen.scenario, row.opening)
        call = LiveCall(
            row=row,
            preamble=CallRecord(opening=row.opening, preamble=preamble),
            scenario=frozen.scenario,
            facts=settle(frozen.scenario, persona=persona, lang=lang, today=row.today),
            moment=Moment(state=state, turns=()),
        )
        with self._store.writing() as rows:
            for kind, each, body in (
                ("scenario", frozen.scenario_hash, frozen.scenario_bytes),
                ("rubric", frozen.rubric_hash, frozen.rubric_bytes),
            ):
                content_id = frozen.scenario.id if kind == "scenario" else frozen.rubric.id
                rows_of.add_content(rows, content_hash=each, kind=kind, content_id=content_id, body=body, now=now)
            rows_of.add(rows, row, preamble)
        self._live.keep(call)
        self._begun(row.scenario_hash, lang)
        self._prepare_opening(call)
        return self._view(call)

    def take_turn(self, person: Person, call_id: str, turn: TurnRequest) -> TurnAnswer:
        """One turn; see `take_turn_json`."""
        return ANSWER.validate_json(self.take_turn_json(person, call_id, turn))

    def take_turn_json(self, person: Person, call_id: str, turn: TurnRequest) -> str:
        """One turn, on disk when this returns, and its answer as JSON. The same turn again gives the same answer.

        Raises NotFound (also for somebody else's call), OutOfOrder, CallEnded, WrongUse, EngineFailed, StoreFailed.
        """
        call = self._own(person, call_id)
        answer, taken = self._turns.take(call, turn)
        if taken:
            self._prepare_lines(call)
            if call.moment.ended_at is not None:
                self._results.at_the_end(call)
        return answer

    def view(self, person: Person, call_id: str) -> CallView:
        """The call as it stands. Raises NotFound, also for somebody else's."""
        return self._view(self._visible(person, call_id))

    def try_again(self, person: Person, call_id: str, seq: int) -> CallView:
        """A new call that begins with the same turns up to before turn `seq`.

        Raises NotFound, WrongUse, and NotAllowed for an exam that isn't over: the new call would show its script.
        """
        old = self._own(person, call_id)
        if call_views.in_exam(old) and not _handed_in(old):
            raise NotAllowed("An exam can't be tried again before it is over and its work order is handed in.")
        if not 1 <= seq <= old.moment.seq:
            raise WrongUse(f"The call has no turn {seq}; it has {old.moment.seq}.")
        now = self._clock.now()
        kept = tuple(replace(turn, stored_at=now) for turn in old.moment.turns[: seq - 1])
        passed = kept[-1].entry.input.at if kept else 0.0
        row = replace(
            old.row,
            id=secrets.token_urlsafe(15),
            began_at=now - timedelta(seconds=passed),
            created_at=now,
            mode="practice",
            from_call=call_id,
            from_seq=seq,
        )
        state = state_after(old.scenario, row.opening, [turn.entry.input for turn in kept])
        call = LiveCall(
            row=row,
            preamble=old.preamble,
            scenario=old.scenario,
            facts=old.facts,
            moment=Moment(state=state, turns=kept),
        )
        with self._store.writing() as rows:
            rows_of.add(rows, row, old.preamble.preamble)
            for turn in kept:
                rows_of.add_turn(rows, row.id, turn)
                self._keep_recording(rows, old.row.id, row.id, turn)
        self._live.keep(call)
        return self._view(call)

    def wrap_up(self, person: Person, call_id: str, fields: Mapping[str, str]) -> Scorecard:
        """Hands in the work order, empty to do without, and scores the call. The same one twice changes nothing.

        Raises NotFound, OutOfOrder (the call goes on, or another order was handed in), WrongUse for an unknown field.
        """
        return self._results.hand_in(self._own(person, call_id), fields)

    # Looking at a call afterwards

    def scorecard(self, person: Person, call_id: str) -> Scorecard:
        """The scorecard that counts. Raises NotFound, OutOfOrder while the call or its work order isn't finished."""
        return self.scorecards(person, call_id)[-1].scorecard

    def scorecards(self, person: Person, call_id: str) -> list[StoredScorecard]:
        """Every scorecard the call ever had, the one that counts last. Raises as `scorecard`."""
        return self._results.all_of(self._visible(person, call_id))

    def debrief(self, person: Person, call_id: str) -> Debrief:
        """What the call teaches. Raises as `scorecard`."""
        call = self._visible(person, call_id)
        card = self._results.all_of(call)[-1].scorecard
        return debrief_of(
            call.scenario, self._catalogue.rubric(card.rubric_hash or call.row.rubric_hash), call.record, card
        )

    def taken_with(self, person: Person, call_id: str) -> tuple[Scenario, Rubric]:
        """The scenario the call was taken with, and the rubric of the scorecard that counts. Raises as `scorecard`."""
        call = self._visible(person, call_id)
        card = self._results.all_of(call)[-1].scorecard
        return call.scenario, self._catalogue.rubric(card.rubric_hash or call.row.rubric_hash)

    def record(self, person: Person, call_id: str) -> CallRecord:
        """The whole record. Raises NotFound."""
        return self._visible(person, call_id).record

    def best_tries(self, person: Person) -> dict[str, BestTry]:
        """The person's best scored call of each scenario, out of all they ever took; the one taken latest first."""
        with self._store.reading() as rows:
            return {best.scenario: best for best in scorecards.best_of(rows, person.id)}

    def summary(self, person: Person, call_id: str) -> CallSummary:
        """One call as it stands in a history. Raises NotFound, also for a call this person may not see."""
        self._visible(person, call_id)
        return self.histories.one(call_id)

    def rescore(self, call_id: str, *, current_rubric: bool = False) -> tuple[Scorecard | None, Scorecard]:
        """Scores a call again and adds the scorecard: the former one and the new one.

        Under the rubric it was taken with, or under `current_rubric` as it is now. Raises NotFound, OutOfOrder.
        """
        call = self._live.get(call_id)
        if call is None:
            raise NotFound(f"There is no call {call_id}.")
        return self._results.again(call, current_rubric=current_rubric)

    def ended_calls(self) -> list[str]:
        """The ids of all calls that are over, oldest first."""
        with self._store.reading() as rows:
            return rows_of.all_ids(rows)

    # Listening

    def line_audio(self, person: Person, call_id: str, line_id: str) -> Path:
        """The wav of a line the customer said in this call. Raises NotFound, EngineFailed, StoreFailed."""
        spoken = call_views.spoken(self._visible(person, call_id), line_id)
        if spoken is None:
            raise NotFound(f"The customer hasn't said a line {line_id} in this call.")
        return self._speech.wav(spoken)

    def recording(self, person: Person, call_id: str, seq: int | None = None) -> bytes:
        """A wav: what was recorded in turn `seq`, or the whole call with both sides. Raises NotFound."""
        call = self._visible(person, call_id)
        if seq is None:
            return playback.whole_call(call, self._files, self._speech)
        return playback.one_turn(call, seq, self._files)

    # Inside

    def _own(self, person: Person, call_id: str) -> LiveCall:
        return self._found(person, call_id, "call.take")

    def _visible(self, person: Person, call_id: str) -> LiveCall:
        return self._found(person, call_id, "call.see")

    def _found(self, person: Person, call_id: str, action: str) -> LiveCall:
        call = self._live.get(call_id)
        if call is None or not may(person, action, call):
            raise NotFound("There is no such call, or it isn't yours.")
        return call

    def _view(self, call: LiveCall) -> CallView:
        hears = self._speech.recogniser(call.row.lang)
        return call_views.view(
            call,
            self._catalogue.library,
            now=turn_taking.second(call, self._clock),
            engine_name=hears.name if hears else None,
            interrupted=is_interrupted(
                ended=call.moment.ended_at is not None, last=call.last_stored, now=self._clock.now()
            ),
        )

    def _prepare_lines(self, call: LiveCall) -> None:
        said = [event for event in call.moment.turns[-1].entry.events if isinstance(event, CustomerSaid)]
        if said:
            self._speech.prepare([call_views.spoken_line(call, event) for event in said])

    def _prepare_opening(self, call: LiveCall) -> None:
        """What may be heard first: the menu, and the start line as it will come after answering or 4 s of silence."""
        ahead = [each for place in range(20) if (each := call_views.spoken(call, f"ivr-{place}")) is not None]
        state: CallState = call.moment.state
        for done in inputs.opening_inputs(call.scenario):
            state, events = engine.respond(call.scenario, state, done, facts=call.facts)
            ahead += [call_views.spoken_line(call, event) for event in events if isinstance(event, CustomerSaid)]
        self._speech.prepare(ahead)

    def _keep_recording(self, rows: rows_of.Rows, old_id: str, new_id: str, turn: Turn) -> None:
        name = getattr(turn.entry.input, "recording", None)
        seconds = recordings.seconds_of(rows, old_id, name) if name else None
        if name and seconds is not None:
            recordings.add(rows, new_id, name, seconds=seconds, at=turn.entry.input.at, now=turn.stored_at)


def _handed_in(call: LiveCall) -> bool:
    moment = call.moment
    return moment.state.phase == "ended" and (call.scenario.wrap_up is None or moment.wrap_up is not None)
