"""The clock a person reads: it starts when the call is picked up, as on the phone; a record's starts at the ringing."""

from dataclasses import dataclass

from trainer.call.events import Answered
from trainer.call.record import CallRecord
from trainer.web.parts import player, shown


@dataclass(frozen=True, slots=True)
class TalkClock:
    """`picked_up`: that moment of the call, in seconds of the record's clock."""

    call: str
    picked_up: float = 0.0

    @classmethod
    def of(cls, call: str, record: CallRecord) -> "TalkClock":
        """The clock of a call; one that was never answered has only its ringing."""
        answers = (
            entry.input.at for entry in record.entries if any(isinstance(event, Answered) for event in entry.events)
        )
        return cls(call, next(answers, 0.0))

    def told(self, at: float | None) -> str:
        """`3:07` for a second of the record, or a dash."""
        return shown.clock(None if at is None else at - self.picked_up)

    def listen(self, at: float | None) -> str:
        """The HTML of a button that plays the recording from second `at` of the record; nothing where there is none."""
        return "" if at is None else player.listen(self.call, at, self.told(at))

    def again(self, seq: int) -> str:
        """The HTML of a button that starts a new call at turn `seq` of this one."""
        return player.again(self.call, seq)
