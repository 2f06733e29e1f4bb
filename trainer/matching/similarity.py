"""How close what was said comes to examples of moves: the port, and the setting for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Closeness:
    """How sure it is, 0 to 1, that words make a move, and the example they come closest to."""

    confidence: float
    example: str


class Comparison(Protocol):
    """Examples of the moves heard at one node, ready to be compared with. Immutable and thread-safe."""

    def closeness(self, words: Sequence[str], *, heard: bool) -> Sequence[Mapping[str, Closeness]]:
        """For each stretch of words, how close each move comes. `heard`: by a recogniser, homophones are possible."""
        ...


class Similarity(Protocol):
    """A way to compare words with examples. `threshold` and `margin` are its one fixed setting."""

    threshold: float
    margin: float

    def comparison(self, examples: Mapping[str, Sequence[str]], lang: str) -> Comparison:
        """Prepares the examples of a set of moves."""
        ...
