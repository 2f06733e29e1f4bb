"""The search page, and the way to it."""

from pathlib import Path

import pytest

from tests.support.made_courses import REFUNDS_EN, content
from trainer.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    nasty = REFUNDS_EN + "\n## Nasty\n\nzebra `<script>alert(1)</script>` zebra\n"
    folder = content(tmp_path / "content", **{"courses/first-steps/01-refunds.en.md": nasty})
    return Settings(data=data, content=(folder,), database_url=f"sqlite:///{data / 'trainer.db'}", lang="en")


def test_the_bar_leads_to_the_search(opened, ann):
    assert "Search" in [link.proto.label for link in opened(ann).at.get("page_link")]


def test_hits_are_shown_by_kind_with_their_words_marked_and_linked_to_the_section(opened, ann):
    text = opened(ann, "search", q="interrupt").text
    assert "<h2>Modules" in text
    assert "<mark>interrupt</mark>" in text
    assert "module?course=first-steps&amp;module=refunds&amp;at=listen-first" in text


def test_what_is_typed_is_looked_for_and_stands_in_the_address(opened, ann):
    screen = opened(ann, "search")
    assert "two characters" in screen.text
    screen.at.text_input(key="search_words").set_value("refund").run()
    assert "<mark>refund" in screen.text
    assert screen.at.query_params["q"] in ("refund", ["refund"])


def test_what_authors_wrote_is_never_markup(opened, ann):
    text = opened(ann, "search", q="zebra").text
    assert "&lt;script&gt;" in text
    assert "<script>" not in text


def test_a_locked_module_says_so(opened, ann):
    text = opened(ann, "search", q="ninety").text
    assert "Locked" in text
    assert "<mark>ninety" not in text


def test_an_article_is_read_on_the_page_with_a_way_back(opened, ann):
    screen = opened(ann, "search", q="refund", article="refunds")
    assert "<article" in screen.text
    assert "Back to what was found" in screen.text
    assert "not there" in opened(ann, "search", article="nothing").text


@pytest.mark.parametrize("odd", ["？！", '"', "*", "zzzzz", "<b>", "a" * 500])
def test_nothing_found_says_what_to_do(opened, ann, odd):
    text = opened(ann, "search", q=odd).text
    assert "Nothing" in text
    assert "<b><b>" not in text


def test_the_page_speaks_chinese(opened, ann):
    text = opened(ann, "search", lang="zh", q="流量").text
    assert "<mark>流量</mark>" in text
    assert "单元" in text
