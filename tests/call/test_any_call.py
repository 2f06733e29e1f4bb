"""Whatever anyone does in a call: nothing raises, something is always possible, and it can be played again."""

import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from made_calls import TODAY, Caller, full_rubric, full_scenario, understood
from made_scenarios import scenarios
from pydantic import TypeAdapter

from trainer.call.engine import allowed, begin, moves_heard, respond, silence_after
from trainer.call.inputs import (
    Answer,
    HangUp,
    HoldCustomer,
    Input,
    LookUp,
    Read,
    Resume,
    Say,
    Search,
    StaySilent,
    Transfer,
)
from trainer.call.record import CallRecord, Opening
from trainer.call.replay import replay, state_after
from trainer.call.state import CallState
from trainer.content.library import load
from trainer.matching.understanding import FactMisstated, FactStated, MoveMatch, Understanding
from trainer.scoring.debrief import debrief
from trainer.scoring.score import score

RECORD = TypeAdapter(CallRecord)
STATE = TypeAdapter(CallState)

odd_numbers = st.floats() | st.integers(-10, 10_000).map(float)
times = st.floats(0, 10_000) | odd_numbers
odd_words = st.text(max_size=40) | st.sampled_from(["", "\x00", "😀", "<script>", "{fact.fee}", "您好"])


def inputs_for(scenario):
    """Any input at all: sensible ones, and ones about things that aren't there."""
    moves = st.sampled_from([*scenario.moves, "unheard_of"]) if scenario.moves else st.just("unheard_of")
    facts = st.sampled_from([*scenario.facts, "unheard_of"])
    records = st.sampled_from([*scenario.desktop.records, "nothing"])
    targets = st.sampled_from([*scenario.desktop.transfer_to, "nobody"])
    matches = st.builds(
        MoveMatch,
        move=moves,
        accepted=st.booleans(),
        confidence=st.floats(0, 1),
        method=st.just("keywords"),
        evidence=odd_words,
        sentence=st.integers(0, 3),
    )
    understandings = st.builds(
        Understanding,
        text=odd_words,
        matches=st.lists(matches, max_size=4).map(tuple),
        stated=st.lists(st.builds(FactStated, fact=facts, evidence=odd_words), max_size=2).map(tuple),
        misstated=st.lists(
            st.builds(FactMisstated, fact=facts, move=moves, said=odd_words, evidence=odd_words), max_size=2
        ).map(tuple),
        doubtful=st.booleans(),
    )
    return st.one_of(
        st.builds(Answer, at=times),
        st.builds(
            Say,
            at=times,
            text=odd_words,
            understanding=understandings,
            began=st.none() | times,
            over_customer=st.booleans(),
        ),
        st.builds(HoldCustomer, at=times),
        st.builds(Resume, at=times),
        st.builds(LookUp, at=times, record=records),
        st.builds(Search, at=times, words=odd_words),
        st.builds(Read, at=times, article=st.sampled_from([*scenario.desktop.knowledge, "nothing"])),
        st.builds(Transfer, at=times, target=targets, note=odd_words, understanding=st.none() | understandings),
        st.builds(StaySilent, at=times, seconds=odd_numbers),
        st.builds(HangUp, at=times),
    )


FULL = full_scenario()
STARTER = load([Path(__file__).parents[2]])
HAND_WRITTEN = [FULL, *STARTER.scenarios.values()]


class AnyCall(RuleBasedStateMachine):
    """A call in which anything may be done at any moment."""

    @initialize(scenario=st.sampled_from(HAND_WRITTEN) | scenarios(), seed=st.integers(), data=st.data())
    def ring(self, scenario, seed, data):
        lang = data.draw(st.sampled_from(scenario.languages))
        self.call = Caller(
            scenario, lang=lang, persona=data.draw(st.sampled_from(sorted(scenario.personas))), seed=seed
        )

    @rule(data=st.data())
    def anything(self, data):
        self.call.do(data.draw(inputs_for(self.call.scenario)))

    @rule(data=st.data(), count=st.integers(1, 3))
    def something_sensible(self, data, count):
        """Mostly what is possible, so that calls get somewhere."""
        for _ in range(count):
            possible = allowed(self.call.scenario, self.call.state)
            heard = moves_heard(self.call.scenario, self.call.state)
            if "answer" in possible:
                self.call.answer()
            elif "resume" in possible:
                self.call.resume(data.draw(st.floats(0, 200)))
            elif heard and "say" in possible:
                self.call.say(*data.draw(st.lists(st.sampled_from(heard), max_size=3, unique=True)))

    @invariant()
    def something_is_possible_until_the_end(self):
        possible = allowed(self.call.scenario, self.call.state)
        if self.call.state.phase == "ended":
            assert possible == ()
            assert self.call.state.ending
        else:
            assert "hang_up" in possible
            assert len(possible) > 1

    @invariant()
    def mood_stays_within_its_bounds(self):
        assert -3 <= self.call.mood <= 3

    @invariant()
    def what_is_ignored_changes_nothing(self):
        entries = self.call.record.entries
        if entries and any(event.type == "ignored" for event in entries[-1].events):
            assert len(entries[-1].events) == 1

    @invariant()
    def silence_is_waited_for_a_sensible_time(self):
        wait = silence_after(self.call.scenario, self.call.state)
        assert wait is None or wait >= 0

    def teardown(self):
        if not hasattr(self, "call"):
            return
        record, scenario = self.call.record, self.call.scenario
        assert replay(scenario, record) == record or "nan" in repr(record)  # which is not even equal to itself
        assert state_after(scenario, record.opening, [entry.input for entry in record.entries]) == self.call.state
        rubric = STARTER.rubrics.get(scenario.rubric, full_rubric())
        card = score(scenario, rubric, record)
        assert card == score(scenario, rubric, record)
        assert card.percent is None or 0 <= card.percent <= 100
        for item in card.items:
            assert item.points is None or 0 <= item.points <= item.max
        shown = debrief(scenario, rubric, record, card)
        assert len(shown.moments) <= 3
        assert sum(point.end for point in shown.perception) == sum(point.peak for point in shown.perception) <= 1
        assert all(-3 <= point.mood <= 3 for point in shown.perception)


