"""Home: the one next step with its reason, and the day in brief."""

from dataclasses import replace
from datetime import timedelta

import pytest
from learned import checked, read, reviewed

from tests.web.conftest import BAD, GOOD, RIGHT, WRONG

PARCELS, ENDINGS = "answering/parcels", "answering/endings"
PANELS = ("to review", "of 2 modules done", "Lately")


@pytest.fixture
def went(monkeypatch):
    """Where a page sent its visitor: the page's module with the query."""
    gone = []

    class Gone(Exception):
        pass

    def go(place, **query):
        gone.append((place.module, query))
        raise Gone

    monkeypatch.setattr("trainer.web.navigation.go", go)
    return gone


def pressed(screen, went):
    """Where the next step leads."""
    screen.at.button(key="next_step").click().run(timeout=60)
    return went[-1]


def test_a_newcomer_sees_the_first_call_and_how_it_works_and_nothing_else(opened, ann):
    text = opened(ann).text
    assert "Your first call" in text
    assert "Pick up and greet the customer" in text
    for part in (*PANELS, "Assigned work", "All modules"):
        assert part not in text


def test_after_the_first_call_the_day_is_told_in_brief(opened, services, ann, taken):
    taken(ann)
    reviewed(services, ann)
    text = opened(ann).text
    for part in ("Your next module", "Parcels", "3 minutes to read, then a few questions", *PANELS[1:]):
        assert part in text
    assert "Pick up and greet the customer" not in text


def test_a_module_is_read_read_on_checked_and_practised(opened, services, ann, went):
    read(services, ann, PARCELS, 0.4)
    screen = opened(ann)
    assert "You have read 40 % of it." in screen.text
    assert pressed(screen, went) == ("module", {"course": "answering", "module": "parcels"})
    read(services, ann, PARCELS)
    screen = opened(ann)
    assert "passing them completes it" in screen.text
    assert pressed(screen, went) == ("self_check", {"quiz": "parcels", "module": PARCELS})
    attempt = checked(services, ann, "parcels", module=PARCELS, questions=2)
    screen = opened(ann)
    assert "You are in the middle of its self-check" in screen.text
    assert pressed(screen, went) == ("self_check", {"attempt": attempt.id})
    checked(services, ann, "parcels", module=PARCELS)
    screen = opened(ann)
    assert "You have finished the module “Parcels”." in screen.text
    assert pressed(screen, went)[0] == "call"


def test_the_review_of_the_day_leads_to_its_page(opened, services, ann, taken, went):
    taken(ann, BAD, WRONG)
    services.courses.keep_place(ann, PARCELS, anchor="", fraction=0.3)  # a newcomer would read before reviewing
    count = len(services.reviews.day(ann).stack)
    screen = opened(ann)
    assert f"{count} cards wait for you" in screen.text
    assert f"{count} cards to review" in screen.text
    assert pressed(screen, went) == ("review", {})


def test_when_the_track_is_done_a_failed_call_is_offered_again(opened, services, ann, taken):
    taken(ann, BAD, WRONG)
    read(services, ann, PARCELS)
    checked(services, ann, "parcels", module=PARCELS)
    read(services, ann, ENDINGS)
    reviewed(services, ann)
    text = opened(ann).text
    assert "Take the call again" in text
    assert "2 of 2 modules done" in text
    assert "Critical error" in text


def test_an_old_call_that_was_left_is_no_next_step(opened, services, ann, taken, clock):
    taken(ann, GOOD[:3], None)
    assert "The customer is still on the line" in opened(ann).text
    clock.move(13 * 3600)
    assert "The customer is still on the line" not in opened(ann).text


def test_assigned_work_is_shown_with_its_date_and_overdue_in_words(opened, services, ann, coach, clock, went):
    services.assignments.give(coach, [ann.id], "module", ENDINGS, due=clock.now() + timedelta(days=9))
    services.assignments.give(coach, [ann.id], "call", "late-parcel", due=clock.now() + timedelta(hours=1))
    screen = opened(ann)
    assert "Your trainer wants this done by" in screen.text
    assert "2 things to do" in screen.text
    assert pressed(screen, went)[0] == "call"
    clock.move(2 * 3600)
    text = opened(ann).text
    assert "Your trainer wanted this done by" in text
    assert "Overdue: " in text


