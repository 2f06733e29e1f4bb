"""Whether the fields of a work order are right, in whatever way they are written."""

import pytest
from made_calls import Caller, full_scenario, make_scenario, node, text

from trainer.content.scenario import Fact, Rule, WorkOrderField, WrapUp
from trainer.scoring.log import read_record
from trainer.scoring.work_order import judge_work_order


def right(kind, given, answer=None, **keys):
    field = WorkOrderField(id="it", label=text("It"), type=kind, answer=text(answer) if answer else None, **keys)
    scenario = make_scenario(
        node("open", fallback=Rule(go="bad")),
        wrap_up=WrapUp(fields={"it": field}),
        facts={
            "account": Fact(id="account", kind="digits", value=text("{persona.account}")),
            "eta": Fact(id="eta", kind="date", value=text("tomorrow")),
            "fee": Fact(id="fee", kind="money", value=text("40")),
            "at": Fact(id="at", kind="time", value=text("20:00")),
        },
    )
    call = Caller(scenario).answer().hang_up().wrap_up(it=given)
    return judge_work_order([field], read_record(scenario, call.record))["it"]


@pytest.mark.parametrize(
    ("kind", "given", "answer"),
    [
        ("choice", "late", "late"),
        ("digits", "60412", "{fact.account}"),
        ("digits", "6 0 4 1 2", "{fact.account}"),
        ("digits", "６０４１２", "{fact.account}"),
        ("phone", "0113-496 0182", "01134960182"),
        ("money", "40", "{fact.fee}"),
        ("money", "40.00 yuan", "{fact.fee}"),
        ("money", "forty yuan", "{fact.fee}"),
        ("number", "3", "3"),
        ("date", "2026-11-22", "{fact.eta}"),
        ("date", "tomorrow", "{fact.eta}"),
        ("date", "22 November", "{fact.eta}"),
        ("time", "20:00", "{fact.at}"),
        ("time", "8 pm", "{fact.at}"),
        ("text", "Blue Door ", "blue door"),
        ("text", "Account 60412", "account {fact.account}"),
    ],
)
def test_the_same_value_is_right_however_it_is_written(kind, given, answer):
    assert right(kind, given, answer)


@pytest.mark.parametrize(
    ("kind", "given", "answer"),
    [
        ("choice", "lost", "late"),
        ("digits", "60413", "{fact.account}"),
        ("digits", "no idea", "{fact.account}"),
        ("money", "41", "{fact.fee}"),
        ("money", "40 or 50 yuan", "{fact.fee}"),
        ("date", "2026-11-23", "{fact.eta}"),
        ("date", "soon", "{fact.eta}"),
        ("time", "8 am", "{fact.at}"),
        ("text", "red door", "blue door"),
        ("choice", "", "late"),
        ("choice", "   ", "late"),
    ],
)
def test_another_value_is_wrong(kind, given, answer):
    assert not right(kind, given, answer)


GROUPS = {"en": (("three days", "3 days"), ("urgent", "hurry"))}


@pytest.mark.parametrize(
    ("notes", "good"),
    [
        ("Stuck for three days. Asked them to hurry.", True),
        ("URGENT: stuck 3 days", True),
        ("Stuck for three days.", False),
        ("Stuck for three days, not urgent", False),
        ("", False),
    ],
)
def test_notes_must_hold_a_word_of_every_group(notes, good):
    assert right("text", notes, keywords=GROUPS) is good


def test_any_words_are_right_where_nothing_is_asked_for():
    assert right("text", "whatever")
    assert not right("text", " ")


def test_the_answer_may_hang_on_how_the_call_ended():
    endings = {"resolved": text("done"), "dropped": text("open")}
    assert right("choice", "open", answer_by_ending=endings)
    assert not right("choice", "done", answer_by_ending=endings)


def test_an_ending_without_an_answer_of_its_own_takes_any():
    assert right("choice", "done", answer_by_ending={"resolved": text("done")})


def test_a_work_order_never_handed_in_is_wrong_everywhere():
    scenario = full_scenario()
    log = read_record(scenario, Caller(scenario).answer().hang_up().record)
    assert not any(judge_work_order(scenario.wrap_up.fields.values(), log).values())
