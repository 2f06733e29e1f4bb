"""What a voice and a recogniser must do. Engines live behind these; services choose among them."""

from collections.abc import Sequence
from typing import Protocol

from trainer.call.inputs import Heard


class Voice(Protocol):
    """Speaks text. Implementations are safe to call from several threads."""

    name: str

    def languages(self) -> Sequence[str]:
        """The languages it speaks, such as `zh` and `en`."""
        ...

    def speak(self, text: str, *, lang: str, persona: str, tone: str) -> bytes:
        """`text` as a wav (16-bit mono), in the voice of `persona` (f1-f3, m1-m3) and `tone`.

        Raises EngineFailed.
        """
        ...


class Recogniser(Protocol):
    """Hears speech. Implementations are safe to call from several threads."""

    name: str

    def languages(self) -> Sequence[str]:
        """The languages it hears."""
        ...

    def hear(self, wav: bytes, *, lang: str, expected: Sequence[str] = ()) -> Heard:
        """What was said in a 16 kHz mono wav; `expected` are phrases likely here.

        Speech that can't be understood comes back as `rejected` or with a low confidence. Raises EngineFailed.
        """
        ...
