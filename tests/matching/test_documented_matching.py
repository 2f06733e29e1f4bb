"""The table of docs/matching.md does what it says."""

import re
from pathlib import Path

import pytest
from made_matchers import made, move

PAGE = (Path(__file__).parents[2] / "docs" / "matching.md").read_text("utf-8")
ROWS = re.findall(r"^\| (zh|en) \| (.+?) \| (.+?) \| (yes|no) \|$", PAGE, re.MULTILINE)


def test_the_page_has_examples():
    assert len(ROWS) >= 8


@pytest.mark.parametrize(("lang", "keywords", "said", "answer"), ROWS)
def test_an_example_of_the_page_is_understood_as_it_says(lang, keywords, said, answer):
    groups = [group.split(", ") for group in keywords.split(" + ")]
    assert (made(lang, said, move("it", lang, keywords=groups)) == ("it",)) is (answer == "yes")
