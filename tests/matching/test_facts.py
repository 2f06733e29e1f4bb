"""Facts that are stated or misstated in what the trainee says."""

from datetime import date

import pytest
from made_matchers import fact, made, move, understand

FEE = fact("fee", "money", "40", "40元")
LIMIT = fact("limit", "money", "100", "100元")
QUOTE_ZH = move("quote", "zh", says=["fee"], examples=["一共四十元", "费用是四十块", "收您四十元"])
QUOTE_EN = move("quote", "en", says=["fee"], keywords=[["comes to", "costs"]])
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("text", ["一共四十元", "费用是40块", "收您四十块钱"])
def test_the_right_amount_makes_the_move(text):
    assert made("zh", text, QUOTE_ZH, facts=[FEE]) == ("quote",)


@pytest.mark.parametrize("text", ["that comes to forty yuan", "that comes to 40", "it costs forty yuan"])
def test_the_right_amount_makes_the_move_in_english(text):
    assert made("en", text, QUOTE_EN, facts=[FEE]) == ("quote",)


def test_a_wrong_amount_is_a_misstatement_and_not_the_move():
    heard = understand("en", "that comes to fifty yuan", QUOTE_EN, facts=[FEE])
    assert heard.moves == ()
    assert [(m.fact, m.move, m.said) for m in heard.misstated] == [("fee", "quote", "50")]


def test_a_wrong_amount_is_a_misstatement_in_chinese():
    heard = understand("zh", "一共五十元", QUOTE_ZH, facts=[FEE])
    assert heard.moves == ()
    assert [m.said for m in heard.misstated] == ["50"]


def test_a_value_of_another_fact_is_never_a_misstatement():
    heard = understand("en", "that comes to one hundred yuan", QUOTE_EN, facts=[FEE, LIMIT])
    assert heard.moves == ()
    assert heard.misstated == ()


def test_no_amount_at_all_is_no_misstatement():
    heard = understand("en", "it costs something", QUOTE_EN, facts=[FEE])
    assert (heard.moves, heard.misstated) == ((), ())


def test_says_alone_is_enough_without_keywords_and_examples():
    assert made("zh", "四十块", move("quote", "zh", says=["fee"]), facts=[FEE]) == ("quote",)


def test_what_is_stated_is_kept_with_its_words():
    heard = understand("zh", "好的，您的账号是六零四一二", facts=[fact("account", "digits", "60412")])
    assert [(s.fact, s.evidence) for s in heard.stated] == [("account", "六零四一二")]


@pytest.mark.parametrize("text", ["6 0 4 1 2", "six oh four one two", "60412", "six zero four, one two"])
def test_digits_are_stated_one_by_one_or_in_groups(text):
    heard = understand("en", f"so that is {text}", facts=[fact("account", "digits", "60412")])
    assert len(heard.stated) == 1


@pytest.mark.parametrize(
    ("lang", "text"),
    [("zh", "明天送到"), ("zh", "十一月二十二号送到"), ("en", "it arrives tomorrow"), ("en", "on the 22nd of November"),
     ("en", "on Sunday"), ("zh", "这周日送到")],
)  # fmt: skip
def test_a_date_is_stated_in_any_words(lang, text):
    heard = understand(lang, text, facts=[fact("eta", "date", "2026-11-22")], today=TODAY)
    assert len(heard.stated) == 1


def test_a_day_that_cannot_be_told_without_today_is_no_misstatement():
    arrive = move("arrive", "en", says=["eta"], keywords=[["arrive"]])
    heard = understand("en", "it will arrive tomorrow", arrive, facts=[fact("eta", "date", "2026-11-22")])
    assert heard.misstated == ()


def test_a_wrong_day_is_a_misstatement():
    arrive = move("arrive", "en", says=["eta"], keywords=[["arrive"]])
    heard = understand("en", "it will arrive on Friday", arrive, facts=[fact("eta", "date", "2026-11-22")], today=TODAY)
    assert [m.fact for m in heard.misstated] == ["eta"]


@pytest.mark.parametrize(("lang", "text"), [("zh", "下午三点半到"), ("en", "at half past three"), ("en", "by 3:30 pm")])
def test_a_time_is_stated_in_any_words(lang, text):
    assert len(understand(lang, text, facts=[fact("slot", "time", "15:30")]).stated) == 1


def test_words_heard_badly_are_doubtful():
    assert understand("en", "it costs fifty", QUOTE_EN, facts=[FEE], heard=True, hearing=0.2).doubtful
    assert not understand("en", "it costs fifty", QUOTE_EN, facts=[FEE], heard=True, hearing=0.9).doubtful
    assert not understand("en", "it costs fifty", QUOTE_EN, facts=[FEE]).doubtful
