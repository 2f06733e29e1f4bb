"""English spoken numbers: forty-two fifty, one oh five, double five, a hundred and forty, twelve point five."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from trainer.matching.quantities import Quantity

ONES = {
    "zero": 0, "oh": 0, "nought": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 10**6, "billion": 10**9}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
TIMES = {"double": 2, "treble": 3, "triple": 3}
MONEY = {
    "yuan", "rmb", "cny", "pound", "pounds", "quid", "dollar", "dollars", "buck", "bucks", "euro", "euros", "gbp",
    "usd", "eur",
}  # fmt: skip
SMALL_MONEY = {"pence", "cent", "cents", "p", "jiao", "fen", "penny"}
UNITS = {
    "day", "hour", "minute", "second", "week", "month", "year", "percent", "gigabyte", "gig", "gb", "mb", "megabyte",
    "mile", "time", "kilo", "pm", "am", "o'clock", "working", "business", "hr", "min", "litre", "unit", "digit", "star",
    "people", "item", "x", "kg", "adult", "passenger", "degree", "instalment", "installment", "visit", "repair",
}  # fmt: skip

_WORD = re.compile(r"[£$€¥]|\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th)?|[a-z]+(?:'[a-z]+)?|%|[^\sa-z\d]")
_ANY = re.compile(r"\d|" + "|".join(sorted((*ONES, *TEENS, *TENS, *SCALES), key=len, reverse=True)))
"""There is no number where this is not found: a quick look that spares most texts the reading."""
_BEGINNINGS = frozenset((*ONES, *TEENS, *TENS, *TIMES, "a", "an"))
"""The words that a number can begin with."""
_ARABIC = re.compile(r"\d[\d,]*(?:\.\d+)?")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_LONG = 3


@dataclass(slots=True)
class _Word:
    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Run:
    """A number while it is being read from words `first` to `after`."""

    value: Decimal
    after: int
    digits: str | None = None
    plain: bool = True


def numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Where numbers in words stand (start, end), and the same in Arabic numerals."""
    words = _words(text) if _ANY.search(text) else []
    at = 0
    while at < len(words):
        run = _read(words, at)
        if run is None or _word(words, run.after if _word(words, run.after) != "-" else run.after + 1) in ORDINALS:
            at += 1 if run is None else run.after - at
            continue
        spoken = text[words[at].start : words[run.after - 1].end]
        if any(sign.isalpha() for sign in spoken) and spoken != "oh":
            yield words[at].start, words[run.after - 1].end, run.digits or f"{run.value:f}"
        at = run.after


def quantities(text: str) -> Iterator[Quantity]:
    """The numbers in a normalised English text, from left to right."""
    words = _words(text) if _ANY.search(text) else []
    at = 0
    while at < len(words):
        run = _read(words, at)
        if run is None:
            at += 1
            continue
        quantity, at = _with_unit(words, at, run)
        yield quantity


def _words(text: str) -> list[_Word]:
    return [_Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]


def _word(words: list[_Word], at: int) -> str:
    return words[at].text if 0 <= at < len(words) else ""


def _read(words: list[_Word], first: int) -> _Run | None:
    """The number that begins at a word, if one does."""
    word = words[first].text
    if word not in _BEGINNINGS and not word[0].isdecimal():
        return None
    return _digit_run(words, first) or _cardinal(words, first)


def _digit_run(words: list[_Word], first: int) -> _Run | None:
    """Digits one by one: `one oh five`, `double five two`, `oh one six three two, nine six oh`, `0113 496 0182`."""
    digits, at, said = "", first, 0
    while at < len(words):
        word = words[at].text
        if word in ONES:
            digits, at, said = digits + str(ONES[word]), at + 1, said + 1
        elif word in TIMES and _word(words, at + 1) in ONES:
            digits, at, said = digits + str(ONES[words[at + 1].text]) * TIMES[word], at + 2, said + 2
        elif word.isdecimal() and (said or len(word) > 1 or _word(words, at + 1).isdecimal()):
            digits, at, said = digits + word, at + 1, said + 1
        elif word in (",", "-", "/") and said and len(digits) >= 2 and _continues(words, at + 1):  # noqa: PLR2004
            at += 1
        else:
            break
    if said > 1 and _word(words, at) in SCALES and words[at - 1].text in ONES:
        return None
    if said < 2 or (words[first].text == "oh" and len(digits) < _LONG):  # noqa: PLR2004 - a run has two
        return None
    return _Run(value=Decimal(digits), after=at, digits=digits)


def _continues(words: list[_Word], at: int) -> bool:
    """After a comma only a group of at least two digits goes on with the same number."""
    one, two = _word(words, at), _word(words, at + 1)
    if one in TIMES:
        return two in ONES
    if one.isdecimal():
        return len(one) > 1 or two.isdecimal()
    return one in ONES and (two in ONES or two in TIMES)


