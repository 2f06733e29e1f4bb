"""What a recording of the trainee's becomes: a kept file, words, and how they were said."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from trainer.call.inputs import Delivery, Heard
from trainer.errors import EngineFailed, WrongUse
from trainer.records.recordings import RecordingFiles
from trainer.services.lines import CustomerVoice
from trainer.speech import audio, delivery
from trainer.speech.voicing import is_silent

RECOGNISERS_AT_ONCE = 2
WAITED_FOR = 60.0
"""Seconds after which a recogniser is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listened:
    """What came of a recording. `heard` is None when nobody hears the language; silence keeps no recording."""

    seconds: float
    silent: bool = False
    recording: str | None = None
    heard: Heard | None = None
    delivery: Delivery | None = None


class BadAudio(WrongUse):
    """A recording that can't be used."""


class Ear:
    """Listens to recordings, a few at a time."""

    def __init__(self, files: RecordingFiles, speech: CustomerVoice) -> None:
        self._files = files
        self._speech = speech
        self._pool = ThreadPoolExecutor(RECOGNISERS_AT_ONCE, thread_name_prefix="recogniser")

    def listen(self, wav: bytes, *, lang: str, expected: Sequence[str], answer_delay: float | None = None) -> Listened:
        """Validates, tells silence by energy, keeps the recording, and has it recognised.

        Raises BadAudio for what is no usable recording, StoreFailed, and EngineFailed when the recogniser failed (the
        recording is kept then).
        """
        try:
            recording = audio.read_wav(wav)
        except WrongUse as error:
            raise BadAudio(str(error)) from error
        samples = recording.at_16k()
        if is_silent(samples, audio.RATE):
            return Listened(seconds=recording.seconds, silent=True)
        name = self._files.keep(audio.write_flac(samples))
        measured = delivery.measure(samples, audio.RATE, "", lang, answer_delay)
        listened = Listened(seconds=recording.seconds, recording=name, delivery=measured)
        recogniser = self._speech.recogniser(lang)
        if recogniser is None:
            return listened
        task = self._pool.submit(recogniser.hear, audio.write_wav(samples), lang=lang, expected=expected)
        try:
            heard = task.result(timeout=WAITED_FOR)
        except TimeoutError as error:
            raise EngineFailed(
                recogniser.name, f"took over {WAITED_FOR:.0f} s. The recording is kept; type what you said."
            ) from error
        measured = delivery.measure(samples, audio.RATE, heard.text, lang, answer_delay)
        return replace(listened, heard=heard, delivery=measured)

    def close(self) -> None:
        """Waits for nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