AnyCall.TestCase.settings = settings(
    max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnyCall = AnyCall.TestCase


def finite(scenario):
    """Inputs with times that a server would give."""
    return inputs_for(scenario).filter(lambda done: "nan" not in repr(done) and "inf" not in repr(done))


@settings(max_examples=60, deadline=None)
@given(st.lists(finite(FULL), max_size=25), st.sampled_from(["ann", "bob"]), st.integers(0, 5))
def test_a_record_written_to_json_and_read_back_replays_to_the_same_call(inputs, persona, seed):
    call = Caller(FULL, persona=persona, seed=seed).answer()
    for done in inputs:
        call.do(done)
    again = RECORD.validate_json(RECORD.dump_json(call.record))
    assert again == call.record
    assert replay(FULL, again) == call.record
    assert STATE.validate_json(STATE.dump_json(call.state)) == call.state


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(HAND_WRITTEN) | scenarios())
def test_whoever_is_never_understood_gets_out(scenario):
    call = Caller(scenario, lang=scenario.languages[0]).answer()
    for _ in range(8 * len(scenario.nodes) + 8):
        if call.state.phase == "ended":
            break
        call.say(words="Bananas.")
    assert call.state.phase == "ended"


@settings(max_examples=60, deadline=None)
@given(scenarios(), st.data())
def test_whoever_is_only_half_understood_gets_an_answer_every_time(scenario, data):
    call = Caller(scenario).answer()
    for _ in range(30):
        if call.state.phase == "ended":
            return
        heard = moves_heard(scenario, call.state)
        call.say(*data.draw(st.lists(st.sampled_from(heard), max_size=1)) if heard else ())
        assert call.events


@settings(max_examples=40, deadline=None)
@given(scenarios(), st.integers(), st.text(alphabet=string.printable, max_size=5))
def test_scoring_twice_gives_the_same_scorecard(scenario, seed, words):
    call = Caller(scenario, seed=seed).answer().say(words=words).say(words=words).hang_up().wrap_up(reason=words)
    cards = {repr(score(scenario, full_rubric(), call.record)) for _ in range(3)}
    assert len(cards) == 1


def test_a_call_can_be_gone_on_with_from_any_turn():
    call = Caller(FULL).answer().say("greet").say("ask_account").say("quote_fee")
    for cut in range(len(call.record.entries)):
        state = state_after(FULL, call.record.opening, [entry.input for entry in call.record.entries[:cut]])
        for entry in call.record.entries[cut:]:
            state, events = respond(FULL, state, entry.input)
            assert events == entry.events
        assert state == call.state


@pytest.mark.parametrize("name", [type_.__name__ for type_ in Input.__args__[0].__args__])
def test_every_kind_of_input_is_answered_in_every_phase(name):
    made = {
        "Answer": Answer(at=1),
        "Say": Say(at=1, text="", understanding=understood("")),
        "HoldCustomer": HoldCustomer(at=1),
        "Resume": Resume(at=1),
        "LookUp": LookUp(at=1, record="parcel"),
        "Search": Search(at=1, words=""),
        "Read": Read(at=1, article="refunds"),
        "Transfer": Transfer(at=1, target="supervisor"),
        "StaySilent": StaySilent(at=1, seconds=4),
        "HangUp": HangUp(at=1),
    }[name]
    ringing, _ = begin(FULL, Opening(scenario="made-up", persona="ann", lang="en", seed=1, today=TODAY))
    opening, _ = respond(FULL, ringing, Answer(at=0))
    talking, _ = respond(FULL, opening, StaySilent(at=4, seconds=4))
    held, _ = respond(FULL, talking, HoldCustomer(at=5))
    ended, _ = respond(FULL, talking, HangUp(at=5))
    assert [state.phase for state in (ringing, opening, talking, held, ended)] == [
        "ringing", "opening", "talking", "on_hold", "ended",
    ]  # fmt: skip
    for state in (ringing, opening, talking, held, ended):
        after, events = respond(FULL, state, made)
        assert isinstance(after, CallState)
        if made.type not in allowed(FULL, state):
            assert [event.type for event in events] == ["ignored"]
            assert after == state
