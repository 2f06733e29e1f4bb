"""Coming in, and what surrounds every page."""

import pytest

from trainer.web import session


def test_the_first_visitor_is_asked_to_make_the_owners_account(opened):
    screen = opened(None)
    assert "Welcome to Call Trainer" in screen.text
    assert not screen.at.get("page_link")


@pytest.mark.parametrize("path", ["", "calls", "history", "people", "account", "call", "debrief"])
@pytest.mark.usefixtures("admin")
def test_every_address_asks_a_stranger_to_sign_in(opened, path):
    screen = opened(None, path)
    assert "<h1>Sign in</h1>" in screen.text
    assert "Hello" not in screen.text


@pytest.mark.usefixtures("admin")
def test_a_token_that_was_signed_out_opens_nothing(opened, services, ann):
    screen = opened(ann)
    assert "Hello, Ann" in screen.text
    screen.press("sign_out")
    assert "<h1>Sign in</h1>" in screen.text
    assert services.people.who(session.cookies()[session.SESSION_COOKIE]) is None


def test_the_language_of_the_browser_becomes_the_persons_until_they_choose(opened, services, ann):
    assert "Ann，您好" in opened(ann, lang="zh").text
    assert services.people.preferences(ann)["lang"] == "zh"
    assert "Ann，您好" in opened(ann, lang="en").text


def test_language_and_look_stay_chosen(opened, services, ann):
    screen = opened(ann, lang="zh")
    screen.at.segmented_control(key="menu_lang").set_value("en").run()
    assert "Hello, Ann" in screen.text
    screen.at.segmented_control(key="menu_theme").set_value("dark").run()
    assert services.people.preferences(ann) == {"lang": "en", "theme": "dark"}
    again = opened(ann, lang="zh")
    assert "Hello, Ann" in again.text
    assert again.at.session_state["theme"] == "dark"


def test_a_cookie_with_an_unknown_language_changes_nothing(opened, ann):
    assert "Hello, Ann" in opened(ann, lang="xx").text


def test_only_those_who_may_see_others_find_the_page_about_people(opened, ann, coach):
    assert "People" not in opened(ann).text
    assert "People" in opened(coach).text
