"""Searching modules, articles, questions and calls."""

import dataclasses
import os
import sqlite3
import threading

import pytest

from tests.support.made_courses import REFUNDS_EN, content, write
from trainer import wiring
from trainer.services import edits


@pytest.fixture
def settings(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(edits, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(edits, "REST", 0)
    return dataclasses.replace(settings, content=(content(tmp_path / "content"),))


@pytest.fixture
def find(services, ann):
    def find_it(query, lang="en", person=ann):
        return services.search.find(person, query, lang=lang)

    return find_it


def names(result, kind="module"):
    return [(hit.key, hit.anchor) for hit in result.of(kind)]


def text(parts):
    return "".join(f"[{part.text}]" if part.hit else part.text for part in parts)


def test_a_section_is_found_with_its_words_marked(find):
    (hit,) = find("interrupt").of("module")
    assert (hit.key, hit.anchor, hit.where, hit.lang) == ("first-steps/refunds", "listen-first", "First steps", "en")
    assert text(hit.title) == "Listen first"
    assert "Don't [interrupt]." in text(hit.extract)


def test_two_chinese_characters_are_found_in_either_script(find):
    assert names(find("流量", "zh")) == [("first-steps/refunds", "再退款")]
    assert names(find("先聽完", "zh")) == names(find("先听完", "zh")) == [("first-steps/refunds", "先听完")]


def test_a_title_counts_more_than_the_text(find):
    assert names(find("投诉", "zh"))[0] == ("first-steps/refunds", "退款与投诉")


def test_articles_calls_and_questions_are_found_too(find):
    assert names(find("refund"), "article") == [("refunds", "")]
    assert [hit.key for hit in find("parcel").of("call")] == ["late-parcel"]
    (question,) = find("goods sent back").of("question")
    assert (question.key, question.where, question.module) == (
        "refunds/how-long", "About refunds", "first-steps/refunds",
    )  # fmt: skip


@pytest.mark.parametrize(
    "secret",
    [
        "whispered", "悄悄话", "week", "七日", "exactly", "mistaken", "错啦", "statute", "法律", "apologies",
        "inconvenience", "添麻烦", "feelings", "心情", "whenever",
    ],
)  # fmt: skip
def test_nothing_that_gives_an_answer_away_is_found(find, secret):
    for lang in ("zh", "en"):
        assert find(secret, lang).of("question") == ()


def test_what_is_only_written_in_the_other_language_is_found_in_that(find):
    (hit,) = find("interrupt", "zh").of("module")
    assert (hit.lang, hit.where) == ("en", "First steps")
    assert {hit.lang for hit in find("投诉 complaints", "zh").of("module")} == {"zh"}


def test_a_module_that_something_else_comes_before_is_shown_as_locked_and_shut(find, services):
    locked, *_ = find("ninety").of("module")
    assert locked.locked
    assert "ninety" not in text(locked.extract)
    trainer = services.people.add("tr", "a long password", role="trainer")
    opened, *_ = find("ninety", person=trainer).of("module")
    assert not opened.locked
    assert "[ninety]" in text(opened.extract)


@pytest.mark.parametrize("odd", ["", "   ", '"', "*", "\0", "😀", "。？！", "\ud800", "a" * 10_000, "OR", "- -", "%_'"])
def test_odd_words_find_nothing_or_something_but_never_fail(find, odd):
    assert find(odd).ready


def test_punctuation_alone_is_no_question(find):
    assert not find("？！…").understood
    assert find("zzzz").understood


def test_an_edited_text_is_found_as_it_is_now(find, settings):
    assert find("interrupt").hits
    folder = settings.content[0]
    write(folder, {"courses/first-steps/01-refunds.en.md": REFUNDS_EN.replace("interrupt", "hurry anybody")})
    assert names(find("hurry")) == [("first-steps/refunds", "listen-first")]
    assert not find("interrupt").of("module")
    write(folder, {"courses/first-steps/course.yaml": "id: first-steps\n"})
    assert not find("hurry").of("module")


def test_only_what_was_edited_is_read_again(services, settings):
    assert services.search.prepare() > 5
    write(settings.content[0], {"courses/first-steps/01-refunds.en.md": REFUNDS_EN + "\nMore.\n"})
    assert services.search.prepare() == 1
    assert services.search.prepare() == 0


def test_an_index_made_ahead_serves_the_next_start(services, settings, clock, ann):
    services.search.prepare()
    services.search.close()
    again = wiring.build(settings, clock=clock)
    try:
        assert again.search.prepare() == 0
        assert again.search.find(ann, "interrupt", lang="en").hits
    finally:
        again.close()


@pytest.mark.parametrize("broken", [b"", b"no database at all" * 100, None])
def test_a_damaged_index_is_made_anew(services, settings, clock, ann, broken):
    services.search.prepare()
    services.search.close()
    path = settings.data / "cache" / "search.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:2000] + os.urandom(len(whole) - 2000) if broken is None else broken)
    again = wiring.build(settings, clock=clock)
    try:
        assert again.search.find(ann, "interrupt", lang="en").hits
    finally:
        again.close()


def test_an_index_that_breaks_while_it_is_used_is_made_anew(find, services, settings):
    assert find("interrupt").hits
    with sqlite3.connect(settings.data / "cache" / "search.db") as other:
        damage = "select 'drop table ' || name from sqlite_master where name like 'terms_%_data'"
        for (statement,) in other.execute(damage).fetchall():
            other.execute(statement)
    other.close()
    assert find("interrupt").hits


def test_without_a_folder_to_write_in_the_index_is_in_memory(services, settings, ann):
    (settings.data / "cache").write_text("a file where the folder should be")
    assert services.search.find(ann, "interrupt", lang="en").hits
    write(settings.content[0], {"courses/first-steps/01-refunds.en.md": REFUNDS_EN.replace("interrupt", "hurry")})
    assert services.search.find(ann, "hurry", lang="en").hits
    assert not services.search.find(ann, "interrupt", lang="en").hits


def test_many_search_at_once_while_content_is_edited(services, settings, ann):
    failures = []

    def look():
        try:
            for _ in range(20):
                assert services.search.find(ann, "money", lang="en").hits
        except BaseException as error:  # noqa: BLE001 - told by the test below
            failures.append(error)

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for number in range(5):
        write(settings.content[0], {"courses/first-steps/01-refunds.en.md": REFUNDS_EN + f"\nLine {number}.\n"})
    for thread in threads:
        thread.join()
    assert failures == []
