"""Silence is told by energy: what people do is speech, what rooms and machines do is not."""

import numpy as np
import pytest
import speech_sounds as sounds

from trainer.speech import audio
from trainer.speech.voicing import speech

CLICK = np.concatenate([np.zeros(8000), sounds.noise(0.03, level=-10), np.zeros(8000)]).astype(np.float32)


@pytest.mark.parametrize(
    ("what", "samples"),
    [
        ("nothing", np.zeros(0, np.float32)),
        ("digital silence", np.zeros(32_000, np.float32)),
        ("a quiet room", sounds.noise(2, level=-65)),
        ("a noisy room", sounds.noise(2, level=-30)),
        ("mains hum", sounds.tone(2, hertz=50, level=-20) + sounds.tone(2, hertz=100, level=-26)),
        ("a whistle", sounds.tone(2, hertz=1000, level=-20)),
        ("a machine that starts", np.concatenate([sounds.noise(1, level=-65), sounds.noise(1, level=-35)])),
        ("a click", CLICK),
        ("keys", np.tile(CLICK[6000:12_000], 6) + sounds.noise(36_000 / 16_000, level=-60)),
        ("no numbers", np.full(16_000, np.nan, np.float32)),
        ("a direct current", np.full(16_000, 0.3, np.float32)),
    ],
)
def test_what_nobody_said_is_silence(what, samples):
    assert audio.is_silent(samples), what


@pytest.mark.parametrize("level", [-12, -30, -45])
@pytest.mark.parametrize("floor", [-90, -65])
def test_loud_and_quiet_voices_are_speech(level, floor):
    said = np.concatenate([np.zeros(8000), sounds.babble(1, level=level), np.zeros(8000)]) + sounds.noise(
        2, level=floor
    )
    assert not audio.is_silent(said.astype(np.float32))


def test_a_voice_over_humming_noise_is_speech():
    said = np.concatenate([np.zeros(8000), sounds.babble(1, level=-20), np.zeros(8000)])
    assert not audio.is_silent(
        (said + sounds.noise(2, level=-40) + sounds.tone(2, hertz=50, level=-20)).astype(np.float32)
    )


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "Yes."), ("zh", "好的"), ("en", "Good morning, how can I help you?")]
)
def test_real_words_are_speech_even_when_quiet_and_cut_close(voice, lang, text):
    said = audio.read_wav(voice.speak(text, lang=lang, persona="f1", tone="calm")).at_16k()
    assert not audio.is_silent(said)
    assert not audio.is_silent(
        (said * 0.05 + sounds.noise(len(said) / 16_000, level=-75)[: len(said)]).astype(np.float32)
    )


def test_stretches_tell_when_somebody_spoke():
    said = np.concatenate([np.zeros(16_000), sounds.babble(1), np.zeros(16_000), sounds.babble(1), np.zeros(8000)])
    found = speech((said + sounds.noise(4.5, level=-70)).astype(np.float32))
    assert found[0].start == pytest.approx(1.0, abs=0.1)
    assert found[-1].end == pytest.approx(4.0, abs=0.1)
