"""A doubtful hearing never fails anyone: what it may have cost waits for a person."""

import pytest
from made_calls import Caller, full_scenario, make_rubric, make_scenario, move, node, scale, yes_no

from trainer.call.inputs import Heard, Say
from trainer.content.rubric import AutoRule
from trainer.content.scenario import Clarify, Rule
from trainer.matching.understanding import Understanding
from trainer.scoring.score import score


def mumbled():
    """Greeted clearly, then something nobody could make out."""
    return Caller(full_scenario()).answer().say("greet").say(words="mmh", doubtful=True)


def card(call, *items, **keys):
    return score(call.scenario, make_rubric(*items, **keys), call.record)


def state(call, *auto, **keys):
    return card(call, yes_no("item", *auto, **keys)).items[0].state


def test_a_move_that_may_have_been_in_it_waits_for_a_person():
    result = card(mumbled(), yes_no("item", AutoRule(move="empathy")))
    assert result.items[0].state == "waits_for_person"
    assert [(piece.turn, piece.words, piece.hearing) for piece in result.items[0].evidence] == [(2, "mmh", 0.2)]
    assert result.review == ("low_hearing",)


def test_a_move_that_nobody_could_have_heard_there_is_simply_missing():
    assert state(mumbled(), AutoRule(move="quote_fee")) == "scored"


def test_a_move_wanted_before_that_turn_is_simply_missing():
    assert state(mumbled(), AutoRule(move="hold_notice", within=1)) == "scored"


def test_a_move_made_clearly_elsewhere_is_made():
    assert card(mumbled().say("empathy"), yes_no("item", AutoRule(move="empathy"))).percent == 100


def test_a_move_made_in_a_doubtful_turn_is_given_to_the_trainee():
    call = Caller(full_scenario()).answer().say("greet", doubtful=True)
    assert card(call, yes_no("item", AutoRule(move="greet"))).percent == 100


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (AutoRule(never="blame"), {"moves": ["blame"]}),
        (AutoRule(misstates="fee"), {"misstates": ["fee"]}),
        (AutoRule(move="hold_notice", before="blame"), {"moves": ["blame"]}),
    ],
)
def test_what_was_said_wrong_in_a_doubtful_turn_waits_for_a_person(rule, said):
    call = Caller(full_scenario()).answer().say("greet").say("ask_account")
    call.say(*said.get("moves", ()), misstates=said.get("misstates", ()), doubtful=True).say("hold_notice")
    assert state(call, rule) == "waits_for_person"


def test_a_critical_move_heard_badly_is_no_critical_error_but_nobody_passes_on_it():
    call = Caller(full_scenario()).answer().say("greet").say("blame", doubtful=True)
    result = card(call, yes_no("item", AutoRule(move="greet")), needs_person=("low_hearing",))
    assert (result.critical, result.percent, result.passed, result.review) == ((), 100, None, ("low_hearing",))


def test_a_critical_item_is_not_failed_by_a_doubtful_hearing():
    result = card(mumbled(), yes_no("item", AutoRule(move="empathy"), critical="customer"))
    assert (result.critical, result.passed) == ((), None)


def test_where_a_doubtful_turn_may_have_led_waits_for_a_person():
    call = mumbled().hang_up()
    for rule in (AutoRule(ending=("resolved",)), AutoRule(mood_at_end=3)):
        assert state(call, rule) == "waits_for_person"


def test_a_turn_that_threw_the_call_off_its_way_excuses_what_was_missed_later():
    scenario = make_scenario(
        node("open", then=(Rule(on=("a",), go="next"),), clarify=Clarify(times=0), fallback=Rule(go="bad")),
        node("next", expect=("b",), fallback=Rule(go="bad")),
        moves=[move("a"), move("b")],
    )
    assert state(Caller(scenario).answer().say(doubtful=True), AutoRule(move="b")) == "waits_for_person"
    assert state(Caller(scenario).answer().say(), AutoRule(move="b")) == "scored"


def test_speech_that_was_rejected_is_doubtful():
    call = Caller(full_scenario()).answer().say("greet")
    heard = Heard(text="", confidence=0.9, engine="told", rejected=True)
    call.do(Say(at=30, text="", understanding=Understanding(text=""), heard=heard))
    assert state(call, AutoRule(move="empathy")) == "waits_for_person"


def test_an_announcement_that_may_have_been_in_it_waits_for_a_person():
    assert state(mumbled().hold(5), AutoRule(hold="announced")) == "waits_for_person"
    assert state(mumbled().say().say().hold(5), AutoRule(hold="announced")) == "scored"


def test_a_fact_that_may_have_been_stated_waits_for_a_person():
    assert state(mumbled(), AutoRule(states="fee")) == "waits_for_person"


def test_a_scale_waits_only_when_doubt_could_raise_it():
    sets = (AutoRule(points=1, move="greet"), AutoRule(points=3, move="empathy"))
    assert card(mumbled(), scale("item", *sets)).items[0].state == "waits_for_person"
    assert card(mumbled().say("empathy"), scale("item", *sets)).items[0].points == 3


def test_what_does_not_depend_on_words_is_scored_all_the_same():
    call = mumbled().hang_up().wrap_up(reason="late")
    for rule in (AutoRule(answer_within=5), AutoRule(silence_under=5), AutoRule(wrap_up=("reason",))):
        assert state(call, rule) == "scored"
