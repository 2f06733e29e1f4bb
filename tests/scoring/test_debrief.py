"""The debrief: moments, the perception line, what was missed, each turn with its reasons."""

import pytest
from made_calls import Caller, full_rubric, full_scenario, make_rubric, move, yes_no
from pydantic import TypeAdapter

from trainer.content.rubric import AutoRule
from trainer.scoring.debrief import Debrief, debrief
from trainer.scoring.score import score


def looked_at(call, rubric=None):
    rubric = rubric or full_rubric()
    return debrief(call.scenario, rubric, call.record, score(call.scenario, rubric, call.record))


def good_call():
    call = Caller(full_scenario()).answer().say("greet").say("empathy", "ask_account").look_up("parcel")
    return call.say("quote_fee", states=["fee"]).wrap_up(reason="late", account="60412", outcome="done", notes="urgent")


def bad_call():
    call = Caller(full_scenario()).answer(9).silence(4).say(words="What?").look_up("parcel").say(words="Eh?")
    return call.say("blame", words="That's your own fault!").hang_up()


# -- moments


def test_three_moments_are_shown_in_the_order_of_the_call():
    found = looked_at(bad_call()).moments
    assert len(found) == 3
    assert [one.seq for one in found] == sorted(one.seq for one in found)


def test_a_critical_error_always_is_a_moment():
    [critical] = [one for one in looked_at(bad_call()).moments if one.kind == "critical"]
    assert (critical.why, critical.label, critical.words) == ("blame", {"en": "blame"}, "That's your own fault!")
    assert not critical.good
    assert critical.mood == -1  # from -2 to the lowest there is


def test_a_good_call_has_good_moments():
    assert all(one.good for one in looked_at(good_call()).moments)


def test_a_moment_says_what_it_brought_of_the_score():
    call = Caller(full_scenario()).answer().say("greet")
    [moment] = looked_at(call, make_rubric(yes_no("hello", AutoRule(move="greet")))).moments
    assert (moment.kind, moment.why, moment.percent, moment.mood) == ("item_won", "hello", 100, 1)
    assert moment.answer in full_scenario().nodes["open"].say["en"]


def test_a_moment_is_named_by_what_its_mood_did_in_the_end():
    call = Caller(full_scenario()).answer().say("greet").say("empathy", "ask_account", over_customer=True)
    for one in looked_at(call).moments:
        assert not (one.kind == "mood_fell" and one.mood > 0)
        assert not (one.kind == "mood_rose" and one.mood < 0)


def test_what_was_never_said_is_shown_where_it_would_have_helped_not_where_it_came_too_early():
    call = Caller(full_scenario()).answer().say("greet").say("ask_account").hang_up()
    rubric = make_rubric(yes_no("kind", AutoRule(move="empathy"), show_how={"en": "I see."}))
    moment = next(one for one in looked_at(call, rubric).moments if one.kind == "missed")
    assert (moment.seq, moment.percent, moment.model) == (3, -100, {"en": "I see."})


def test_what_is_true_of_the_whole_call_is_no_moment():
    call = Caller(full_scenario()).answer().say()
    rubric = make_rubric(yes_no("quick", AutoRule(answer_within=10)), yes_no("warm", AutoRule(mood_at_end=3)))
    assert looked_at(call, rubric).moments == ()


def test_hanging_up_on_a_customer_is_a_moment():
    assert "dropped" in [one.kind for one in looked_at(Caller(full_scenario()).answer().hang_up()).moments]


def test_a_call_in_which_nothing_happened_has_no_moments():
    assert looked_at(Caller(full_scenario())).moments == ()


# -- perception


def test_the_perception_line_begins_when_the_call_is_picked_up():
    first = looked_at(good_call()).perception[0]
    assert (first.seq, first.turn, first.mood, first.at) == (1, None, -1, 2)


def test_every_spoken_turn_is_a_point_and_so_is_what_else_moved_the_customer():
    call = Caller(full_scenario()).answer().say("greet").silence(6).search().say("empathy")
    line = looked_at(call).perception
    assert [(point.seq, point.turn) for point in line] == [(1, None), (2, 1), (3, None), (5, 2)]
    assert [point.change for point in line] == [0, 1, -1, 1]


