"""How something was said."""

import numpy as np
import pytest
import speech_sounds as sounds

from trainer.speech.delivery import fillers, measure, words

ROOM = sounds.noise(6, level=-75)


def said(*parts):
    whole = np.concatenate(parts)
    return (whole + ROOM[: len(whole)]).astype(np.float32)


def test_pace_counts_words_in_english_and_characters_in_chinese():
    recording = said(np.zeros(8000), sounds.babble(3), np.zeros(8000))
    assert measure(recording, 16_000, "may I have your account number", "en").pace == pytest.approx(120, rel=0.05)
    assert measure(recording, 16_000, "请报一下您的单号", "zh").pace == pytest.approx(160, rel=0.05)


def test_a_pause_is_half_a_second_or_longer():
    recording = said(sounds.babble(1), np.zeros(6400), sounds.babble(1), np.zeros(16_000), sounds.babble(1))
    found = measure(recording, 16_000, "", "en")
    assert found.pauses == 1
    assert found.pause_seconds == pytest.approx(1.0, abs=0.1)


def test_the_answer_delay_reaches_to_the_first_word():
    found = measure(said(np.zeros(16_000), sounds.babble(1)), 16_000, "yes", "en", 0.5)
    assert found.answer_delay == pytest.approx(1.5, abs=0.1)


def test_loudness_is_that_of_the_speech_alone():
    found = measure(said(np.zeros(48_000), sounds.babble(1, level=-25)), 16_000, "yes", "en")
    assert found.loudness == pytest.approx(-25, abs=1)


def test_silence_has_no_pace_and_no_loudness():
    found = measure(np.zeros(16_000, np.float32), 16_000, "", "en", 1.0)
    assert (found.seconds, found.pace, found.loudness, found.answer_delay) == (0, None, None, None)


@pytest.mark.parametrize(
    ("text", "lang", "count"),
    [
        ("um so, uh, I mean it's hmm fine", "en", 4),
        ("the umbrella is here", "en", 0),
        ("嗯，那个那个，就是说可以", "zh", 3),
        ("您的额度还够", "zh", 0),
        ("um", "fr", 0),
    ],
)
def test_fillers_are_counted_by_language(text, lang, count):
    assert fillers(text, lang) == count


def test_a_chinese_character_and_a_foreign_word_are_a_word_each():
    assert words("您的iPhone 15到了") == 6
