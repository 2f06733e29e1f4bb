"""Voices of a server with the OpenAI interface, one's own or a provider's. The text is sent there."""

import io
from collections.abc import Mapping, Sequence

import numpy as np
import soundfile  # type: ignore[import-untyped]

from trainer.errors import EngineFailed
from trainer.speech.audio import write_wav
from trainer.speech.compatible_server import CompatibleServer

VOICES = {"f1": "nova", "f2": "shimmer", "f3": "coral", "m1": "onyx", "m2": "echo", "m3": "ash"}
"""The server's voice for each persona, unless the settings say otherwise."""
_SPEED = {"calm": 1.0, "worried": 1.05, "upset": 1.1, "angry": 1.15, "relieved": 0.95}


class OpenAIVoice:
    """Speaks through `server`; what it sends back is turned into a 16-bit mono wav."""

    name = "openai"

    def __init__(
        self,
        server: CompatibleServer,
        *,
        model: str = "tts-1",
        voices: Mapping[str, str] | None = None,
        languages: Sequence[str] = ("zh", "en"),
    ) -> None:
        self._server = server
        self._model = model
        self._voices = VOICES | dict(voices or {})
        self._languages = tuple(languages)
        self.version = f"{server.url} {model} {sorted(self._voices.items())}"

    def languages(self) -> Sequence[str]:
        """Those the settings name."""
        return self._languages

    def speak(self, text: str, *, lang: str, persona: str, tone: str) -> bytes:  # noqa: ARG002 - it hears the language in the text
        """`text` in the server's voice for the persona; the tone sets the speed. Raises EngineFailed."""
        answer = self._server.post(
            "/audio/speech",
            json={
                "model": self._model,
                "input": text,
                "voice": self._voices.get(persona, self._voices["f1"]),
                "response_format": "wav",
                "speed": _SPEED.get(tone, 1.0),
            },
        )
        try:
            samples, rate = soundfile.read(io.BytesIO(answer), dtype="float32", always_2d=True)
        except (soundfile.LibsndfileError, RuntimeError) as error:
            raise EngineFailed(self.name, "the speech server's answer isn't audio") from error
        if not len(samples):
            raise EngineFailed(self.name, "the speech server sent no sound")
        return write_wav(np.ascontiguousarray(samples.mean(axis=1), np.float32), int(rate))