def test_the_peak_is_the_strongest_feeling_and_the_end_the_last():
    line = looked_at(bad_call()).perception
    [peak] = [point for point in line if point.peak]
    [end] = [point for point in line if point.end]
    assert (peak.mood, end.seq) == (-3, line[-1].seq)


def test_of_two_equal_peaks_the_worse_feeling_counts():
    call = Caller(full_scenario(), persona="bob").answer().say("greet")
    for _ in range(3):
        call.say("blame")
    line = looked_at(call).perception
    assert [point.mood for point in line] == [2, 3, 1, -1, -3]
    assert [point.peak for point in line] == [False, False, False, False, True]


def test_a_call_never_answered_has_no_line():
    assert looked_at(Caller(full_scenario())).perception == ()


# -- missed


def test_what_was_missed_comes_with_a_model_answer_the_dearest_first():
    missed = looked_at(bad_call()).missed
    assert [one.percent for one in missed] == sorted((one.percent for one in missed), reverse=True)
    assert {one.item for one in missed} >= {"empathy", "greeting", "no_blame", "order"}


def test_the_rubrics_own_words_stand_before_the_moves_example():
    scenario = full_scenario()
    moves = dict(scenario.moves) | {"empathy": move("empathy", examples={"en": ("I understand.", "I see.")})}
    call = Caller(type(scenario)(**{name: getattr(scenario, name) for name in scenario.__slots__} | {"moves": moves}))
    call.answer().say()
    [plain] = looked_at(call, make_rubric(yes_no("kind", AutoRule(move="empathy")))).missed
    assert (plain.model, plain.way, plain.move) == ({"en": "I understand."}, "never", "empathy")
    [shown] = looked_at(call, make_rubric(yes_no("kind", AutoRule(move="empathy"), show_how={"en": "So."}))).missed
    assert shown.model == {"en": "So."}


def test_a_move_made_too_late_was_made_but_not_so():
    call = Caller(full_scenario()).answer().say().say("greet")
    [one] = looked_at(call, make_rubric(yes_no("hello", AutoRule(move="greet", within=1)))).missed
    assert (one.way, one.move) == ("not_so", "greet")


def test_an_item_about_no_move_is_missed_without_one():
    call = Caller(full_scenario()).answer(20)
    [one] = looked_at(call, make_rubric(yes_no("quick", AutoRule(answer_within=10)))).missed
    assert (one.way, one.move, one.seq, one.percent) == ("other", None, None, 100)


def test_nothing_is_missed_in_items_that_wait_or_do_not_apply():
    call = Caller(full_scenario()).answer().say("greet")
    assert looked_at(call, make_rubric(yes_no("judge"), yes_no("hold", AutoRule(hold="announced")))).missed == ()


# -- turns


def test_each_turn_shows_its_moves_with_the_reason_of_the_match():
    turns = looked_at(good_call()).turns
    assert [(one.turn, [made.move for made in one.moves]) for one in turns] == [
        (1, ["greet"]), (2, ["empathy", "ask_account"]), (3, ["quote_fee"]),
    ]  # fmt: skip
    assert turns[0].moves[0].match.method == "keywords"
    assert (turns[0].node, turns[1].node, turns[2].node) == ("open", "open", "gives")


def test_a_turn_shows_what_it_did_to_the_customer():
    first = looked_at(good_call()).turns[0]
    assert (first.mood_change, first.understood) == (1, True)
    assert first.answer in full_scenario().nodes["open"].say["en"]


def test_a_misstatement_is_shown_in_its_turn():
    call = Caller(full_scenario()).answer().say("greet").say("ask_account").say(misstates=["fee"])
    turn = looked_at(call).turns[-1]
    assert [(one.fact, one.said) for one in turn.misstated] == [("fee", "41")]
    assert [made.move for made in turn.moves] == ["misstates_fee"]


def test_words_not_understood_are_shown_as_such():
    assert not looked_at(Caller(full_scenario()).answer().say("greet").say()).turns[-1].understood


@pytest.mark.parametrize("made", [good_call, bad_call])
def test_a_debrief_can_be_written_to_json_and_read_back(made):
    kind = TypeAdapter(Debrief)
    shown = looked_at(made())
    assert kind.validate_json(kind.dump_json(shown)) == shown
