"""Moves understood by their examples."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_matchers import made, matcher, move, understand

HOTEL = [
    "do you need a hotel",
    "shall I book you a room",
    "I can arrange somewhere to stay",
    "would you like accommodation as well",
]
BAGS = [
    "how many bags are you taking",
    "will you check in any luggage",
    "is it hand luggage only",
    "any suitcases to go in the hold",
]
NODE_EN = (move("hotel", "en", examples=HOTEL), move("bags", "en", examples=BAGS))
WATER = ["大概几点恢复供水", "预计下午五点来水", "晚上八点之前通水", "抢修完就恢复供水"]
SORRY = ["非常抱歉给您添麻烦", "实在对不起", "不好意思让您久等了", "给您带来不便很抱歉"]
NODE_ZH = (move("restore", "zh", examples=WATER), move("sorry", "zh", examples=SORRY))


@pytest.mark.parametrize("example", HOTEL + BAGS)
def test_each_english_example_makes_its_own_move(example):
    assert made("en", example, *NODE_EN) == ("hotel" if example in HOTEL else "bags",)


@pytest.mark.parametrize("example", WATER + SORRY)
def test_each_chinese_example_makes_its_own_move(example):
    assert made("zh", example, *NODE_ZH) == ("restore" if example in WATER else "sorry",)


def test_other_words_of_the_same_meaning_make_the_move():
    assert made("en", "Would you like me to book a hotel room for you?", *NODE_EN) == ("hotel",)
    assert made("zh", "真的抱歉，给您添麻烦了", *NODE_ZH) == ("sorry",)


def test_several_moves_are_made_in_their_order():
    assert made("en", "How many suitcases are you taking? And shall I book a hotel?", *NODE_EN) == ("bags", "hotel")


def test_words_that_have_nothing_to_do_with_it_make_no_move():
    assert made("en", "Purple trumpets rarely whistle.", *NODE_EN) == ()
    assert made("zh", "小猫钓鱼真有趣", *NODE_ZH) == ()


def test_refusing_does_not_make_the_move():
    assert made("en", "We can't book you a hotel room", *NODE_EN) == ()


def test_a_match_keeps_its_reason():
    [match] = [m for m in understand("en", "so, do you need a nice hotel", *NODE_EN).matches if m.accepted]
    assert match.method == "similarity"
    assert match.evidence in "so, do you need a nice hotel"
    assert match.example in HOTEL
    assert match.runner_up == "bags"
    assert 0.5 <= match.confidence <= 1
    assert match.reason


def test_a_critical_move_needs_to_be_surer():
    said = "Would you like me to look at a hotel?"
    [plain] = [m for m in understand("en", said, *NODE_EN).matches if m.move == "hotel"]
    strict = move("hotel", "en", examples=HOTEL, critical="customer")
    [critical] = [m for m in understand("en", said, strict, NODE_EN[1]).matches if m.move == "hotel"]
    assert critical.confidence == plain.confidence
    assert critical.accepted is (plain.accepted and plain.confidence >= 0.8)


def test_moves_that_are_not_heard_now_are_not_made():
    assert matcher("en", *NODE_EN).understand("do you need a hotel", moves=["bags", "unknown"], facts={}).moves == ()


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=200)
    | st.sampled_from(["", "👍", "\x00", "\ud800", "?" * 2000, "一" * 2000, "and " * 500, "，" * 3000])
)
def test_nothing_said_raises_and_the_same_words_give_the_same(text):
    for lang, node in (("en", NODE_EN), ("zh", NODE_ZH)):
        for heard in (False, True):
            first = understand(lang, text, *node, heard=heard)
            assert understand(lang, text, *node, heard=heard) == first


def test_threads_get_the_same_answers():
    shared = matcher("en", *NODE_EN)
    answers = []

    def ask():
        answers.append(shared.understand("shall I book you a room", moves=["hotel", "bags"], facts={}))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert len({answer.moves for answer in answers}) == 1


def test_words_hardly_heard_must_come_closer_to_an_example():
    assert understand("en", "a hotel then", *NODE_EN).moves == ("hotel",)
    assert understand("en", "a hotel then", *NODE_EN, heard=True, hearing=0.2).moves == ()
    assert understand("en", "do you want a room booked", *NODE_EN, heard=True, hearing=0.2).moves == ("hotel",)
