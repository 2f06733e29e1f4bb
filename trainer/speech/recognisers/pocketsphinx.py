"""The recogniser that is always there: pocketsphinx, for English, with the model inside its wheel."""

import math
from collections.abc import Sequence
from difflib import SequenceMatcher

from trainer.call.inputs import Heard
from trainer.errors import EngineFailed
from trainer.speech.audio import read_wav, to_16_bit
from trainer.speech.process import Worker
from trainer.speech.recognisers.language_model import words_of
from trainer.speech.voicing import speech

LEAST_CONFIDENCE = 0.35
"""Below this what was heard is rejected: it is none of what is expected, nor other words that came through."""
_BASE, _LIKENESS, _POSTERIOR, _THIN = -5.2, 4.5, 5.0, 0.5
_LETTERS_A_SECOND = 6.0
"""Slow speech has about ten letters a second."""
_START_SECONDS = 10.0
_SECONDS_A_SECOND = 4.0


class PocketsphinxRecogniser:
    """Hears English in a process of its own, through SpeechRecognition.

    The expected phrases are mixed with common English into one small language model, so both the phrases and free words
    can be heard. Speech that is neither is told by how many other words would have explained the sound as well,
    and by how unlike the words are to anything expected.
    """

    def __init__(self, *, name: str = "pocketsphinx", least_confidence: float = LEAST_CONFIDENCE) -> None:
        self.name = name
        self._least = least_confidence
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
        words = [(str(word), float(posterior)) for word, posterior in answer["words"]]
        text = " ".join(word for word, _ in words)
        spoken = sum(part.end - part.start for part in speech(recording.samples, recording.rate))
        sure = confidence(words, expected, spoken or recording.seconds)
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


def confidence(words: Sequence[tuple[str, float]], expected: Sequence[str], seconds: float) -> float:
    """How much to believe `words` (each with its posterior probability) that were heard in `seconds` of speech, 0 to 1.

    A logistic rule fitted to synthesised speech: the mean posterior, the likeness to the nearest expected phrase (half
    when nothing is expected), and a penalty where too few letters stand for too much sound. docs/speech.md tells how
    well it holds.
    """
    if not words:
        return 0.0
    heard = [word for word, _ in words]
    posterior = sum(sure for _, sure in words) / len(words)
    phrases = (words_of(phrase) for phrase in expected)
    likeness = max((SequenceMatcher(None, heard, phrase, autojunk=False).ratio() for phrase in phrases), default=0.0)
    letters = len(" ".join(heard)) / max(0.1, seconds)
    base = _BASE + _LIKENESS * likeness if expected else _BASE + _LIKENESS / 2
    score = base + _POSTERIOR * posterior - _THIN * max(0.0, _LETTERS_A_SECOND - letters)
    return round(1 / (1 + math.exp(-score)), 3)
