"""The recogniser that is always there, with the real pocketsphinx and the real espeak-ng."""

import os
import signal
import sys

import numpy as np
import pytest
import speech_sounds as sounds
from hypothesis import given
from hypothesis import strategies as st

from trainer.errors import EngineFailed, WrongUse
from trainer.speech import audio
from trainer.speech.recognisers.language_model import common_english, words_of, write_model
from trainer.speech.recognisers.pocketsphinx import PocketsphinxRecogniser, confidence

EXPECTED = (
    "I am sorry to hear that",
    "let me check your account",
    "could you give me your account number please",
    "are you paying by debit or credit card",
    "let me cancel that card straight away",
)


def said(voice, text, *, persona="m1", lang="en"):
    spoken = audio.read_wav(voice.speak(text, lang=lang, persona=persona, tone="calm")).at_16k()
    return audio.write_wav((spoken + sounds.noise(len(spoken) / 16_000, level=-60)[: len(spoken)]).astype(np.float32))


@pytest.mark.parametrize(
    ("text", "persona"),
    [("let me cancel that card straight away", "m2"), ("could you give me your account number please", "f1")],
)
def test_expected_phrases_are_heard_with_confidence(voice, recogniser, text, persona):
    heard = recogniser.hear(said(voice, text, persona=persona), lang="en", expected=EXPECTED)
    wrong = set(words_of(text)) ^ set(words_of(heard.text))
    assert len(wrong) <= 2, heard
    assert heard.confidence > 0.6
    assert not heard.rejected


@pytest.mark.parametrize(
    ("text", "lang"), [("The children built a huge snowman behind the school.", "en"), ("我的包裹三天没动了", "zh")]
)
def test_speech_that_is_none_of_what_is_expected_is_rejected(voice, recogniser, text, lang):
    heard = recogniser.hear(said(voice, text, lang=lang), lang="en", expected=EXPECTED)
    assert heard.rejected
    assert heard.text == ""
    assert heard.confidence < 0.35


def test_phrases_without_a_known_word_and_none_at_all_do_no_harm(voice, recogniser):
    recogniser.hear(said(voice, "hello"), lang="en", expected=["", "???", "Xqzzt", "您好"])
    recogniser.hear(said(voice, "hello"), lang="en")


def test_nothing_but_noise_is_rejected(recogniser):
    assert recogniser.hear(sounds.wav(sounds.noise(1, level=-30)), lang="en", expected=EXPECTED).rejected
    assert recogniser.hear(sounds.wav(np.zeros(10)), lang="en", expected=EXPECTED).rejected


def test_a_language_it_has_no_model_for_is_an_error_and_never_silence(recogniser):
    assert recogniser.languages() == ("en",)
    with pytest.raises(EngineFailed, match="no model for zh"):
        recogniser.hear(sounds.wav(sounds.babble(0.3)), lang="zh")


def test_what_is_no_recording_is_refused(recogniser):
    with pytest.raises(WrongUse):
        recogniser.hear(b"no wav", lang="en")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_killed_worker_is_replaced_and_closing_ends_it():
    hearing = PocketsphinxRecogniser()
    hearing.hear(sounds.wav(np.zeros(1600)), lang="en")
    first = hearing.worker_id
    os.kill(first, signal.SIGKILL)
    assert hearing.hear(sounds.wav(np.zeros(1600)), lang="en").rejected
    assert hearing.worker_id not in (None, first)
    hearing.close()
    assert hearing.worker_id is None


def test_confidence_grows_with_posterior_and_likeness_and_falls_where_words_are_few():
    sure = confidence([("let", 0.9), ("me", 0.9), ("check", 0.9)], ["let me check"], 1)
    assert sure > confidence([("let", 0.3), ("me", 0.3), ("check", 0.3)], ["let me check"], 1)
    assert sure > confidence([("let", 0.9), ("me", 0.9), ("check", 0.9)], ["good morning"], 1)
    assert sure > confidence([("let", 0.9), ("me", 0.9), ("check", 0.9)], ["let me check"], 9)
    assert confidence([], ["let me check"], 1) == 0


@given(
    st.lists(st.tuples(st.text("abc ", max_size=5), st.floats(0, 1)), max_size=6),
    st.lists(st.text(max_size=20), max_size=4),
    st.floats(0, 60),
)
def test_confidence_is_always_between_0_and_1(words, expected, seconds):
    assert 0 <= confidence(words, expected, seconds) <= 1


def test_words_are_written_as_the_dictionary_does():
    assert words_of("I’ve got 40, O'Brien — OK?") == ["i've", "got", "four", "zero", "o'brien", "ok"]


def test_every_history_of_the_language_model_shares_out_all_its_probability():
    text, vocabulary = write_model([words_of(phrase) for phrase in EXPECTED], common_english())
    singles = text.split("\\1-grams:")[1].split("\\2-grams:")[0].split("\n")
    chances = {line.split()[1]: 10 ** float(line.split()[0]) for line in singles if line.strip()}
    assert sum(chances.values()) == pytest.approx(1, abs=0.01)
    assert {"debit", "the"} <= vocabulary
    pairs = [line.split() for line in text.split("\\2-grams:")[1].split("\\3-grams:")[0].split("\n") if line.strip()]
    after_let = {pair[2]: 10 ** float(pair[0]) for pair in pairs if pair[1] == "let"}
    backoff = 10 ** float(next(line for line in singles if line.split()[1:2] == ["let"]).split()[2])
    rest = sum(chance for word, chance in chances.items() if word not in after_let)
    assert sum(after_let.values()) + backoff * rest == pytest.approx(1, abs=0.02)
