"""Where a call stands. Frozen and serialisable; only the engine makes new ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from trainer.call.record import Opening

Phase = Literal["ringing", "opening", "talking", "on_hold", "ended"]
"""`opening`: answered, and the customer waits for the agent's greeting before the start line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallState:
    """A call at one moment. Counts of moves and actions are over the whole call; those of a node since it was entered.

    `variables` holds `mood` too; `actions` counts `lookup`, `lookup.parcel`, `hold` and so on; `line_uses` counts how
    often each line was said, for its variants; `turn` counts the trainee's spoken turns. `last_moves` and
    `earlier_moves` are those of the last spoken turn and of the one before it; `answered_at` is when the call was
    picked up; `deferred` are actions taken while the customer was on hold, which they react to when they are back.
    """

    opening: Opening
    phase: Phase = "ringing"
    node: str
    variables: Mapping[str, float]
    turn: int = 0
    at: float = 0
    made: Mapping[str, int] = field(default_factory=dict)
    actions: Mapping[str, int] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    line_uses: Mapping[str, int] = field(default_factory=dict)
    last_moves: tuple[str, ...] = ()
    earlier_moves: tuple[str, ...] = ()
    clarified: int = 0
    pressed: int = 0
    silences: int = 0
    silent_for: float = 0
    hold_began: float | None = None
    deferred: tuple[str, ...] = ()
    answered_at: float | None = None
    ending: str | None = None

    @property
    def mood(self) -> float:
        """The customer's mood, -3 (furious) to 3 (delighted)."""
        return self.variables["mood"]
