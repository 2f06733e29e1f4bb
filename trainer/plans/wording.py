"""All examples and keywords of a scenario in one language, indexed so that each is compared only with what it could be.

A scenario has hundreds of examples, and the matcher takes its time over each reply. Here it is found out cheaply which
examples hold which moves' keywords, and which are much alike, so that only those need a closer look.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from trainer.content.scenario import Scenario
from trainer.matching.keywords import Keyword, Said, excused
from trainer.matching.normalise import normalise
from trainer.matching.words import tokens


@dataclass(frozen=True)
class Example:
    """One example of a move; `place` counts within the move's list."""

    move: str
    place: int
    words: str
    lang: str

    @cached_property
    def said(self) -> Said:
        """The example as if it had been said."""
        return Said(self.words, self.lang)

    @cached_property
    def features(self) -> frozenset[str]:
        """What is counted when examples are compared: pairs of characters, or words and pairs of words."""
        text = normalise(self.words, self.lang)
        if self.lang == "zh":
            signs = [sign for sign in text if sign.isalnum()]
            return frozenset(a + b for a, b in pairwise(signs)) or frozenset(signs)
        words = tokens(text)
        return frozenset((*words, *(f"{a} {b}" for a, b in pairwise(words))))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A keyword in its group."""

    move: str
    group: int
    keyword: Keyword


class KeywordIndex:
    """The keywords of all moves, found by how they begin."""

    def __init__(self, scenario: Scenario, lang: str) -> None:
        self._lang = lang
        self._groups: dict[str, int] = {}
        self._excused: dict[str, frozenset[str]] = {}
        self._by_start: dict[str, list[_Entry]] = defaultdict(list)
        for move in scenario.moves.values():
            groups = [group for group in move.keywords.get(lang, ()) if group]
            self._groups[move.id] = len(groups)
            entries = [_Entry(move.id, n, Keyword(word, lang)) for n, group in enumerate(groups) for word in group]
            self._excused[move.id] = excused(entry.keyword for entry in entries)
            for entry in entries:
                self._by_start[self._start(entry.keyword)].append(entry)

    def _start(self, keyword: Keyword) -> str:
        if self._lang == "zh":
            return keyword.text[:1]
        return keyword.stems[0] if keyword.stems else ""

    def moves_with_all_groups(self, said: Said) -> frozenset[str]:
        """The moves whose keywords hold in a sentence."""
        if self._lang == "zh":
            starts: Iterable[str] = set(said.text)
        else:
            starts = {stem for _, stems in said.segments for stem in stems}
        found: dict[str, dict[int, list[Keyword]]] = {}
        for start in starts:
            for entry in self._by_start.get(start, ()):
                if self._lang != "zh" or entry.keyword.text in said.text:
                    found.setdefault(entry.move, {}).setdefault(entry.group, []).append(entry.keyword)
        return frozenset(
            move
            for move, groups in found.items()
            if len(groups) == self._groups[move]
            and all(any(one.holds_in(said, self._excused[move]) for one in group) for group in groups.values())
        )


class Likeness:
    """Which examples are much alike, over all moves of a scenario."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self._examples = tuple(examples)
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, example in enumerate(self._examples):
            for feature in example.features:
                self._with[feature].append(number)

    def neighbours(self, example: Example, least: float) -> Mapping[str, float]:
        """For each other move the likeness (0 to 1) of its example that is most like this one, if at least `least`."""
        size = len(example.features)
        shared = Counter(chain.from_iterable(self._with[feature] for feature in example.features))
        found: dict[str, float] = {}
        for number, count in shared.items():
            if count < least * least * size:
                continue
            other = self._examples[number]
            if other.move == example.move:
                continue
            alike = count / math.sqrt(size * len(other.features))
            if alike >= max(least, found.get(other.move, 0.0)):
                found[other.move] = alike
        return found
