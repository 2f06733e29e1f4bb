"""How far somebody is in each competency, out of what they read, answered and said.

For one competency, from 0 to 100: 20 for the share of its modules that are done, 40 for its questions (the latest
points of each, those never answered count 0), 40 for its calls (each scenario's latest three scored calls weighted
3 : 2 : 1, newest first, half the percent where a critical error was made; scenarios never taken count 0). Where the
content has none of a kind, its share is divided among the others. Only what the content offers now counts; nothing
fades with time.
"""

import math
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Kind = Literal["module", "question", "call"]
SHARES: Mapping[Kind, float] = {"module": 20, "question": 40, "call": 40}
"""What each kind of evidence brings of the 100."""
RECENCY = (3, 2, 1)
"""The weights of the latest calls of one scenario, newest first."""
NO_GAIN = 0.05
"""Fewer points than this are none worth naming."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that happened: a module done (value 1), a question answered (points, 0-1), a call scored (0-1).

    `ref` is the module's key, `quiz/question`, or the scenario's id; `source` the self-check or call it came from, by
    its id; empty for what has no page of its own (a module, a card of the review).
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
class Gain:
    """What somebody could do, and by how many points of the 100 it would raise a competency at most.

    `ref` is the module's key, the quiz's id (all its questions about the competency together), or the scenario's id.
    """

    kind: Kind
    ref: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A competency's value (0-100) and what each kind adds to it and could add: kind to (points, at most).

    `behind` is the evidence that counts in it, newest first; `gains` what would raise it, the most first.
    """

    value: float
    parts: Mapping[Kind, tuple[float, float]]
    behind: tuple[Evidence, ...] = ()
    gains: tuple[Gain, ...] = ()


@dataclass(slots=True)
class _Standing:
    """What counts of everything seen so far, by kind and ref: the latest, newest first."""

    latest: dict[tuple[Kind, str], list[Evidence]] = field(default_factory=lambda: defaultdict(list))
    worth: dict[tuple[Kind, str], float] = field(default_factory=dict)
    """What the latest of each come to, 0-1; looked at far more often than something is seen."""

    def see(self, evidence: Evidence) -> None:
        known = self.latest[evidence.kind, evidence.ref]
        known.insert(0, evidence)
        del known[len(RECENCY) if evidence.kind == "call" else 1 :]
        weights = RECENCY[: len(known)]
        weighed = sum(weight * _points(one) for weight, one in zip(weights, known, strict=True))
        self.worth[evidence.kind, evidence.ref] = weighed / sum(weights)

    def number(self, offer: Offer) -> float:
        return sum(most * self._share(kind, offer.of(kind)) for kind, most in _most(offer).items())

    def value(self, offer: Offer) -> Value:
        parts = {kind: (most * self._share(kind, offer.of(kind)), most) for kind, most in _most(offer).items()}
        found = [one for kind in parts for ref in offer.of(kind) for one in self.latest.get((kind, ref), ())]
        return Value(
            value=sum(points for points, _ in parts.values()),
            parts=parts,
            behind=tuple(sorted(found, key=lambda one: (one.at, one.ref, one.source), reverse=True)),
            gains=self._gains(offer),
        )

    def _share(self, kind: Kind, refs: frozenset[str]) -> float:
        return math.fsum(self.worth.get((kind, ref), 0.0) for ref in refs) / len(refs)

    def _gains(self, offer: Offer) -> tuple[Gain, ...]:
        found: dict[tuple[Kind, str], float] = defaultdict(float)
        for kind, most in _most(offer).items():
            refs = offer.of(kind)
            for ref in sorted(refs):
                doing = ref.partition("/")[0] if kind == "question" else ref
                found[kind, doing] += most * (1 - self.worth.get((kind, ref), 0.0)) / len(refs)
        gains = [Gain(kind=kind, ref=ref, points=points) for (kind, ref), points in found.items() if points > NO_GAIN]
        return tuple(sorted(gains, key=lambda gain: (-gain.points, gain.kind, gain.ref)))


def _most(offer: Offer) -> dict[Kind, float]:
    """What each kind there is on offer can bring; 100 in all."""
    there = [kind for kind in SHARES if offer.of(kind)]
    whole = sum(SHARES[kind] for kind in there)
    return {kind: 100 * SHARES[kind] / whole for kind in there}


def _points(evidence: Evidence) -> float:
    return min(1.0, max(0.0, evidence.value))


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
    left = deque(sorted(evidence, key=lambda each: each.at))
    found = []
    for moment in moments:
        while left and left[0].at <= moment:
            standing.see(left.popleft())
        found.append({competency: standing.number(offer) for competency, offer in offers.items()})
    return tuple(found)


def overall(found: Mapping[str, Value]) -> float:
    """The mean over all competencies on offer, 0 where there is none."""
    return sum(value.value for value in found.values()) / len(found) if found else 0.0
