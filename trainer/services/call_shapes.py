"""What a phone is told about a call. Written to JSON as they stand; times are seconds of the call's clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from trainer.call.state import Phase

Mode = Literal["practice", "assigned", "exam"]
LeftOut = Field(exclude_if=lambda value: value is None)
"""Marks a value that isn't there at all in an exam."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the customer's. `text` is left out in an exam; `audio` is where the wav is."""

    id: str
    audio: str
    tone: str
    why: str
    text: Annotated[str | None, LeftOut] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A line of the transcript. `who`: agent, customer, or event (then `type` says which)."""

    seq: int
    who: Literal["agent", "customer", "event"]
    at: float
    text: str | None = None
    line: str | None = None
    tone: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A level of the menu the customer went through before the ringing."""

    say: str
    press: str
    audio: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ringing:
    """What lay before the call: seconds of waiting, and the menu."""

    wait: float = 0
    ivr: tuple[Menu, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaShown:
    """Who is calling."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordShown:
    """A record on the desktop. `shows` is None until it has been looked up; `requires` are the facts asked for it."""

    id: str
    label: str
    requires: tuple[str, ...]
    shows: Mapping[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleName:
    """A knowledge article by name."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article that a search brought up."""

    id: str
    title: str
    extract: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleShown:
    """An opened article."""

    id: str
    title: str
    markdown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Something to choose."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DesktopShown:
    """The agent's screen as it is now."""

    customer: Mapping[str, str]
    records: tuple[RecordShown, ...]
    knowledge: tuple[ArticleName, ...]
    transfer_to: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldShown:
    """A hold under way: when it began, and the limit in seconds if there is one."""

    began: float
    limit: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderFieldShown:
    """A field to fill in."""

    id: str
    label: str
    type: str
    options: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrder:
    """The work order to hand in after the call."""

    limit: float | None
    fields: tuple[WorkOrderFieldShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRules:
    """What this phone may show and use; neither in an exam."""

    captions: bool
    browser_speech: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """The recogniser for this call; None when there is none for the language, and the trainee has to type."""

    engine: str | None
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """A call as a phone needs it to go on. `seq` is the last one stored; the next turn is `seq` + 1.

    `interrupted`: it was left long ago without an end, and takes no more turns.
    """

    id: str
    scenario: str
    title: str
    briefing: str
    lang: str
    mode: Mode
    direction: str
    opens: str
    phase: Phase
    seq: int
    now: float
    persona: PersonaShown
    ringing: Ringing
    desktop: DesktopShown
    allowed: tuple[str, ...]
    mood: float | None
    line: Line | None
    lines: tuple[Line, ...]
    transcript: tuple[Said, ...]
    silence_after: float | None
    hold: HoldShown | None
    answered_at: float | None
    ended: str | None
    ended_at: float | None
    wrap_up: WorkOrder | None
    wrapped_up: bool
    rules: PhoneRules
    hearing: Hearing
    from_call: str | None = None
    interrupted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardShown:
    """What was made of a recording. `silent`: nothing was said, and nothing was taken as a turn.

    `doubtful`: heard so badly that nothing in it is held against the trainee.
    """

    text: str = ""
    confidence: float | None = None
    engine: str | None = None
    rejected: bool = False
    doubtful: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnAnswer:
    """What came of a turn. When nothing was taken as a turn, `seq` is the last stored one, and `code` may say why."""

    seq: int
    phase: Phase
    allowed: tuple[str, ...]
    events: tuple[Mapping[str, Any], ...] = ()
    heard: HeardShown | None = None
    line: Line | None = None
    lines: tuple[Line, ...] = ()
    mood: float | None = None
    ended: str | None = None
    silence_after: float | None = None
    hold: HoldShown | None = None
    desktop: DesktopShown | None = None
    found: tuple[Found, ...] | None = None
    article: ArticleShown | None = None
    wrap_up: WorkOrder | None = None
    code: str | None = None
    recording: str | None = None
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSummary:
    """A call in a history. Score values are None until the call was scored.

    `seconds`: how long it lasted from when it was picked up; None while it goes on. `interrupted`: it was left long ago
    without an end, and can't be gone on with.
    """

    id: str
    scenario: str
    title: str
    persona: str
    lang: str
    mode: str
    owner: str
    owner_name: str
    began_at: datetime
    seconds: float | None
    turns: int
    ended: str | None
    wrapped_up: bool
    percent: float | None = None
    passed: bool | None = None
    critical: int | None = None
    from_call: str | None = None
    from_seq: int | None = None
    interrupted: bool = False
