"""What happens in a call, as the engine reports it. Frozen; pydantic reads and writes them as JSON by their `type`."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

Why = Literal["line", "rule", "press", "clarify", "silence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The call was picked up after `after` seconds of ringing."""

    after: float
    type: Literal["answered"] = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSaid:
    """The customer said a line. `line` names it within the scenario (`open.line.0`: node, why, variant).

    `text` is what a caption shows; `spoken` is what the voice is given (digits apart, amounts in words).
    """

    line: str
    node: str
    text: str
    spoken: str
    tone: str
    why: Why = "line"
    type: Literal["customer_said"] = "customer_said"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveMade:
    """A move was made; `first` in this call or again."""

    move: str
    first: bool
    type: Literal["move_made"] = "move_made"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactBecameKnown:
    """A fact was said, by the customer or rightly by the agent, for the first time."""

    fact: str
    by: Literal["customer", "agent"]
    type: Literal["fact_known"] = "fact_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactWasMisstated:
    """The trainee gave a wrong value for a fact."""

    fact: str
    said: str
    type: Literal["fact_misstated"] = "fact_misstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableChanged:
    """A variable (often `mood`) changed; `why` names the move, rule, silence or hold that did it."""

    name: str
    before: float
    after: float
    why: str
    type: Literal["variable_changed"] = "variable_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood:
    """Nothing the trainee said was understood at this node."""

    type: Literal["not_understood"] = "not_understood"


@dataclass(frozen=True, slots=True, kw_only=True)
class BargedIn:
    """The trainee talked over the customer."""

    penalised: bool
    type: Literal["barged_in"] = "barged_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class FellSilent:
    """The customer waited `seconds` in vain, for the `times`-th time at this node."""

    seconds: float
    times: int
    type: Literal["fell_silent"] = "fell_silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldBegan:
    """The customer was put on hold, with or without having been told."""

    announced: bool
    type: Literal["hold_began"] = "hold_began"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEnded:
    """The customer was taken back after `seconds`; `limits_passed` counts how often the limit had passed."""

    seconds: float
    limits_passed: int
    type: Literal["hold_ended"] = "hold_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """A record was shown."""

    record: str
    type: Literal["looked_up"] = "looked_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUpRefused:
    """A record was not shown: `missing` facts were not known yet."""

    record: str
    missing: tuple[str, ...]
    type: Literal["lookup_refused"] = "lookup_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """Knowledge was searched."""

    words: str
    found: tuple[str, ...]
    type: Literal["searched"] = "searched"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRead:
    """A knowledge article was opened."""

    article: str
    type: Literal["article_read"] = "article_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred:
    """The call went to `target`; `handed_over` are the facts stated to the colleague."""

    target: str
    handed_over: tuple[str, ...]
    type: Literal["transferred"] = "transferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeEntered:
    """The call moved on."""

    before: str
    node: str
    type: Literal["node_entered"] = "node_entered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """An input that is not possible now; nothing changed. `reason` is a word such as `on_hold`."""

    reason: str
    type: Literal["ignored"] = "ignored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The call is over. `ending` is the author's word, or `dropped` when the trainee hung up before an end node."""

    ending: str
    type: Literal["ended"] = "ended"


Event = Annotated[
    Answered
    | CustomerSaid
    | MoveMade
    | FactBecameKnown
    | FactWasMisstated
    | VariableChanged
    | NotUnderstood
    | BargedIn
    | FellSilent
    | HoldBegan
    | HoldEnded
    | LookedUp
    | LookUpRefused
    | Searched
    | ArticleRead
    | Transferred
    | NodeEntered
    | Ignored
    | Ended,
    Field(discriminator="type"),
]