def _cardinal(words: list[_Word], first: int) -> _Run | None:  # noqa: C901, PLR0912 - one branch a kind of word
    word = words[first].text
    if _ARABIC.fullmatch(word):
        return _arabic(words, first)
    if word in ("a", "an") and _word(words, first + 1) not in SCALES:
        return None
    total, current, at, seen = Decimal(0), Decimal(0), first, ""
    if word in ("a", "an"):
        current, at, seen = Decimal(1), first + 1, "one"
    while at < len(words):
        word = words[at].text
        if word in ONES and word != "oh" and seen in ("", "tens", "scale"):
            current, seen = current + ONES[word], "one"
        elif word in TEENS and seen in ("", "scale"):
            current, seen = current + TEENS[word], "one"
        elif word in TENS and seen in ("", "scale"):
            current, seen = current + TENS[word], "tens"
        elif word == "hundred" and seen in ("one", "tens"):
            current, seen = current * 100, "scale"
        elif word in SCALES and seen in ("one", "tens", "scale"):
            total, current, seen = total + current * SCALES[word], Decimal(0), "scale"
        elif (word == "and" and seen == "scale" and _is_number(_word(words, at + 1))) or (
            word == "-" and seen == "tens" and _word(words, at + 1) in ONES
        ):
            pass
        else:
            break
        at += 1
    if not seen:
        return None
    value = total + current
    lone = at == first + 1 and words[first].text in ONES
    if _word(words, at) == "point" and _word(words, at + 1) in ONES:
        at, decimals = at + 1, ""
        while _word(words, at) in ONES:
            decimals, at = decimals + str(ONES[words[at].text]), at + 1
        return _Run(value=Decimal(f"{value}.{decimals}"), after=at)
    digits = str(value) if lone else None
    return _Run(value=value, after=at, digits=digits, plain=not (lone and words[first].text in ("one", "oh", "two")))


def _is_number(word: str) -> bool:
    return word in ONES or word in TEENS or word in TENS


def _arabic(words: list[_Word], first: int) -> _Run:
    word = words[first].text
    if "," in word and not _GROUPED.fullmatch(word):
        word = word.split(",")[0]
    value = Decimal(word.replace(",", ""))
    scale = _word(words, first + 1)
    if scale in SCALES:
        return _Run(value=value * SCALES[scale], after=first + 2)
    return _Run(value=value, after=first + 1, digits=word if word.isdecimal() else None)


def _with_unit(words: list[_Word], first: int, run: _Run) -> tuple[Quantity, int]:
    start, at, value, unit, digits = words[first].start, run.after, run.value, "", run.digits
    word = _word(words, at)
    sign = _word(words, first - 1)
    if word in MONEY or sign in ("£", "$", "€", "¥"):
        unit, digits = "money", None
        if word in MONEY:
            at += 1
        cents = _cents(words, at + 1 if _word(words, at) == "and" else at)
        if cents is not None and word in MONEY:
            value, at = value + cents[0] / 100, cents[1]
    elif word in SMALL_MONEY:
        value, unit, digits, at = value / (10 if word == "jiao" else 100), "money", None, at + 1
    elif word in ("%", "percent") or (word == "per" and _word(words, at + 1) == "cent"):
        unit, at = "percent", at + (2 if word == "per" else 1)
    elif word.rstrip("s") in UNITS or word in UNITS:
        unit, at = word.rstrip("s"), at + 1
    elif (price := _price(words, at, run)) is not None:
        value, at, digits = price[0], price[1], None
        if _word(words, at) in MONEY:
            unit, at = "money", at + 1
    start = words[first - 1].start if sign in ("£", "$", "€", "¥") and first else start
    return (
        Quantity(
            start=start, end=words[at - 1].end, value=value, digits=digits, unit=unit, plain=run.plain or bool(unit)
        ),
        at,
    )


def _cents(words: list[_Word], at: int) -> tuple[Decimal, int] | None:
    """The `fifty` of `forty-two pounds fifty`, and the `20 pence` of `three pounds and 20 pence`."""
    run = _cardinal(words, at) if at < len(words) else None
    if run is None or not 0 < run.value < 100 or run.value != run.value.to_integral_value():  # noqa: PLR2004
        return None
    named = _word(words, run.after) in SMALL_MONEY
    if _word(words, at - 1) == "and" and not named:
        return None
    if not named and (run.value < 10 or _word(words, run.after).rstrip("s") in UNITS):  # noqa: PLR2004
        return None
    return run.value, run.after + int(named)


def _price(words: list[_Word], at: int, run: _Run) -> tuple[Decimal, int] | None:
    """`forty-two fifty` and `four ninety-nine` are 42.50 and 4.99, when the second half is a tens word."""
    if _word(words, at) not in TENS and _word(words, at) not in TEENS:
        return None
    cents = _cardinal(words, at)
    if cents is None or not 10 <= cents.value < 100 or run.value >= 1000 or run.digits not in (None, str(run.value)):  # noqa: PLR2004
        return None
    return run.value + cents.value / 100, cents.after
