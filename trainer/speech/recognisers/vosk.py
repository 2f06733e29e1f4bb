"""Vosk: Kaldi models for many languages, Chinese among them; offline. Needs `call-trainer[vosk]` and a model folder."""

import importlib
import json
import re
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from trainer.call.inputs import Heard
from trainer.errors import EngineFailed, WrongUse
from trainer.speech.audio import RATE, read_wav, to_16_bit

_NO_WORD = re.compile(r"[\[<]\w+[\]>]")
"""How models write what is no word they know: `[unk]`, `<unk>`, `[noise]`."""


class VoskRecogniser:
    """Hears each language that has a model folder in `models`.

    Raises WrongUse when the package or a folder is missing. Models are read when first used, and kept.
    """

    name = "vosk"

    def __init__(self, models: Mapping[str, Path]) -> None:
        if not models:
            raise WrongUse("vosk needs a model: set the option vosk_model_zh or vosk_model_en to its folder.")
        for lang, folder in models.items():
            if not folder.is_dir():
                raise WrongUse(f"vosk's model for {lang} isn't there: {folder} is no folder. See docs/speech.md.")
        try:
            self._vosk: Any = importlib.import_module("vosk")
        except (ImportError, OSError) as error:
            raise WrongUse("vosk isn't installed: pip install 'call-trainer[vosk]'.") from error
        self._folders = dict(models)
        self._models: dict[str, Any] = {}
        self._lock = threading.Lock()

    def languages(self) -> Sequence[str]:
        """Those with a model."""
        return tuple(self._folders)

    def hear(self, wav: bytes, *, lang: str, expected: Sequence[str] = ()) -> Heard:  # noqa: ARG002 - needs no hints
        """What was said; the confidence is the mean of Vosk's own for each word. Raises EngineFailed."""
        samples = to_16_bit(read_wav(wav).at_16k()).tobytes()
        try:
            decoder = self._vosk.KaldiRecognizer(self._model(lang), RATE)
            decoder.SetWords(True)
            decoder.AcceptWaveform(samples)
            found = json.loads(decoder.FinalResult())
        except EngineFailed:
            raise
        except Exception as error:
            raise EngineFailed(self.name, str(error) or type(error).__name__) from error
        words = _NO_WORD.sub("", str(found.get("text", ""))).split()
        text = ("" if lang == "zh" else " ").join(words)
        sure = [float(word["conf"]) for word in found.get("result", ()) if "conf" in word]
        return Heard(
            text=text,
            confidence=round(sum(sure) / len(sure), 3) if sure else None,
            engine=self.name,
            rejected=not text,
        )

    def _model(self, lang: str) -> Any:  # noqa: ANN401 - vosk is optional
        with self._lock:
            if lang not in self._folders:
                raise EngineFailed(self.name, f"there is no model for {lang}")
            if lang not in self._models:
                self._vosk.SetLogLevel(-1)
                self._models[lang] = self._read(self._folders[lang])
            return self._models[lang]

    def _read(self, folder: Path) -> Any:  # noqa: ANN401 - vosk is optional
        try:
            return self._vosk.Model(str(folder))
        except Exception as error:
            raise EngineFailed(
                self.name,
                f"{folder} holds no model it can read ({error}). Name the folder with am/ and conf/ in it",
            ) from error
