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
from trainer.matching.matcher import DOUBTFUL
from trainer.speech import audio
from trainer.speech.recognisers.belief import LEAST, clear, in_phrase, in_words, tell_the_same
from trainer.speech.recognisers.language_model import common_english, words_of, write_model
from trainer.speech.recognisers.pocketsphinx import PocketsphinxRecogniser
from trainer.speech.recognisers.rivals import rivals
from trainer.speech.voicing import Stretch

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


@pytest.mark.slow
def test_two_expected_phrases_in_one_turn_are_both_heard(voice, recogniser):
    both = "I am sorry to hear that. Could you give me your account number please?"
    heard = recogniser.hear(said(voice, both, persona="m2"), lang="en", expected=EXPECTED)
    assert "could you give me your account number please" in heard.text
    assert not heard.rejected


def test_speech_that_is_none_of_what_is_expected_is_never_believed(voice, recogniser):
    wav = said(voice, "The children built a huge snowman behind the school.")
    heard = recogniser.hear(wav, lang="en", expected=EXPECTED)
    assert heard.confidence < DOUBTFUL
    assert heard.text not in EXPECTED


def test_another_language_is_never_believed(voice, recogniser):
    heard = recogniser.hear(said(voice, "我的包裹三天没动了", lang="zh"), lang="en", expected=EXPECTED)
    assert heard.confidence < DOUBTFUL
    assert heard.text not in EXPECTED


def test_own_words_that_came_through_are_kept_but_not_held_against_anyone(voice, recogniser):
    # The voice never speaks twice alike, and own words are often rejected: what counts is what came through.
    words = "what would you like to do about your card"
    tries = (
        recogniser.hear(said(voice, words, persona=persona), lang="en", expected=EXPECTED)
        for persona in ("f2", "m1", "f1") * 6
    )
    heard = next(one for one in tries if not one.rejected)
    assert heard.confidence >= LEAST
    assert len(set(words.split()) & set(heard.text.split())) >= 2, heard


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


@pytest.mark.slow
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


def test_free_words_are_believed_by_posterior_and_likeness_and_less_where_they_are_few():
    sure = in_words([("let", 0.9), ("me", 0.9), ("check", 0.9)], ["let me check"], 1)
    assert sure > in_words([("let", 0.3), ("me", 0.3), ("check", 0.3)], ["let me check"], 1)
    assert sure > in_words([("let", 0.9), ("me", 0.9), ("check", 0.9)], ["good morning"], 1)
    assert sure > in_words([("let", 0.9), ("me", 0.9), ("check", 0.9)], ["let me check"], 9)
    assert in_words([], ["let me check"], 1) == 0


WORDS = st.lists(st.tuples(st.text("abc ", max_size=5), st.floats(0, 1)), max_size=6)


@given(WORDS, st.lists(st.text(max_size=20), max_size=4), st.floats(0, 60))
def test_belief_in_words_is_always_between_0_and_1(words, expected, seconds):
    assert 0 <= in_words(words, expected, seconds) <= 1
    assert len(clear(words)) <= len(words)


def test_few_or_unlikely_words_in_much_sound_are_rejected():
    assert in_words([("thank", 1.0)], EXPECTED, 3) < LEAST
    assert in_words([("say", 0.1), ("go", 0.1), ("use", 0.1), ("them", 0.1)], EXPECTED, 1) < LEAST
    assert LEAST <= in_words([("we", 0.6), ("will", 0.5), ("wait", 0.5), ("here", 0.6)], EXPECTED, 1) < DOUBTFUL


def test_a_guess_is_no_answer_where_phrases_are_expected_and_doubtful_where_none_are():
    guess = [("want", 0.4), ("three", 0.4), ("months", 0.4)]
    assert in_words(guess, EXPECTED, 1) < LEAST
    assert LEAST <= in_words(guess, [], 1) < DOUBTFUL


SPOKEN = (Stretch(0.2, 2.0),)


def test_a_phrase_is_believed_when_nothing_else_explains_the_sound_much_better():
    assert in_phrase(2.0, 10.0, [(0.0, 0.2), (2.0, 2.3)], SPOKEN) > 0.9
    assert in_phrase(-20.0, 10.0, [], SPOKEN) < LEAST
    assert in_phrase(2.0, -20.0, [], SPOKEN) < LEAST


def test_a_phrase_that_leaves_out_what_was_said_is_not_believed():
    assert in_phrase(15.0, 30.0, [(0.9, 2.3)], SPOKEN) == 0


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.lists(st.tuples(st.floats(0, 9), st.floats(0, 9)), max_size=4))
def test_belief_in_a_phrase_is_always_between_0_and_1(over_words, over_sounds, silent):
    assert 0 <= in_phrase(over_words, over_sounds, silent, SPOKEN) <= 1
    assert 0 <= in_phrase(over_words, over_sounds, silent, ()) <= 1


@pytest.mark.parametrize("other", ["we can't waive the forty dollars", "we can waive the fourteen dollars"])
def test_a_denial_or_a_number_that_differs_is_noticed(other):
    phrase = "We can waive the 40 dollars"
    assert tell_the_same(phrase, [(word, 1.0) for word in words_of(phrase)])
    assert not tell_the_same(phrase, [(word, 1.0) for word in words_of(other)])


def test_a_phrase_has_a_rival_for_each_verb_that_can_be_denied_or_is():
    assert set(rivals(("we'll", "say", "what", "you", "can't", "do"))) == {
        ("we", "won't", "say", "what", "you", "can't", "do"),
        ("we'll", "say", "what", "you", "can", "do"),
        ("we'll", "say", "what", "you", "can't", "don't"),
    }
    assert list(rivals(("right", "away"))) == []
    assert list(rivals(("it", "is", "not"))) == []


def test_a_denied_phrase_is_not_believed_to_be_the_phrase(voice, recogniser):
    heard = recogniser.hear(
        said(voice, "we won't cancel the card", persona="m2"), lang="en", expected=["we'll cancel the card"]
    )
    assert heard.confidence < DOUBTFUL
    assert heard.text != "we'll cancel the card"


def test_words_are_written_as_the_dictionary_does():
    assert words_of("I’ve got 40, O'Brien — OK?") == ["i've", "got", "forty", "o'brien", "ok"]
    assert words_of("21 300 365 07") == ["twenty", "one", "three", "hundred", "three", "six", "five", "zero", "seven"]


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
