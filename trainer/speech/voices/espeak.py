"""The voice that is always there: pyttsx3 in a worker process that is started again when it dies."""

import atexit
import contextlib
import importlib.metadata
import json
import os
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import trainer
from trainer.errors import EngineFailed
from trainer.speech.voices.manner import LANGUAGES, manner
from trainer.speech.voices.worker import silence

SYSTEM_DRIVERS = {"win32": "sapi5", "darwin": "nsss"}
"""pyttsx3's driver for the voices that a platform brings along; elsewhere the bundled espeak-ng speaks."""
START_SECONDS = 30.0
"""How long a worker may take to start: the first start on a cold machine reads its data from disk."""
_TRIES = 2


class WorkerDied(Exception):  # noqa: N818 - named for what happened
    """The worker process ended, or was ended because it took too long, before it answered."""


class EspeakVoice:
    """Speaks with pyttsx3, one line after the other, whichever thread asks.

    Nothing is started before the first line. `driver` is `espeak` (the bundled library), `sapi5` or `nsss`; `version`
    belongs into the key of any cache of what was spoken.
    """

    def __init__(self, *, driver: str = "espeak", name: str = "espeak") -> None:
        self.name = name
        self.version = f"{driver} {_packages()} manner 1"
        self._driver = driver
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._closed = False
        atexit.register(self.close)

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
        seconds = 10.0 + len(words) / 20
        with self._lock:
            for left in reversed(range(_TRIES)):
                try:
                    return self._running().ask(request, seconds=seconds)
                except WorkerDied as error:
                    self._stop()
                    if not left:
                        raise EngineFailed(self.name, f"the voice stopped working ({error}); the text stays") from error
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Ends the worker. Speaking afterwards raises EngineFailed."""
        atexit.unregister(self.close)
        with self._lock:
            self._closed = True
            self._stop()

    @property
    def worker_id(self) -> int | None:
        """The process id of the worker that is running now, for operators and tests."""
        worker = self._worker
        return worker.process.pid if worker is not None and worker.process.poll() is None else None

    def _running(self) -> "_Worker":
        if self._closed:
            raise EngineFailed(self.name, "the voice has been shut down")
        if self._worker is None or self._worker.process.poll() is not None:
            self._stop()
            self._worker = _Worker(self.name, self._driver)
        return self._worker

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.stop()
            self._worker = None


def speakable(text: str) -> str:
    """`text` on one line without control characters, unpaired surrogates and emoji, which espeak-ng spells out or chokes on."""
    kept = "".join(" " if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "So"} else char for char in text)
    return " ".join(kept.split())


def default_driver() -> str:
    """The pyttsx3 driver of this platform: its own voices on Windows and macOS, else the bundled espeak-ng."""
    return SYSTEM_DRIVERS.get(sys.platform, "espeak")


class _Worker:
    """One process of `trainer.speech.voices.worker`, and the pipe to it."""

    def __init__(self, engine: str, driver: str) -> None:
        self._engine = engine
        try:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", "trainer.speech.voices.worker", driver],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        except OSError as error:
            raise EngineFailed(engine, f"its process can't be started: {error.strerror}") from error
        # Reaps the process at the moment it ends, however long no line is asked for.
        threading.Thread(target=self.process.wait, name="voice-reaper", daemon=True).start()
        self._read(START_SECONDS)

    def ask(self, request: dict[str, Any], *, seconds: float) -> bytes:
        """The wav for `request`. Raises WorkerDied, or EngineFailed when the worker says what is wrong."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
        except OSError as error:
            raise WorkerDied("its process is gone") from error
        return self._read(seconds)

    def stop(self) -> None:
        """Ends the process and waits for it."""
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _read(self, seconds: float) -> bytes:
        """One answer; a worker that takes longer than `seconds` is killed, which ends the reading."""
        assert self.process.stdout is not None
        clock = threading.Timer(seconds, self.process.kill)
        clock.daemon = True
        clock.start()
        try:
            line = self.process.stdout.readline()
            if not line.endswith(b"\n"):
                raise WorkerDied("its process ended")
            head = json.loads(line)
            if "error" in head:
                raise EngineFailed(self._engine, head["error"])
            body = self.process.stdout.read(head.get("bytes", 0))
        finally:
            clock.cancel()
        if len(body) < head.get("bytes", 0):
            raise WorkerDied("its process ended in the middle of an answer")
        return body


def _environment() -> dict[str, str]:
    """Ours, with this very package found first, also when it was started from a checkout that is not installed."""
    home = str(Path(trainer.__file__).resolve().parent.parent)
    path = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join([home, path] if path else [home])}


def _packages() -> str:
    """The versions of what makes the sound, for cache keys."""
    found = []
    for name in ("pyttsx3", "espeakng_loader"):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found.append(f"{name} {importlib.metadata.version(name)}")
    return " ".join(found)
