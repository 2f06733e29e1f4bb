"""What is looked at of a stretch of words when it is compared with examples."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.matching.acts import acts
from trainer.matching.negation import denies, refuses
from trainer.matching.normalise import normalise
from trainer.matching.remembered import remembered
from trainer.matching.sounds import sounds
from trainer.matching.thesaurus import ideas_by_place
from trainer.matching.words import stems

_STOP_EN = frozenset(
    stems(
        "a an the and or but so then that this these those it its i you he she we they me him her us "
        "them my your his our"
        " their am is are was were be been being do does did have has had will would can could shall "
        "should may might must"
        " of in on at to for from with by about as into if not no just now please here there what which "
        "who when where how"
        " any some all also too very really well okay right yes let get got go going one up out back over down"
    )
)
_COMMON_EN = frozenset(
    stems(
        "know need want like look say said think see come thing time day good help call problem check "
        "make take give tell ask"
        " way new today week work number first still something anything bit sure think lot kind sort "
        "talk speak use put keep"
        " try find show start again much many more most other own same such even than after before "
        "while until through off"
        " only long little big great nice next last always ever never every each another few two three "
        "four five six seven"
        " eight nine ten hundred because since why whether where off done doing being having going "
        "getting making people"
        " person someone somebody anyone everything nothing everyone happen mean feel seem leave hear "
        "wait please thank sorry"
        " afraid actually really quite rather maybe perhaps probably might though although however than "
        "mine yours i'm sir madam"
        " yet already soon ago around might own able matter case fact point part place side end hand hello hi oh ooh"
    )
)
_STOP_ZH = frozenset(
    "的了是我您你给在就这那个下们吗呢吧啊把一有也都会要可以能不没请和跟到还再先说好上来去过为让您着么什很大"
)

_SIGN, _STOP_SIGN = 0.5, 0.15
_LONGER_ZH = ((2, 1.0), (3, 0.8))
_STOPPED = 0.7
"""How much of its weight a Chinese n-gram loses that is all stop signs."""
_WORD, _COMMON_WORD, _STOP_WORD = 1.0, 0.6, 0.2
_PAIR = (0.6, 0.35, 0.2)
"""What an English pair of words weighs with none, one or two stop words in it."""
_LETTERS = 4
_TELLING = 0.25


@dataclass(frozen=True, slots=True)
class Looks:
    """A stretch of words taken apart: names with their weight, ideas, acts, whether it denies or refuses, its size.

    Ideas are in order, so that what is summed over them is the same number in every process.
    """

    surface: dict[str, float]
    sounds: dict[str, float]
    ideas: tuple[str, ...]
    acts: frozenset[str]
    denies: bool
    refuses: bool
    length: int
    weight: float
    units: tuple["Unit", ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """One word (Chinese: one sign) of a stretch.

    `exact`: the names that show it is in an example; `loose`: a weaker one (a sign alone); its ideas, and its weight
    before it is known how rare it is.
    """

    exact: tuple[str, ...]
    loose: str
    ideas: frozenset[str]
    weight: float


@remembered
def looks(words: str, lang: str) -> Looks:
    """Takes a stretch of words apart."""
    text = normalise(words, lang)
    surface, heard, length = _zh(text) if lang == "zh" else _en(text)
    weight = sum(value for name, value in surface.items() if " " not in name and value > _TELLING)
    places = ideas_by_place(text, lang)
    return Looks(
        surface,
        heard,
        tuple(sorted(frozenset().union(*places))),
        acts(text, lang),
        denies(text, lang),
        refuses(text, lang),
        length,
        weight,
        _units_zh(text, places) if lang == "zh" else _units_en(text, places, surface),
    )


def _units_zh(text: str, places: Sequence[frozenset[str]]) -> tuple[Unit, ...]:
    alone = [sign.isalnum() for sign in text]
    last = len(text) - 1
    units = []
    for at, sign in enumerate(text):
        if alone[at]:
            before = (text[at - 1 : at + 1],) if at and alone[at - 1] else ()
            after = (text[at : at + 2],) if at < last and alone[at + 1] else ()
            units.append(Unit(before + after, sign, places[at], _STOP_SIGN if sign in _STOP_ZH else _WORD))
    return tuple(units)


def _units_en(text: str, places: Sequence[frozenset[str]], surface: dict[str, float]) -> tuple[Unit, ...]:
    return tuple(Unit((part,), "", ideas, surface[part]) for part, ideas in zip(stems(text), places, strict=True))


def _zh(text: str) -> tuple[dict[str, float], dict[str, float], int]:
    runs = "".join(sign if sign.isalnum() else " " for sign in text).split()
    surface: dict[str, float] = {}
    heard: dict[str, float] = {}
    for run in runs:
        syllables = sounds(run)
        stops = [sign in _STOP_ZH for sign in run]
        for at, sign in enumerate(run):
            surface[sign] = _STOP_SIGN if stops[at] else _SIGN
            for n, weight in _LONGER_ZH:
                if at + n <= len(run):
                    surface[run[at : at + n]] = weight * (1 - _STOPPED * sum(stops[at : at + n]) / n)
            if at:
                heard[f"{syllables[at - 1]} {syllables[at]}"] = 1 - _STOPPED * sum(stops[at - 1 : at + 1]) / 2
    return surface, heard, sum(map(len, runs))


def _en(text: str) -> tuple[dict[str, float], dict[str, float], int]:
    parts = stems(text)
    surface: dict[str, float] = {}
    for at, part in enumerate(parts):
        surface[part] = _STOP_WORD if part in _STOP_EN else _COMMON_WORD if part in _COMMON_EN else _WORD
        if at:
            surface[f"{parts[at - 1]} {part}"] = _PAIR[(parts[at - 1] in _STOP_EN) + (part in _STOP_EN)]
    letters = "".join(part for part in parts if part not in _STOP_EN)
    heard = dict.fromkeys((letters[at : at + _LETTERS] for at in range(len(letters) - _LETTERS + 1)), 1.0)
    return surface, heard, len(parts)
