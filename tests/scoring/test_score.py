"""From items to sections, the number, critical errors, pass or not, and who should look at it."""

from dataclasses import replace

import pytest
from made_calls import Caller, full_rubric, full_scenario, make_rubric, scale, yes_no

from trainer.content.rubric import AutoRule, Rubric, Section
from trainer.scoring.score import score

YES = AutoRule(move="greet")
NO = AutoRule(move="hold_notice")
ABSENT = AutoRule(hold="announced")


def call():
    return Caller(full_scenario()).answer().say("greet").say("empathy")


def card(*items, made=None, **keys):
    made = made or call()
    return score(made.scenario, make_rubric(*items, **keys), made.record)


def sections(*pairs):
    """A rubric of sections, each a weight and its items."""
    return Rubric(
        id="made-up",
        title={"en": "Made up"},
        pass_mark=60,
        sections=tuple(Section(id=f"s{n}", weight=weight, items=items) for n, (weight, items) in enumerate(pairs)),
    )


def test_items_count_by_their_weight():
    assert card(yes_no("a", YES, weight=3), yes_no("b", NO)).percent == 75


def test_a_scale_counts_by_its_share():
    assert card(scale("a", AutoRule(points=1, move="greet"), highest=4)).percent == 25


def test_sections_count_by_their_weight_whatever_number_of_items_they_have():
    rubric = sections((30, (yes_no("a", YES),)), (10, (yes_no("b", NO), yes_no("c", NO), yes_no("d", NO))))
    result = score(call().scenario, rubric, call().record)
    assert (result.percent, [section.percent for section in result.sections]) == (75, [100, 0])


def test_items_that_do_not_apply_leave_the_denominator():
    assert card(yes_no("a", YES), yes_no("b", ABSENT, weight=9)).percent == 100


def test_a_condition_can_say_that_an_item_does_not_apply():
    result = card(yes_no("a", NO, not_applicable_if="not did('lookup')"), yes_no("b", NO, not_applicable_if="turn > 5"))
    assert [item.state for item in result.items] == ["not_applicable", "scored"]


def test_the_condition_sees_how_the_call_ended():
    made = call().hang_up()
    assert card(yes_no("a", YES, not_applicable_if="ending == 'dropped'"), made=made).percent is None


def test_a_section_where_nothing_applies_leaves_the_denominator_too():
    rubric = sections((30, (yes_no("a", YES),)), (70, (yes_no("b", ABSENT),)))
    result = score(call().scenario, rubric, call().record)
    assert (result.percent, result.sections[1].percent) == (100, None)


def test_an_item_without_rules_waits_for_a_person_and_is_left_out():
    result = card(yes_no("a", YES), yes_no("b"))
    assert result.items[1].state == "waits_for_person"
    assert result.percent == 100


def test_nothing_to_score_has_no_number_and_is_not_decided():
    result = card(yes_no("a"))
    assert (result.percent, result.passed) == (None, None)


@pytest.mark.parametrize(("mark", "passed"), [(75, True), (75.1, False)])
def test_passing_takes_the_pass_mark(mark, passed):
    assert card(yes_no("a", YES, weight=3), yes_no("b", NO), pass_mark=mark).passed is passed


def test_a_call_is_decided_when_what_waits_cannot_change_it():
    assert card(yes_no("a", YES, weight=9), yes_no("b"), pass_mark=80).passed is True
    assert card(yes_no("a", NO, weight=9), yes_no("b"), pass_mark=80).passed is False


def test_a_call_is_undecided_when_what_waits_can_change_it():
    assert card(yes_no("a", YES), yes_no("b"), pass_mark=80).passed is None


def test_a_critical_item_that_waits_leaves_a_good_call_undecided():
    assert card(yes_no("a", YES, weight=99), yes_no("b", critical="customer"), pass_mark=80).passed is None