def test_assigned_work_that_is_locked_leads_to_what_opens_it(opened, services, ann, coach, clock, went):
    services.assignments.give(coach, [ann.id], "module", ENDINGS, due=clock.now() + timedelta(hours=1))
    screen = opened(ann)
    assert "It comes before “Endings”, which was assigned." in screen.text
    assert pressed(screen, went) == ("module", {"course": "answering", "module": "parcels"})


def test_work_that_is_done_or_gone_is_no_longer_shown(opened, services, ann, coach, taken, clock):
    services.assignments.give(coach, [ann.id], "call", "late-parcel")
    clock.move(60)
    taken(ann, GOOD, RIGHT)
    reviewed(services, ann)
    assert "Assigned work" not in opened(ann).text


def test_when_everything_is_done_the_page_says_so(opened, services, ann, monkeypatch):
    read(services, ann, PARCELS)
    checked(services, ann, "parcels", module=PARCELS)
    read(services, ann, ENDINGS)
    without_calls = replace(services.library, scenarios={})
    monkeypatch.setattr(services.catalogue, "current", lambda: without_calls)
    text = opened(ann).text
    assert "Nothing is waiting for you today" in text
    assert "2 of 2 modules done" in text


def test_what_somebody_is_called_is_escaped(opened, services):
    lin = services.people.add("lin", "a long password", display_name="<b>Lin</b>")
    assert "&lt;b&gt;Lin" in opened(lin).text


def active(services, person, clock):
    """Somebody is at a module for a while."""
    services.courses.report(person, "module", PARCELS, 0)
    clock.move(15)
    services.courses.report(person, "module", PARCELS, 15)


def test_a_trainer_sees_the_trainees_first_and_no_first_call_of_their_own(opened, services, ann, coach, clock, went):
    active(services, ann, clock)
    services.people.add("lin", "a long password", display_name="Lin")
    screen = opened(coach)
    assert "1 of 2 were active in the last 7 days" in screen.text
    assert "No assigned work is overdue." in screen.text
    assert "Your first call" not in screen.text
    assert screen.text.index("Lin") < screen.text.index("Ann")  # away longest
    assert "never active yet" in screen.text
    assert "last active: " in screen.text
    screen.at.button(key="trainees_work").click().run(timeout=60)
    assert went[-1] == ("people", {"view": "work"})


def test_whoever_is_late_with_work_comes_first(opened, services, ann, coach, clock):
    services.people.add("lin", "a long password", display_name="Lin")
    services.assignments.give(coach, [ann.id], "module", PARCELS, due=clock.now() + timedelta(hours=1))
    active(services, ann, clock)
    clock.move(2 * 3600)
    text = opened(coach).text
    assert "1 piece of assigned work is overdue." in text
    assert "1 overdue" in text
    assert text.index("Ann") < text.index("Lin")
    read(services, ann, PARCELS)
    checked(services, ann, "parcels", module=PARCELS)
    assert "overdue" not in opened(coach).text.replace("No assigned work is overdue.", "")


def test_a_trainer_who_trains_themself_too_finds_their_own_day_below(opened, services, ann, coach, taken):
    taken(coach)
    text = opened(coach).text
    assert text.index("Who to look at first") < text.index("Your own training") < text.index("Lately")


def test_a_call_on_the_line_comes_before_the_trainees(opened, services, ann, coach, taken):
    taken(coach, GOOD[:3], None)
    text = opened(coach).text
    assert text.index("The customer is still on the line") < text.index("Who to look at first")


def test_an_examiner_is_offered_nothing_they_may_not_do(opened, services, ann):
    eve = services.people.add("eve", "a long password", display_name="Eve", role="examiner")
    screen = opened(eve)
    assert "0 of 1 were active in the last 7 days" in screen.text
    assert not [button for button in screen.at.button if button.key == "trainees_work"]


def test_the_owner_of_an_empty_installation_takes_a_call_or_adds_people(opened, admin):
    text = opened(admin).text
    assert "Your first call" in text
    assert "Do you train others?" in text
    assert "Add people" in text


def test_a_trainer_without_trainees_is_told_who_adds_them(opened, coach):
    text = opened(coach).text
    assert "An admin adds them" in text
    assert "Add people" not in text


def test_trainees_see_nothing_of_others(opened, services, ann):
    services.people.add("lin", "a long password", display_name="Lin")
    text = opened(ann).text
    assert "Lin" not in text
    assert "Do you train others?" not in text
