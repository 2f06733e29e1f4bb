"""The recogniser that is always there: pocketsphinx, for English, with the model inside its wheel."""

from collections.abc import Sequence
from typing import Any

from trainer.call.inputs import Heard
from trainer.errors import EngineFailed
from trainer.matching.matcher import DOUBTFUL
from trainer.speech.audio import Recording, read_wav, to_16_bit
from trainer.speech.process import Worker
from trainer.speech.recognisers import belief
from trainer.speech.voicing import speech

_START_SECONDS = 10.0
_SECONDS_A_SECOND = 6.0


class PocketsphinxRecogniser:
    """Hears English in a process of its own, through SpeechRecognition.

    Each recording is heard as free words (the expected phrases mixed with common English) and as one of the expected
    phrases. The phrase is believed when it explains the sound about as well as anything could; then the trainee said
    that. Else the free words count: surely, doubtfully, or not at all when they are unlikely to be English.
    """

    def __init__(self, *, name: str = "pocketsphinx") -> None:
        self.name = name
        self._worker = Worker(name, "trainer.speech.recognisers.sphinx_worker")

    def languages(self) -> Sequence[str]:
        """English only: no Chinese model comes with it."""
        return ("en",)

    def hear(self, wav: bytes, *, lang: str, expected: Sequence[str] = ()) -> Heard:
        """What was said; `confidence` is roughly the chance that two words in three are right.

        Raises EngineFailed when the engine fails or the language isn't English, and WrongUse for what is no recording.
        """
        recording = read_wav(wav)
        if lang not in self.languages():
            raise EngineFailed(self.name, f"it has no model for {lang}")
        samples = to_16_bit(recording.at_16k()).tobytes()
        patience = _START_SECONDS + _SECONDS_A_SECOND * recording.seconds
        answer, _ = self._worker.ask({"expected": list(expected)}, samples, seconds=patience)
        text, sure = _believed(answer, expected, recording)
        rejected = not text or sure < belief.LEAST
        return Heard(text="" if rejected else text, confidence=round(sure, 3), engine=self.name, rejected=rejected)

    def close(self) -> None:
        """Ends the worker."""
        self._worker.close()

    @property
    def worker_id(self) -> int | None:
        """The process id of the worker that is running now, for operators and tests."""
        return self._worker.process_id


def _believed(answer: dict[str, Any], expected: Sequence[str], recording: Recording) -> tuple[str, float]:
    """What was said, and how sure that is."""
    words = [(str(word), float(posterior)) for word, posterior in answer["words"]]
    spoken = speech(recording.samples, recording.rate)
    phrase = answer["phrase"]
    if phrase is not None:
        sure = belief.in_phrase(phrase["over_words"], phrase["over_sounds"], phrase["silent"], spoken)
        said = expected[phrase["number"]]
        if sure >= DOUBTFUL:
            return said, sure if belief.tell_the_same(said, words) else min(sure, belief.UNSURE)
    seconds = sum(part.end - part.start for part in spoken) or recording.seconds
    kept = belief.clear(words) if expected else [word for word, _ in words]
    return " ".join(kept), belief.in_words(words, expected, seconds)
