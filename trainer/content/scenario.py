"""The shape of a scenario after reading: snippets merged, texts complete in each language, references not yet judged.

Everything here is frozen and can be written to JSON and read back with pydantic's `TypeAdapter(Scenario)`, which is how
a call's record keeps the scenario it was taken with. Expressions are kept as their source text (`expression.py` reads
them). Templates such as `{fact.fee}` are still in the texts; the call engine fills them in for a persona.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Text = Mapping[str, str]
"""A text by language."""
Lines = Mapping[str, tuple[str, ...]]
"""Variants, words or phrases by language."""
Groups = Mapping[str, tuple[tuple[str, ...], ...]]
"""Keyword groups by language: every group must have one of its words in a sentence."""
Card = Mapping[str, Mapping[str, str]]
"""What a screen shows, by language: label to value."""
Value = str | int | float | bool | Text
"""A persona's key: one value for all languages, or a text by language."""
Effect = Mapping[str, float]
"""What is added to each variable; `mood` is one of them."""

Ending = Literal["resolved", "callback", "escalated", "lost", "abandoned"]
"""How an author may end a call. The engine adds `dropped`: the trainee hung up before an end node."""
CALL_ENDINGS: tuple[str, ...] = (*get_args(Ending), "dropped")
"""How a call may end."""
FactKind = Literal["digits", "phone", "number", "money", "date", "time", "text"]
Tone = Literal["calm", "worried", "upset", "angry", "relieved"]
CriticalKind = Literal["customer", "business", "compliance"]
BargeIn = Literal["allow", "penalise", "ignore"]
FieldType = Literal["choice", "digits", "phone", "number", "money", "date", "time", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """A customer who can call: `mood` from -3 to 3, `voice` one of f1-f3, m1-m3, `keys` the author's own."""

    id: str
    name: Text
    voice: str
    mood: int = 0
    keys: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What can be stated, asked or misstated. `value` may hold templates; `unit` is for money only."""

    id: str
    kind: FactKind
    value: Text
    unit: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Something a good (or bad) agent does in a turn. Raises mood only the first time in a call."""

    id: str
    label: Text
    keywords: Groups = field(default_factory=dict)
    examples: Lines = field(default_factory=dict)
    unless: Lines = field(default_factory=dict)
    says: tuple[str, ...] = ()
    effect: Effect = field(default_factory=dict)
    critical: CriticalKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A way on. All conditions given must hold; with neither `go` nor `end` the customer stays.

    `on`: moves made in this turn; `did`: the action taken now (`lookup` or `lookup.parcel`); `condition`: the source
    of the expression under `if`.
    """

    on: tuple[str, ...] = ()
    did: str | None = None
    condition: str | None = None
    effect: Effect = field(default_factory=dict)
    say: Lines | None = None
    go: str | None = None
    end: Ending | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarify:
    """What the customer says when nothing was understood, and how often before the fallback."""

    times: int = 1
    say: Lines | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What happens each time `after` seconds pass unanswered; after `times` of them the next takes `go`."""

    after: float
    say: Lines | None = None
    effect: Effect = field(default_factory=dict)
    times: int = 2
    go: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A place in the call: what the customer says there and the ways on from it."""

    id: str
    say: Lines
    end: Ending | None = None
    tone: Tone = "calm"
    expect: tuple[str, ...] = ()
    then: tuple[Rule, ...] = ()
    press: Lines | None = None
    clarify: Clarify = field(default_factory=Clarify)
    fallback: Rule | None = None
    silence: Silence | None = None
    barge_in: BargeIn = "allow"


@dataclass(frozen=True, slots=True, kw_only=True)
class IvrLevel:
    """One level of the menu the customer went through, and the key they pressed."""

    say: Text
    press: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What lay before the call: seconds of waiting and the menu levels."""

    wait: float = 0
    ivr: tuple[IvrLevel, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRecord:
    """A record the agent can look up once every fact in `requires` is known."""

    id: str
    label: Text
    requires: tuple[str, ...] = ()
    shows: Card = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desktop:
    """What the agent's screen holds. `knowledge`: article ids; `transfer_to`: target to label."""

    customer: Card = field(default_factory=dict)
    records: Mapping[str, DeskRecord] = field(default_factory=dict)
    knowledge: tuple[str, ...] = ()
    transfer_to: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Rules for holding: the move that announces it, the limit in seconds, the effect of breaking either."""

    announce: str | None = None
    limit: float | None = None
    effect: Effect = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderField:
    """A field of the work order.

    The right answer is `answer` (may hold templates), or `answer_by_ending[ending]`, or, for notes, the `keywords`
    that must be there; with none of them any answer is right. For a choice, answers are option ids.
    """

    id: str
    label: Text
    type: FieldType
    options: Mapping[str, Text] = field(default_factory=dict)
    answer: Text | None = None
    answer_by_ending: Mapping[str, Text] = field(default_factory=dict)
    keywords: Groups = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapUp:
    """The work order after the call, and the seconds allowed for it."""

    fields: Mapping[str, WorkOrderField]
    limit: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole call to be played. Personas, moves, facts and nodes keep the author's order.

    `requires` are the modules (`course/module`) a trainee must have done before taking it.
    """

    id: str
    title: Text
    languages: tuple[str, ...]
    briefing: Text
    rubric: str
    personas: Mapping[str, Persona]
    moves: Mapping[str, Move]
    nodes: Mapping[str, Node]
    start: str
    direction: Literal["inbound", "outbound"] = "inbound"
    opens: Literal["agent", "customer"] = "agent"
    level: int = 1
    minutes: float = 4
    competencies: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    vars: Mapping[str, float] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    queue: Queue | None = None
    desktop: Desktop = field(default_factory=Desktop)
    always: tuple[str, ...] = ()
    hold: Hold | None = None
    wrap_up: WrapUp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A knowledge article: title and Markdown body by language."""

    id: str
    title: Text
    body: Text
