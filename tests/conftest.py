"""Services on a small scenario and a temporary folder, with hand-written engines at the ports."""

import math
import struct
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import argon2
import hypothesis
import pytest

from trainer import wiring
from trainer.call.inputs import Heard
from trainer.people.roles import Person
from trainer.services import Services, passwords
from trainer.settings import Settings

hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")  # a busy machine is no failure

SMALL_CONTENT = Path(__file__).parent / "content_small"


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def move(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


def wav(seconds: float = 0.2, *, rate: int = 16_000, level: int = 0) -> bytes:
    """A wav of something like syllables after a quiet moment (or of silence, level 0)."""
    samples = []
    for place in range(int(seconds * rate)):
        at = place / rate
        syllable = max(0.0, math.sin(2 * math.pi * 4 * at)) if 0.3 < at < seconds - 0.2 else 0.0
        samples.append(int(level * syllable * (1 if at * 150 % 1 < 0.3 else -0.4)))
    body = struct.pack(f"<{len(samples)}h", *samples)
    form = struct.pack("<IHHIIHH", 16, 1, 1, rate, rate * 2, 2, 16)
    return b"".join(
        [b"RIFF", struct.pack("<I", 36 + len(body)), b"WAVEfmt ", form, b"data", struct.pack("<I", len(body)), body]
    )


class QuickVoice:
    """Speaks a moment of nothing, and remembers what it was asked to say."""

    name = "quick"

    def __init__(self) -> None:
        self.spoken: list[str] = []
        self.may_speak = threading.Event()
        self.may_speak.set()

    def languages(self) -> Sequence[str]:
        return ("zh", "en")

    def speak(self, text: str, *, lang: str, persona: str, tone: str) -> bytes:  # noqa: ARG002 - the port's
        self.may_speak.wait(10)
        self.spoken.append(text)
        return wav()


class ToldRecogniser:
    """Hears what it is told to hear."""

    name = "told"

    def __init__(self) -> None:
        self.hears = Heard(text="", confidence=0.9, engine="told")
        self.expected: tuple[str, ...] = ()

    def languages(self) -> Sequence[str]:
        return ("en",)

    def hear(self, wav: bytes, *, lang: str, expected: Sequence[str] = ()) -> Heard:  # noqa: ARG002 - the port's
        self.expected = tuple(expected)
        return self.hears


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def voice() -> QuickVoice:
    return QuickVoice()


@pytest.fixture
def recogniser() -> ToldRecogniser:
    return ToldRecogniser()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    return Settings(data=data, content=(SMALL_CONTENT,), database_url=f"sqlite:///{data / 'trainer.db'}", lang="en")


@pytest.fixture
def quick_hashes(monkeypatch):
    """Passwords hashed with the least effort argon2 allows; the real effort would make the tests wait."""
    monkeypatch.setattr(passwords, "_HASHER", argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def services(settings, clock, voice, recogniser, monkeypatch, quick_hashes):
    monkeypatch.setattr(wiring.engines, "voice", lambda _settings: voice)
    monkeypatch.setattr(
        wiring.engines.Recognisers, "hearing", lambda _, lang: recogniser if lang in recogniser.languages() else None
    )
    made: Services = wiring.build(settings, clock=clock)
    yield made
    made.close()


@pytest.fixture
def ann(services) -> Person:
    return services.people.add("ann", "a long password", display_name="Ann")


@pytest.fixture
def bob(services) -> Person:
    return services.people.add("bob", "a long password", display_name="Bob")
