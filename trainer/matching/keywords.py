"""Keywords of authors found in what was said.

Chinese keywords are found anywhere; English ones are whole words with regular endings and either spelling, several
words adjacent. A negated keyword does not count, unless the author's own words of the move are the negation.
"""

import re
from collections.abc import Iterator, Sequence
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
    def stems(self) -> frozenset[str]:
        """English: every stem in it."""
        return frozenset(stem for _, stems in self.segments for stem in stems)

    @cached_property
    def compounds(self) -> frozenset[str]:
        """English: every word in it, and every two neighbours written as one."""
        found = {word for words, _ in self.segments for word in words}
        found.update(one + two for words, _ in self.segments for one, two in pairwise(words))
        return frozenset(found)

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

    def is_in(self, said: Said) -> bool:
        """Whether it is there, negated or not."""
        return not self._absent(said) and any(True for _ in self._places(said))

    def holds_in(self, said: Said, excused: Sequence[str] = ()) -> bool:
        """Whether it is there and, in one place at least, not negated. `excused` words don't negate."""
        if self._absent(said):
            return False
        if self.lang == "zh":
            return any(not negated_zh(said.text, start, tuple(excused)) for _, start in self._places(said))
        places = list(self._places(said))
        excuse = frozenset(word for phrase in excused for word in phrase.split()) if places else frozenset()
        return any(not negated_en(said.segments[segment][0], start, excuse) for segment, start in places)

    def _absent(self, said: Said) -> bool:
        """A quick look that spares most keywords the search for places."""
        if self.lang == "zh":
            return not said.heard and self.text not in said.text
        begins = bool(self.stems) and self.stems[0] in said.stems
        return not begins and (len(self.joined) < _COMPOUND or self.joined not in said.compounds)

    def _places(self, said: Said) -> Iterator[tuple[int, int]]:
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

    def _adjacent(self, said: Said) -> Iterator[tuple[int, int]]:
        wanted, width = self.stems, len(self.stems)
        if not wanted:
            return
        joined = self.joined
        for segment, (words, stems) in enumerate(said.segments):
            for at in range(len(stems)):
                if stems[at : at + width] == wanted or (
                    len(joined) >= _COMPOUND
                    and joined
                    in (
                        words[at] if width > 1 else "",
                        "".join(words[at : at + 2]) if width == 1 else "",
                    )
                ):
                    yield segment, at


class _Glance:
    """A quick look for all words of a group at once, which spares most groups the look at each word."""

    def __init__(self, group: Sequence[Keyword]) -> None:
        self._lang = group[0].lang
        self._begins = frozenset(keyword.stems[0] for keyword in group if keyword.stems)
        self._joined = frozenset(keyword.joined for keyword in group if len(keyword.joined) >= _COMPOUND)
        self._any = re.compile("|".join(re.escape(keyword.text) for keyword in group))

    def may_be_in(self, said: Said) -> bool:
        """False only when no word of the group is there."""
        if self._lang == "zh":
            return said.heard or self._any.search(said.text) is not None
        return not (self._begins.isdisjoint(said.stems) and self._joined.isdisjoint(said.compounds))


@dataclass(frozen=True)
class KeywordGroups:
    """The keyword groups of a move in one language: every group must have one of its words in the sentence."""

    groups: tuple[tuple[Keyword, ...], ...]

    @staticmethod
    def of(groups: Sequence[Sequence[str]], lang: str) -> "KeywordGroups":
        """From what the author wrote."""
        return KeywordGroups(tuple(tuple(Keyword(word, lang) for word in group) for group in groups if group))

    @cached_property
    def _own(self) -> tuple[str, ...]:
        return tuple(keyword.text for group in self.groups for keyword in group)

    @cached_property
    def _glances(self) -> tuple["_Glance", ...]:
        return tuple(_Glance(group) for group in self.groups)

    def found_in(self, said: Said) -> tuple[Keyword, ...] | None:
        """The keyword that holds for each group, or None when a group has none."""
        if not all(glance.may_be_in(said) for glance in self._glances):
            return None
        found = []
        for group in self.groups:
            hit = next((keyword for keyword in group if keyword.holds_in(said, self._own)), None)
            if hit is None:
                return None
            found.append(hit)
        return tuple(found) or None

    def share_in(self, said: Said) -> float:
        """The share of groups that have a word there, 0 to 1; 0 without groups."""
        if not self.groups:
            return 0.0
        return sum(any(keyword.is_in(said) for keyword in group) for group in self.groups) / len(self.groups)
