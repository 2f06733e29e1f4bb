"""Playing plans: what happens is checked turn by turn, and at the end."""

import pytest
from made_calls import lines, make_rubric, make_scenario, move, node, text, yes_no

from trainer.content.plan import Plan, PlanTurn
from trainer.content.rubric import AutoRule
from trainer.content.scenario import Article, DeskRecord, Desktop, Hold, Rule, Silence, WorkOrderField, WrapUp
from trainer.matching.matcher import Matcher
from trainer.plans.comparison import satisfies
from trainer.plans.playing import play

SCENARIO = make_scenario(
    node(
        "open",
        "My parcel is late, my number is {fact.account}.",
        expect=("empathy",),
        then=(Rule(on=("promise",), go="done"), Rule(did="transfer.boss", end="escalated")),
        silence=Silence(after=6, say=lines("Hello?"), effect={"mood": -1}, times=1, go="bad"),
        fallback=Rule(go="bad"),
    ),
    moves=[
        move("greet", keywords={"en": (("morning", "hello"),)}, effect={"mood": 1}),
        move("empathy", keywords={"en": (("sorry", "understand"),)}, effect={"mood": 1}),
        move("promise", keywords={"en": (("send", "deliver"), ("today",))}, critical="business"),
        move("notice", keywords={"en": (("hold", "moment"),)}),
    ],
    always=("greet", "notice"),
    opens="agent",
    desktop=Desktop(
        records={"parcel": DeskRecord(id="parcel", label=text("Parcel"), requires=("account",))},
        knowledge=("refunds",),
        transfer_to={"boss": text("Boss")},
    ),
    hold=Hold(announce="notice", limit=30, effect={"mood": -1}),
    wrap_up=WrapUp(
        limit=90,
        fields={"reason": WorkOrderField(id="reason", label=text("Reason"), type="choice", answer=text("late"))},
    ),
)
RUBRIC = make_rubric(
    yes_no("hello", AutoRule(move="greet", within=1)),
    yes_no("kind", AutoRule(move="empathy")),
    yes_no("order", AutoRule(wrap_up=("reason",), wrap_up_within=60)),
    yes_no("judged"),
)
ARTICLES = {"refunds": Article(id="refunds", title=text("Refunds"), body=text("Money back within ten days."))}


def turn(action, value=None, line=1, **keys):
    return PlanTurn(action=action, value=value, line=line, **keys)


GOOD = (
    turn("answer", 2),
    turn("say", "Good morning!", moves=("greet",), at="open", line=5),
    turn("do", "lookup.parcel", line=6),
    turn("search", "refund", line=7),
    turn("do", "read.refunds", line=8),
    turn("say", "I'm sorry, one moment.", moves=("notice", "empathy"), line=9),
    turn("hold", 20, line=10),
    turn("say", "We deliver it today.", moves=("promise",), at="done", line=11),
)


def played(*turns, **keys):
    plan = Plan(name="it", scenario="made-up", lang="en", turns=turns, file="x.plan.yaml", line=3, **keys)
    return play(plan, SCENARIO, RUBRIC, Matcher(SCENARIO, lang="en"), ARTICLES)


def codes(result):
    return [(problem.code, problem.line) for problem in result.problems]


def test_a_call_that_goes_as_planned_has_no_problems():
    result = played(
        *GOOD, wrap_up={"reason": "late"}, ends="resolved", mood=">= 2", score=">= 99", critical=("business",)
    )
    assert result.problems == ()
    assert result.record.wrap_up.seconds == 45
    assert [entry.input.type for entry in result.record.entries] == [
        "answer", "say", "lookup", "search", "read", "say", "hold", "resume", "say",
    ]  # fmt: skip


def test_the_search_finds_what_the_desk_would():
    found = [
        event.found for entry in played(*GOOD).record.entries for event in entry.events if event.type == "searched"
    ]
    assert found == [("refunds",)]


def test_the_same_plan_gives_the_same_call():
    assert played(*GOOD) == played(*GOOD)


