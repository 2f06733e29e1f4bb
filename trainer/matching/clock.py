"""Times of day as people say them: 下午三点半, 八点一刻, half past three, quarter to five, 5 pm."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.matching import numerals_en, numerals_zh

_N = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
_ZH = re.compile(
    rf"(?P<part>凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|夜里|今晚|明晚|明早|今早|晚)?(?:(?P<clock>\d{{1,2}}:\d{{2}})"
    rf"|(?P<hour>{_N})(?:点|时)(?:钟|整)?(?:(?P<half>半)|(?P<quarter>[一三1-3])刻|(?P<minute>{_N})分?)?(?![\d个天]))"
)
_WORD = "|".join([*numerals_en.ONES, *numerals_en.TEENS, *numerals_en.TENS])
_H = rf"(?:\d{{1,2}}|{'|'.join(list(numerals_en.ONES)[3:])}|ten|eleven|twelve)"
_PART = (
    r"(?: ?(?P<part{0}>am|pm|a\.m\.|p\.m\.|in the morning|in the afternoon|in the evening|at night|"
    r"tonight|this afternoon|this evening)\b)"
)
_EN = re.compile(
    rf"\b(?:(?P<clock>\d{{1,2}}[:.]\d{{2}}){_PART.format(1)}?"
    rf"|(?P<minutes>half|quarter|(?:{_WORD})(?:[ -](?:{_WORD}))?|\d{{1,2}})(?: minutes)? "
    rf"(?P<side>past|to) (?P<base>{_H}){_PART.format(2)}?"
    rf"|(?:at |by |before |around |until |from |till )(?P<hour>{_H})(?:[ :.](?P<minute>\d{{2}}|"
    rf"(?:{_WORD})(?:[ -](?:{_WORD}))?))?(?: o'clock)?{_PART.format(3)}?"
    rf"|(?P<hour2>{_H})(?: o'clock(?P<clocked>){_PART.format(4)}?|{_PART.format(5)})"
    rf"|(?P<noon>noon|midday)|(?P<midnight>midnight))\b"
)
_NOON = 12
_DAY_HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSaid:
    """A time of day at `start` to `end`: `values` are what it can mean as HH:MM, the likeliest first."""

    start: int
    end: int
    values: tuple[str, ...]


def times_in(text: str, lang: str) -> Iterator[TimeSaid]:
    """The times of day in a plain text, from left to right."""
    pattern, read = (_ZH, _read_zh) if lang == "zh" else (_EN, _read_en)
    for found in pattern.finditer(text):
        values = read(found)
        if values:
            yield TimeSaid(start=found.start(), end=found.end(), values=values)


def _read_zh(found: re.Match[str]) -> tuple[str, ...]:
    if found["clock"]:
        hour, minute = map(int, found["clock"].split(":"))
    else:
        hour = _zh(found["hour"])
        minute = (
            30 if found["half"] else 15 * _zh(found["quarter"]) if found["quarter"] else _zh(found["minute"] or "0")
        )
    part = found["part"] or ""
    return _values(
        hour,
        minute,
        early=part in ("凌晨", "早上", "早晨", "清晨", "上午", "明早", "今早"),
        late=part in ("下午", "傍晚", "晚上", "夜里", "今晚", "明晚", "晚", "中午"),
    )


def _read_en(found: re.Match[str]) -> tuple[str, ...]:
    if found["noon"]:
        return ("12:00",)
    if found["midnight"]:
        return ("00:00",)
    part = next((found[f"part{n}"] for n in range(1, 6) if found[f"part{n}"]), "") or ""
    early, late = part in ("am", "a.m.", "in the morning"), bool(part) and part not in ("am", "a.m.", "in the morning")
    if found["clock"]:
        hour, minute = map(int, re.split("[:.]", found["clock"]))
    elif found["side"]:
        minute, hour = _en(found["minutes"]), _en(found["base"])
        if found["side"] == "to":
            hour, minute = hour - 1 or _NOON, 60 - minute
    else:
        hour, minute = _en(found["hour"] or found["hour2"]), _en(found["minute"] or "zero")
    return _values(hour, minute, early=early, late=late)


def _values(hour: int, minute: int, *, early: bool, late: bool) -> tuple[str, ...]:
    if not 0 <= hour <= _DAY_HOURS or not 0 <= minute < 60:  # noqa: PLR2004 - minutes
        return ()
    if late and hour < _NOON:
        hours: tuple[int, ...] = (hour + _NOON,)
    elif early or hour > _NOON or hour == 0 or late:
        hours = (hour % _DAY_HOURS if not (early and hour == _NOON) else 0,)
    else:
        hours = (hour, (hour + _NOON) % _DAY_HOURS)
    return tuple(f"{h:02d}:{minute:02d}" for h in hours)


def _zh(number: str) -> int:
    return int(number) if number.isdigit() else int(numerals_zh.value_of(number))


def _en(words: str) -> int:
    if words.isdigit():
        return int(words)
    named = {"half": 30, "quarter": 15} | numerals_en.ONES | numerals_en.TEENS | numerals_en.TENS
    return sum(named.get(part, 0) for part in re.split("[ -]", words))
