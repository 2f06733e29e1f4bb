"""One wav for each line."""

import errno
import threading
import time
from pathlib import Path

import numpy as np
import pytest
import speech_sounds as sounds

from trainer.errors import EngineFailed, StoreFailed
from trainer.speech.cache import LineAudio


class SlowVoice:
    name = "slow"

    def __init__(self, version="1", *, fails=False):
        self.version, self.fails, self.spoken = version, fails, []

    def languages(self):
        return ("en",)

    def speak(self, text, *, lang, persona, tone):
        if self.fails:
            raise EngineFailed(self.name, "it is broken")
        self.spoken.append((text, lang, persona, tone))
        time.sleep(0.05)
        return sounds.wav(np.zeros(800))


def test_a_line_is_spoken_once_and_then_kept(tmp_path):
    voice = SlowVoice()
    first = LineAudio(tmp_path, voice).line("hello", "en", "f1", "calm")
    assert LineAudio(tmp_path, voice).line("hello", "en", "f1", "calm") == first
    assert len(voice.spoken) == 1
    assert LineAudio(tmp_path, voice).has("hello", "en", "f1", "calm")
    assert not LineAudio(tmp_path, voice).has("hello", "en", "f1", "angry")


def test_text_language_persona_tone_and_voice_each_make_another_file(tmp_path):
    lines = LineAudio(tmp_path, SlowVoice())
    wanted = [
        ("a", "en", "f1", "calm"),
        ("b", "en", "f1", "calm"),
        ("a", "zh", "f1", "calm"),
        ("a", "en", "m1", "calm"),
    ]
    files = {lines.line(*one) for one in [*wanted, ("a", "en", "f1", "angry")]}
    files.add(LineAudio(tmp_path, SlowVoice("2")).line("a", "en", "f1", "calm"))
    assert len(files) == 6


def test_callers_at_once_make_a_line_once(tmp_path):
    voice = SlowVoice()
    lines = LineAudio(tmp_path, voice)
    threads = [threading.Thread(target=lines.line, args=("hello", "en", "f1", "calm")) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(voice.spoken) == 1
    assert lines._making == {}


@pytest.mark.parametrize(
    "damage", [b"", b"RIFF", sounds.wav(np.zeros(800))[:900], sounds.wav(np.zeros(0)), b"x" * 2000]
)
def test_a_damaged_file_is_made_again(tmp_path, damage):
    voice = SlowVoice()
    lines = LineAudio(tmp_path, voice)
    path = lines.line("hello", "en", "f1", "calm")
    path.write_bytes(damage)
    assert lines.line("hello", "en", "f1", "calm").read_bytes() == sounds.wav(np.zeros(800))
    assert len(voice.spoken) == 2


def test_a_full_disk_says_so_and_leaves_nothing_half_written(tmp_path, monkeypatch):
    def full(self, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    lines = LineAudio(tmp_path, SlowVoice())
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(StoreFailed, match="No space left"):
            lines.line("hello", "en", "f1", "calm")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert lines.line("hello", "en", "f1", "calm").is_file()


def test_a_folder_that_is_a_file_says_so(tmp_path):
    (tmp_path / "lines").write_text("in the way")
    with pytest.raises(StoreFailed, match="can't be kept"):
        LineAudio(tmp_path / "lines", SlowVoice()).line("hello", "en", "f1", "calm")


def test_a_voice_that_fails_leaves_no_file_and_is_asked_again(tmp_path):
    voice = SlowVoice(fails=True)
    lines = LineAudio(tmp_path, voice)
    with pytest.raises(EngineFailed, match="broken"):
        lines.line("hello", "en", "f1", "calm")
    voice.fails = False
    assert lines.line("hello", "en", "f1", "calm").is_file()


def test_odd_text_is_a_key_like_any_other(tmp_path):
    lines = LineAudio(tmp_path, SlowVoice())
    assert lines.line("../../\ud800\x00" * 500, "en", "../f1", "calm").is_relative_to(tmp_path)
