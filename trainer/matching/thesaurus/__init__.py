"""Words of service calls that mean much the same: which ideas a text touches."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from trainer.matching.normalise import normalise
from trainer.matching.remembered import remembered
from trainer.matching.words import stems

_LONGEST_PHRASE = 5


def _lines(name: str) -> Iterator[str]:
    text = files(__package__).joinpath(name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=4)
def _entries(lang: str) -> dict[str, frozenset[str]]:
    """Normalised word or phrase (English: stems joined by spaces) to the ideas it stands for."""
    ideas: dict[str, set[str]] = {}
    for line in (*_lines(f"{lang}.txt"), *_lines(f"general_{lang}.txt")):
        name, _, words = line.partition(":")
        for word in words.split(","):
            form = normalise(word, lang)
            ideas.setdefault(form if lang == "zh" else " ".join(stems(form)), set()).add(name)
    ideas.pop("", None)
    return {word: frozenset(names) for word, names in ideas.items()}


@lru_cache(maxsize=4)
def _starts(lang: str) -> Mapping[str, tuple[int, ...]]:
    """How long the Chinese entries are that begin with a sign, the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in _entries(lang):
        lengths.setdefault(word[0], set()).add(len(word))
    return {sign: tuple(sorted(own, reverse=True)) for sign, own in lengths.items()}


@remembered
def ideas_by_place(text: str, lang: str) -> tuple[frozenset[str], ...]:
    """The ideas each word (Chinese: each sign) of a normalised text is part of, by their names in the thesaurus."""
    entries = _entries(lang)
    if lang == "zh":
        found: list[set[str]] = [set() for _ in text]
        starts = _starts(lang)
        end = 0
        for at, sign in enumerate(text):
            width = next((width for width in starts.get(sign, ()) if text[at : at + width] in entries), 0)
            # A word inside a longer one found before doesn't count: 水车 in 送水车.
            if at + width > end:
                end = at + width
                for place in range(at, min(end, len(text))):
                    found[place] |= entries[text[at:end]]
        return tuple(map(frozenset, found))
    parts = stems(text)
    found = [set() for _ in parts]
    for at in range(len(parts)):
        for width in range(min(_LONGEST_PHRASE, len(parts) - at), 0, -1):
            names = entries.get(" ".join(parts[at : at + width]))
            if names:
                for place in range(at, at + width):
                    found[place] |= names
                break
    return tuple(map(frozenset, found))


def ideas(text: str, lang: str) -> frozenset[str]:
    """The ideas a normalised text touches."""
    return frozenset().union(*ideas_by_place(text, lang))


@lru_cache(maxsize=4)
def everyday_ideas(lang: str) -> Mapping[str, float]:
    """How common ideas are in what agents say all day, 0 to 1."""
    lines = tuple(_lines(f"talk_{lang}.txt"))
    seen = Counter(name for line in lines for name in ideas(normalise(line, lang), lang))
    return {name: math.log(1 + count) / math.log(1 + len(lines)) for name, count in seen.items()}


@lru_cache(maxsize=4)
def everyday(lang: str) -> Mapping[str, float]:
    """How common words and pairs of them (Chinese: characters) are in what agents say all day, 0 to 1.

    Counted in `talk_<lang>.txt`, which was written for this project.
    """
    lines = tuple(_lines(f"talk_{lang}.txt"))
    seen: Counter[str] = Counter()
    for line in lines:
        text = normalise(line, lang)
        parts: Sequence[str] = stems(text) if lang != "zh" else [sign for sign in text if sign.isalnum()]
        joint = " " if lang != "zh" else ""
        names = {joint.join(parts[at : at + n]) for n in (1, 2, 3) for at in range(len(parts) - n + 1)}
        seen.update(names)
    return {name: math.log(1 + count) / math.log(1 + len(lines)) for name, count in seen.items()}
