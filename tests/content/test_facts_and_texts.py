"""Facts settled for a call, and templates filled in, as a caption shows them and as the voice says them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.content.fact_values import canonical
from trainer.content.rendering import numeral
from trainer.content.scenario import Fact, Node, Persona, Scenario
from trainer.content.settle import fill, settle

TODAY = date(2026, 11, 25)  # a Wednesday


def scenario(facts, **keys):
    personas = {"wang": Persona(id="wang", name={"zh": "王女士", "en": "Ms Wang"}, voice="f1", keys=keys)}
    return Scenario(
        id="x", title={}, languages=("zh", "en"), briefing={}, rubric="r", personas=personas, moves={},
        nodes={"open": Node(id="open", say={}, end="resolved")}, start="open", facts=facts,
    )  # fmt: skip


def fact(kind, value, lang, unit=None, **keys):
    facts = {"x": Fact(id="x", kind=kind, value={"zh": value, "en": value}, unit=unit)}
    return settle(scenario(facts, **keys), persona="wang", lang=lang, today=TODAY)["x"]


@pytest.mark.parametrize(
    ("kind", "value", "lang", "canon", "shown", "spoken"),
    [
        ("money", "40", "zh", "40", "40元", "四十元"),
        ("money", "40", "en", "40", "40 yuan", "40 yuan"),
        ("money", "39.90", "zh", "39.9", "39.90元", "三十九点九元"),
        ("money", "12000", "zh", "12000", "12000元", "一万两千元"),
        ("money", "12000", "en", "12000", "12,000 yuan", "12,000 yuan"),
        ("number", "20", "zh", "20", "20", "二十"),
        ("digits", "60412", "zh", "60412", "60412", "六零四一二"),
        ("digits", "60412", "en", "60412", "60412", "6 0 4 1 2"),
        ("digits", "60-412", "en", "60412", "60 412", "6 0, 4 1 2"),
        ("phone", "13812345678", "zh", "13812345678", "138 1234 5678", "幺三八，幺二三四，五六七八"),
        ("phone", "13812345678", "en", "13812345678", "138 1234 5678", "1 3 8, 1 2 3 4, 5 6 7 8"),
        ("date", "tomorrow", "zh", "2026-11-26", "明天", "明天"),
        ("date", "tomorrow", "en", "2026-11-26", "tomorrow", "tomorrow"),
        ("date", "next_monday", "zh", "2026-11-30", "下周一", "下周一"),
        ("date", "next_monday", "en", "2026-11-30", "next Monday", "next Monday"),
        ("date", "+3d", "zh", "2026-11-28", "11月28日", "十一月二十八号"),
        ("date", "+3d", "en", "2026-11-28", "28 November", "the 28th of November"),
        ("date", "2027-01-02", "zh", "2027-01-02", "2027年1月2日", "二零二七年一月二号"),
        ("time", "15:30", "zh", "15:30", "15:30", "下午三点半"),
        ("time", "9:05", "en", "09:05", "9:05 am", "9:05 am"),
        ("time", "14:00", "zh", "14:00", "14:00", "下午两点"),
        ("text", "A 栋", "zh", "A 栋", "A 栋", "A 栋"),
    ],
)
def test_a_fact_is_shown_and_said_as_people_write_and_say_it(kind, value, lang, canon, shown, spoken):
    settled = fact(kind, value, lang)
    assert (settled.value, settled.shown, settled.spoken) == (canon, shown, spoken)


def test_money_has_the_unit_of_its_language():
    unit = {"zh": "美元", "en": "dollars"}
    assert fact("money", "40", "en", unit).shown == "40 dollars"
    assert fact("money", "40", "zh", {"zh": "£", "en": "£"}).spoken == "四十英镑"


def test_a_persona_gives_a_fact_its_value():
    assert fact("digits", "{persona.account}", "en", account="60412").spoken == "6 0 4 1 2"


def test_a_text_may_be_made_of_other_facts_and_says_them_properly():
    facts = {
        "note": Fact(id="note", kind="text", value={"zh": "共{fact.fee}", "en": "{fact.fee} in all"}),
        "fee": Fact(id="fee", kind="money", value={"zh": "40", "en": "40"}),
    }
    settled = settle(scenario(facts), persona="wang", lang="zh", today=TODAY)
    assert (settled["note"].shown, settled["note"].spoken) == ("共40元", "共四十元")


def test_facts_that_go_round_or_do_not_fit_are_still_settled():
    facts = {
        "a": Fact(id="a", kind="digits", value={"zh": "{fact.b}"}),
        "b": Fact(id="b", kind="money", value={"zh": "{fact.a}"}),
        "c": Fact(id="c", kind="date", value={"zh": "someday"}),
    }
    settled = settle(scenario(facts), persona="nobody", lang="en", today=TODAY)
    assert settled.keys() == {"a", "b", "c"}
    assert settled["c"].shown == "someday"


def test_templates_are_filled_with_persona_and_facts():
    made = scenario({"fee": Fact(id="fee", kind="money", value={"zh": "40", "en": "40"})}, account="60412", age=70)
    facts = settle(made, persona="wang", lang="en", today=TODAY)
    text = "{{ {persona.name} ({persona.account}, {persona.age}) owes {fact.fee}{fact.none} {x}"

    def filled(*, spoken):
        return fill(text, scenario=made, persona="wang", lang="en", facts=facts, spoken=spoken)

    assert filled(spoken=False) == "{ Ms Wang (60412, 70) owes 40 yuan {x}"
    assert filled(spoken=True) == "{ Ms Wang (6 0 4 1 2, 70) owes 40 yuan {x}"


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("清河路18号3单元502。", "清河路18号3单元五零二。"),
        ("春晖小区7号楼1201", "春晖小区7号楼幺二零幺"),
        ("A座 1503室，2栋-301", "A座 幺五零三室，2栋-三零幺"),
        ("住在302号房", "住在三零二号房"),
        ("这栋楼200米高，3楼120平米，2026年", "这栋楼200米高，3楼120平米，2026年"),
        ("单元12345", "单元12345"),
    ],
)
def test_rooms_are_said_digit_by_digit_in_chinese(shown, said):
    made = scenario({}, address=shown)
    for template in (shown, "{persona.address}"):
        told = {
            spoken: fill(template, scenario=made, persona="wang", lang="zh", facts={}, spoken=spoken)
            for spoken in (False, True)
        }
        assert told == {False: shown, True: said}
    assert fill(shown, scenario=made, persona="wang", lang="en", facts={}, spoken=True) == shown


@given(st.text(max_size=80), st.booleans(), st.sampled_from(["zh", "en", "fr"]))
def test_any_text_can_be_filled_in(text, spoken, lang):
    made = scenario({})
    assert isinstance(fill(text, scenario=made, persona="x", lang=lang, facts={}, spoken=spoken), str)


@given(st.sampled_from(["digits", "phone", "number", "money", "date", "time", "text"]), st.text(max_size=30))
def test_any_value_of_any_kind_is_settled(kind, value):
    canonical(kind, value, TODAY)
    for lang in ("zh", "en"):
        assert fact(kind, value.replace("{", ""), lang).kind == kind


@pytest.mark.parametrize(
    ("number", "said"),
    [("0", "零"), ("10", "十"), ("12", "十二"), ("20", "二十"), ("101", "一百零一"), ("110", "一百一十"), ("1001", "一千零一"),
     ("2000", "两千"), ("10000", "一万"), ("10010", "一万零一十"), ("100000", "十万"), ("20000003", "两千万零三"),
     ("100000000", "一亿"), ("-3.25", "负三点二五")],
)  # fmt: skip
def test_numbers_are_said_in_chinese_words(number, said):
    assert numeral(number) == said
