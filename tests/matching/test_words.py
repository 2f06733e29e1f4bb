"""English words with their regular endings, reduced to what they share."""

import pytest

from trainer.matching.words import stems


@pytest.mark.parametrize(
    "words",
    [
        "day days",
        "way ways",
        "pay pays paying",
        "delay delays delayed",
        "key keys",
        "policy policies",
        "travel travels travelled traveling",
        "box boxes",
        "refund refunds refunded",
    ],
)
def test_a_words_regular_endings_make_no_difference(words):
    assert len(set(stems(words))) == 1


@pytest.mark.parametrize("word", ["gas", "was", "this", "bus"])
def test_an_s_that_is_no_ending_stays(word):
    assert stems(word) == (word,)
