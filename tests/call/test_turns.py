"""How a spoken turn is judged: moves, effects, rules, press, clarify, fallback."""

import pytest
from made_calls import Caller, lines, make_scenario, move, node

from trainer.call.engine import moves_heard
from trainer.content.scenario import Clarify, Rule


def talking(*nodes, **keys):
    return Caller(make_scenario(*nodes, **keys)).answer()


def test_several_moves_are_made_in_one_turn_in_the_order_they_were_said():
    call = talking(node("open", expect=("greet", "ask")), moves=[move("ask"), move("greet")]).say("greet", "ask")
    assert [event.move for event in call.events if event.type == "move_made"] == ["greet", "ask"]


def test_a_move_not_heard_at_the_node_is_not_made():
    call = talking(node("open", expect=("greet",)), moves=[move("greet"), move("ask")]).say("ask")
    assert call.state.made == {}
    assert "not_understood" in call.kinds


def test_the_moves_heard_are_those_expected_those_of_rules_and_those_of_always():
    scenario = make_scenario(
        node("open", expect=("a",), then=(Rule(on=("b", "a"), go="done"),), fallback=Rule(go="bad")),
        moves=[move("a"), move("b"), move("c"), move("d")],
        always=("c",),
    )
    assert moves_heard(scenario, Caller(scenario).answer().state) == ("a", "b", "c")


def test_nothing_is_heard_before_the_call_is_answered_and_after_its_end():
    scenario = make_scenario(node("open", expect=("a",)), moves=[move("a")])
    assert moves_heard(scenario, Caller(scenario).state) == ()
    assert moves_heard(scenario, Caller(scenario).answer().hang_up().state) == ()


def test_a_move_raises_mood_only_the_first_time():
    call = talking(node("open", expect=("kind",)), moves=[move("kind", effect={"mood": 1})])
    assert call.say("kind").mood == 1
    assert call.say("kind").mood == 1
    assert call.state.made["kind"] == 2


def test_a_move_lowers_mood_every_time():
    call = talking(node("open", expect=("rude",)), moves=[move("rude", effect={"mood": -1})])
    assert call.say("rude").say("rude").mood == -2


def test_a_move_changes_other_variables_every_time():
    call = talking(node("open", expect=("offer",)), moves=[move("offer", effect={"offered": 2})], vars={"offered": 1})
    assert call.say("offer").say("offer").state.variables["offered"] == 5


def test_mood_is_cut_at_its_ends():
    call = talking(node("open", expect=("rude",)), moves=[move("rude", effect={"mood": -2})])
    assert call.say("rude").say("rude").say("rude").mood == -3


def test_a_change_says_what_caused_it():
    call = talking(node("open", expect=("kind",)), moves=[move("kind", effect={"mood": 1})]).say("kind")
    [change] = [event for event in call.events if event.type == "variable_changed"]
    assert (change.name, change.before, change.after, change.why) == ("mood", 0, 1, "move:kind")


def test_the_first_rule_whose_conditions_all_hold_is_taken():
    rules = (Rule(on=("a", "b"), go="bad"), Rule(on=("a",), go="done"), Rule(go="bad"))
    call = talking(node("open", then=rules), moves=[move("a"), move("b")]).say("a")
    assert call.state.node == "done"


def test_a_rule_sees_the_effects_of_the_moves_of_its_turn():
    rules = (Rule(on=("kind",), condition="mood >= 1 and made('kind') and turn == 1", go="done"),)
    call = talking(node("open", then=rules, fallback=Rule(go="bad")), moves=[move("kind", effect={"mood": 1})])
    assert call.say("kind").state.ending == "resolved"


def test_a_rule_without_conditions_always_holds():
    assert talking(node("open", then=(Rule(go="done"),))).say().state.node == "done"


def test_a_rule_speaks_before_it_moves_on():
    call = talking(node("open", then=(Rule(effect={"mood": 1}, say=lines("Fine."), go="done"),))).say()
    assert call.heard == ["Fine.", "Goodbye."]
    assert call.mood == 1


def test_a_rule_can_end_the_call_where_it_stands():
    call = talking(node("open", then=(Rule(say=lines("Enough."), end="lost"),))).say()
    assert (call.state.ending, call.state.node, call.heard) == ("lost", "open", ["Enough."])


def test_a_rule_without_a_way_on_keeps_the_customer_there():
    call = talking(
        node("open", then=(Rule(on=("a",), say=lines("Go on.")),), fallback=Rule(go="bad")), moves=[move("a")]
    )
    assert call.say("a").say("a").state.node == "open"
    assert call.heard == ["Go on."]


def test_understood_without_a_rule_the_customer_presses_twice_and_then_falls_back():
    call = talking(node("open", expect=("a",), press=lines("And?"), fallback=Rule(go="bad")), moves=[move("a")])
    assert call.say("a").heard == ["And?"]
    assert call.say("a").heard == ["And?"]
    assert call.say("a").state.node == "bad"


