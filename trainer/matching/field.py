"""Names counted over the examples of all moves heard at a node: how rare they are, and whose they are."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_SHARED = 0.4
"""What is left of the weight of a name that all moves have alike; a name of one move alone keeps all of it."""
_EVERYDAY = 0.7
"""How much of its weight a name loses that agents say in every second sentence."""


_NONE: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Measured:
    """How names lie in a field: the cosine with each row, each move's share of their weight, the share of nobody."""

    cosines: list[float]
    shares: dict[str, float]
    unknown: float
    whole: float


class Field:
    """One kind of names (surface, sounds, ideas) in rows of examples, each row belonging to a move.

    `common` tells how common a name is in what agents say all day, 0 to 1. `scale` is the weight of a name no row
    has, by which weights of fields of any size can be compared.
    """

    def __init__(self, rows: Sequence[tuple[str, Mapping[str, float]]], common: Mapping[str, float]) -> None:
        self._size = len(rows)
        self._common = common
        sizes = Counter(move for move, _ in rows)
        held: dict[str, dict[str, int]] = {}
        for move, names in rows:
            for name in names:
                own = held.setdefault(name, {})
                own[move] = own.get(move, 0) + 1
        self._unseen = self.scale = math.log((1 + self._size) / 0.5)
        rare = [math.log((1 + self._size) / (0.5 + count)) for count in range(self._size + 1)]
        alone: dict[str, dict[str, float]] = {move: {move: 1.0} for move in sizes}
        self._weights: dict[str, float] = {}
        self._shares: dict[str, dict[str, float]] = {}
        for name, own in held.items():
            weight = rare[sum(own.values())] if len(own) > 1 else rare[next(iter(own.values()))]
            if len(own) == 1:
                self._shares[name] = alone[next(iter(own))]
            else:
                # By rate, so that a move with many examples has no advantage.
                rates = {move: count / sizes[move] for move, count in own.items()}
                whole = sum(rates.values())
                self._shares[name] = shares = {move: rate / whole for move, rate in rates.items()}
                weight *= _SHARED + (1 - _SHARED) * max(shares.values())
            self._weights[name] = weight * self._rarity(name) if name in common else weight
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for row, (_, names) in enumerate(rows):
            weights = {name: value * self._weights[name] for name, value in names.items()}
            length = math.sqrt(sum(value * value for value in weights.values())) or 1.0
            for name, value in weights.items():
                self._postings.setdefault(name, []).append((row, value / length))

    def _rarity(self, name: str) -> float:
        return 1 - _EVERYDAY * self._common.get(name, 0.0)

    def weight(self, name: str) -> float:
        """How telling a name is here, known or not."""
        known = self._weights.get(name)
        return self._unseen * self._rarity(name) if known is None else known

    def moves_of(self, name: str) -> Mapping[str, float]:
        """The moves a name stands in examples of, with their share of it; empty when unknown."""
        return self._shares.get(name, _NONE)

    def measure(self, names: Mapping[str, float]) -> Measured:
        """Where these names lie."""
        cosines = [0.0] * self._size
        shares: dict[str, float] = {}
        whole = unknown = squares = 0.0
        for name, value in names.items():
            known = self._weights.get(name)
            weight = value * (self._unseen * self._rarity(name) if known is None else known)
            whole += weight
            squares += weight * weight
            if known is None:
                unknown += weight
                continue
            for row, other in self._postings[name]:
                cosines[row] += weight * other
            for move, part in self._shares[name].items():
                shares[move] = shares.get(move, 0.0) + weight * part
        length = math.sqrt(squares) or 1.0
        whole = whole or 1.0
        return Measured(
            [value / length for value in cosines],
            {move: value / whole for move, value in shares.items()},
            unknown / whole if names else 1.0,
            whole if names else 0.0,
        )
