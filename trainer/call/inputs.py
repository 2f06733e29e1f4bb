"""What the trainee does in a call. Each input is one turn or action, with its time.

`at` is the second since the ringing began, read from the server's clock by whoever makes the input; for words it is
when they ended. Inputs are frozen, and pydantic reads and writes them as JSON by their `type`.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from trainer.matching.understanding import Understanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a recogniser made of a recording. `confidence` is 0 to 1, None when the engine gives none.

    `rejected`: speech was there, but it was none of what could be understood; the text is then empty.
    """

    text: str
    confidence: float | None
    engine: str
    rejected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How something was said; shown, never scored.

    `seconds` of speech, `pace` in words (en) or characters (zh) a minute, `pauses` longer than half a second and their
    sum `pause_seconds`, `fillers` counted in the text, `loudness` in dBFS, `answer_delay` in seconds from the end of
    the customer's line to the first word. None where it can't be known.
    """

    seconds: float
    pace: float | None = None
    pauses: int = 0
    pause_seconds: float = 0
    fillers: int = 0
    loudness: float | None = None
    answer_delay: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Picks up (inbound), or waits until the customer picks up (outbound)."""

    at: float
    type: Literal["answer"] = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Words of the trainee, typed or heard, with what was understood of them.

    `began`: when the first word was said; `over_customer`: the trainee talked over the customer; `recording`: the
    SHA-256 of the audio kept for it.
    """

    at: float
    text: str
    understanding: Understanding
    began: float | None = None
    over_customer: bool = False
    heard: Heard | None = None
    delivery: Delivery | None = None
    recording: str | None = None
    type: Literal["say"] = "say"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldCustomer:
    """Puts the customer on hold."""

    at: float
    type: Literal["hold"] = "hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """Takes the customer back from hold."""

    at: float
    type: Literal["resume"] = "resume"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """Looks up a record on the desktop."""

    at: float
    record: str
    type: Literal["lookup"] = "lookup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Searches the knowledge articles; `found` are the ids that came up, best first."""

    at: float
    words: str
    found: tuple[str, ...] = ()
    type: Literal["search"] = "search"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Opens a knowledge article."""

    at: float
    article: str
    type: Literal["read"] = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Transfers the call; `note` is what is told to the colleague, `understanding` what that states."""

    at: float
    target: str
    note: str = ""
    understanding: Understanding | None = None
    type: Literal["transfer"] = "transfer"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaySilent:
    """Says nothing for `seconds`, counted since the last word of either side or the last silence reported."""

    at: float
    seconds: float
    type: Literal["silence"] = "silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class HangUp:
    """The trainee hangs up."""

    at: float
    type: Literal["hang_up"] = "hang_up"


Input = Annotated[
    Answer | Say | HoldCustomer | Resume | LookUp | Search | Read | Transfer | StaySilent | HangUp,
    Field(discriminator="type"),
]
