"""Numbers, amounts, dates and times as people say them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.matching.numerals import values_in

ZH = "零一二三四五六七八九"
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905


def in_chinese(n):
    if n >= 10_000:
        rest = n % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return in_chinese(n // 10_000) + "万" + (gap + in_chinese(rest) if rest else "")
    text, gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // size % 10
        if digit:
            text += ("零" if gap and text else "") + ZH[digit] + name
            gap = False
        else:
            gap = True
    return text or "零"


def in_english(n):
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{ONES[n // 100]} hundred" + (f" and {in_english(n % 100)}" if n % 100 else "")
    return f"{in_english(n // 1000)} thousand" + (
        (" and " if n % 1000 < 100 else " ") + in_english(n % 1000) if n % 1000 else ""
    )


@settings(deadline=None)
@given(st.integers(11, 99_999_999))
def test_a_number_said_in_chinese_is_read_back(n):
    assert [v.value for v in values_in(f"一共{in_chinese(n)}元", "zh", "money") if v.sure] == [str(n)]


@settings(deadline=None)
@given(st.integers(1, 999_999))
def test_a_number_said_in_english_is_read_back(n):
    assert [v.value for v in values_in(f"that is {in_english(n)} yuan", "en", "money") if v.sure] == [str(n)]


@settings(deadline=None)
@given(st.text("0123456789", min_size=4, max_size=12))
def test_digits_said_one_by_one_are_read_back(digits):
    said = "".join("幺" if d == "1" else ZH[int(d)] for d in digits)
    assert [v.value for v in values_in(f"号码是{said}", "zh", "digits")] == [digits]
    words = " ".join("oh" if d == "0" else ONES[int(d)] for d in digits)
    assert [v.value for v in values_in(f"it is {words}", "en", "digits")] == [digits]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [("zh", "四十块", "40"), ("zh", "两百零五元", "205"), ("zh", "一万二千块", "12000"), ("zh", "十二点五元", "12.5"),
     ("zh", "三块五", "3.5"), ("zh", "八毛", "0.8"), ("zh", "两块五毛钱", "2.5"), ("zh", "¥12.80", "12.8"),
     ("zh", "1,200元", "1200"), ("zh", "一百五十块", "150"), ("zh", "三千五元", "3500"),
     ("en", "forty-two pounds fifty", "42.5"), ("en", "£42.50", "42.5"), ("en", "fifty pence", "0.5"),
     ("en", "a hundred and forty dollars", "140"), ("en", "twelve point five yuan", "12.5"), ("en",
         "1,200 yuan", "1200"),
     ("en", "three pounds and twenty pence", "3.2")],
)  # fmt: skip
def test_amounts(lang, text, value):
    assert [v.value for v in values_in(text, lang, "money") if v.sure] == [value]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [("zh", "一万二", "12000"), ("zh", "两百零五", "205"), ("en", "one oh five", "105"), ("en", "double five", "55"),
     ("en", "forty two", "42"), ("en", "2 million", "2000000")],
)  # fmt: skip
def test_numbers(lang, text, value):
    assert value in [v.value for v in values_in(text, lang, "number")]


def test_forty_two_fifty_is_an_amount():
    assert [v.value for v in values_in("that's forty-two fifty", "en", "money")] == ["42.5"]


@pytest.mark.parametrize("text", ["七八分钟", "两三百块", "万一不行", "千万别动"])
def test_what_is_about_so_many_has_no_value(text):
    assert [v for v in values_in(text, "zh", "number") if v.sure] == []


TODAY = date(2026, 11, 21)  # a Saturday


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [("zh", "明天", "2026-11-22"), ("zh", "后天", "2026-11-23"), ("zh", "大后天", "2026-11-24"),
        ("zh", "下周一", "2026-11-23"),
     ("zh", "下下周一", "2026-11-30"), ("zh", "三天后", "2026-11-24"), ("zh", "2027年三月五号", "2027-03-05"),
     ("zh", "12月1日", "2026-12-01"), ("zh", "下个月三号", "2026-12-03"), ("zh", "两周后", "2026-12-05"),
     ("en", "tomorrow", "2026-11-22"), ("en", "the day after tomorrow", "2026-11-23"), ("en",
         "next Monday", "2026-11-23"),
     ("en", "in three days", "2026-11-24"), ("en", "the first of December", "2026-12-01"), ("en",
         "December 1st", "2026-12-01"),
     ("en", "2026-12-01", "2026-12-01"), ("en", "in a week", "2026-11-28"), ("en", "the twenty-fifth", "2026-11-25")],
)  # fmt: skip
def test_dates(lang, text, day):
    assert [v.value for v in values_in(text, lang, "date", TODAY)][:1] == [day]


@settings(deadline=None)
@given(
    st.sampled_from(["zh", "en"]), st.sampled_from(["digits", "number", "money", "date", "time"]), st.text(max_size=60)
)
def test_no_text_is_too_odd_to_be_looked_through(lang, kind, text):
    values_in(text, lang, kind, TODAY)


PIECES = st.sampled_from(
    [
        "零",
        "一",
        "二",
        "十",
        "百",
        "千",
        "万",
        "亿",
        "半",
        "点",
        "块",
        "毛",
        "元",
        "号",
        "月",
        "周",
        "下",
        "天",
        "后",
        "one",
        "oh",
        "double",
        "hundred",
        "thousand",
        "and",
        "point",
        "-",
        ",",
        ".",
        "£",
        "%",
        "past",
        "to",
        "in",
        "the",
        "of",
        "march",
        "3",
        "12",
        "0",
        "the",
        "third",
    ]
)


@settings(deadline=None)
@given(
    st.sampled_from(["zh", "en"]),
    st.sampled_from(["digits", "number", "money", "date", "time"]),
    st.lists(PIECES, max_size=14),
)
def test_no_heap_of_number_words_raises(lang, kind, pieces):
    for joint in ("", " "):
        values_in(joint.join(pieces), lang, kind, TODAY)


@pytest.mark.parametrize(
    ("said", "money"),
    [
        ("八十九一个月", "89"),
        ("套餐八十九一个月，不限流量", "89"),
        ("一百二十九一年", "129"),
        ("三百五一个人", "350"),
        ("两百零五一位", "205"),
        ("八十九块一个月", "89"),
    ],
)
def test_a_price_is_not_run_together_with_what_it_is_for(said, money):
    assert values_in(said, "zh", "money")[0].value == money


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
def test_after_its_units_a_number_with_tens_is_over(tens, units, next_one):
    if next_one != units + 1:
        said = f"{ZH[tens]}十{ZH[units]}{ZH[next_one]}个月"
        assert values_in(said, "zh", "money")[0].value == str(tens * 10 + units)
