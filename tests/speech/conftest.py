import functools
import importlib.util
import sys
from pathlib import Path

import pytest

from trainer.speech.recognisers.pocketsphinx import PocketsphinxRecogniser
from trainer.speech.voices.espeak import EspeakVoice

spec = importlib.util.spec_from_file_location("speech_sounds", Path(__file__).with_name("sounds.py"))
sounds_module = importlib.util.module_from_spec(spec)
sys.modules["speech_sounds"] = sounds_module
spec.loader.exec_module(sounds_module)


@pytest.fixture(scope="session")
def voice():
    speaking = EspeakVoice()
    yield speaking
    speaking.close()


@pytest.fixture(scope="session")
def recogniser():
    hearing = PocketsphinxRecogniser()
    yield hearing
    hearing.close()


@pytest.fixture(scope="session")
def spoken(voice):
    """Lines by the bundled voice, each synthesised once."""

    @functools.cache
    def speak(text, *, lang, persona, tone="calm"):
        return voice.speak(text, lang=lang, persona=persona, tone=tone)

    return speak
