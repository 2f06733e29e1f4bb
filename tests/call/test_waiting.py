"""Silence and hold."""

import pytest
from made_calls import Caller, lines, make_scenario, move, node

from trainer.call.engine import allowed, silence_after
from trainer.content.scenario import DeskRecord, Desktop, Hold, Rule, Silence

WAITS = Silence(after=6, say=lines("Hello?"), effect={"mood": -1}, times=2, go="bad")


def waiting(silence=WAITS, **keys):
    return Caller(make_scenario(node("open", silence=silence, fallback=Rule(go="bad")), **keys)).answer()


def test_each_time_the_seconds_pass_the_customer_speaks_and_the_effect_holds():
    call = waiting()
    assert (call.silence(6).heard, call.mood) == (["Hello?"], -1)
    assert (call.silence(6).heard, call.mood) == (["Hello?"], -2)


def test_after_so_many_times_the_next_one_moves_on_without_the_line():
    call = waiting().silence(6).silence(6).silence(6)
    assert (call.state.node, call.heard, call.mood) == ("bad", ["That was useless."], -2)


def test_silences_add_up_until_someone_speaks():
    call = waiting()
    assert call.silence(4).events == ()
    assert call.silence(4).heard == ["Hello?"]
    assert silence_after(call.scenario, call.state) == 4


def test_speaking_starts_the_wait_anew():
    call = waiting().silence(5).say()
    assert call.silence(5).events == ()


def test_one_long_silence_counts_as_often_as_it_is_long():
    call = waiting().silence(13)
    assert call.heard == ["Hello?", "Hello?"]
    assert call.mood == -2


def test_one_very_long_silence_ends_in_the_way_on():
    assert waiting().silence(1e12).state.node == "bad"


def test_without_a_way_on_a_silence_never_overruns():
    call = waiting(Silence(after=6, say=lines("Hello?"), times=1)).silence(1e12)
    assert call.state.node == "open"
    assert len(call.heard) <= 60


def test_where_nobody_minds_silence_nothing_happens():
    call = waiting(silence=None)
    assert silence_after(call.scenario, call.state) is None
    assert call.silence(600).events == ()


@pytest.mark.parametrize("seconds", [0, -5, float("nan"), float("-inf"), float("inf")])
def test_a_silence_of_no_length_changes_nothing(seconds):
    call = waiting()
    before = call.mood
    assert call.silence(seconds).mood == before


def test_a_timer_that_runs_a_little_short_still_counts():
    assert waiting().silence(5.98).heard == ["Hello?"]


def test_silences_are_counted_anew_at_each_visit():
    call = Caller(
        make_scenario(
            node("open", silence=WAITS, then=(Rule(on=("a",), go="open"),), fallback=Rule(go="bad")),
            moves=[move("a")],
        )
    ).answer()
    call.silence(6).silence(6).say("a").silence(6)
    assert call.state.node == "open"


def holding(*, limit=60.0, announce="notice", **keys):
    scenario = make_scenario(
        node(
            "open",
            then=(
                Rule(did="hold", condition="made('back')", say=lines("At last.")),
                Rule(did="lookup.parcel", go="done"),
            ),
            silence=WAITS,
            fallback=Rule(go="bad"),
        ),
        moves=[move("notice"), move("back")],
        always=("notice", "back"),
        hold=Hold(announce=announce, limit=limit, effect={"mood": -1}),
        desktop=Desktop(
            records={"parcel": DeskRecord(id="parcel", label={"en": "Parcel"})}, transfer_to={"boss": {"en": "B"}}
        ),
        **keys,
    )
    return Caller(scenario).answer()


def test_a_hold_announced_in_the_last_turn_is_welcome():
    call = holding().say("notice").begin_hold()
    assert call.events[0].announced
    assert call.mood == 0


def test_a_hold_announced_one_turn_earlier_is_still_announced():
    assert holding().say("notice").say().begin_hold().events[0].announced


def test_a_hold_announced_long_ago_is_not_announced():
    call = holding().say("notice").say("back").say().begin_hold()
    assert not call.events[0].announced
    assert call.mood == -1


def test_each_limit_that_passes_has_its_effect():
    call = holding().say("notice").hold(130)
    assert (call.events[0].limits_passed, call.mood) == (2, -2)


def test_a_hold_of_exactly_the_limit_is_within_it():
    call = holding().say("notice").hold(60)
    assert (call.events[0].limits_passed, call.mood) == (0, 0)


def test_without_rules_for_holding_nothing_is_wrong_with_it():
    call = Caller(make_scenario(node("open", fallback=Rule(go="bad")))).answer().hold(6000)
    assert call.record.entries[-2].events[0].announced
    assert (call.events[0].limits_passed, call.mood) == (0, 0)


def test_a_customer_on_hold_hears_nothing():
    call = holding().say("notice").begin_hold()
    for step in (call.say, call.begin_hold, lambda: call.silence(30)):
        assert [event.reason for event in step().events] == ["on_hold"]
    assert call.state.turn == 1


def test_on_hold_the_desk_can_be_used_and_the_customer_taken_back():
    call = holding().begin_hold()
    assert allowed(call.scenario, call.state) == ("resume", "lookup", "transfer", "hang_up")


def test_the_customer_reacts_to_what_was_looked_up_only_when_they_are_taken_back():
    call = holding().say("notice").begin_hold().look_up("parcel")
    assert (call.state.node, call.heard) == ("open", [])
    assert call.resume().state.node == "done"


def test_a_rule_may_answer_to_being_taken_back():
    assert holding().say("back").hold(5).heard == ["At last."]


def test_hanging_up_on_a_customer_on_hold_ends_the_hold_first():
    call = holding().say("notice").begin_hold().hang_up()
    assert call.kinds == ["hold_ended", "ended"]


def test_transferring_from_hold_ends_the_hold_first():
    call = holding().say("notice").begin_hold().transfer("boss")
    assert call.kinds == ["hold_ended", "transferred", "ended"]


def test_resuming_without_a_hold_is_ignored():
    assert holding().resume().events[0].reason == "not_on_hold"


def test_hold_and_silence_do_not_add_up():
    call = holding().say("notice").silence(5).hold(50)
    assert call.silence(5).events == ()
