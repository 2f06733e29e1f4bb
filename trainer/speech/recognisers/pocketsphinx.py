"""The recogniser that is always there: pocketsphinx, for English, with the model inside its wheel."""

import math
from collections.abc import Sequence
from typing import Any

from trainer.call.inputs import Heard
from trainer.errors import EngineFailed
from trainer.speech.audio import read_wav, to_16_bit
from trainer.speech.process import Worker

LEAST_CONFIDENCE = 0.35
"""Below this what was heard is rejected: it is none of what is expected, nor other words that came through."""
_START_SECONDS = 10.0
_SECONDS_A_SECOND = 4.0


class PocketsphinxRecogniser:
    """Hears English in a process of its own, through SpeechRecognition.

    The expected phrases are mixed with common English into one small language model, so both the phrases and free words
    can be heard. Speech that is neither is told by how little better the words explain the sound than a row of any
    phones does, and by how many other words would have explained it as well.
    """

    def __init__(self, *, name: str = "pocketsphinx", least_confidence: float = LEAST_CONFIDENCE) -> None:
        self.name = name
        self._least = least_confidence
        self._worker = Worker(name, "trainer.speech.recognisers.sphinx_worker")

    def languages(self) -> Sequence[str]:
        """English only: no Chinese model comes with it."""
        return ("en",)

    def hear(self, wav: bytes, *, lang: str, expected: Sequence[str] = ()) -> Heard:
        """What was said; `confidence` is roughly the chance that at least three words in four are right.

        Raises EngineFailed when the engine fails or the language isn't English, and WrongUse for what is no recording.
        """
        recording = read_wav(wav)
        if lang not in self.languages():
            raise EngineFailed(self.name, f"it has no model for {lang}")
        samples = to_16_bit(recording.at_16k()).tobytes()
        patience = _START_SECONDS + _SECONDS_A_SECOND * recording.seconds
        answer, _ = self._worker.ask({"expected": list(expected)}, samples, seconds=patience)
        text = " ".join(word[0] for word in answer["words"])
        sure = confidence(answer)
        if not text or sure < self._least:
            return Heard(text="", confidence=sure, engine=self.name, rejected=True)
        return Heard(text=text, confidence=sure, engine=self.name)

    def close(self) -> None:
        """Ends the worker."""
        self._worker.close()

    @property
    def worker_id(self) -> int | None:
        """The process id of the worker that is running now, for operators and tests."""
        return self._worker.process_id


def confidence(answer: dict[str, Any]) -> float:
    """0 to 1, by a logistic rule fitted to synthesised speech (docs/speech.md tells how well it holds)."""
    words = answer["words"]
    if not words:
        return 0.0
    frames = sum(end - start + 1 for _, start, end, _, _ in words)
    advantage = sum(gain * (end - start + 1) for _, start, end, _, gain in words) / frames
    posterior = sum(sure for _, _, _, sure, _ in words) / len(words)
    score = 6.0 * posterior + 1.0 * (advantage + 4.5) - 3.0
    return round(1 / (1 + math.exp(-score)), 3)
