"""Each rule that can stand under `auto`, in calls where it holds, fails or doesn't apply."""

from dataclasses import replace

import pytest
from made_calls import Caller, full_scenario, make_rubric, make_scenario, move, node, scale, yes_no

from trainer.content.rubric import AutoRule
from trainer.content.scenario import Rule
from trainer.scoring.score import score


def called():
    """A call that has just been answered; `open` and then `gives` are where it goes."""
    return Caller(full_scenario()).answer()


def judged(call, *auto, **keys):
    """The score of one yes/no item with these rules."""
    return score(call.scenario, make_rubric(yes_no("item", *auto, **keys)), call.record).items[0]


def points(call, *auto, **keys):
    return judged(call, *auto, **keys).points


# -- move


def test_a_move_made_at_any_time_earns_the_points():
    assert points(called().say().say("greet"), AutoRule(move="greet")) == 1


def test_a_move_never_made_earns_nothing_and_the_evidence_says_so():
    result = judged(called().say(), AutoRule(move="greet"))
    assert result.points == 0
    assert [(piece.rule, piece.holds, piece.seq) for piece in result.evidence] == [("move:greet", False, None)]


def test_the_evidence_of_a_move_is_the_turn_with_its_words():
    [piece] = judged(called().say().say("greet", words="Good morning!"), AutoRule(move="greet")).evidence
    assert (piece.seq, piece.turn, piece.at, piece.words) == (3, 2, 22, "Good morning!")
    assert (piece.similarity, piece.hearing, piece.holds) == (0.9, None, True)


@pytest.mark.parametrize(("within", "earned"), [(1, 0), (2, 1), (3, 1)])
def test_within_counts_the_spoken_turns(within, earned):
    assert points(called().say().say("greet").say(), AutoRule(move="greet", within=within)) == earned


def test_actions_are_no_spoken_turns():
    assert points(called().look_up("parcel").search().say("greet"), AutoRule(move="greet", within=1)) == 1


def test_a_move_that_came_too_late_is_shown_where_it_came():
    [piece] = judged(called().say().say("greet"), AutoRule(move="greet", within=1)).evidence
    assert (piece.rule, piece.holds, piece.turn) == ("move:greet within:1", False, 2)


def verified():
    return called().say("greet").say("ask_account")


def test_before_holds_when_the_other_came_later_or_never():
    assert points(verified(), AutoRule(move="ask_account", before="lookup")) == 1
    assert points(verified().look_up("parcel"), AutoRule(move="ask_account", before="lookup")) == 1


def test_before_fails_when_the_other_came_earlier():
    call = called().say("greet").say(states=["account"]).look_up("parcel").say("ask_account")
    result = judged(call, AutoRule(move="ask_account", before="lookup"))
    assert result.points == 0
    assert [piece.seq for piece in result.evidence] == [5, 4]


def test_a_look_up_that_was_refused_disclosed_nothing():
    call = called().say("greet").look_up("parcel").say("ask_account").look_up("parcel")
    assert points(call, AutoRule(move="ask_account", before="lookup")) == 1


def test_a_refused_look_up_is_shown_where_the_move_was_missed():
    result = judged(called().say("greet").look_up("parcel"), AutoRule(move="ask_account", before="lookup"))
    assert [piece.seq for piece in result.evidence] == [None, 3]


def test_after_holds_only_when_the_other_came_earlier():
    assert points(verified().look_up("parcel").say("empathy"), AutoRule(move="empathy", after="lookup.parcel")) == 1
    assert points(verified().say("empathy"), AutoRule(move="empathy", after="lookup.parcel")) == 0


def test_nothing_comes_after_itself():
    rule = AutoRule(move="empathy", after="empathy")
    assert points(called().say("greet").say("empathy"), rule) == 0
    assert points(called().say("greet").say("empathy").say("empathy"), rule) == 1


def test_the_name_of_a_fact_is_no_move():
    """`misstates_fee` is one, wherever there is the fact `fee`; `fee` is none."""
    call = called().say("greet").say("ask_account")
    for rule in (AutoRule(move="fee"), AutoRule(never="fee"), AutoRule(order=("greet", "fee"))):
        assert judged(call, rule).state == "not_applicable"
    assert judged(call, AutoRule(never="misstates_account")).state == "scored"


@pytest.mark.parametrize("action", ["lookup", "search", "read", "transfer", "lookup.parcel"])
def test_what_the_desk_of_a_scenario_has_not_can_come_before_nothing(action):
    scenario = make_scenario(node("open", fallback=Rule(go="bad")), moves=[move("greet")], always=("greet",))
    call = Caller(scenario).answer().say("greet")
    assert judged(call, AutoRule(move="greet", after=action)).state == "not_applicable"
    assert judged(call, AutoRule(move="greet", before=action)).points == 1
    assert judged(call, AutoRule(move="greet", after="hold")).points == 0


