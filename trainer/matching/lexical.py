"""The similarity that is always there: words, sounds, ideas and acts, weighed together. It needs no download."""

import math
import operator
from collections.abc import Mapping, Sequence
from functools import lru_cache

from trainer.matching.evidence import Evidence
from trainer.matching.similarity import Closeness

THRESHOLD = 0.5
MARGIN = 0.0
STRICTER = 0.2
# One weight for each of `evidence.SIGNS`, fitted across nodes of both languages by tests/bench/matching_fit.py; the
# constant is shifted so that 0.5 is the threshold.
WEIGHTS: tuple[float, ...] = (
    -7.896,  # constant
    0.000,  # surface_best
    0.348,  # surface_second
    0.000,  # surface_share
    0.000,  # surface_ahead
    0.000,  # surface_mass
    0.971,  # surface_purity
    1.774,  # sounds_best
    0.508,  # sounds_ahead
    1.767,  # ideas_best
    0.000,  # ideas_ahead
    0.000,  # ideas_mass
    0.000,  # ideas_purity
    0.933,  # no_ideas
    1.112,  # acts_best
    0.127,  # acts_mean
    0.000,  # denial
    0.000,  # refusal
    0.498,  # unknown
    6.512,  # length
    -1.354,  # weight
    0.000,  # cover_best
    2.119,  # cover_ahead
    2.786,  # cover_mass
    0.000,  # cover_share
    -0.343,  # ideas_unknown
    4.693,  # ideas_second
    -0.492,  # moves
)


class Lexical:
    """Compares by what is written in the examples and in the thesaurus. `weights` are for measuring other settings."""

    threshold = THRESHOLD
    margin = MARGIN
    stricter = STRICTER

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
        self._one = lru_cache(maxsize=64)(self._close)

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
    total = sum(map(operator.mul, weights, signs))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)
