"""Points for answers, type by type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_questions import LANG, answers, cloze, option, question, questions, right_answer

from trainer.errors import WrongUse
from trainer.learning.answers import LONGEST_TEXT, Answer, answer_of
from trainer.learning.marking import is_accepted, is_given, mark, number_said

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(questions(), answers())
def test_an_answer_gets_points_from_0_to_1_or_is_refused_in_plain_words(asked, answer):
    try:
        found = mark(asked, answer, LANG)
    except WrongUse as error:
        assert str(error).endswith(".")  # noqa: PT017 - either outcome is right
    else:
        assert found.points is None if asked.type == "open" else 0 <= found.points <= 1


@given(questions())
def test_the_right_answer_gets_full_marks(asked):
    found = mark(asked, right_answer(asked), LANG)
    is_given(asked, right_answer(asked), LANG)
    assert asked.type == "open" or (found.full and all(found.right))


@pytest.mark.parametrize(("word", "lang"), [("ah", "en"), ("Um.", "en"), ("嗯", "zh")])
def test_a_word_that_only_fills_a_gap_in_speech_can_be_the_right_answer(word, lang):
    assert is_accepted(word, (word,), lang)
    assert not is_accepted(word, ("yes",), lang)
    assert not is_accepted("…", (word,), lang)


@given(questions(("single", "multiple", "order", "match", "cloze")), answers())
def test_full_marks_are_given_only_when_every_part_is_right(asked, answer):
    try:
        found = mark(asked, answer, LANG)
    except WrongUse:
        return
    assert found.full == all(found.right)


@given(answers())
def test_an_answer_survives_being_stored(answer):
    assert answer_of(answer.plain()) == answer


@given(JSON)
def test_only_answers_are_taken_for_answers(anything):
    try:
        answer = answer_of(anything)
    except WrongUse:
        return
    assert isinstance(answer, Answer)


@pytest.mark.parametrize(
    "odd",
    [
        {"chosen": [1.5]},
        {"chosen": [True]},
        {"chosen": "12"},
        {"truth": "yes"},
        {"text": None},
        {"gaps": [1]},
        {"points": 1},
        {"chosen": list(range(500))},
    ],
)
def test_answers_of_the_wrong_shape_are_refused(odd):
    with pytest.raises(WrongUse):
        answer_of(odd)


def test_an_answer_that_is_too_long_is_refused_with_the_limit():
    with pytest.raises(WrongUse, match=str(LONGEST_TEXT)):
        answer_of({"text": "x" * (LONGEST_TEXT + 1)})


MULTIPLE = question("multiple", options=tuple(option(str(n), correct=n < 2) for n in range(4)))


@pytest.mark.parametrize(
    ("chosen", "points"), [((0, 1), 1), ((0,), 0.5), ((0, 2), 0), ((0, 1, 2), 0.5), ((2, 3), 0), ((0, 1, 2, 3), 0)]
)
def test_wrong_choices_cost_what_right_ones_give(chosen, points):
    assert mark(MULTIPLE, Answer(chosen=chosen), LANG).points == points


def test_all_or_nothing_gives_nothing_for_a_part():
    strict = question("multiple", options=MULTIPLE.options, all_or_nothing=True)
    assert mark(strict, Answer(chosen=(0,)), LANG).points == 0
    assert mark(strict, Answer(chosen=(1, 0)), LANG).points == 1


def test_an_order_is_worth_its_neighbouring_pairs():
    asked = question("order", options=tuple(option(str(n)) for n in range(4)))
    found = mark(asked, Answer(chosen=(1, 2, 3, 0)), LANG)
    assert found.points == pytest.approx(2 / 3)
    assert found.right == (True, True, False)


def test_two_lines_with_the_same_partner_accept_either():
    asked = question("match", options=(option("a", match="x"), option("b", match="x"), option("c", match="y")))
    assert mark(asked, Answer(chosen=(1, 0, 2)), LANG).full
    assert mark(asked, Answer(chosen=(0, -1, 2)), LANG).points == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("single", Answer(chosen=(0, 1))),
        ("single", Answer()),
        ("single", Answer(chosen=(4,))),
        ("multiple", Answer(chosen=(0, 0))),
        ("order", Answer(chosen=(0, 1))),
        ("match", Answer(chosen=(0, 1, 2, 9))),
        ("truefalse", Answer(text="true")),
        ("cloze", Answer(gaps=("a",))),
    ],
)
def test_an_answer_to_another_kind_of_question_is_refused(kind, answer):
    options = tuple(option(str(n), correct=n == 0, match="m") for n in range(4))
    asked = question(kind, options=options, truth=True, cloze=cloze(("a",), ("b",)))
    with pytest.raises(WrongUse):
        mark(asked, answer, LANG)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("numeric", Answer(text="a few")),
        ("numeric", Answer(text="3 or 4")),
        ("numeric", Answer()),
        ("text", Answer(text=" ")),
        ("open", Answer(text="\n")),
        ("cloze", Answer(gaps=(" ", ""))),
    ],
)
def test_what_holds_no_answer_yet_is_refused_before_it_is_stored(kind, answer):
    with pytest.raises(WrongUse):
        is_given(question(kind, number=3.0, cloze=cloze(("a",), ("b",))), answer, LANG)


@pytest.mark.parametrize(
    ("said", "lang", "number"),
    [
        ("330", "en", 330),
        (" 1,200 ", "en", 1200),
        ("３３０", "zh", 330),
        ("−4.5", "en", -4.5),
        ("forty", "en", 40),
        ("three hundred and thirty", "en", 330),
        ("四十", "zh", 40),
        ("三百三十", "zh", 330),
        ("330秒", "zh", 330),
        ("nan", "en", None),
        ("1e999", "en", None),
        ("infinity", "en", None),
        ("sNaN", "en", None),
        ("soon", "en", None),
    ],
)
def test_numbers_are_read_in_figures_and_in_words(said, lang, number):
    assert number_said(said, lang) == number


@given(st.text(max_size=40), st.sampled_from(["zh", "en"]))
def test_reading_a_number_never_fails(said, lang):
    found = number_said(said, lang)
    assert found is None or isinstance(found, float)


def test_a_tolerance_counts_to_its_edge_and_no_further():
    asked = question("numeric", number=0.3, tolerance=0.1)
    assert [mark(asked, Answer(text=text), LANG).points for text in ("0.4", "0.2", "0.41")] == [1, 1, 0]


@pytest.mark.parametrize(
    ("said", "lang"),
    [("Held", "en"), (" held.", "en"), ("The held", "en"), ("ＨＥＬＤ", "en"), ("滯留", "zh"), ("“滞留”", "zh")],
)
def test_case_width_script_and_final_signs_dont_count(said, lang):
    asked = question("text", accept={"en": ("held",), "zh": ("滞留",)})
    assert mark(asked, Answer(text=said), lang).full