def test_a_later_time_counts_for_after_though_the_first_came_too_early():
    call = called().say("greet").say("empathy").say("ask_account").look_up("parcel").say("empathy")
    assert points(call, AutoRule(move="empathy", after="lookup")) == 1


def test_moves_of_one_turn_have_the_order_in_which_they_were_said():
    call = called().say("greet").say("empathy", "ask_account")
    assert points(call, AutoRule(move="empathy", before="ask_account")) == 1
    assert points(call, AutoRule(move="ask_account", before="empathy")) == 0
    assert points(call, AutoRule(move="ask_account", after="empathy")) == 1


def test_a_move_the_scenario_has_not_got_does_not_apply():
    for rule in (AutoRule(move="upsell"), AutoRule(never="upsell"), AutoRule(order=("greet", "upsell"))):
        assert judged(called().say("greet"), rule).state == "not_applicable"


# -- never, order


def test_never_holds_until_the_move_is_made():
    assert points(called().say(), AutoRule(never="blame")) == 1
    assert points(called().say("blame"), AutoRule(never="blame")) == 0


def test_an_order_needs_all_its_moves_in_this_order():
    call = called().say("greet").say("empathy", "ask_account")
    assert points(call, AutoRule(order=("greet", "empathy", "ask_account"))) == 1
    assert points(call, AutoRule(order=("greet", "ask_account", "empathy"))) == 0
    assert points(call, AutoRule(order=("greet", "hold_notice"))) == 0


def test_an_order_looks_at_first_times_only():
    call = called().say("hold_notice").say("greet").say("hold_notice")
    assert points(call, AutoRule(order=("greet", "hold_notice"))) == 0


# -- facts


def test_stating_a_fact_is_seen_whatever_the_move():
    assert points(called().say(states=["fee"]), AutoRule(states="fee")) == 1
    assert points(called().say(), AutoRule(states="fee")) == 0


def test_a_fact_never_misstated_passes():
    assert points(called().say(), AutoRule(misstates="fee")) == 1
    call = verified().say(misstates=["fee"])
    assert points(call, AutoRule(misstates="fee")) == 0
    assert points(call, AutoRule(never="misstates_fee")) == 0


def test_a_fact_the_scenario_has_not_got_does_not_apply():
    assert judged(called(), AutoRule(states="size")).state == "not_applicable"
    assert judged(called(), AutoRule(misstates="size")).state == "not_applicable"


# -- hold


def test_rules_about_hold_do_not_apply_without_one():
    assert judged(called().say(), AutoRule(hold="announced")).state == "not_applicable"
    assert judged(called().say(), AutoRule(hold="within_limit")).state == "not_applicable"


def test_every_hold_must_be_announced():
    call = called().say("hold_notice").hold(5)
    assert points(call, AutoRule(hold="announced")) == 1
    call.say().say().say().hold(5)
    assert points(call, AutoRule(hold="announced")) == 0


def test_every_hold_must_be_within_the_limit():
    call = called().say("hold_notice").hold(60)
    assert points(call, AutoRule(hold="within_limit")) == 1
    assert points(call.hold(61), AutoRule(hold="within_limit")) == 0


# -- times


@pytest.mark.parametrize(("after", "earned"), [(9, 1), (10, 1), (10.5, 0)])
def test_answering_within_some_seconds(after, earned):
    assert points(Caller(full_scenario()).answer(after), AutoRule(answer_within=10)) == earned


def test_a_call_never_answered_was_not_answered_in_time():
    assert points(Caller(full_scenario()).hang_up(), AutoRule(answer_within=10)) == 0


def test_how_soon_a_customer_picks_up_is_nobodys_merit():
    call = Caller(make_scenario(node("open", fallback=Rule(go="bad")), direction="outbound")).answer(30)
    assert judged(call, AutoRule(answer_within=10)).state == "not_applicable"


def test_the_longest_silence_counts_over_all_reports_until_someone_speaks():
    call = called().say("greet").silence(4).silence(5).say("empathy").silence(5)
    assert points(call, AutoRule(silence_under=9)) == 0
    assert points(call, AutoRule(silence_under=9.5)) == 1


def test_time_on_hold_is_no_silence():
    assert points(called().say("greet").silence(4).hold(50).silence(4), AutoRule(silence_under=5)) == 1


# -- the outcome


def test_the_ending_is_one_of_those_wanted():
    call = called().hang_up()
    assert points(call, AutoRule(ending=("resolved", "dropped"))) == 1
    assert points(call, AutoRule(ending=("resolved", "callback"))) == 0


