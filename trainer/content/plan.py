"""The shape of a plan: a call written out turn by turn, with what must come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

PlanAction = Literal["answer", "say", "do", "search", "hold", "silence", "hang_up"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTurn:
    """One thing the planned agent does, and what is expected after it.

    `action` with `value`: seconds for answer, hold and silence; words for say and search; `lookup.x`, `read.x` or
    `transfer.x` for do; None for hang_up. `moves` (any order, exactly these) and `at` are None when not checked.
    `line` is where it stands in the plan's file; `places` are the line and column of what stands under its keys.
    """

    action: PlanAction
    value: str | float | None = None
    moves: tuple[str, ...] | None = None
    at: str | None = None
    line: int = 1
    column: int = 1
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole planned call. `mood` and `score` are comparisons such as `>= 85`; None is not checked.

    `places` are the line and column of what stands under its keys.
    """

    name: str
    scenario: str
    lang: str
    turns: tuple[PlanTurn, ...]
    persona: str | None = None
    seed: int = 1
    wrap_up: Mapping[str, str] = field(default_factory=dict)
    wrap_up_seconds: float | None = None
    ends: str | None = None
    mood: str | None = None
    score: str | None = None
    critical: tuple[str, ...] | None = None
    file: str = ""
    line: int = 1
    column: int = 1
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
