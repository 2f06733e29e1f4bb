"""Learn, and the page of a module."""

import pytest
from learned import checked, read

PARCELS, ENDINGS = "answering/parcels", "answering/endings"


def test_the_courses_of_the_track_are_listed_with_what_is_locked(opened, ann):
    text = opened(ann, "courses").text
    assert "0 of 2 modules done" in text
    assert "Begin\\: Parcels" in text
    assert "First: Parcels" in text


def test_what_is_done_is_marked_and_opens_what_requires_it(opened, services, ann):
    read(services, ann, PARCELS)
    checked(services, ann, "parcels")
    text = opened(ann, "courses").text
    assert "1 of 2 modules done" in text
    assert "Go on\\: Endings" in text
    assert "First: Parcels" not in text


def test_another_track_is_shown_and_remembered(opened, services, ann):
    screen = opened(ann, "courses")
    screen.at.segmented_control(key="track").set_value("manager").run()
    assert "Nothing for this track yet" in screen.text
    assert services.courses.track(ann) == "manager"


@pytest.mark.parametrize(("lang", "says"), [("en", "Check yourself"), ("zh", "开始自检")])
def test_a_module_is_read_in_the_language_of_the_page(opened, services, ann, lang, says):
    screen = opened(ann, "module", lang=lang, course="answering", module="parcels")
    assert services.library.courses["answering"].modules[0].title[lang] in screen.text
    assert screen.at.button(key="check_yourself").label == says


def test_a_locked_module_says_what_comes_first_and_shows_no_text(opened, services, ann):
    screen = opened(ann, "module", course="answering", module="endings")
    assert "Something else comes first" in screen.text
    assert "Parcels" in screen.text
    assert not any("prose" in block.proto.body for block in screen.at.get("html") if "<style" not in block.proto.body)


def test_a_trainer_may_open_every_module(opened, coach):
    assert "Something else comes first" not in opened(coach, "module", course="answering", module="endings").text


@pytest.mark.parametrize("query", [{}, {"course": "answering"}, {"course": "gone", "module": "parcels"}])
def test_a_module_that_is_not_there_is_told_in_words(opened, ann, query):
    assert "This module is not there" in opened(ann, "module", **query).text


def test_checking_oneself_begins_the_self_check_and_counts_as_having_read(opened, services, ann):
    opened(ann, "module", course="answering", module="parcels").press("check_yourself")
    state = services.courses.module(ann, PARCELS).state
    assert state.reading.finished
    assert state.check.under_way


def test_a_module_without_a_quiz_is_done_once_it_is_read(opened, services, ann):
    read(services, ann, PARCELS)
    checked(services, ann, "parcels")
    opened(ann, "module", course="answering", module="endings").press("read_done")
    assert services.courses.module(ann, ENDINGS).state.done


def test_a_course_that_is_done_says_what_comes_after_it(opened, services, ann):
    read(services, ann, PARCELS)
    checked(services, ann, "parcels")
    read(services, ann, ENDINGS)
    text = opened(ann, "courses").text
    assert "You have done every module of this course" in text
    assert "Practise on calls" in text
