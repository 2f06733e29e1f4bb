"""Dates and times of day as people say them: 下周一, 三月五号, the third of March, in three days, half past three."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.matching import numerals_en, numerals_zh

_WEEKDAYS_ZH = (
    {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": 6} | {str(n + 1): n for n in range(7)}
)
_WEEKDAYS_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS_EN = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_N = r"(?:\d{1,4}|[零〇一二两三四五六七八九十]{1,5})"
_OFFSETS_ZH = {
    "大后天": 3, "后天": 2, "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "明儿": 1,
    "今天": 0, "今日": 0, "今晚": 0, "今早": 0,
    "今儿": 0, "当天": 0, "昨天": -1, "昨日": -1, "昨晚": -1, "大前天": -3, "前天": -2,
}  # fmt: skip
_ZH = re.compile(
    rf"(?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}})"
    rf"|(?:(?P<year>\d{{4}}|[零〇一二三四五六七八九]{{4}}|今|明)年)?(?P<month>{_N})月份?(?P<day>{_N})[号日]?"
    rf"|(?P<nextmonth>下个?月)(?P<nextday>{_N})[号日]"
    rf"|(?P<weekref>这个?|本|下下个?|下个?|上个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天1-7])(?![、,]?[一二三四五六]?个)"
    rf"|(?P<offset>{'|'.join(_OFFSETS_ZH)})"
    rf"|(?P<days>{_N})(?P<unit>天|周|个?星期|个?礼拜)(?:之后|以后|后)"
    rf"|(?<![\d月])(?P<only>{_N})[号日](?![楼线店机])"
)
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS_EN)
_ORD = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?|(?:twenty|thirty)[ -](?:"
    + "|".join(list(numerals_en.ORDINALS)[:9])
    + ")|"
    + "|".join(numerals_en.ORDINALS)
    + ")"
)
_DAY = "|".join(f"{name}|{name[:3]}" for name in _WEEKDAYS_EN)
_COUNT = r"(?:\d{1,3}|an?|" + "|".join([*numerals_en.ONES, *numerals_en.TEENS, *numerals_en.TENS]) + ")"
_EN = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}})"
    rf"|(?:the )?(?P<day>{_ORD})(?: of)? (?P<month>{_MONTH})(?:,? (?P<year>\d{{4}}))?"
    rf"|(?P<month2>{_MONTH}) (?:the )?(?P<day2>{_ORD})(?:,? (?P<year2>\d{{4}}))?"
    rf"|(?P<after>the day after tomorrow|day after tomorrow)|(?P<today>today|tonight|this (?:morning|"
    rf"afternoon|evening))|(?P<tomorrow>tomorrow)"
    rf"|(?P<yesterday>yesterday)"
    rf"|(?P<weekref>next |this |last |a week on )?(?P<weekday>{_DAY})(?:s)?(?P<week> week)?"
    rf"|in (?P<days>{_COUNT}) (?P<unit>day|week)s?(?:'s? time)?|(?P<days2>{_COUNT}) (?P<unit2>day|"
    rf"week)s? (?:from now|later)"
    rf"|(?:on )?the (?P<only>{_ORD})(?! (?:time|one|line|part|thing|person|option|of|digit|letter|"
    rf"number|half|party|floor|step|class))"
    rf")\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSaid:
    """A date as it was said, at `start` to `end`. What wasn't said is None; `offset` counts days from today.

    `week` goes with `weekday`: 0 this week, 1 the next, -1 the last, None when only the day was named; `loose` when
    the words fit the coming one as well ("next Monday").
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    offset: int | None = None
    weekday: int | None = None
    week: int | None = None
    loose: bool = False
    next_month: bool = False

    def candidates(self, today: date) -> tuple[date, ...]:
        """The days it can mean, the likeliest first; none when there is no such day."""
        if self.offset is not None:
            return (today + timedelta(days=self.offset),)
        if self.weekday is not None:
            return self._weekdays(today)
        return tuple(found for found in self._calendar(today) if found is not None)

    def fits(self, day: date) -> bool | None:
        """Whether it can mean `day` when today isn't known; None when that can't be told."""
        if self.offset is not None or self.next_month:
            return None
        if self.weekday is not None:
            return None if day.weekday() == self.weekday and self.week is not None else day.weekday() == self.weekday
        return self.day == day.day and self.month in (None, day.month) and self.year in (None, day.year)

    def _weekdays(self, today: date) -> tuple[date, ...]:
        assert self.weekday is not None
        monday = today - timedelta(days=today.weekday())
        coming = today + timedelta(days=(self.weekday - today.weekday()) % 7)
        if self.week is None:
            return (coming,) if coming > today else (coming, coming + timedelta(days=7))
        exact = monday + timedelta(days=self.weekday + 7 * self.week)
        return (exact, coming, coming + timedelta(days=7)) if self.loose else (exact,)

    def _calendar(self, today: date) -> Iterator[date | None]:
        assert self.day is not None
        year, month = self.year or today.year, self.month
        if month is not None:
            yield _day(year, month, self.day)
            if self.year is None:
                yield _day(year + 1, month, self.day)
            return
        steps = (1,) if self.next_month else (0, 1, -1)
        for step in steps:
            index = today.year * 12 + today.month - 1 + step
            yield _day(index // 12, index % 12 + 1, self.day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dates_in(text: str, lang: str) -> Iterator[DateSaid]:
    """The dates in a plain text, from left to right."""
    pattern, read = (_ZH, _read_zh) if lang == "zh" else (_EN, _read_en)
    for found in pattern.finditer(text):
        said = read(found)
        if said is not None:
            yield said


def _read_zh(found: re.Match[str]) -> DateSaid | None:  # noqa: PLR0911 - one return a way of saying it
    start, end = found.span()
    if found["iso"]:
        return _iso(found["iso"], start, end)
    if found["offset"]:
        return DateSaid(start=start, end=end, offset=_OFFSETS_ZH[found["offset"]])
    if found["weekday"]:
        reference = (found["weekref"] or "").replace("个", "")
        week = {"": None, "这": 0, "本": 0, "下": 1, "下下": 2, "上": -1}[reference]
        return DateSaid(start=start, end=end, weekday=_WEEKDAYS_ZH[found["weekday"]], week=week)
    if found["days"]:
        days = _zh(found["days"]) * (1 if found["unit"] == "天" else 7)
        return DateSaid(start=start, end=end, offset=days)
    if found["nextday"]:
        return _valid(start, end, day=_zh(found["nextday"]), next_month=True)
    if found["only"]:
        return _valid(start, end, day=_zh(found["only"]))
    year = found["year"]
    return _valid(
        start,
        end,
        year=_year(year) if year and year not in "今明" else None,
        month=_zh(found["month"]),
        day=_zh(found["day"]),
    )


def _read_en(found: re.Match[str]) -> DateSaid | None:  # noqa: PLR0911 - one return a way of saying it
    start, end = found.span()
    if found["iso"]:
        return _iso(found["iso"], start, end)
    for name, offset in (("after", 2), ("today", 0), ("tomorrow", 1), ("yesterday", -1)):
        if found[name]:
            return DateSaid(start=start, end=end, offset=offset)
    if found["weekday"]:
        if found["weekday"] in ("sat", "sun") and not found["weekref"]:
            return None  # "the customer sat" is no day
        reference = (found["weekref"] or "").strip()
        week = {"": None, "this": 0, "next": 1, "last": -1, "a week on": 1}[reference]
        weekday = next(n for n, name in enumerate(_WEEKDAYS_EN) if name.startswith(found["weekday"]))
        return DateSaid(
            start=start, end=end, weekday=weekday, week=1 if found["week"] else week, loose=reference == "next"
        )
    if days := found["days"] or found["days2"]:
        unit = found["unit"] or found["unit2"]
        return DateSaid(start=start, end=end, offset=_en(days) * (1 if unit == "day" else 7))
    if found["only"]:
        return _valid(start, end, day=_ordinal(found["only"]))
    month, day, year = (found[name] or found[name + "2"] for name in ("month", "day", "year"))
    number = next(n for n, name in enumerate(_MONTHS_EN, 1) if name.startswith(month))
    return _valid(start, end, year=int(year) if year else None, month=number, day=_ordinal(day))


def _iso(text: str, start: int, end: int) -> DateSaid | None:
    year, month, day = map(int, text.split("-"))
    return _valid(start, end, year=year, month=month, day=day)


def _valid(
    start: int, end: int, *, day: int, month: int | None = None, year: int | None = None, next_month: bool = False
) -> DateSaid | None:
    if not 1 <= day <= 31 or not 1 <= (month or 1) <= 12 or (month and _day(year or 2000, month, day) is None):  # noqa: PLR2004
        return None
    return DateSaid(start=start, end=end, year=year, month=month, day=day, next_month=next_month)


def _zh(number: str) -> int:
    return int(number) if number.isdigit() else int(numerals_zh.value_of(number))


def _year(number: str) -> int:
    return int(number) if number.isdigit() else int("".join(str(numerals_zh.DIGITS[sign]) for sign in number))


def _en(word: str) -> int:
    if word.isdigit():
        return int(word)
    return (numerals_en.ONES | numerals_en.TEENS | numerals_en.TENS).get(word, 1)


def _ordinal(word: str) -> int:
    if word[0].isdigit():
        return int(re.sub(r"\D", "", word))
    return sum(numerals_en.ORDINALS.get(part, numerals_en.TENS.get(part, 0)) for part in re.split("[ -]", word))
