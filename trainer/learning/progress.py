"""How far somebody is in each competency, out of what they read, answered and said.

For one competency, from 0 to 100: 20 for the share of its modules that are done, 40 for its questions (the latest
points of each, those never answered count 0), 40 for its calls (each scenario's latest three scored calls weighted
3 : 2 : 1, newest first, half the percent where a critical error was made; scenarios never taken count 0). Where the
content has none of a kind, its share is divided among the others. Only what the content offers now counts; nothing
fades with time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Kind = Literal["module", "question", "call"]
SHARES: Mapping[Kind, float] = {"module": 20, "question": 40, "call": 40}
"""What each kind of evidence brings of the 100."""
RECENCY = (3, 2, 1)
"""The weights of the latest calls of one scenario, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that happened: a module done (value 1), a question answered (points, 0-1), a call scored (0-1).

    `ref` is the module's key, `quiz/question`, or the scenario's id; `source` the attempt, card or call it came from.
    """

    at: datetime
    kind: Kind
    ref: str
    value: float
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the content offers for one competency, by `Evidence.ref`."""

    modules: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()

    def of(self, kind: Kind) -> frozenset[str]:
        """Those of one kind."""
        return {"module": self.modules, "question": self.questions, "call": self.calls}[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A competency's value (0-100) and what each kind adds to it and could add: kind to (points, at most)."""

    value: float
    parts: Mapping[Kind, tuple[float, float]]


@dataclass(slots=True)
class _Standing:
    """What counts of everything seen so far, by kind and ref: the latest values, newest first."""

    latest: dict[tuple[Kind, str], list[float]] = field(default_factory=lambda: defaultdict(list))

    def see(self, evidence: Evidence) -> None:
        values = self.latest[evidence.kind, evidence.ref]
        values.insert(0, min(1.0, max(0.0, evidence.value)))
        del values[len(RECENCY) if evidence.kind == "call" else 1 :]

    def value(self, offer: Offer) -> Value:
        there = [kind for kind in SHARES if offer.of(kind)]
        whole = sum(SHARES[kind] for kind in there)
        parts: dict[Kind, tuple[float, float]] = {}
        for kind in there:
            most = 100 * SHARES[kind] / whole
            parts[kind] = (most * self._share(kind, offer.of(kind)), most)
        return Value(value=sum(points for points, _ in parts.values()), parts=parts)

    def _share(self, kind: Kind, refs: frozenset[str]) -> float:
        total = sum(_weighted(self.latest[kind, ref]) for ref in sorted(refs) if (kind, ref) in self.latest)
        return total / len(refs)


def _weighted(values: Sequence[float]) -> float:
    weights = RECENCY[: len(values)]
    return sum(weight * value for weight, value in zip(weights, values, strict=True)) / sum(weights)


def values(evidence: Iterable[Evidence], offers: Mapping[str, Offer]) -> dict[str, Value]:
    """Each competency's value after all of the evidence."""
    standing = _Standing()
    for one in sorted(evidence, key=lambda each: each.at):
        standing.see(one)
    return {competency: standing.value(offer) for competency, offer in offers.items()}


def over_time(
    evidence: Iterable[Evidence], offers: Mapping[str, Offer], moments: Sequence[datetime]
) -> tuple[dict[str, float], ...]:
    """Each competency's value at each of the `moments` (in order), out of what had happened by then."""
    standing = _Standing()
    left = sorted(evidence, key=lambda each: each.at, reverse=True)
    found = []
    for moment in moments:
        while left and left[-1].at <= moment:
            standing.see(left.pop())
        found.append({competency: standing.value(offer).value for competency, offer in offers.items()})
    return tuple(found)


def overall(found: Mapping[str, Value]) -> float:
    """The mean over all competencies on offer, 0 where there is none."""
    return sum(value.value for value in found.values()) / len(found) if found else 0.0
