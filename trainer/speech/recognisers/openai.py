"""Recognition by a server with the OpenAI interface. The recording leaves this machine: docs/speech.md says so."""

import importlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeGuard

from trainer.call.inputs import Heard
from trainer.errors import EngineFailed, WrongUse
from trainer.speech.audio import RATE, read_wav, to_16_bit
from trainer.speech.compatible_server import CompatibleServer
from trainer.speech.recognisers.prompt import prompt_of

FORMATS = ("json", "verbose_json")
_NO_SPEECH = 0.6
"""Whisper's own threshold: above it what it wrote is likely made up."""


class OpenAIRecogniser:
    """Hears through SpeechRecognition's recogniser for such servers; no package of the provider is needed."""

    name = "openai"

    def __init__(
        self,
        server: CompatibleServer,
        *,
        model: str = "whisper-1",
        languages: Sequence[str] = ("zh", "en"),
        answer_format: str = "json",
    ) -> None:
        if answer_format not in FORMATS:
            raise WrongUse(f"The option openai_format is {answer_format!r}; it can be: {', '.join(FORMATS)}.")
        self._server = server
        self._model = model
        self._languages = tuple(languages)
        self._format = answer_format

    def languages(self) -> Sequence[str]:
        """Those the settings name."""
        return self._languages

    def hear(self, wav: bytes, *, lang: str, expected: Sequence[str] = ()) -> Heard:
        """What was said. Raises EngineFailed.

        Parts that the server's model takes for no speech are left out: Whisper writes sentences into noise. The
        confidence is the geometric mean of the tokens' probabilities when the answer's format is `verbose_json`, else
        None.
        """
        speech_recognition: Any = importlib.import_module("speech_recognition")
        base: Any = importlib.import_module("speech_recognition.recognizers.whisper_api.base")
        audio = speech_recognition.AudioData(to_16_bit(read_wav(wav).at_16k()).tobytes(), RATE, 2)
        client = _Client(self._server)
        options = {"language": lang, "response_format": self._format}
        prompt = prompt_of(expected, lang)
        if prompt:
            options["prompt"] = prompt
        text = str(base.OpenAICompatibleRecognizer(client).recognize(audio, self._model, **options)).strip()
        return Heard(text=text, confidence=client.confidence if text else None, engine=self.name, rejected=not text)


@dataclass(slots=True)
class _Transcript:
    text: str


class _Client:
    """The one method of the provider's client that SpeechRecognition calls: `client.audio.transcriptions.create`."""

    def __init__(self, server: CompatibleServer) -> None:
        self.audio = self
        self.transcriptions = self
        self.confidence: float | None = None
        self._server = server

    def create(self, *, file: BinaryIO, **fields: str) -> _Transcript:
        """Sends the recording."""
        answer = self._server.post(
            "/audio/transcriptions",
            data=fields,
            files={"file": ("turn.wav", file.read(), "audio/wav")},
        )
        try:
            content = json.loads(answer)
            text = content["text"]
            all_parts = content.get("segments") or ()
            parts = [part for part in all_parts if not _is_noise(part)]
            if len(parts) < len(all_parts):
                text = " ".join(part["text"].strip() for part in parts)
            sure = [math.exp(min(0.0, part["avg_logprob"])) for part in parts if _is_number(part.get("avg_logprob"))]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise EngineFailed(self._server.engine, "the speech server's answer isn't a transcript") from error
        if not isinstance(text, str):
            raise EngineFailed(self._server.engine, "the speech server's answer has no text in it")
        self.confidence = round(sum(sure) / len(sure), 3) if sure else None
        return _Transcript(text)


def _is_noise(part: Mapping[str, object]) -> bool:
    doubt = part.get("no_speech_prob")
    return _is_number(doubt) and doubt >= _NO_SPEECH


def _is_number(value: object) -> TypeGuard[float]:
    """Servers that have no such figure send null, or leave it out."""
    return isinstance(value, int | float) and math.isfinite(value)
