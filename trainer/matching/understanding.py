"""What was understood of one thing the trainee said, with the reason of every match."""

from dataclasses import dataclass
from typing import Literal

Method = Literal["keywords", "says", "similarity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveMatch:
    """How close one sentence came to one move, and why.

    `confidence` is 0 to 1. `evidence` is the trainee's own words that matched; `example` the nearest example when the
    method is similarity; `runner_up` the move that came second. `reason` is one English sentence for authors.
    """

    move: str
    accepted: bool
    confidence: float
    method: Method
    evidence: str
    sentence: int = 0
    example: str | None = None
    runner_up: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactStated:
    """A fact the trainee stated rightly; `evidence` is the words that stated it."""

    fact: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactMisstated:
    """A wrong value given for a fact by what was otherwise the move `move`; `said` is the value heard."""

    fact: str
    move: str
    said: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """All that was understood of a text: each match considered, facts stated and misstated.

    `doubtful`: the words were heard, not typed, and so badly that nothing may be held against the trainee.
    """

    text: str
    sentences: tuple[str, ...] = ()
    matches: tuple[MoveMatch, ...] = ()
    stated: tuple[FactStated, ...] = ()
    misstated: tuple[FactMisstated, ...] = ()
    doubtful: bool = False

    @property
    def moves(self) -> tuple[str, ...]:
        """The ids of the moves made, each once, in the order they were said."""
        return tuple(dict.fromkeys(m.move for m in self.matches if m.accepted))
