"""Signs that a stretch of words makes a move, measured against the examples of all moves heard at a node."""

import math
import operator
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.matching.features import Looks, Unit, looks
from trainer.matching.field import Field
from trainer.matching.thesaurus import everyday, everyday_ideas

SIGNS = (
    "constant",
    # Cosine of the words' surface (stems and pairs; in Chinese 1 to 3 characters) with the nearest two examples, the
    # share of their weight that is this move's, and how far the move is ahead of the next.
    "surface_best", "surface_second", "surface_share", "surface_ahead", "surface_mass", "surface_purity",
    # The same of how it sounds (Chinese syllables; English runs of four letters across words).
    "sounds_best", "sounds_ahead",
    # The same of the ideas in the thesaurus.
    "ideas_best", "ideas_ahead", "ideas_mass", "ideas_purity", "no_ideas",
    # Whether asking, offering, telling … agree with the nearest example, and with what is usual among them.
    "acts_best", "acts_mean",
    # Denying or refusing what the examples don't.
    "denial", "refusal",
    # The share of the surface's weight no example has; how many words there are, and how much they weigh.
    "unknown", "length", "weight",
    # The share of the words that this move's examples have, word for word or as an idea; how far ahead; how much.
    "cover_best", "cover_ahead", "cover_mass", "cover_share",
    # The share of the ideas no example has; the second best example by ideas; how many moves are heard.
    "ideas_unknown", "ideas_second", "moves",
)  # fmt: skip
"""What is measured, in the order of the weights in `lexical.py`."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How words lie to one move: the values of `SIGNS` and the nearest example.

    `opposed`: they refuse what the examples affirm; `thin`: they are too few to say anything by themselves.
    """

    signs: tuple[float, ...]
    example: str
    opposed: bool
    thin: bool


_OPPOSED = 0.6
"""Words that refuse are opposed to a move of whose examples fewer than 1 minus this refuse."""


_THIN = 1.0
"""Words that weigh less and touch no idea ("isn't it") say nothing by themselves."""


_IDEA = 0.7
"""What a word is worth that shares a telling idea with an example, against the word itself."""
_LOOSE = 0.3
"""What a Chinese sign alone is worth against a pair of signs."""


@dataclass(slots=True)
class _Best:
    """The best a move's examples reached."""

    surface: float = 0.0
    second: float = 0.0
    sounds: float = 0.0
    ideas: float = 0.0
    ideas_second: float = 0.0
    acts: float = 0.0
    example: str = ""


_Block = tuple[str, slice, list[str], frozenset[frozenset[str]]]
"""A move, where its examples stand among all, their texts, and the sets of acts they have."""


