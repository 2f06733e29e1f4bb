"""What a fact's value may look like, by kind, and its canonical form."""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ADVICE = {
    "digits": 'only digits, such as "60412"',
    "phone": 'digits, spaces and hyphens, such as "138 1234 5678"',
    "number": "a plain number, such as 40 or 2.5",
    "money": "a plain number without its unit, such as 40 or 39.9; the unit goes under `unit`",
    "date": "today, tomorrow, +3d, next_monday, or a day such as 2026-11-30",
    "time": 'hours and minutes, such as "15:30"',
    "text": "a text",
}
"""What to write for each kind."""

_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_OFFSET = re.compile(r"([+-])([0-9]{1,4})d")
_NEXT = re.compile(r"next_(" + "|".join(WEEKDAYS) + ")")
_NUMBER = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,6})?")
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])")
_SEPARATORS = re.compile(r"[\s\-–()（）]+")


def canonical(kind: str, text: str, today: date) -> str | None:
    """The canonical value (see SettledFact), or None for what the kind can't be. Never raises."""
    text = text.strip()
    if not text:
        return None
    if kind in ("digits", "phone"):
        return _digits(kind, text)
    if kind in ("number", "money"):
        return _decimal(text)
    if kind == "date":
        day = day_of(text, today)
        return None if day is None else day.isoformat()
    if kind == "time":
        match = _TIME.fullmatch(text)
        return None if match is None else f"{int(match[1]):02}:{match[2]}"
    return text


def _digits(kind: str, text: str) -> str | None:
    bare = _SEPARATORS.sub("", text)
    if kind == "phone":
        bare = bare.removeprefix("+")
    return bare if bare.isascii() and bare.isdigit() else None


def _decimal(text: str) -> str | None:
    if not _NUMBER.fullmatch(text) or not text.isascii():
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def day_of(text: str, today: date) -> date | None:
    """The day meant by `tomorrow`, `+3d`, `next_monday` (that of the coming calendar week) or an ISO date."""
    try:
        if text in _DAYS:
            return today + timedelta(days=_DAYS[text])
        if match := _OFFSET.fullmatch(text):
            return today + timedelta(days=int(match[1] + match[2]))
        if match := _NEXT.fullmatch(text):
            return today + timedelta(days=7 - today.weekday() + WEEKDAYS.index(match[1]))
        return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except (ValueError, OverflowError):
        return None
