"""The record of a call: how it began, every input with the events it caused, and the work order.

Replaying the inputs from the opening gives the same events; scoring the same record gives the same scorecard.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from trainer.call.events import Event
from trainer.call.inputs import Input


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """All that `begin` needs besides the scenario. `today` is what `tomorrow` in a fact counts from."""

    scenario: str
    persona: str
    lang: str
    seed: int
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One input and what came of it. `seq` counts from 1 without gaps; `node` and `mood` are those after it."""

    seq: int
    input: Input
    events: tuple[Event, ...]
    node: str
    mood: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapUpDone:
    """The work order as handed in, `seconds` after the call ended."""

    fields: Mapping[str, str]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecord:
    """A call so far, or whole."""

    opening: Opening
    entries: tuple[Entry, ...] = ()
    wrap_up: WrapUpDone | None = None
    preamble: tuple[Event, ...] = field(default=())
