"""The process that speaks: pyttsx3 in a process of its own, reading requests and writing wavs.

espeak-ng keeps global state, must never be used by two threads, and its driver prints; here it can do all of that
without harm. Started as `python -m trainer.speech.voices.worker DRIVER`, it ends when its standard input does, so it
can't outlive the server.
"""

import contextlib
import ctypes
import importlib
import os
import sys
import tempfile
import threading
import time
import wave
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from trainer.speech.process import Answer, serve

RATE = 22050
"""Samples a second of a wav made here when nothing could be spoken."""
_TRIES = 3
_PATIENCE = 60.0


def main() -> None:
    """Speaks until standard input is closed."""
    driver = sys.argv[1] if len(sys.argv) > 1 else "espeak"
    serve(lambda: Speaker(driver).answer)


class Speaker:
    """A pyttsx3 engine with one driver (`espeak`, `sapi5` or `nsss`)."""

    def __init__(self, driver: str) -> None:
        if driver == "espeak":
            _use_bundled_espeak()
        pyttsx3 = importlib.import_module("pyttsx3")
        self._engine = pyttsx3.init(driver)
        self._driver = driver
        self._home = tempfile.TemporaryDirectory(prefix="trainer-voice-")  # removed when the process ends
        self._file = Path(self._home.name) / ("line.aiff" if driver == "nsss" else "line.wav")
        self._ended = threading.Event()
        self._completed = False
        self._engine.connect("finished-utterance", self._finish)
        if driver == "espeak":
            # At the start of each loop pyttsx3 cancels what espeak's thread is doing; when that is only the line's rate
            # and volume, the line is lost with them (one in a hundred was).
            self._engine.proxy._driver.stop = lambda: None  # noqa: SLF001 - there is no public way

    def answer(self, request: dict[str, Any], _: bytes) -> Answer:
        """The protocol's side of `speak`."""
        return {}, self.speak(request)

    def speak(self, request: dict[str, Any]) -> bytes:
        """The wav of `request["text"]`; a text with nothing to speak in it gives a short silence."""
        for _ in range(_TRIES):
            self._file.unlink(missing_ok=True)
            self._ended.clear()
            self._completed = False
            self._prepare(request)
            self._engine.save_to_file(request["text"], str(self._file))
            self._engine.runAndWait()
            if self._spoken_to_the_end():
                break
        else:
            raise RuntimeError("the driver stopped before the end of the line")
        try:
            return _as_wav(self._file)
        finally:
            self._file.unlink(missing_ok=True)

    def _finish(self, *, completed: bool, **_: object) -> None:
        self._completed = completed
        self._ended.set()

    def _spoken_to_the_end(self) -> bool:
        """Waits for espeak's own thread, which pyttsx3's loop may not, and tells whether it spoke the whole line."""
        if self._driver != "espeak":
            return True
        self._ended.wait(_PATIENCE)
        playing = importlib.import_module("pyttsx3.drivers._espeak").IsPlaying
        while playing():
            time.sleep(0.001)
        return self._completed

    def _prepare(self, request: dict[str, Any]) -> None:
        if self._driver == "espeak":
            self._engine.setProperty("voice", request["voice"])
            self._engine.setProperty("pitch", request["pitch"])
        else:
            voice = pick_voice(
                self._engine.getProperty("voices") or (),
                lang=request["lang"],
                female=request["female"],
                number=request["number"],
            )
            if voice is None:
                raise RuntimeError(f"this system has no voice that speaks {request['lang']}")
            self._engine.setProperty("voice", voice)
        self._engine.setProperty("rate", request["rate"])
        self._engine.setProperty("volume", request["volume"])


class SystemVoice(Protocol):
    """What pyttsx3 tells of a voice of Windows or macOS."""

    id: str
    name: str


def pick_voice(voices: Iterable[SystemVoice], *, lang: str, female: bool, number: int) -> str | None:
    r"""The id of the system voice that fits best: the language first, then the gender, then another for each number.

    None when no voice speaks the language. Drivers name languages as `zh_CN`, `zh-CN`, `b"\x05en"` or only in the id.
    """
    fitting = [voice for voice in voices if _speaks(voice, lang)]
    if not fitting:
        return None
    alike = [voice for voice in fitting if _is_female(voice) is female] or [
        voice for voice in fitting if _is_female(voice) is None
    ]
    chosen = (alike or fitting)[(number - 1) % len(alike or fitting)]
    return str(chosen.id)


_NAMES = {"zh": ("zh", "cmn", "chinese", "mandarin", "ting-ting", "tingting", "huihui"), "en": ("en", "english")}


def _speaks(voice: SystemVoice, lang: str) -> bool:
    languages = [
        item.decode("utf-8", "ignore").strip("\x05") if isinstance(item, bytes) else str(item)
        for item in getattr(voice, "languages", None) or ()
    ]
    codes = [item.lower().replace("_", "-").split("-")[0] for item in languages if item]
    if codes:
        return any(code in _NAMES.get(lang, (lang,)) for code in codes)
    words = f"{voice.id} {voice.name}".lower()
    return any(name in words for name in _NAMES.get(lang, (lang,)) if len(name) > len(lang)) or f"_{lang}-" in words


def _is_female(voice: SystemVoice) -> bool | None:
    gender = str(getattr(voice, "gender", "") or "").lower()
    if not gender:
        return None
    return "female" in gender


def _use_bundled_espeak() -> None:
    """Makes pyttsx3's espeak driver use the library and data that came with us, never the system's."""
    loader = importlib.import_module("espeakng_loader")
    os.environ["ESPEAK_DATA_PATH"] = loader.get_data_path()
    library = ctypes.CDLL(loader.get_library_path(), mode=getattr(ctypes, "RTLD_GLOBAL", 0))
    with _loading_gives(library):
        importlib.import_module("pyttsx3.drivers._espeak")


@contextlib.contextmanager
def _loading_gives(library: ctypes.CDLL) -> Iterator[None]:
    """The driver tries fixed paths of system libraries first; here each of them is ours."""
    loader: Any = ctypes.cdll
    loader.LoadLibrary = lambda _name: library
    try:
        yield
    finally:
        del loader.LoadLibrary


def _as_wav(path: Path) -> bytes:
    """The file as a wav of 16-bit mono; nsss writes AIFF and some voices write stereo."""
    if not path.is_file() or not path.stat().st_size:
        return silence(0.2)
    content = path.read_bytes()
    with contextlib.suppress(wave.Error, EOFError), wave.open(str(path), "rb") as reading:
        if reading.getnchannels() == 1 and reading.getsampwidth() == 2:  # noqa: PLR2004 - two bytes are 16 bits
            return content if reading.getnframes() else silence(0.2)
    soundfile: ModuleType = importlib.import_module("soundfile")
    samples, rate = soundfile.read(str(path), dtype="int16", always_2d=True)
    return _wav(samples.mean(axis=1).astype("<i2").tobytes(), int(rate))


def silence(seconds: float) -> bytes:
    """A wav with nothing in it."""
    return _wav(bytes(2 * round(seconds * RATE)), RATE)


def _wav(samples: bytes, rate: int) -> bytes:
    with tempfile.TemporaryFile() as file:
        with wave.open(file, "wb") as writing:
            writing.setnchannels(1)
            writing.setsampwidth(2)
            writing.setframerate(rate)
            writing.writeframes(samples)
        file.seek(0)
        return file.read()


if __name__ == "__main__":
    main()
