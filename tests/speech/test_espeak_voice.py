"""The voice that is always there, with the real espeak-ng."""

import itertools
import os
import signal
import sys
import threading
import time
from pathlib import Path

import espeakng_loader
import numpy as np
import pytest
import speech_sounds as sounds

from trainer.errors import EngineFailed
from trainer.speech.voices.espeak import EspeakVoice, speakable
from trainer.speech.voices.manner import PERSONAS, TONES, manner
from trainer.speech.voices.worker import pick_voice

LINE = {
    "en": "My parcel has not moved for three days and nobody can tell me why.",
    "zh": "我的包裹三天没动了，没人能告诉我为什么。",
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_personas_differ_in_pitch_by_two_semitones_and_in_timbre(spoken, lang):
    lines = {who: spoken(LINE[lang], lang=lang, persona=who) for who in PERSONAS}
    pitches = sorted(sounds.pitch(wav) for wav in lines.values())
    assert all(higher / lower > 2 ** (2 / 12) for lower, higher in itertools.pairwise(pitches)), pitches
    colours = {who: sounds.brightness(wav) for who, wav in lines.items()}
    for group in (("f1", "f2", "f3"), ("m1", "m2", "m3")):
        bright = sorted(colours[who] for who in group)
        assert all(higher / lower > 1.1 for lower, higher in itertools.pairwise(bright)), colours


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_personas_are_about_equally_loud(spoken, lang):
    levels = []
    for who in PERSONAS:
        samples, _ = sounds.samples_of(spoken(LINE[lang], lang=lang, persona=who))
        levels.append(20 * np.log10(np.sqrt(np.mean(samples**2))))
    assert max(levels) - min(levels) < 4


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("who", PERSONAS)
def test_anger_is_faster_higher_and_louder_and_relief_slower_and_lower(spoken, lang, who):
    lines = {tone: spoken(LINE[lang], lang=lang, persona=who, tone=tone) for tone in TONES}
    seconds = {tone: len(wav) for tone, wav in lines.items()}
    pitch = {tone: sounds.pitch(wav) for tone, wav in lines.items()}
    loud = {tone: np.sqrt(np.mean(sounds.samples_of(wav)[0] ** 2)) for tone, wav in lines.items()}
    assert seconds["angry"] < seconds["upset"] < seconds["calm"] < seconds["relieved"]
    assert pitch["angry"] > pitch["calm"] > pitch["relieved"]
    assert loud["angry"] > 1.15 * loud["calm"] > loud["worried"]
    assert max(np.abs(sounds.samples_of(wav)[0]).max() for wav in lines.values()) <= 1


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "text",
    [
        "我的 iPhone 15 Pro 不能 roaming 了",
        "héllo <b>world</b> & [[x]] {y}",
        "한국어 العربية",
        "\ud800 broken",
        "a\x00b\nc",
        "12345",
    ],
)
def test_any_text_is_spoken(voice, lang, text):
    samples, rate = sounds.samples_of(voice.speak(text, lang=lang, persona="m2", tone="calm"))
    assert len(samples) / rate > 0.3
    assert np.abs(samples).max() > 0.01


@pytest.mark.parametrize("text", ["", " ", "😀😀", "\x00", "……", "?!"])
def test_a_text_with_nothing_to_say_is_a_short_silence(voice, text):
    samples, _ = sounds.samples_of(voice.speak(text, lang="zh", persona="f1", tone="calm"))
    assert 0 < len(samples) < 20_000
    assert not samples.any()


def test_unknown_personas_tones_and_languages_are_spoken_all_the_same(voice):
    odd = voice.speak("hello", lang="fr", persona="x9", tone="bored")
    plain = voice.speak("hello", lang="en", persona="f1", tone="calm")
    assert len(odd) == pytest.approx(len(plain), rel=0.02)


@pytest.mark.slow
def test_the_same_line_is_the_same_length_every_time(voice):
    lengths = {
        len(voice.speak("My parcel has not moved.", lang="en", persona="f1", tone="calm")) // 2000 for _ in range(60)
    }
    assert len(lengths) == 1


