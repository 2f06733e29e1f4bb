"""Keywords of authors found in what was said.

Chinese keywords are found anywhere; English ones are whole words with regular endings and either spelling, several
words adjacent. A negated keyword does not count, unless the author's own words of the move are the negation.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from trainer.matching.negation import negated_en, negated_zh
from trainer.matching.normalise import normalise
from trainer.matching.sounds import sounds
from trainer.matching.words import stem, tokens

_BREAK_EN = re.compile(r"[,;:.!?()]|\b(?:but|so|because|though|although)\b|\band (?=(?:i|we|you|he|she|they|it)\b)")
_COMPOUND = 5
"""Letters an English compound must have to be found written in two words: `post code`."""
_SOUNDED = 2
"""Characters a Chinese keyword must have to be found by its sound."""
_Place = tuple[int, int]
"""The number of a segment, and the word (Chinese: the sign of the sentence) at which something begins."""


@dataclass(frozen=True)
class Said:
    """One sentence of the trainee, prepared for looking keywords up."""

    words: str
    lang: str
    heard: bool = False

    @cached_property
    def text(self) -> str:
        """The normalised sentence."""
        return normalise(self.words, self.lang)

    @cached_property
    def segments(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """English: the words and their stems, by stretches within which a negation reaches."""
        parts = (tokens(part) for part in _BREAK_EN.split(self.text))
        return tuple((part, tuple(stem(word) for word in part)) for part in parts if part)

    @cached_property
    def begins(self) -> Mapping[str, Sequence[_Place]]:
        """English: where each stem, and each two stems together, begin."""
        return _gathered(
            (name, (segment, at))
            for segment, (_, stems) in enumerate(self.segments)
            for names in (stems, map(" ".join, pairwise(stems)))
            for at, name in enumerate(names)
        )

    @cached_property
    def singles(self) -> Mapping[str, Sequence[_Place]]:
        """English: where each long word stands."""
        return _gathered(
            (word, (segment, at))
            for segment, (words, _) in enumerate(self.segments)
            for at, word in enumerate(words)
            if len(word) >= _COMPOUND
        )

    @cached_property
    def pairs(self) -> Mapping[str, Sequence[_Place]]:
        """English: where two neighbours stand, written as one."""
        return _gathered(
            (one + two, (segment, at))
            for segment, (words, _) in enumerate(self.segments)
            for at, (one, two) in enumerate(pairwise(words))
        )

    @cached_property
    def clues(self) -> frozenset[str]:
        """What may show that a keyword is here: its first sign (Chinese), its first stems or it written as one."""
        if self.lang == "zh":
            return frozenset(self.text)
        return frozenset((*self.begins, *self.singles, *self.pairs))

    @cached_property
    def sounds(self) -> tuple[str, ...]:
        """Chinese: the syllable of each character of the normalised sentence."""
        return sounds(self.text)


@dataclass(frozen=True)
class Keyword:
    """One word or phrase an author wrote."""

    written: str
    lang: str

    @cached_property
    def text(self) -> str:
        """The normalised keyword."""
        return normalise(self.written, self.lang)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """English: the stems of its words."""
        return tuple(stem(word) for word in tokens(self.text))

    @cached_property
    def joined(self) -> str:
        """English: its words written as one."""
        return "".join(tokens(self.text))

    @cached_property
    def sounds(self) -> tuple[str, ...]:
        """Chinese: its syllables."""
        return sounds(self.text)

    @cached_property
    def clues(self) -> tuple[str, ...]:
        """What `Said.clues` has one of when this is there; in Chinese only what isn't found by its sound."""
        if self.lang == "zh":
            return (self.text[:1],)
        begin = (" ".join(self.stems[:2]),) if self.stems else ()
        return (*begin, *((self.joined,) if len(self.joined) >= _COMPOUND else ()))

    def is_in(self, said: Said) -> bool:
        """Whether it is there, negated or not."""
        return any(True for _ in self._places(said))

    def holds_in(self, said: Said, excuses: Collection[str] = ()) -> bool:
        """Whether it is there and, in one place at least, not negated. `excuses` (see `excused`) don't negate."""
        if self.lang == "zh":
            return any(not negated_zh(said.text, start, excuses) for _, start in self._places(said))
        return any(not negated_en(said.segments[part][0], start, excuses) for part, start in self._places(said))

    def _places(self, said: Said) -> Iterator[_Place]:
        if not self.text:
            return
        if self.lang != "zh":
            yield from self._adjacent(said)
            return
        start = said.text.find(self.text)
        while start >= 0:
            if not self._cuts_a_number(said.text, start):
                yield 0, start
            start = said.text.find(self.text, start + 1)
        if said.heard and len(self.text) >= _SOUNDED:
            width = len(self.sounds)
            for at in range(len(said.sounds) - width + 1):
                if said.sounds[at : at + width] == self.sounds:
                    yield 0, at

    def _cuts_a_number(self, text: str, start: int) -> bool:
        """`1` is not in `21`, nor `40` in `140`."""
        end = start + len(self.text)
        return (self.text[0].isdigit() and text[start - 1 : start].isdigit()) or (
            self.text[-1].isdigit() and text[end : end + 1].isdigit()
        )

    def _adjacent(self, said: Said) -> Iterator[_Place]:
        wanted, width = self.stems, len(self.stems)
        if not wanted:
            return
        for segment, at in said.begins.get(self.clues[0], ()):
            if width <= 2 or said.segments[segment][1][at : at + width] == wanted:  # noqa: PLR2004 - the clue is two
                yield segment, at
        if len(self.joined) >= _COMPOUND:
            yield from (said.singles if width > 1 else said.pairs).get(self.joined, ())


