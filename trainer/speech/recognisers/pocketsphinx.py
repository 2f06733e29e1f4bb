"""The recogniser that is always there: pocketsphinx, for English, with the model inside its wheel."""

import math
from collections.abc import Sequence
from typing import Any

from trainer.call.inputs import Heard
from trainer.errors import EngineFailed
from trainer.matching.matcher import DOUBTFUL
from trainer.speech.audio import read_wav, to_16_bit
from trainer.speech.process import Worker
from trainer.speech.recognisers import belief
from trainer.speech.voicing import Stretch, speech

_START_SECONDS = 10.0
_SECONDS_A_SECOND = 6.0
_PAUSE, _SHORTEST_PART, _AIR = 0.25, 0.6, 0.12
"""Seconds between two parts, of a part, and kept around one."""


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
        spoken = speech(recording.samples, recording.rate)
        parts = _parts(spoken, recording.seconds)
        request = {"expected": list(expected), "parts": parts if len(parts) > 1 else []}
        answer, _ = self._worker.ask(request, samples, seconds=patience)
        text, sure = _Hearing(answer, expected, spoken, parts).believed()
        rejected = not text or sure < belief.LEAST
        return Heard(text="" if rejected else text, confidence=round(sure, 3), engine=self.name, rejected=rejected)

    def close(self) -> None:
        """Ends the worker."""
        self._worker.close()

    @property
    def worker_id(self) -> int | None:
        """The process id of the worker that is running now, for operators and tests."""
        return self._worker.process_id


def _parts(spoken: Sequence[Stretch], seconds: float) -> list[tuple[float, float]]:
    """Where one sentence may end and another begin: at pauses, with a little air around each."""
    parts: list[tuple[float, float]] = []
    for stretch in spoken:
        if parts and (stretch.start - parts[-1][1] < _PAUSE or parts[-1][1] - parts[-1][0] < _SHORTEST_PART):
            parts[-1] = (parts[-1][0], stretch.end)
        else:
            parts.append((stretch.start, stretch.end))
    return [(max(0.0, start - _AIR), min(seconds, end + _AIR)) for start, end in parts]


class _Hearing:
    """What the worker answered, and what of it to believe."""

    def __init__(
        self,
        answer: dict[str, Any],
        expected: Sequence[str],
        spoken: Sequence[Stretch],
        parts: Sequence[tuple[float, float]],
    ) -> None:
        self._answer, self._expected, self._spoken, self._parts = answer, expected, spoken, parts

    def believed(self) -> tuple[str, float]:
        """What was said, and how sure that is: one phrase, phrases one after another, or free words."""
        return self._phrase(self._answer["phrase"], 0.0, math.inf) or self._one_by_one() or self._free(0.0, math.inf)

    def _one_by_one(self) -> tuple[str, float] | None:
        """The parts apart, when one at least is a phrase; as sure as the least sure of them."""
        places = list(zip(self._answer["parts"], self._parts, strict=False))
        phrases = [self._phrase(phrase, start, end) for phrase, (start, end) in places]
        if not any(phrases):
            return None
        heard = [phrase or self._free(*place) for phrase, place in zip(phrases, self._parts, strict=True)]
        kept = [text.rstrip(".!? ") + "." for text, sure in heard if sure >= belief.LEAST and text]
        least = min(sure for _, sure in heard)
        return " ".join(kept), least if least >= DOUBTFUL else max(belief.LEAST, min(least, belief.UNSURE))

    def _phrase(self, phrase: dict[str, Any] | None, start: float, end: float) -> tuple[str, float] | None:
        """The expected phrase between two moments, if it is to be believed that it was said."""
        if phrase is None:
            return None
        spoken = [Stretch(part.start - start, part.end - start) for part in self._between(start, end)]
        sure = belief.in_phrase(phrase["over_words"], phrase["over_sounds"], phrase["silent"], spoken)
        if sure < DOUBTFUL:
            return None
        said = self._expected[phrase["number"]]
        if phrase["denied"]:
            return " ".join(phrase["words"]), min(sure, belief.UNSURE)
        return said, sure if belief.tell_the_same(said, self._words(start, end)) else min(sure, belief.UNSURE)

    def _free(self, start: float, end: float) -> tuple[str, float]:
        words = self._words(start, end)
        seconds = sum(part.end - part.start for part in self._between(start, end))
        kept = belief.clear(words) if self._expected else [word for word, _ in words]
        return " ".join(kept), belief.in_words(words, self._expected, seconds)

    def _words(self, start: float, end: float) -> list[tuple[str, float]]:
        """The free words whose middle lies between two moments."""
        return [
            (str(word), float(sure))
            for word, sure, began, ended in self._answer["words"]
            if start <= (began + ended) / 2 <= end
        ]

    def _between(self, start: float, end: float) -> list[Stretch]:
        return [part for part in self._spoken if start <= part.start < end]
