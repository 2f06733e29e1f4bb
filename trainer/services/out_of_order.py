"""Refusals that tell a phone where its call stands."""

from trainer.errors import Conflict
from trainer.services.call_shapes import CallView


class OutOfOrder(Conflict):
    """A turn that doesn't follow the last one stored, or something it is too early or too late for.

    `call` is where the call stands.
    """

    code = "out_of_order"

    def __init__(self, message: str, call: CallView) -> None:
        super().__init__(message)
        self.call = call


class CallInterrupted(OutOfOrder):
    """A turn in a call that was left long ago."""

    code = "call_interrupted"


class CallEnded(OutOfOrder):
    """A turn after the end."""

    code = "call_ended"
