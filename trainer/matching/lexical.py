"""The similarity that is always there: words, sounds, ideas and acts, weighed together. It needs no download."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from trainer.matching.evidence import Evidence
from trainer.matching.similarity import Closeness

THRESHOLD = 0.5
MARGIN = 0.0
# One weight for each of `evidence.SIGNS`, fitted across nodes of both languages by tests/bench/matching_fit.py; the
# constant is shifted so that 0.5 is the threshold.
WEIGHTS: tuple[float, ...] = (
    -8.059,  # constant
    0.000,  # surface_best
    0.464,  # surface_second
    0.000,  # surface_share
    0.000,  # surface_ahead
    0.000,  # surface_mass
    0.987,  # surface_purity
    1.666,  # sounds_best
    0.454,  # sounds_ahead
    1.774,  # ideas_best
    0.000,  # ideas_ahead
    0.000,  # ideas_mass
    0.000,  # ideas_purity
    0.858,  # no_ideas
    1.109,  # acts_best
    0.111,  # acts_mean
    0.000,  # denial
    0.000,  # refusal
    0.391,  # unknown
    6.864,  # length
    -1.386,  # weight
    0.000,  # cover_best
    2.054,  # cover_ahead
    2.838,  # cover_mass
    0.000,  # cover_share
    -0.380,  # ideas_unknown
    4.682,  # ideas_second
    -0.714,  # moves
)


class Lexical:
    """Compares by what is written in the examples and in the thesaurus. `weights` are for measuring other settings."""

    threshold = THRESHOLD
    margin = MARGIN

    def __init__(self, weights: Sequence[float] = WEIGHTS) -> None:
        self._weights = tuple(weights)

    def comparison(self, examples: Mapping[str, Sequence[str]], lang: str) -> "LexicalComparison":
        """Prepares the examples of a set of moves."""
        return LexicalComparison(examples, lang, self._weights)


class LexicalComparison:
    """The examples of the moves heard at one node."""

    def __init__(self, examples: Mapping[str, Sequence[str]], lang: str, weights: Sequence[float]) -> None:
        self._weights = weights
        self._evidence = Evidence(examples, lang)
        self._one = lru_cache(maxsize=256)(self._close)

    def closeness(self, words: Sequence[str]) -> Sequence[Mapping[str, Closeness]]:
        """For each stretch of words, how close each move comes."""
        return [self._one(text) for text in words]

    def _close(self, text: str) -> Mapping[str, Closeness]:
        return {
            move: Closeness(
                confidence=0.0 if found.thin else _sure(found.signs, self._weights),
                example=found.example,
                opposed=found.opposed,
            )
            for move, found in self._evidence.measure(text).items()
        }


def _sure(signs: Sequence[float], weights: Sequence[float]) -> float:
    """The logistic of the weighed signs, rounded so that the same words give the same on every machine."""
    total = sum(weight * sign for weight, sign in zip(weights, signs, strict=True))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)
