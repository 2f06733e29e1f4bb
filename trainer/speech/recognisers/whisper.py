"""Whisper on this machine (faster-whisper): one model for Chinese and English, offline once its folder is there.

Needs `call-trainer[whisper]` and a model folder; nothing is ever downloaded.
"""

import importlib
import math
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trainer.call.inputs import Heard
from trainer.errors import EngineFailed, WrongUse
from trainer.speech.audio import RATE, read_wav, to_16_bit
from trainer.speech.recognisers.prompt import prompt_of

_NO_SPEECH = 0.6
"""Whisper's own threshold: above it what it wrote is likely made up."""
_LOOPING = 2.4
"""Whisper's own, too: what can be packed tighter is one phrase over and over, which nobody said."""
_NEEDED = ("model.bin", "tokenizer.json")
"""Without its tokenizer the package would look for one on the internet."""


class WhisperRecogniser:
    """Hears through SpeechRecognition, with a model that stays loaded.

    Raises WrongUse when the package or the folder is missing.
    """

    name = "whisper"

    def __init__(
        self,
        folder: Path | None,
        *,
        languages: Sequence[str] = ("zh", "en"),
        device: str = "cpu",
        compute: str = "int8",
    ) -> None:
        if folder is None:
            raise WrongUse("whisper needs a model: set the option whisper_model to its folder. See docs/speech.md.")
        if not folder.is_dir():
            raise WrongUse(f"whisper's model isn't there: {folder} is no folder. See docs/speech.md.")
        try:
            self._package: Any = importlib.import_module("faster_whisper")
        except (ImportError, OSError) as error:
            raise WrongUse("whisper isn't installed: pip install 'call-trainer[whisper]'.") from error
        for file in _NEEDED:
            if not (folder / file).is_file():
                raise WrongUse(f"{folder} holds no faster-whisper model: {file} is missing. See docs/speech.md.")
        self._folder = folder
        self._languages = tuple(languages)
        self._options = {"device": device, "compute_type": compute}
        self._lock = threading.Lock()
        self._recogniser: Any = None
        self._known: frozenset[str] = frozenset()

    def languages(self) -> Sequence[str]:
        """Those the settings name; a multilingual model knows both."""
        return self._languages

    def hear(self, wav: bytes, *, lang: str, expected: Sequence[str] = ()) -> Heard:
        """What was said, with the expected phrases as a prompt. Raises EngineFailed.

        The confidence is the geometric mean of the tokens' probabilities. What Whisper itself takes for no speech is
        rejected: it writes sentences into noise. The same recording gives the same words: Whisper's further tries with
        chance in them, up to five when it is unsure, are not made.
        """
        audio_data: Any = importlib.import_module("speech_recognition").AudioData
        audio = audio_data(to_16_bit(read_wav(wav).at_16k()).tobytes(), RATE, 2)
        options = {"language": lang, "initial_prompt": prompt_of(expected, lang), "beam_size": 5, "temperature": 0.0}
        try:
            with self._lock:
                found = self._loaded(lang).recognize(audio, show_dict=True, **options)
        except EngineFailed:
            raise
        except Exception as error:
            raise EngineFailed(self.name, str(error) or type(error).__name__) from error
        spoken = [part for part in found["segments"] if _is_speech(part)]
        text = " ".join(str(part.text).strip() for part in spoken).strip()
        sure = [math.exp(part.avg_logprob) for part in spoken if getattr(part, "avg_logprob", None) is not None]
        return Heard(
            text=text,
            confidence=round(min(1.0, sum(sure) / len(sure)), 3) if sure else None,
            engine=self.name,
            rejected=not text,
        )

    def _loaded(self, lang: str) -> Any:  # noqa: ANN401 - faster-whisper is optional
        if self._recogniser is None:
            local: Any = importlib.import_module("speech_recognition.recognizers.whisper_local.faster_whisper")
            base: Any = importlib.import_module("speech_recognition.recognizers.whisper_local.base")
            model = self._package.WhisperModel(str(self._folder), **self._options)
            self._known = frozenset(model.supported_languages)
            self._recogniser = base.WhisperCompatibleRecognizer(local.TranscribableAdapter(model))
        if lang not in self._known:  # it would write English words for what it hears, and believe them
            raise EngineFailed(self.name, f"the model in {self._folder} doesn't know {lang}; set whisper_languages")
        return self._recogniser


def _is_speech(part: Any) -> bool:  # noqa: ANN401 - faster-whisper is optional
    looping = getattr(part, "compression_ratio", 0.0) > _LOOPING
    return not looping and getattr(part, "no_speech_prob", 0.0) < _NO_SPEECH
