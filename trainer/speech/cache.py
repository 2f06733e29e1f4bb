"""One wav file for each line that is spoken: made once, kept, and made again when damaged."""

import contextlib
import hashlib
import json
import os
import tempfile
import threading
import wave
from collections.abc import Iterator
from pathlib import Path

from trainer.errors import StoreFailed
from trainer.speech.ports import Voice


class LineAudio:
    """The spoken lines of one voice, kept under `folder`. Safe to use from several threads.

    A file's name is a hash of everything that decides how the line sounds: text, language, persona, tone, and the
    voice with its version. Files that are not used any more may be deleted at any time.
    """

    def __init__(self, folder: Path, voice: Voice) -> None:
        self._folder = folder
        self._voice = voice
        self._guard = threading.Lock()
        self._making: dict[str, tuple[threading.Lock, int]] = {}

    def line(self, text: str, lang: str, persona: str, tone: str) -> Path:
        """The wav of a line, spoken now if it isn't there yet; several callers at once make it once.

        Raises EngineFailed when the voice fails, and StoreFailed when the folder can't be written.
        """
        key = self._key(text, lang, persona, tone)
        path = self._folder / key[:2] / f"{key}.wav"
        if _is_whole(path):
            return path
        with self._alone(key):
            if not _is_whole(path):
                _write(path, self._voice.speak(text, lang=lang, persona=persona, tone=tone))
        return path

    def has(self, text: str, lang: str, persona: str, tone: str) -> bool:
        """Whether the line is there already."""
        key = self._key(text, lang, persona, tone)
        return _is_whole(self._folder / key[:2] / f"{key}.wav")

    def _key(self, text: str, lang: str, persona: str, tone: str) -> str:
        version = getattr(self._voice, "version", "")
        parts = json.dumps([text, lang, persona, tone, self._voice.name, version])
        return hashlib.sha256(parts.encode()).hexdigest()

    @contextlib.contextmanager
    def _alone(self, key: str) -> Iterator[None]:
        """Only one thread at a time for each key; locks nobody waits for are forgotten."""
        with self._guard:
            lock, waiting = self._making.get(key, (threading.Lock(), 0))
            self._making[key] = (lock, waiting + 1)
        try:
            with lock:
                yield
        finally:
            with self._guard:
                lock, waiting = self._making.pop(key)
                if waiting > 1:
                    self._making[key] = (lock, waiting - 1)


def _is_whole(path: Path) -> bool:
    """Whether the file is a wav as long as its header says. A cheap look: no sample is read."""
    try:
        size = path.stat().st_size
        with wave.open(str(path), "rb") as reading:
            length = reading.getnframes() * reading.getnchannels() * reading.getsampwidth()
    except (OSError, wave.Error, EOFError):
        return False
    return 0 < length <= size


def _write(path: Path, content: bytes) -> None:
    """All or nothing: written beside its place, then moved there."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as writing:
            writing.write(content)
        _move(Path(temporary), path)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise StoreFailed(
            f"The customer's line can't be kept in {path.parent}: {error.strerror or error}. "
            "Nothing of the call is lost; make room or mend the folder's permissions, then ask for the line again."
        ) from error


def _move(source: Path, target: Path) -> None:
    """Windows refuses to replace a file that another request is just reading; then the one in place is as good."""
    try:
        source.replace(target)
    except PermissionError:
        if not _is_whole(target):
            raise
        source.unlink()
