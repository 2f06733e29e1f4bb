"""The recogniser that is always there: pocketsphinx, for English, with the model inside its wheel."""

import os
import threading
from collections.abc import Sequence

from trainer.call.inputs import Heard
from trainer.errors import EngineFailed
from trainer.speech.audio import read_wav, to_16_bit


class PocketsphinxRecogniser:
    """Hears English."""

    def __init__(self, *, name: str = "pocketsphinx") -> None:
        self.name = name
        self._lock = threading.Lock()
        self._decoder = None

    def languages(self) -> Sequence[str]:
        """English only: no Chinese model comes with it."""
        return ("en",)

    def hear(self, wav: bytes, *, lang: str, expected: Sequence[str] = ()) -> Heard:
        """What was said."""
        if lang != "en":
            raise EngineFailed(self.name, f"it has no model for {lang}")
        raw = to_16_bit(read_wav(wav).at_16k()).tobytes()
        with self._lock:
            decoder = self._decoder or self._load()
            self._decoder = decoder
            decoder.start_utt()
            decoder.process_raw(raw, full_utt=True)
            decoder.end_utt()
            found = decoder.hyp()
        if found is None or not found.hypstr:
            return Heard(text="", confidence=0.0, engine=self.name, rejected=True)
        return Heard(text=found.hypstr, confidence=0.5, engine=self.name)

    def _load(self):
        try:
            import pocketsphinx

            return pocketsphinx.Decoder(pocketsphinx.Config(logfn=os.devnull))
        except Exception as error:
            raise EngineFailed(self.name, f"{error}") from error
