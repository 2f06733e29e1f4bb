"""The customer's voice: lines made ahead, off the request's path, and the engines that hear the trainee."""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from trainer.errors import TrainerError
from trainer.settings import LANGUAGES
from trainer.speech.cache import LineAudio
from trainer.speech.ports import Recogniser, Voice

log = logging.getLogger(__name__)
MOST_WAITING = 2000
"""Lines waiting to be made ahead; more are made when their audio is asked for."""
REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """All that decides how a line sounds; `persona` is a voice's name (f1-f3, m1-m3)."""

    text: str
    lang: str
    persona: str
    tone: str


class CustomerVoice:
    """Makes and keeps the customer's lines, and knows who can hear the trainee in a language."""

    def __init__(
        self, folder: Path, voice: Callable[[], Voice], recogniser: Callable[[str], Recogniser | None]
    ) -> None:
        """Neither engine is made before it is needed."""
        self._folder = folder
        self._make_voice = voice
        self._make_recogniser = recogniser
        self._lock = threading.Lock()
        self._audio: LineAudio | None = None
        self._voice: Voice | None = None
        self._recognisers: dict[str, Recogniser | None] = {}
        self._made: set[SpokenLine] = set()
        self._waiting: set[SpokenLine] = set()
        self._told = ""
        self._ahead = ThreadPoolExecutor(1, thread_name_prefix="voice")

    def wav(self, line: SpokenLine) -> Path:
        """The wav of a line, made now if it isn't there. Raises EngineFailed, StoreFailed."""
        return self._lines().line(line.text, line.lang, line.persona, line.tone)

    def spoken(self, line: SpokenLine) -> bytes:
        """A line as a wav that is kept nowhere. Raises EngineFailed."""
        self._lines()
        assert self._voice is not None  # made with the lines
        return self._voice.speak(line.text, lang=line.lang, persona=line.persona, tone=line.tone)

    def prepare(self, lines: Iterable[SpokenLine]) -> None:
        """Makes lines ahead in the background. Never waits; what fails is tried again when the audio is asked for."""
        for line in lines:
            with self._lock:
                if line in self._made or line in self._waiting or len(self._waiting) >= MOST_WAITING:
                    continue
                self._waiting.add(line)
            with contextlib.suppress(RuntimeError):  # closing down
                self._ahead.submit(self._make_ahead, line)

    def recogniser(self, lang: str) -> Recogniser | None:
        """Who hears `lang`; None when nobody does. An engine that can't start is as good as none, and is logged."""
        with self._lock:
            if lang not in self._recognisers:
                try:
                    self._recognisers[lang] = self._make_recogniser(lang)
                except TrainerError as error:
                    log.warning("No recogniser for %s: %s", lang, error)
                    self._recognisers[lang] = None
            return self._recognisers[lang]

    def hearing(self) -> dict[str, str | None]:
        """The name of who hears each language calls are taken in; None where what is said has to be typed."""
        found = {lang: self.recogniser(lang) for lang in LANGUAGES}
        return {lang: engine.name if engine else None for lang, engine in found.items()}

    def close(self) -> None:
        """Stops making lines and ends the engines' processes."""
        self._ahead.shutdown(wait=True, cancel_futures=True)
        for engine in {id(engine): engine for engine in (self._voice, *self._recognisers.values())}.values():
            close = getattr(engine, "close", None)
            if callable(close):
                close()

    def _lines(self) -> LineAudio:
        with self._lock:
            if self._audio is None:
                self._voice = self._make_voice()
                self._audio = LineAudio(self._folder, self._voice)
            return self._audio

    def _make_ahead(self, line: SpokenLine) -> None:
        try:
            if not self._speaks(line.lang):
                return
            self.wav(line)
        except TrainerError as error:
            self._tell(str(error))
        else:
            with self._lock:
                if len(self._made) >= REMEMBERED:
                    self._made.clear()
                self._made.add(line)
        finally:
            with self._lock:
                self._waiting.discard(line)

    def _speaks(self, lang: str) -> bool:
        """Whether there is a voice for a language; without one nothing is made ahead, and that is no failure."""
        self._lines()
        assert self._voice is not None  # made with the lines
        return lang in self._voice.languages()

    def _tell(self, trouble: str) -> None:
        """Logs what went wrong, once until something else does: every call has a dozen lines."""
        if trouble != self._told:
            self._told = trouble
            log.warning("A line was not made ahead: %s", trouble)
