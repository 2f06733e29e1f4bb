"""The order in which options are shown."""

from hypothesis import given
from hypothesis import strategies as st
from made_questions import TYPES, WITH_OPTIONS, option, question, questions

from trainer.learning.arranging import arrange

SEEDS = st.integers(0, 2**31 - 1)


@given(questions(), SEEDS)
def test_every_option_is_shown_exactly_once(asked, seed):
    assert sorted(arrange(asked, seed)) == list(range(len(asked.options)))


@given(questions(), SEEDS)
def test_the_same_attempt_always_shows_the_same_order(asked, seed):
    assert arrange(asked, seed) == arrange(asked, seed)


@given(questions(("single", "multiple")), SEEDS)
def test_fixed_options_stay_in_their_place(asked, seed):
    shown = arrange(asked, seed)
    assert all(shown[place] == place for place, each in enumerate(asked.options) if each.fixed)


@given(questions(("order", "match")), SEEDS)
def test_what_is_to_be_ordered_or_paired_is_never_shown_solved(asked, seed):
    assert arrange(asked, seed) != tuple(range(len(asked.options)))


@given(questions(tuple(set(TYPES) - set(WITH_OPTIONS))), SEEDS)
def test_other_types_have_nothing_to_shuffle(asked, seed):
    assert arrange(asked, seed) == ()


def test_attempts_and_questions_are_shuffled_differently():
    asked = question("single", options=tuple(option(str(n), correct=n == 0) for n in range(6)))
    other = question("single", id="other", options=asked.options)
    assert len({arrange(asked, seed) for seed in range(50)}) > 20
    assert any(arrange(asked, seed) != arrange(other, seed) for seed in range(5))


def test_every_option_comes_first_about_as_often():
    asked = question("single", options=tuple(option(str(n), correct=n == 0) for n in range(4)))
    first = [arrange(asked, seed)[0] for seed in range(2000)]
    assert all(400 < first.count(number) < 600 for number in range(4))
