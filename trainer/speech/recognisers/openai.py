"""Recognition by a server with the OpenAI interface. The recording leaves this machine: docs/speech.md says so."""

import importlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from trainer.call.inputs import Heard
from trainer.errors import EngineFailed
from trainer.speech.audio import RATE, read_wav, to_16_bit
from trainer.speech.compatible_server import CompatibleServer

_PROMPT_LETTERS = 600


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
        self._server = server
        self._model = model
        self._languages = tuple(languages)
        self._format = answer_format

    def languages(self) -> Sequence[str]:
        """Those the settings name."""
        return self._languages

    def hear(self, wav: bytes, *, lang: str, expected: Sequence[str] = ()) -> Heard:
        """What was said. Raises EngineFailed.

        The confidence is the geometric mean of the tokens' probabilities when the answer's format is `verbose_json`,
        else None.
        """
        speech_recognition: Any = importlib.import_module("speech_recognition")
        base: Any = importlib.import_module("speech_recognition.recognizers.whisper_api.base")
        audio = speech_recognition.AudioData(to_16_bit(read_wav(wav).at_16k()).tobytes(), RATE, 2)
        client = _Client(self._server)
        options = {"language": lang, "response_format": self._format}
        if expected:
            options["prompt"] = " ".join(expected)[:_PROMPT_LETTERS]
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
            content = answer.json()
            text = content["text"]
            sure = [math.exp(part["avg_logprob"]) for part in content.get("segments") or () if "avg_logprob" in part]
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            raise EngineFailed(self._server.engine, "the speech server's answer isn't a transcript") from error
        self.confidence = round(min(1.0, sum(sure) / len(sure)), 3) if sure else None
        return _Transcript(text if isinstance(text, str) else "")