def test_time_passes_plausibly_and_never_backwards():
    entries = played(*GOOD).record.entries
    times = [entry.input.at for entry in entries]
    assert times == sorted(times)
    assert 20 < times[-1] < 90
    assert entries[7].input.at - entries[6].input.at == pytest.approx(20)


def test_a_turn_that_cannot_happen_is_reported_at_its_line():
    result = played(
        turn("say", "Hello", line=4), turn("answer", 2, line=5), turn("hang_up", line=6), turn("search", "x", line=7)
    )
    assert codes(result) == [("P506", 4), ("P506", 7)]
    assert "write `- answer: 2` before it" in result.problems[0].message
    assert "the call is over by then" in result.problems[1].message


def test_other_moves_than_planned_are_named():
    result = played(turn("answer", 2), turn("say", "Hello there!", moves=("greet", "promise"), line=5))
    [problem] = result.problems
    assert (problem.code, problem.line, problem.file, problem.severity) == ("P507", 5, "x.plan.yaml", "error")
    assert "`promise` was not made" in problem.message


def test_a_move_too_many_is_named():
    [problem] = played(turn("answer", 2), turn("say", "Hello, I'm sorry!", moves=("greet",))).problems
    assert "`empathy` was made too" in problem.message


def test_no_move_planned_and_none_made_is_as_planned():
    assert played(turn("answer", 2), turn("say", "Bananas.", moves=())).problems == ()


def test_another_node_than_planned_is_named():
    [problem] = played(turn("answer", 2), turn("say", "Hello!", at="done", line=5)).problems
    assert (problem.code, problem.line) == ("P508", 5)
    assert "`open`, not at `done`" in problem.message


def test_another_ending_than_planned_is_reported_at_the_plan():
    assert codes(played(turn("answer", 2), turn("hang_up"), ends="resolved")) == [("P509", 3)]
    [problem] = played(turn("answer", 2), ends="resolved").problems
    assert "still going on at `open`" in problem.message


def test_hanging_up_ends_a_plan_as_dropped():
    assert played(turn("answer", 2), turn("hang_up"), ends="dropped").problems == ()


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"mood": ">= 3"}, "P510"),
        ({"score": ">= 90"}, "P511"),
        ({"critical": ()}, "P512"),
        ({"critical": ("customer",)}, "P512"),
    ],
)
def test_what_a_call_comes_to_is_checked(keys, code):
    assert codes(played(*GOOD, **keys)) == [(code, 3)]


def test_a_score_that_is_not_met_says_what_was_lost():
    [problem] = played(*GOOD, score="100").problems
    assert "order 0/1" in problem.message


def test_a_critical_error_does_not_change_the_number():
    assert played(*GOOD, wrap_up={"reason": "late"}, score="100").problems == ()


def test_a_plan_without_a_work_order_hands_none_in():
    assert played(*GOOD).record.wrap_up is None
    assert played(*GOOD, wrap_up_seconds=70.0, wrap_up={"reason": "late"}).record.wrap_up.seconds == 70


def test_silence_counts_from_the_end_of_the_customers_words():
    result = played(turn("answer", 2), turn("silence", 4), turn("silence", 7), turn("silence", 7), ends="lost")
    assert result.problems == ()


def test_a_transfer_is_planned_with_do():
    assert played(turn("answer", 2), turn("silence", 4), turn("do", "transfer.boss"), ends="escalated").problems == ()


@pytest.mark.parametrize(
    ("comparison", "value", "holds"),
    [
        (">= 85", 85, True), (">= 85", 84.99, False), ("< 50", 49, True), ("1", 1, True), ("1", 2, False),
        ("== 1", 1, True), ("!= 1", 1, False), ("<=-1", -1, True), (" > 2.5 ", 3, True), ("about 3", 3, None),
        ("", 3, None),
    ],
)  # fmt: skip
def test_comparisons_are_read_as_written(comparison, value, holds):
    assert satisfies(value, comparison) is holds