def test_mood_at_the_end_is_at_least_so_high():
    call = called().say("greet")
    assert (points(call, AutoRule(mood_at_end=0)), points(call, AutoRule(mood_at_end=1))) == (1, 0)


def test_mood_of_a_call_without_a_turn_is_that_of_the_persona():
    assert points(Caller(full_scenario(), persona="bob"), AutoRule(mood_at_end=2)) == 1


# -- the work order


def test_a_work_order_right_in_all_fields_earns_the_points():
    rule = AutoRule(wrap_up=("reason", "account"))
    assert points(called().hang_up().wrap_up(reason="late", account="60412"), rule) == 1
    assert points(called().hang_up().wrap_up(reason="late", account="60413"), rule) == 0
    assert points(called().hang_up(), rule) == 0


def test_a_work_order_on_a_scale_earns_in_proportion():
    call = called().hang_up().wrap_up(reason="late", account="1", outcome="done", notes="")
    item = scale("order", AutoRule(wrap_up=("reason", "account", "outcome", "notes")), highest=4)
    result = score(call.scenario, make_rubric(item), call.record).items[0]
    assert result.points == 2
    assert [(piece.rule, piece.holds) for piece in result.evidence] == [
        ("wrap_up:reason", True), ("wrap_up:account", False), ("wrap_up:outcome", True), ("wrap_up:notes", False),
    ]  # fmt: skip


def test_rules_about_the_work_order_do_not_apply_without_one():
    call = Caller(make_scenario(node("open", fallback=Rule(go="bad")))).answer()
    assert judged(call, AutoRule(wrap_up=("reason",))).state == "not_applicable"
    assert judged(call, AutoRule(wrap_up_within=60)).state == "not_applicable"


def test_fields_the_scenario_has_not_got_are_left_out():
    call = called().hang_up().wrap_up(reason="late")
    assert points(call, AutoRule(wrap_up=("reason", "size"))) == 1
    assert judged(call, AutoRule(wrap_up=("size",))).state == "not_applicable"


@pytest.mark.parametrize(("seconds", "earned"), [(60, 1), (61, 0)])
def test_the_work_order_is_done_within_some_seconds(seconds, earned):
    assert points(called().hang_up().wrap_up(seconds, reason="late"), AutoRule(wrap_up_within=60)) == earned


def test_a_work_order_never_handed_in_was_not_done_in_time():
    assert points(called().hang_up(), AutoRule(wrap_up_within=60)) == 0


# -- transfer


def test_a_handover_tells_the_colleague_every_fact():
    rule = AutoRule(handover=("account", "fee"))
    assert points(verified().transfer("supervisor", states=["account", "fee"]), rule) == 1
    assert points(verified().transfer("supervisor", states=["account"]), rule) == 0
    assert points(verified(), rule) == 0


def test_of_several_transfers_one_has_to_tell_everything():
    scenario = replace(full_scenario(), nodes={**full_scenario().nodes, "open": node(
        "open", then=(Rule(did="transfer"),), fallback=Rule(go="bad"),
    )})  # fmt: skip
    rule = AutoRule(handover=("account", "fee"))
    call = Caller(scenario).answer().say("greet").transfer("supervisor", states=["account"])
    assert points(call, rule) == 0
    assert points(call.transfer("supervisor", states=["fee", "account"]), rule) == 1


def test_a_handover_does_not_apply_where_nobody_can_be_handed_over_to():
    call = Caller(make_scenario(node("open", fallback=Rule(go="bad")))).answer()
    assert judged(call, AutoRule(handover=("fee",))).state == "not_applicable"


# -- several rules


def test_all_rules_of_a_set_must_hold():
    call = called().say("greet")
    assert points(call, AutoRule(move="greet", never="blame")) == 1
    assert points(call, AutoRule(move="greet", states="fee")) == 0


def test_the_best_set_of_a_scale_counts():
    sets = (AutoRule(points=1, move="empathy"), AutoRule(points=3, move="empathy", within=2))
    for moves, earned in (((), 0), (("greet", "greet", "empathy"), 1), (("greet", "empathy"), 3)):
        call = called()
        for one in moves:
            call.say(one)
        assert score(call.scenario, make_rubric(scale("item", *sets)), call.record).items[0].points == earned


def test_a_move_said_twice_in_a_turn_is_shown_where_it_was_said_first():
    scenario = make_scenario(node("open", expect=("a",), fallback=Rule(go="bad")), moves=[move("a")])
    assert len(judged(Caller(scenario).answer().say("a", "a"), AutoRule(move="a")).evidence) == 1
