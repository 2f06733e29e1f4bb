"""The voice that is always there: pyttsx3 in a worker process that is started again when it dies."""

import contextlib
import importlib.metadata
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict

from trainer.speech.process import Worker
from trainer.speech.voices.manner import LANGUAGES, manner
from trainer.speech.voices.worker import silence

SYSTEM_DRIVERS = {"win32": "sapi5", "darwin": "nsss"}
"""pyttsx3's driver for the voices that a platform brings along; elsewhere the bundled espeak-ng speaks."""
_MANNER_VERSION = 1
"""Raised when the tables of manner.py change, so that cached lines are spoken again."""


class EspeakVoice:
    """Speaks with pyttsx3, one line after the other, whichever thread asks.

    Nothing is started before the first line. `driver` is `espeak` (the bundled library), `sapi5` or `nsss`; `version`
    belongs into the key of any cache of what was spoken.
    """

    def __init__(self, *, driver: str = "espeak", name: str = "espeak") -> None:
        self.name = name
        self.version = f"{driver} {_packages()} manner {_MANNER_VERSION}"
        self._worker = Worker(name, "trainer.speech.voices.worker", driver)

    def languages(self) -> Sequence[str]:
        """Chinese and English."""
        return LANGUAGES

    def speak(self, text: str, *, lang: str, persona: str, tone: str) -> bytes:
        """`text` as a wav (16-bit mono, 22,050 Hz with the bundled library).

        A text without anything to say is a fifth of a second of silence. Raises EngineFailed when the worker can't be
        started, dies twice over the same text, or takes absurdly long.
        """
        words = speakable(text)
        if not any(char.isalnum() for char in words):
            return silence(0.2)
        request = asdict(manner(lang=lang, persona=persona, tone=tone)) | {"text": words}
        return self._worker.ask(request, seconds=10.0 + len(words) / 20)[1]

    def close(self) -> None:
        """Ends the worker. Speaking afterwards raises EngineFailed."""
        self._worker.close()

    @property
    def worker_id(self) -> int | None:
        """The process id of the worker that is running now, for operators and tests."""
        return self._worker.process_id


def speakable(text: str) -> str:
    """`text` on one line without what espeak-ng spells out or chokes on: control characters, surrogates, emoji."""
    kept = "".join(" " if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "So"} else char for char in text)
    return " ".join(kept.split())


def default_driver() -> str:
    """The pyttsx3 driver of this platform: its own voices on Windows and macOS, else the bundled espeak-ng."""
    return SYSTEM_DRIVERS.get(sys.platform, "espeak")


def _packages() -> str:
    """The versions of what makes the sound, for cache keys."""
    found = []
    for name in ("pyttsx3", "espeakng_loader"):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found.append(f"{name} {importlib.metadata.version(name)}")
    return " ".join(found)
