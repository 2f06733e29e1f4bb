"""What a phone can send as a turn, as plain values."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

TEXT_LIMIT = 2000
"""The longest text of a turn, in characters."""
Seconds = Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class _Turn(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    seq: int = Field(ge=1, le=1_000_000, description="One more than the last stored turn's.")
    at: Seconds | None = Field(default=None, description="The phone's idea of now, in seconds of the call's clock.")


class AnswerTurn(_Turn):
    """Picks up."""

    type: Literal["answer"]


class SayTurn(_Turn):
    """Typed words. `recording` is the hash that an audio turn without a recogniser was answered with."""

    type: Literal["say"]
    text: Annotated[str, Field(max_length=TEXT_LIMIT)]
    over_customer: bool = False
    began: Seconds | None = None
    answer_delay: Seconds | None = None
    recording: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    browser_heard: bool = Field(default=False, description="The browser's own recognition wrote the text.")


class HoldTurn(_Turn):
    """Puts the customer on hold."""

    type: Literal["hold"]


class ResumeTurn(_Turn):
    """Takes the customer back."""

    type: Literal["resume"]


class LookUpTurn(_Turn):
    """Looks up a record."""

    type: Literal["lookup"]
    record: Name


class SearchTurn(_Turn):
    """Searches knowledge."""

    type: Literal["search"]
    words: Annotated[str, Field(max_length=200)]


class ReadTurn(_Turn):
    """Opens an article."""

    type: Literal["read"]
    article: Name


class TransferTurn(_Turn):
    """Transfers the call, with a note for the colleague."""

    type: Literal["transfer"]
    target: Name
    note: Annotated[str, Field(max_length=TEXT_LIMIT)] = ""


class SilenceTurn(_Turn):
    """Nothing was said for so many seconds."""

    type: Literal["silence"]
    seconds: Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)]


class HangUpTurn(_Turn):
    """Hangs up."""

    type: Literal["hang_up"]


class SpokenTurn(_Turn):
    """Words as a recording (wav, 16-bit mono, 8 to 48 kHz); sent as a form with the file `audio`."""

    type: Literal["say"]
    over_customer: bool = False
    began: Seconds | None = None
    answer_delay: Seconds | None = Field(
        default=None,
        description="From the end of the customer's line to the recording's beginning; what passes in it before the "
        "first word is added here.",
    )
    audio: bytes


JsonTurn = Annotated[
    AnswerTurn
    | SayTurn
    | HoldTurn
    | ResumeTurn
    | LookUpTurn
    | SearchTurn
    | ReadTurn
    | TransferTurn
    | SilenceTurn
    | HangUpTurn,
    Field(discriminator="type"),
]
TurnRequest = (
    AnswerTurn
    | SayTurn
    | HoldTurn
    | ResumeTurn
    | LookUpTurn
    | SearchTurn
    | ReadTurn
    | TransferTurn
    | SilenceTurn
    | HangUpTurn
    | SpokenTurn
)
