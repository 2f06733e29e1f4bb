"""Rules of a rubric in human language."""

import pytest

from tests.web.conftest import CONTENT
from trainer.content.library import load
from trainer.scoring.scorecard import Evidence
from trainer.web import i18n
from trainer.web.parts import rule_words

SCENARIO = load((CONTENT,)).scenarios["late-parcel"]
RULES = {
    "move:empathy": ("Says or does: Shows understanding", "做到：表达理解"),
    "move:empathy within:2": (
        "Says or does: Shows understanding, within the first 2 turns", "做到：表达理解，在前 2 个话轮内",
    ),
    "move:ask_account before:lookup": (
        "Says or does: Asks for the account, before looking up a record", "做到：核对账号，在“查询资料”之前",
    ),
    "move:greet after:lookup.parcel": (
        "Says or does: Greets, after looking up a record (Parcel)", "做到：问候，在“查询资料（包裹）”之后",
    ),
    "never:promise_today": ("Never: Promises delivery today", "没有出现：承诺今天送到"),
    "order:greet,empathy": ("In this order: Greets → Shows understanding", "按顺序：问候 → 表达理解"),
    "states:fee": ("States rightly: 40 yuan", "正确说明：40元"),
    "misstates:fee": ("Never states wrongly: 40 yuan", "没有说错：40元"),
    "hold:announced": ("Tells the customer before putting them on hold", "保持通话前先告知客户"),
    "hold:within_limit": ("Comes back from hold within the limit", "在时限内取回通话"),
    "answer_within:10": ("Answers within 10 seconds", "10 秒内接听"),
    "silence_under:6": ("Is never silent for 6 seconds or longer", "沉默不超过 6 秒"),
    "ending:resolved,callback": ("The call ends as: Solved or Call back agreed", "通话结果：问题解决或约定回电"),
    "mood_at_end:0": ("Customer's mood at the end is 0 or better", "结束时客户情绪不低于 0"),
    "wrap_up:reason": ("Work order is right: Reason", "工单填写正确：原因"),
    "wrap_up_within:90": ("Hands in the work order within 90 seconds", "90 秒内提交工单"),
    "handover:account,fee": ("Tells the colleague: account, 40 yuan", "向同事交代：account, 40元"),
}  # fmt: skip


@pytest.fixture(params=[("en", 0), ("zh", 1)], ids=["en", "zh"])
def place(request, monkeypatch):
    monkeypatch.setattr(i18n, "lang", lambda: request.param[0])
    return request.param[1]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_reads_as_a_sentence_in_both_languages(rule, place):
    assert rule_words.told(rule, SCENARIO) == RULES[rule][place]


@pytest.mark.usefixtures("place")
def test_a_rule_nobody_knows_is_shown_as_it_is():
    assert rule_words.told("tempo:fast", SCENARIO) == "tempo:fast"


def test_evidence_of_a_result_is_named_and_not_quoted(place):
    ended = Evidence(rule="ending:resolved", holds=False, words="dropped")
    assert rule_words.found(ended, SCENARIO) == ("<span>Hung up early</span>", "<span>提前挂断</span>")[place]


@pytest.mark.usefixtures("place")
def test_evidence_of_words_is_quoted_and_escaped():
    said = Evidence(rule="move:greet", holds=True, words="<b>hi</b>", turn=1)
    assert rule_words.found(said, SCENARIO) == "<q>&lt;b&gt;hi&lt;/b&gt;</q>"