def test_many_threads_each_get_their_own_line(voice):
    texts = ["one", "one two three four five six seven", "一", "一二三四五六七八九十"] * 4
    alone = {text: len(voice.speak(text, lang="zh", persona="f1", tone="calm")) for text in texts}
    together = {}

    def speak(place, text):
        together[place] = (text, len(voice.speak(text, lang="zh", persona="f1", tone="calm")))

    threads = [threading.Thread(target=speak, args=pair) for pair in enumerate(texts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(together) == len(texts)
    assert all(length == pytest.approx(alone[text], rel=0.02) for text, length in together.values())


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_killed_worker_is_reaped_and_replaced():
    speaking = EspeakVoice()
    speaking.speak("hello", lang="en", persona="f1", tone="calm")
    first = speaking.worker_id
    os.kill(first, signal.SIGKILL)
    for _ in range(6_000):
        if speaking.worker_id is None:
            break
        time.sleep(0.01)
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    assert len(speaking.speak("hello", lang="en", persona="f1", tone="calm")) > 10_000
    assert speaking.worker_id not in (None, first)
    speaking.close()


def test_closing_ends_the_worker_and_speaking_then_is_an_error():
    speaking = EspeakVoice()
    speaking.speak("hello", lang="en", persona="f1", tone="calm")
    speaking.close()
    assert speaking.worker_id is None
    with pytest.raises(EngineFailed, match="shut down"):
        speaking.speak("hello", lang="en", persona="f1", tone="calm")


def test_a_driver_this_platform_lacks_is_a_clear_failure():
    speaking = EspeakVoice(driver="nodriver", name="pyttsx3")
    with pytest.raises(EngineFailed, match=r"pyttsx3: .*nodriver"):
        speaking.speak("hello", lang="en", persona="f1", tone="calm")
    assert speaking.worker_id is None
    speaking.close()


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux tells which libraries a process uses")
def test_the_library_in_use_is_the_one_that_came_with_us(voice):
    voice.speak("hello", lang="en", persona="f1", tone="calm")
    maps = Path(f"/proc/{voice.worker_id}/maps").read_text().splitlines()
    used = {line.split()[-1] for line in maps if "libespeak" in line}
    assert used == {str(Path(espeakng_loader.get_library_path()).resolve())} or used == {
        espeakng_loader.get_library_path()
    }


def test_what_the_driver_prints_reaches_nobody(capfd):
    speaking = EspeakVoice()
    speaking.speak("hello", lang="en", persona="f1", tone="calm")
    speaking.close()
    assert capfd.readouterr() == ("", "")


def test_control_characters_and_emoji_are_left_out_of_what_is_spoken():
    assert speakable("a\x00b\n c😀d") == "a b c d"


def test_the_manner_stays_within_what_engines_take():
    for lang, who, tone in itertools.product(("zh", "en"), PERSONAS, TONES):
        told = manner(lang=lang, persona=who, tone=tone)
        assert 0 <= told.pitch <= 100
        assert 0 < told.volume <= 1


class SystemVoice:
    def __init__(self, key, languages, gender=None, name=""):
        self.id, self.languages, self.gender, self.name = key, languages, gender, name


def test_system_voices_are_chosen_by_language_then_gender_then_number():
    voices = [
        SystemVoice("ting", ["zh_CN"], "VoiceGenderFemale"),
        SystemVoice("alex", ["en_US"], "VoiceGenderMale"),
        SystemVoice("ava", ["en-US"], "VoiceGenderFemale"),
        SystemVoice("zoe", [b"\x05en"], "Female"),
        SystemVoice("HKEY\\TTS_MS_ZH-CN_HUIHUI_11.0", [], name="Microsoft Huihui Desktop - Chinese (Simplified)"),
    ]
    assert pick_voice(voices, lang="en", female=True, number=2) == "zoe"
    assert pick_voice(voices, lang="en", female=False, number=3) == "alex"
    assert pick_voice(voices, lang="zh", female=True, number=1) == "ting"
    assert pick_voice(voices[4:], lang="zh", female=True, number=1) == voices[4].id
    assert pick_voice(voices[:1], lang="en", female=True, number=1) is None