def test_failing_a_critical_item_fails_the_call_and_the_number_is_still_shown():
    result = card(yes_no("a", YES, weight=9), yes_no("b", NO, critical="compliance"))
    assert (result.percent, result.passed) == (90, False)
    assert [(error.kind, error.item, error.move) for error in result.critical] == [("compliance", "b", None)]
    assert result.items[1].failed_critical == "compliance"


def test_a_critical_item_that_does_not_apply_fails_nobody():
    assert card(yes_no("a", YES), yes_no("b", ABSENT, critical="compliance")).critical == ()


def test_some_points_on_a_critical_scale_are_no_failure():
    assert card(scale("a", AutoRule(points=1, move="greet"), critical="business")).critical == ()


def test_making_a_critical_move_is_a_critical_error_with_its_words():
    [error] = card(yes_no("a", YES), made=call().say("blame", words="Your fault!")).critical
    assert (error.kind, error.move, error.item) == ("customer", "blame", None)
    assert [(piece.turn, piece.words) for piece in error.evidence] == [(3, "Your fault!")]


def test_inputs_that_were_ignored_count_for_nothing():
    made = call().begin_hold().say("blame")
    assert card(yes_no("a", AutoRule(never="blame")), made=made).percent == 100
    assert card(yes_no("a", YES), made=made).critical == ()


def test_the_scorecard_names_the_rubric_it_was_made_with():
    made = call()
    result = score(made.scenario, full_rubric(), made.record, rubric_hash="abc")
    assert (result.rubric, result.rubric_hash, result.pass_mark) == ("made-up", "abc", 60)


def test_a_whole_call_on_a_whole_rubric():
    made = Caller(full_scenario()).answer().say("greet").say("empathy", "ask_account").look_up("parcel")
    made.say("quote_fee", states=["fee"])
    made.wrap_up(reason="late", account="6-0412", outcome="done", notes="Stuck for three days, hurried it.")
    result = score(made.scenario, full_rubric(), made.record)
    assert result.percent == 100
    assert {item.item: item.state for item in result.items} == {
        "verify": "scored", "right_fee": "scored", "no_blame": "scored", "empathy": "scored", "greeting": "scored",
        "holding": "not_applicable", "warm": "scored", "listening": "waits_for_person", "order": "scored",
    }  # fmt: skip


REASONS = ("critical_fail", "low_hearing", "near_pass", "no_auto")


def test_a_person_is_asked_for_the_reasons_the_rubric_names():
    assert card(yes_no("a", NO, critical="customer"), needs_person=REASONS).review == ("critical_fail",)
    assert card(yes_no("a", NO, critical="customer")).review == ()
    assert card(yes_no("a", YES), yes_no("b"), needs_person=REASONS).review == ("no_auto",)
    assert card(yes_no("a", YES), yes_no("b", NO), pass_mark=53, needs_person=REASONS).review == ("near_pass",)
    assert card(yes_no("a", YES), yes_no("b", NO), pass_mark=60, needs_person=REASONS).review == ()


def test_about_one_call_in_ten_is_sampled_always_the_same_ones():
    rubric = make_rubric(yes_no("a", YES), needs_person=("sampled",))
    made = [Caller(full_scenario(), seed=seed).answer() for seed in range(200)]
    sampled = [bool(score(one.scenario, rubric, one.record).review) for one in made]
    assert 5 < sum(sampled) < 40
    assert sampled == [bool(score(one.scenario, rubric, one.record).review) for one in made]


def test_rescoring_the_same_record_gives_the_same_scorecard():
    made = call().say("blame").hang_up().wrap_up(reason="late")
    assert score(made.scenario, full_rubric(), made.record) == score(made.scenario, full_rubric(), made.record)


def test_a_record_scored_halfway_is_scored_as_far_as_it_went():
    made = call()
    half = replace(made.record, entries=made.record.entries[:2])
    assert score(made.scenario, make_rubric(yes_no("a", AutoRule(move="empathy"))), half).percent == 0
