"""How a call begins and how it ends."""

import pytest
from made_calls import TODAY, Caller, make_scenario, move, node, understood

from trainer.call.engine import allowed, begin, silence_after
from trainer.call.inputs import Answer, Say
from trainer.call.record import Opening
from trainer.content.scenario import Desktop, Persona, Rule
from trainer.errors import NotFound, WrongUse


def inbound(**keys):
    return make_scenario(
        node("open", "Hello, my parcel is late.", then=(Rule(on=("ask",), go="done"),), fallback=Rule(go="bad")),
        moves=[move("ask"), move("greet", effect={"mood": 1})],
        opens="agent",
        always=("greet",),
        **keys,
    )


def test_a_ringing_phone_can_only_be_answered_or_refused():
    scenario = inbound()
    call = Caller(scenario)
    assert allowed(scenario, call.state) == ("answer", "hang_up")
    assert call.say("greet").events[0].reason == "ringing"
    assert call.state.turn == 0


def test_answering_waits_for_the_greeting():
    call = Caller(inbound()).answer(after=3)
    assert (call.state.phase, call.events[0].after, call.heard) == ("opening", 3, [])


def test_the_greeting_counts_and_then_the_customer_says_the_start_line():
    call = Caller(inbound()).answer().say("greet")
    assert call.heard == ["Hello, my parcel is late."]
    assert (call.mood, call.state.turn, call.state.phase) == (1, 1, "talking")


def test_no_rule_is_taken_on_the_greeting():
    assert Caller(inbound()).answer().say("ask").state.node == "open"


@pytest.mark.parametrize(
    "rule", [Rule(go="done"), Rule(condition="mood < 1", go="done"), Rule(did="search", go="done")]
)
def test_no_rule_is_taken_on_work_at_the_desk_before_the_customer_has_spoken(rule):
    scenario = make_scenario(
        node("open", "My parcel is late.", then=(rule,), fallback=Rule(go="bad")),
        opens="agent",
        desktop=Desktop(knowledge=("refunds",)),
    )
    call = Caller(scenario).answer().search()
    assert (call.state.phase, call.state.node, call.state.actions) == ("opening", "open", {"search": 1})
    assert call.say().heard == ["My parcel is late."]


def test_a_greeting_that_is_not_understood_is_no_reason_to_ask_again():
    call = Caller(inbound()).answer().say()
    assert call.heard == ["Hello, my parcel is late."]
    assert "not_understood" not in call.kinds


def test_after_four_seconds_of_silence_the_customer_starts_anyway():
    scenario = inbound()
    call = Caller(scenario).answer()
    assert silence_after(scenario, call.state) == 4
    assert call.silence(3).heard == []
    assert silence_after(scenario, call.state) == 1
    assert call.silence(1).heard == ["Hello, my parcel is late."]


def test_a_customer_who_picks_up_speaks_first():
    assert Caller(make_scenario(node("open", "Yes?", fallback=Rule(go="bad")))).answer().heard == ["Yes?"]


def test_the_customer_is_in_the_mood_of_the_persona():
    people = {
        "ann": Persona(id="ann", name={"en": "Ann"}, voice="f1", mood=-2),
        "bob": Persona(id="bob", name={"en": "Bob"}, voice="m1", mood=1),
    }
    assert Caller(inbound(personas=people), persona="bob").mood == 1


def test_reaching_an_end_node_says_its_line_and_ends_the_call():
    scenario = inbound()
    call = Caller(scenario).answer().say("greet").say("ask")
    assert call.heard == ["Goodbye."]
    assert (call.state.phase, call.state.ending, call.kinds[-1]) == ("ended", "resolved", "ended")
    assert allowed(scenario, call.state) == ()


@pytest.mark.parametrize("steps", [[], ["answer"], ["answer", "say"], ["answer", "say", "begin_hold"]])
def test_hanging_up_before_an_end_node_drops_the_call(steps):
    call = Caller(inbound())
    for step in steps:
        getattr(call, step)()
    assert call.hang_up().state.ending == "dropped"


def test_nothing_happens_after_the_end():
    call = Caller(inbound()).answer().hang_up()
    before = call.state
    for step in (call.answer, call.say, call.begin_hold, call.hang_up):
        assert step().events[0].reason == "call_ended"
    assert call.state == before


def test_answering_twice_is_ignored():
    assert Caller(inbound()).answer().answer(5).events[0].reason == "already_answered"


def test_time_never_runs_backwards():
    call = Caller(inbound()).answer(10)
    call.do(Say(at=3, text="Hello", understanding=understood("Hello", "greet")))
    assert call.state.at == 10


@pytest.mark.parametrize("at", [float("nan"), float("inf"), -5.0])
def test_a_time_that_is_none_is_not_taken_over(at):
    assert Caller(inbound()).do(Answer(at=at)).state.at == 0


def test_a_persona_there_is_not_is_refused_by_name():
    with pytest.raises(NotFound, match="no persona zed; it has ann"):
        begin(inbound(), Opening(scenario="made-up", persona="zed", lang="en", seed=1, today=TODAY))


def test_a_language_the_scenario_is_not_written_in_is_refused():
    with pytest.raises(WrongUse, match="isn't written in zh"):
        begin(inbound(), Opening(scenario="made-up", persona="ann", lang="zh", seed=1, today=TODAY))