class Evidence:
    """The examples of all moves heard at a node, ready to be measured against. Immutable after construction."""

    def __init__(self, examples: Mapping[str, Sequence[str]], lang: str) -> None:
        self._lang = lang
        self._rows = [(move, text, looks(text, lang)) for move, texts in examples.items() for text in texts]
        self._surface = Field([(move, look.surface) for move, _, look in self._rows], everyday(lang))
        self._sounds = Field([(move, look.sounds) for move, _, look in self._rows], {})
        touched = [(move, dict.fromkeys(look.ideas, 1.0)) for move, _, look in self._rows]
        self._ideas = Field(touched, everyday_ideas(lang))
        self._telling = math.log((1 + len(self._rows)) / 1.5)
        self._blocks: list[_Block] = []
        for move in dict.fromkeys(move for move, _, _ in self._rows):
            rows = [row for row, (other, _, _) in enumerate(self._rows) if other == move]
            texts = [self._rows[row][1] for row in rows]
            acts = frozenset(self._rows[row][2].acts for row in rows)
            self._blocks.append((move, slice(rows[0], rows[-1] + 1), texts, acts))
        self._act_sets = frozenset(acts for *_, sets in self._blocks for acts in sets)
        self._acts: dict[str, dict[str, float]] = {}
        self._denials: dict[str, float] = {}
        self._refusals: dict[str, float] = {}
        for move in examples:
            own = [look for other, _, look in self._rows if other == move]
            counted = Counter(act for look in own for act in look.acts)
            self._acts[move] = {act: counted[act] / len(own) for act in sorted(counted)}
            self._denials[move] = sum(look.denies for look in own) / len(own)
            self._refusals[move] = sum(look.refuses for look in own) / len(own)

    def measure(self, words: str) -> dict[str, Measure]:
        """For each move, how these words lie to its examples."""
        look = looks(words, self._lang)
        surface = self._surface.measure(look.surface)
        sounds = self._sounds.measure(look.sounds)
        ideas = self._ideas.measure(dict.fromkeys(look.ideas, 1.0))
        best = self._best(look, surface.cosines, sounds.cosines, ideas.cosines)
        ahead = _ahead({move: found.surface for move, found in best.items()})
        ahead_sounds = _ahead({move: found.sounds for move, found in best.items()})
        ahead_ideas = _ahead({move: found.ideas for move, found in best.items()})
        cover, mass = self._cover(look.units)
        ahead_cover = _ahead(cover)
        sum_cover = sum(cover.values()) or 1.0
        size = math.log(max(1, len(best)) / 6)
        thin = look.weight < _THIN and not look.ideas
        answer = {}
        for move, found in best.items():
            share, share_ideas = surface.shares.get(move, 0.0), ideas.shares.get(move, 0.0)
            refusal = max(0.0, look.refuses - self._refusals[move])
            signs = (
                1.0,
                found.surface, found.second, share, ahead[move],
                math.log1p(share * surface.whole / self._surface.scale), share / (1.0001 - surface.unknown),
                found.sounds, ahead_sounds[move],
                found.ideas, ahead_ideas[move],
                math.log1p(share_ideas * ideas.whole / self._ideas.scale), share_ideas / (1.0001 - ideas.unknown),
                float(not look.ideas),
                found.acts, self._usual(look, move),
                max(0.0, look.denies - self._denials[move]), refusal,
                surface.unknown, math.log1p(look.length) / 3, math.log1p(look.weight),
                cover[move], ahead_cover[move],
                math.log1p(cover[move] * mass), cover[move] / sum_cover,
                ideas.unknown if look.ideas else 0.0, found.ideas_second, size,
            )  # fmt: skip
            answer[move] = Measure(signs, found.example, refusal >= _OPPOSED, thin)
        return answer

    def _cover(self, units: Sequence[Unit]) -> tuple[dict[str, float], float]:
        """For each move the share of the words its examples have, exactly or as an idea; and their whole weight."""
        reached = dict.fromkeys(self._acts, 0.0)
        whole = 0.0
        for unit in units:
            weight = max(map(self._surface.weight, unit.exact or (unit.loose,)), default=0.0)
            weight *= unit.weight / self._surface.scale
            whole += weight
            for move, worth in self._reached(unit).items():
                reached[move] += weight * worth
        return {move: value / (whole or 1.0) for move, value in reached.items()}, whole

    def _reached(self, unit: Unit) -> dict[str, float]:
        """What a word is worth to each move that has it: all, or less when only its idea or half of it is there."""
        here: dict[str, float] = {}
        for name in unit.exact:
            here.update(dict.fromkeys(self._surface.moves_of(name), 1.0))
        for move in self._surface.moves_of(unit.loose):
            here.setdefault(move, _LOOSE)
        for idea in unit.ideas:
            worth = min(_IDEA, _IDEA * self._ideas.weight(idea) / self._telling)
            for move in self._ideas.moves_of(idea):
                if here.get(move, 0.0) < worth:
                    here[move] = worth
        return here

    def _best(
        self, look: Looks, surface: Sequence[float], sounds: Sequence[float], ideas: Sequence[float]
    ) -> dict[str, _Best]:
        alike = {acts: _alike(look.acts, acts) for acts in self._act_sets}
        best: dict[str, _Best] = {}
        for move, rows, texts, acts in self._blocks:
            near, touched = surface[rows], ideas[rows]
            both = list(map(operator.add, near, touched))
            found = best[move] = _Best()
            found.surface, found.second = _two_best(near)
            found.sounds = max(sounds[rows])
            found.ideas, found.ideas_second = _two_best(touched)
            found.acts = max(map(alike.__getitem__, acts))
            found.example = texts[both.index(max(both))]
        return best

    def _usual(self, look: Looks, move: str) -> float:
        """How usual the acts of these words are among the examples of a move, 0 to 1."""
        usual = self._acts[move]
        new = sum(name not in usual for name in look.acts)
        if not (new or usual):
            return 0.0
        away = sum([1 - often if name in look.acts else often for name, often in usual.items()])
        return 1 - (away + new) / (len(usual) + new)


def _ahead(values: Mapping[str, float]) -> dict[str, float]:
    """How far each move is before the best of the others; negative when it is behind."""
    ranked = sorted(values.values(), reverse=True)
    first, second = [*ranked, 0.0, 0.0][:2]
    return {move: value - (second if value == first else first) for move, value in values.items()}


def _two_best(values: Sequence[float]) -> tuple[float, float]:
    """The largest and the second largest, 0 where there is none."""
    if len(values) == 1:
        return values[0], 0.0
    *_, second, first = sorted(values)
    return first, second


def _alike(some: frozenset[str], others: frozenset[str]) -> float:
    """The share of acts that both have, 0 to 1."""
    union = len(some | others)
    return len(some & others) / union if union else 0.0
