"""What is remembered of texts: the same answers, and no more memory for long texts than for short ones."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.matching.remembered import FEW, MANY, remembered


def counted():
    asked = []

    @remembered
    def length(text: str, lang: str) -> int:
        asked.append((text, lang))
        return len(text)

    return length, asked


@given(st.lists(st.tuples(st.text(max_size=300), st.sampled_from(["zh", "en"])), max_size=30))
def test_every_answer_is_the_one_the_function_gives(texts):
    length, _ = counted()
    assert [length(text, lang) for text, lang in texts] == [len(text) for text, _ in texts]


def test_what_came_lately_is_not_worked_out_again():
    length, asked = counted()
    for _time in range(2):
        for number in range(MANY):
            length(str(number), "en")
        for number in range(FEW):
            length(f"{number:0500d}", "en")
    assert len(asked) == MANY + FEW


def test_of_long_texts_only_a_few_are_kept():
    length, asked = counted()
    texts = [f"{number:0500d}" for number in range(FEW + 1)]
    for text in (*texts, texts[0]):
        length(text, "en")
    assert len(asked) == FEW + 2
