"""How an answer is marked: points from 0 to 1 for each type of question, as docs/formats.md writes them down."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from trainer.content.quiz import Question
from trainer.errors import WrongUse
from trainer.learning.answers import Answer
from trainer.matching import numerals, quantities
from trainer.matching.normalise import normalise, plain

CLOSE_ENOUGH = 1e-9
"""What is added to a tolerance, so that 0.1 + 0.2 is within 0 of 0.3."""
_ENDS = " .,!?;:。，！？；：、…\"'“”‘’()（）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """`points` from 0 to 1; None where only the person can tell (open). `right` tells it part by part.

    The parts: each option as it should (or shouldn't) have been chosen (single, multiple); each neighbouring pair of
    the order given; each option paired; each gap; one part for the other types.
    """

    points: float | None
    right: tuple[bool, ...] = ()

    @property
    def full(self) -> bool:
        """Nothing was missed."""
        return self.points is not None and self.points >= 1 - CLOSE_ENOUGH


def mark(question: Question, answer: Answer, lang: str) -> Mark:  # noqa: PLR0911 - one return a type of question
    """Marks an answer given in `lang`. Raises WrongUse for one that doesn't fit the question."""
    match question.type:
        case "single" | "multiple":
            return _chosen(question, answer)
        case "order":
            return _ordered(question, answer)
        case "match":
            return _paired(question, answer)
        case "truefalse":
            _must(answer.truth is not None, "Choose true or false.")
            return _whole(answer.truth == question.truth)
        case "numeric":
            return _whole(_is_number(question, answer.text, lang))
        case "text":
            accepted = question.accept.get(lang, ())
            return _whole(is_accepted(answer.text, accepted, lang))
        case "cloze":
            return _filled(question, answer, lang)
        case "open":
            return Mark(points=None)


def is_given(question: Question, answer: Answer, lang: str) -> None:
    """Raises WrongUse where nothing was answered yet: no words, no number where one is asked for."""
    if question.type in ("text", "open"):
        _must(bool(answer.text.strip()), "Write your own answer first.")
    if question.type == "numeric":
        _must(number_said(answer.text, lang) is not None, "Write one number, in figures or in words.")
    if question.type == "cloze":
        _must(any(gap.strip() for gap in answer.gaps), "Fill the gaps first.")


def is_accepted(said: str, accepted: Sequence[str], lang: str) -> bool:
    """Whether words are one of those accepted: case, width, script, spaces at the ends and final signs don't count."""
    even = _even(said, lang)
    return bool(even) and any(even == _even(each, lang) for each in accepted)


def _even(text: str, lang: str) -> str:
    # A word that only fills a gap in speech ("uh", 嗯) may be what is asked for.
    even = normalise(text, lang).strip(_ENDS) or plain(text, lang).strip(_ENDS)
    if lang == "zh":
        return "".join(even.split())
    return unicodedata.normalize("NFC", even.replace("-", " ").removeprefix("the ").strip())


def _chosen(question: Question, answer: Answer) -> Mark:
    picked = set(answer.chosen)
    _must(len(picked) == len(answer.chosen) and _are_options(question, answer), "Choose among the options.")
    if question.type == "single":
        _must(len(picked) == 1, "Choose one option.")
    right = tuple((number in picked) == option.correct for number, option in enumerate(question.options))
    if question.type == "single" or question.all_or_nothing:
        return Mark(points=float(all(right)), right=right)
    good = {number for number, option in enumerate(question.options) if option.correct}
    share = (len(picked & good) - len(picked - good)) / len(good)
    return Mark(points=max(0.0, share), right=right)


def _ordered(question: Question, answer: Answer) -> Mark:
    _must(
        sorted(answer.chosen) == list(range(len(question.options))),
        "Put every option in its place, each once.",
    )
    pairs = tuple(after == before + 1 for before, after in zip(answer.chosen, answer.chosen[1:], strict=False))
    return Mark(points=_share(pairs), right=pairs)


def _paired(question: Question, answer: Answer) -> Mark:
    _must(
        len(answer.chosen) == len(question.options)
        and all(-1 <= number < len(question.options) for number in answer.chosen),
        "Pair every option.",
    )
    right = tuple(
        chosen >= 0 and question.options[chosen].match == option.match
        for option, chosen in zip(question.options, answer.chosen, strict=True)
    )
    return Mark(points=_share(right), right=right)


def _filled(question: Question, answer: Answer, lang: str) -> Mark:
    cloze = question.cloze.get(lang)
    _must(cloze is not None and len(answer.gaps) == len(cloze.gaps), "Fill every gap.")
    assert cloze is not None
    right = tuple(is_accepted(said, gap, lang) for said, gap in zip(answer.gaps, cloze.gaps, strict=True))
    return Mark(points=_share(right), right=right)


def _is_number(question: Question, said: str, lang: str) -> bool:
    found = number_said(said, lang)
    if found is None or question.number is None:
        return False
    return abs(found - question.number) <= question.tolerance + CLOSE_ENOUGH * max(1.0, abs(question.number))


def number_said(said: str, lang: str) -> float | None:
    """The one number in an answer, in figures or in the words of the language; None for none or several."""
    text = said.strip()
    figures = unicodedata.normalize("NFKC", text).replace(",", "").replace("−", "-").replace(" ", "")
    try:
        plain = float(Decimal(figures))
    except (ArithmeticError, ValueError):  # "sNaN" is a Decimal and no float
        plain = math.nan
    if math.isfinite(plain):
        return plain
    found = numerals.quantities(normalise(text, lang), lang)
    return _value(found[0], text) if len(found) == 1 else None


def _value(found: quantities.Quantity, text: str) -> float:
    below = text.lstrip().startswith(("-", "−", "－", "负", "minus "))
    return -float(found.value) if below and found.value > 0 else float(found.value)


def _are_options(question: Question, answer: Answer) -> bool:
    return all(0 <= number < len(question.options) for number in answer.chosen)


def _whole(right: bool) -> Mark:  # noqa: FBT001 - it is what the mark says
    return Mark(points=float(right), right=(right,))


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 1.0


def _must(holds: bool, advice: str) -> None:  # noqa: FBT001 - reads as "must hold"
    if not holds:
        raise WrongUse(advice)