class KeywordGroup:
    """Words of which one must be there. Told apart by their clues, most are never looked for."""

    def __init__(self, keywords: Sequence[Keyword]) -> None:
        self.keywords = tuple(keywords)
        self._by_sound = any(keyword.lang == "zh" for keyword in keywords)
        self._clued: dict[str, list[int]] = {}
        for place, keyword in enumerate(keywords):
            for clue in keyword.clues:
                self._clued.setdefault(clue, []).append(place)
        self._clues = frozenset(self._clued)

    def may_be_in(self, said: Said) -> bool:
        """False only when no word of the group is there."""
        return not self._clues.isdisjoint(said.clues) or (said.heard and self._by_sound)

    def likely(self, said: Said) -> Sequence[Keyword]:
        """The words that may be there, in the author's order."""
        if said.heard and self._by_sound:
            return self.keywords
        here = self._clues & said.clues
        return [self.keywords[place] for place in sorted({place for clue in here for place in self._clued[clue]})]

    def is_in(self, said: Said) -> bool:
        """Whether a word of the group is there, negated or not."""
        return self.may_be_in(said) and any(keyword.is_in(said) for keyword in self.likely(said))


@dataclass(frozen=True)
class KeywordGroups:
    """The keyword groups of a move in one language: every group must have one of its words in the sentence."""

    groups: tuple[KeywordGroup, ...]

    @staticmethod
    def of(groups: Sequence[Sequence[str]], lang: str) -> "KeywordGroups":
        """From what the author wrote."""
        return KeywordGroups(tuple(KeywordGroup([Keyword(word, lang) for word in group]) for group in groups if group))

    @cached_property
    def _excused(self) -> frozenset[str]:
        return excused(keyword for group in self.groups for keyword in group.keywords)

    def found_in(self, said: Said) -> tuple[Keyword, ...] | None:
        """The keyword that holds for each group, or None when a group has none."""
        for group in self.groups:
            if not group.may_be_in(said):
                return None
        found = []
        for group in self.groups:
            hit = next((keyword for keyword in group.likely(said) if keyword.holds_in(said, self._excused)), None)
            if hit is None:
                return None
            found.append(hit)
        return tuple(found) or None


def excused(keywords: Iterable[Keyword]) -> frozenset[str]:
    """What doesn't negate the keywords of a move, since its author asked for it: Chinese they, English their words."""
    return frozenset(part for word in keywords for part in ([word.text] if word.lang == "zh" else word.text.split()))


def _gathered(found: Iterable[tuple[str, _Place]]) -> Mapping[str, Sequence[_Place]]:
    places: dict[str, list[_Place]] = {}
    for name, place in found:
        places.setdefault(name, []).append(place)
    return places
