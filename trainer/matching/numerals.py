"""Values of each kind of fact in what somebody said: amounts, digits, dates, times, in either language."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from trainer.content.facts import SettledFact
from trainer.content.scenario import FactKind
from trainer.matching import numerals_en, numerals_zh
from trainer.matching.clock import times_in
from trainer.matching.dates import DateSaid, dates_in
from trainer.matching.normalise import normalise, plain
from trainer.matching.quantities import Quantity

_JOINT = re.compile(r"[\s,，、.\-()然后]*")
_SHORT = 3
"""Fewer digits than these, said for an account or a telephone number, are taken for something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSaid:
    """A value heard: canonical as in `SettledFact`, what else it can mean, and the words.

    `value` is empty for a date that depends on an unknown today. `sure` is False when the words may well be no such
    value at all (a bare number where an amount is meant, two digits where an account is meant).
    """

    value: str
    evidence: str
    also: tuple[str, ...] = ()
    sure: bool = True
    date: DateSaid | None = None

    def means(self, value: str) -> bool | None:
        """Whether it can mean this canonical value; None when that can't be told."""
        if value in (self.value, *self.also):
            return True
        if self.date is not None and not self.value:
            try:
                return self.date.fits(date.fromisoformat(value))
            except ValueError:
                return None
        return False


@lru_cache(maxsize=256)
def quantities(text: str, lang: str) -> tuple[Quantity, ...]:
    """All numbers in a text, from left to right."""
    read = numerals_zh.quantities if lang == "zh" else numerals_en.quantities
    return tuple(read(plain(text, lang)))


def canonical(number: Decimal) -> str:
    """A plain decimal without an exponent or needless zeros: 40, 12.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=256)
def values_in(text: str, lang: str, kind: FactKind, today: date | None = None) -> tuple[ValueSaid, ...]:
    """The values of a kind that a text holds, from left to right; none for `text`, which has no form of its own."""
    words = plain(text, lang)
    if kind == "date":
        return tuple(_date(said, words, today) for said in dates_in(words, lang))
    if kind == "time":
        return tuple(
            ValueSaid(value=said.values[0], also=said.values[1:], evidence=words[said.start : said.end])
            for said in times_in(words, lang)
        )
    if kind in ("digits", "phone"):
        return _digits(words, lang)
    if kind == "text":
        return ()
    return tuple(_number(quantity, words, kind) for quantity in quantities(words, lang) if _can_be(quantity, kind))


def states(text: str, lang: str, fact: SettledFact, today: date | None = None) -> str | None:
    """The words of a text that state this fact rightly, or None."""
    for said in values_in(text, lang, fact.kind, today):
        if said.means(fact.value):
            return said.evidence
    if fact.kind in ("text", "date", "time"):
        words = normalise(text, lang)
        for form in dict.fromkeys((fact.shown, fact.spoken) + ((fact.value,) if fact.kind == "text" else ())):
            wanted = normalise(form, lang).strip(" .。")
            if wanted and _holds(words, wanted, lang):
                return form
    return None


def _holds(words: str, wanted: str, lang: str) -> bool:
    if lang == "zh":
        return wanted in words
    return re.search(rf"(?<![\w]){re.escape(wanted)}(?![\w])", words) is not None


def _can_be(quantity: Quantity, kind: FactKind) -> bool:
    if kind == "money":
        return quantity.unit == "money" or (not quantity.unit and (quantity.digits or "1")[0] != "0")
    return quantity.unit != "money"


def _number(quantity: Quantity, words: str, kind: FactKind) -> ValueSaid:
    sure = quantity.unit == "money" if kind == "money" else quantity.plain
    evidence = words[quantity.start : quantity.end]
    return ValueSaid(value=canonical(quantity.value), evidence=evidence, sure=sure)


def _date(said: DateSaid, words: str, today: date | None) -> ValueSaid:
    days = tuple(day.isoformat() for day in said.candidates(today)) if today else ()
    if not days and said.year and said.month and said.day:
        days = (date(said.year, said.month, said.day).isoformat(),)
    return ValueSaid(value=days[0] if days else "", also=days[1:], evidence=words[said.start : said.end], date=said)


def _digits(words: str, lang: str) -> tuple[ValueSaid, ...]:
    """Runs of digits; groups with nothing but a comma, a dash or a space between them are one."""
    runs: list[tuple[int, int, str]] = []
    for quantity in quantities(words, lang):
        digits = quantity.digits
        if digits is None:
            continue
        if runs and _JOINT.fullmatch(words[runs[-1][1] : quantity.start]):
            start, _, before = runs[-1]
            runs[-1] = (start, quantity.end, before + digits)
        else:
            runs.append((quantity.start, quantity.end, digits))
    return tuple(
        ValueSaid(value=digits, evidence=words[start:end], sure=len(digits) >= _SHORT) for start, end, digits in runs
    )
