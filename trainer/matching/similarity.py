"""How close what was said comes to examples of moves: the port every way of comparing stands behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Closeness:
    """How sure it is, 0 to 1, that words make a move, and the example they come closest to.

    `opposed`: the words refuse or deny what the examples affirm; such words never make the move by similarity.
    """

    confidence: float
    example: str
    opposed: bool = False


class Comparison(Protocol):
    """Examples of the moves heard at one node, ready to be compared with. Immutable and thread-safe."""

    def closeness(self, words: Sequence[str]) -> Sequence[Mapping[str, Closeness]]:
        """For each stretch of words, how close each move comes."""
        ...


class Similarity(Protocol):
    """A way to compare words with examples. `threshold`, `margin` and `stricter` are its one setting, for all nodes."""

    @property
    def threshold(self) -> float:
        """Confidence from which words make a move."""
        ...

    @property
    def margin(self) -> float:
        """By how much a move must be ahead of the runner-up."""
        ...

    @property
    def stricter(self) -> float:
        """How much surer it must be before words make a critical move, or badly heard words any."""
        ...

    def comparison(self, examples: Mapping[str, Sequence[str]], lang: str) -> Comparison:
        """Prepares the examples of a set of moves."""
        ...