def test_a_customer_without_a_press_of_their_own_says_the_usual_words():
    assert talking(node("open", expect=("a",), fallback=Rule(go="bad")), moves=[move("a")]).say("a").heard == [
        "Yes, and?"
    ]


def test_not_understood_the_customer_asks_once_and_then_falls_back():
    call = talking(node("open", fallback=Rule(go="bad")))
    assert call.say().heard == ["Pardon?"]
    assert call.say().state.node == "bad"


@pytest.mark.parametrize("times", [0, 1, 3])
def test_the_customer_asks_as_often_as_the_node_says(times):
    call = talking(node("open", clarify=Clarify(times=times, say=lines("What?")), fallback=Rule(go="bad")))
    for _ in range(times):
        assert call.say().heard == ["What?"]
    assert call.say().state.node == "bad"


def test_presses_and_questions_are_counted_apart():
    call = talking(node("open", expect=("a",), fallback=Rule(go="bad")), moves=[move("a")])
    call.say("a").say().say("a")
    assert call.state.node == "open"
    assert call.say().state.node == "bad"


def test_a_fallback_has_its_effect_and_speaks_like_a_rule():
    call = talking(
        node("open", clarify=Clarify(times=0), fallback=Rule(effect={"mood": -1}, say=lines("Well."), go="bad"))
    )
    assert call.say().heard == ["Well.", "That was useless."]
    assert call.mood == -1


def test_counts_begin_anew_at_the_next_node():
    call = talking(
        node("open", then=(Rule(on=("a",), go="next"),), fallback=Rule(go="bad")),
        node("next", fallback=Rule(go="bad")),
        moves=[move("a")],
    )
    call.say().say("a")
    assert call.say().heard == ["Pardon?"]


def test_coming_back_to_a_node_says_its_line_again_in_the_next_variant():
    call = talking(
        node("open", "One.", "Two.", "Three.", then=(Rule(on=("a",), go="open"),), fallback=Rule(go="bad")),
        moves=[move("a")],
    )
    said = call.heard + call.say("a").heard + call.say("a").heard
    assert sorted(said) == ["One.", "Three.", "Two."]
    assert call.say("a").heard == said[:1]


def test_a_fact_the_customer_says_becomes_known():
    call = talking(node("open", "It's {fact.account}.", fallback=Rule(go="bad")))
    assert call.heard == ["It's 60412."]
    assert call.state.known == {"account"}
    assert call.events[-1].by == "customer"


def test_a_fact_the_agent_states_becomes_known_once():
    call = talking(node("open", fallback=Rule(go="bad"))).say(states=["fee"])
    assert [event.by for event in call.events if event.type == "fact_known"] == ["agent"]
    assert "fact_known" not in call.say(states=["fee"]).kinds


def test_a_misstated_fact_is_an_event_and_the_move_misstates_is_made():
    call = talking(
        node("open", expect=("quote_fee",), then=(Rule(on=("misstates_fee",), go="bad"),), fallback=Rule(go="done")),
        moves=[move("quote_fee", says=("fee",))],
    ).say(misstates=["fee"])
    assert [(event.fact, event.said) for event in call.events if event.type == "fact_misstated"] == [("fee", "41")]
    assert call.state.made == {"misstates_fee": 1}
    assert "fee" not in call.state.known
    assert call.state.node == "bad"


def test_a_misstatement_by_a_move_nobody_hears_here_is_none():
    call = talking(node("open", fallback=Rule(go="bad")), moves=[move("quote_fee", says=("fee",))]).say(
        misstates=["fee"]
    )
    assert "fact_misstated" not in call.kinds


@pytest.mark.parametrize(("how", "mood", "kinds"), [("allow", 0, [False]), ("penalise", -1, [True]), ("ignore", 0, [])])
def test_talking_over_the_customer_is_taken_as_the_node_says(how, mood, kinds):
    call = talking(node("open", barge_in=how, fallback=Rule(go="bad"))).say(over_customer=True)
    assert [event.penalised for event in call.events if event.type == "barged_in"] == kinds
    assert call.mood == mood


def test_the_words_said_over_the_customer_still_count():
    call = talking(
        node("open", barge_in="ignore", then=(Rule(on=("a",), go="done"),), fallback=Rule(go="bad")), moves=[move("a")]
    )
    assert call.say("a", over_customer=True).state.node == "done"


def test_a_condition_that_cannot_be_read_never_holds():
    call = talking(node("open", then=(Rule(condition="mood >", go="bad"),), fallback=Rule(go="done")))
    assert call.say().state.node == "open"


def test_a_jump_to_nowhere_stays_where_it_is():
    assert talking(node("open", then=(Rule(go="nowhere"),))).say().state.node == "open"


def test_conditions_see_seconds_persona_and_facts():
    condition = "seconds > 5 and persona.account == '60412' and known('account') and not did('lookup') and ending == ''"
    call = talking(
        node("open", "{fact.account}", then=(Rule(condition=condition, go="done"),), fallback=Rule(go="bad"))
    )
    assert call.say().state.node == "done"
