"""What a search takes texts for, and what it marks in them."""

import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trainer.matching.terms import Marker, expressions, terms, wanted

CHINESE = st.text(alphabet="投诉处理客户满意度流量包退款", min_size=2, max_size=30)


def marked(text, query):
    return [part.text for part in Marker(wanted(query)).parts(text) if part.hit]


def found(query, *texts):
    """Which of the texts SQLite finds with the first expression that finds any."""
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table terms using fts5 (text, tokenize = 'unicode61 remove_diacritics 0')")
    database.executemany("insert into terms (text) values (?)", [(" ".join(terms(text)),) for text in texts])
    for expression in expressions(wanted(query)):
        rows = database.execute("select rowid from terms where terms match ?", [expression]).fetchall()
        if rows:
            return [texts[row - 1] for (row,) in rows]
    return []


@pytest.mark.parametrize(
    ("query", "text", "hits"),
    [
        ("投诉", "客户投诉了", ["投诉"]),
        ("投訴", "客户投诉了", ["投诉"]),
        ("投诉", "客戶投訴了", ["投訴"]),
        ("ＡＨＴ", "the AHT of a team", ["AHT"]),
        ("complaint", "Complaints, complained; a plaintiff", ["Complaints"]),
        ("complain", "Complaints, complained; a plaintiff", ["Complaints", "complained"]),
        ("customer's", "Two customers' calls", ["customers'"[:-1]]),
        ("cafe", "the Café at noon", ["Café"]),
        ("apologise", "I apologize", ["apologize"]),
        ("流量 hold", "流量和 holding", ["流量", "holding"]),
        ("户", "客户，户口", ["户", "户"]),
        ("流量包", "流量包与流量", ["流量包"]),
        ("car", "a car, a card", ["car"]),
    ],
)
def test_what_is_looked_for_is_found_and_marked_however_it_is_written(query, text, hits):
    assert marked(text, query) == hits
    assert found(query, text, "something else 别的东西") == [text]


@given(CHINESE, st.data())
def test_every_two_characters_of_a_chinese_text_are_found(text, data):
    place = data.draw(st.integers(0, len(text) - 2))
    assert text in found(text[place : place + 2], text)


@given(CHINESE)
def test_every_single_character_of_a_chinese_text_is_found(text):
    assert all(text in found(sign, text) for sign in text)


def test_all_words_come_before_some_of_them_and_some_before_none():
    texts = ["refund the customer", "the customer", "nothing of it"]
    assert found("customer refund", *texts) == texts[:1]
    assert found("customer rebate", *texts) == texts[:2]
    assert found("unfinis custom", "unfinished") == ["unfinished"]


@given(st.text(max_size=300))
def test_any_text_can_be_looked_for(query):
    found(query, "a text 一段文字")
    for text in ("a text 一段文字", query):
        assert "".join(part.text for part in Marker(wanted(query)).parts(text)) == text


@pytest.mark.parametrize(
    "query", ["", '"', "a AND NOT (b", "*", "\0", "😀", "。。。", "\ud800", "'", "-- ;", "NEAR(", "^"]
)
def test_signs_that_mean_something_to_sqlite_mean_nothing(query):
    assert found(query, "some text") == []


def test_ten_thousand_characters_are_a_question_too():
    assert found("hold " * 2000, "on hold") == ["on hold"]
    assert found("客户" * 5000, "客户") == ["客户"]


@given(st.text(alphabet="abc 退款。\nß½ｱ", max_size=400), st.integers(20, 120))
@example(" aaaaaaaaaaaaaaaaaaaa退款", 20)
def test_an_extract_is_a_piece_of_the_text_around_a_hit(text, size):
    parts = Marker(wanted("退款 abc")).extract(text, size)
    shown = "".join(part.text for part in parts if part.text != "…")
    flat = "".join(" " if sign.isspace() else sign for sign in text)
    assert shown in flat
    assert len(shown) <= size + 80
    if any(part.hit for part in Marker(wanted("退款")).parts(text)):
        assert any(part.hit for part in parts)
