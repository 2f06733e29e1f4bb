"""Assigning work on the page about people; what My account keeps; calls that a module opens."""

from datetime import date, timedelta

import pytest
from learned import checked, read

from tests.web.conftest import CONTENT
from trainer.errors import NotAllowed
from trainer.settings import Settings

PARCELS, ENDINGS = "answering/parcels", "answering/endings"


@pytest.fixture
def settings(tmp_path):
    """The small content, with a second call that the first module opens."""
    more = tmp_path / "more" / "scenarios"
    more.mkdir(parents=True)
    source = (CONTENT / "scenarios" / "late-parcel.yaml").read_text("utf-8")
    source = source.replace("id: late-parcel\n", f"id: lost-parcel\nrequires: [{PARCELS}]\n", 1)
    source = source.replace("The late parcel", "The lost parcel").replace("迟到的包裹", "丢失的包裹")
    (more / "lost-parcel.yaml").write_text(source, "utf-8")
    data = tmp_path / "data"
    database = f"sqlite:///{data / 'trainer.db'}"
    return Settings(data=data, content=(CONTENT, more.parent), database_url=database, lang="en")


def assign(screen, *people, what, due=None):
    screen.at.multiselect(key="assign_to_0").set_value([person.id for person in people])
    screen.at.selectbox(key="assign_what_0").set_value(what)
    if due is not None:
        screen.at.date_input(key="assign_due_0").set_value(due)
    return screen.press("assign_go_0")


def test_a_trainer_assigns_a_module_to_several_people_by_a_date(opened, services, ann, bob, coach):
    due = date.today() + timedelta(days=400)  # noqa: DTZ011 - the page takes the real day
    screen = assign(opened(coach, "people", view="work"), ann, bob, what=("module", PARCELS), due=due)
    assert "“Agent · Parcels” was assigned to 2 people." in screen.text
    for person in (ann, bob):
        [work] = services.assignments.of(person, only_open=True)
        assert (work.row.kind, work.row.ref, work.row.due_at.date()) == ("module", PARCELS, due)
    assert screen.text.count("row-meta") == 1
    assert "Ann: not done yet" in screen.text


def test_who_has_it_already_is_not_given_it_twice(opened, services, ann, bob, coach):
    services.assignments.give(coach, [ann.id], "call", "late-parcel")
    screen = assign(opened(coach, "people", view="work"), ann, bob, what=("call", "late-parcel"))
    assert "assigned to 1 person. 1 has it already." in screen.text
    assert len(services.assignments.of(ann, only_open=True)) == 1


def test_a_call_passed_since_can_be_given_again(services, ann, coach, taken, clock):
    services.assignments.give(coach, [ann.id], "call", "late-parcel")
    clock.move(60)
    taken(ann)
    assert services.assignments.of(ann, only_open=True) == []
    assert services.assignments.give(coach, [ann.id], "call", "late-parcel")
    assert len(services.assignments.of(ann, only_open=True)) == 1


def test_without_people_or_work_nothing_is_assigned(opened, services, ann, coach):
    screen = opened(coach, "people", view="work").press("assign_go_0")
    assert "Nothing was assigned." in screen.text
    assert services.assignments.of(ann) == []


def test_work_is_shown_done_and_can_be_taken_back(opened, services, ann, bob, coach):
    services.assignments.give(coach, [ann.id, bob.id], "module", PARCELS)
    read(services, ann, PARCELS)
    checked(services, ann, "parcels", module=PARCELS)
    screen = opened(coach, "people", view="work")
    assert "Ann: done" in screen.text
    assert "Bob: not done yet" in screen.text
    first = services.assignments.of_everybody(coach)[0].row.id
    screen.press(f"withdraw_go_{first}")
    assert "was taken back from 2 people" in screen.text
    assert services.assignments.of(ann) == services.assignments.of(bob) == []


def test_only_some_can_be_chosen_when_work_is_taken_back(opened, services, ann, bob, coach):
    services.assignments.give(coach, [ann.id, bob.id], "module", PARCELS)
    screen = opened(coach, "people", view="work")
    given = services.assignments.of_everybody(coach)
    anns = next(one.row.id for one in given if one.owner == ann)
    screen.at.multiselect(key=f"withdraw_from_{given[0].row.id}").set_value([anns])
    screen.press(f"withdraw_go_{given[0].row.id}")
    assert services.assignments.of(ann) == []
    assert len(services.assignments.of(bob)) == 1


def test_the_person_in_the_address_is_chosen_already(opened, ann, coach):
    screen = opened(coach, "people", view="work", person=ann.id)
    assert screen.at.multiselect(key="assign_to_0").value == [ann.id]


def test_nobody_else_assigns_work(opened, services, ann):
    examiner = services.people.add("exam", "a long password", role="examiner")
    screen = opened(examiner, "people", view="work")
    assert not [each for each in screen.at.multiselect if each.key == "assign_to_0"]
    for person in (ann, examiner):
        with pytest.raises(NotAllowed):
            services.assignments.give(person, [ann.id], "module", PARCELS)
        with pytest.raises(NotAllowed):
            services.assignments.of_everybody(person)
        with pytest.raises(NotAllowed):
            services.assignments.withdraw(person, "any")
    assert "Not for this account" in opened(ann, "people", view="work").text


# My account


def test_the_track_and_the_cards_a_day_stay_chosen(opened, services, ann):
    screen = opened(ann, "account")
    screen.at.segmented_control(key="account_track").set_value("team-leader").run()
    screen.at.segmented_control(key="account_review_limit").set_value("40").run()
    assert not screen.at.exception
    assert services.courses.track(ann) == "team-leader"
    assert services.reviews.day(ann).limit == 40
    again = opened(ann, "account").at
    assert again.segmented_control(key="account_track").value == "team-leader"
    assert again.segmented_control(key="account_review_limit").value == "40"


# Calls that a module opens


def test_a_locked_call_shows_what_comes_first_and_cannot_be_started(opened, services, ann):
    screen = opened(ann, "calls")
    assert "Finish this first:" in screen.text
    assert "Locked" in screen.text
    keys = {button.key for button in screen.at.button}
    assert "start_late-parcel" in keys
    assert "start_lost-parcel" not in keys
    read(services, ann, PARCELS)
    checked(services, ann, "parcels", module=PARCELS)
    screen = opened(ann, "calls")
    assert "Finish this first:" not in screen.text
    assert "start_lost-parcel" in {button.key for button in screen.at.button}


def test_nothing_is_locked_for_a_trainer(opened, coach):
    screen = opened(coach, "calls")
    assert "start_lost-parcel" in {button.key for button in screen.at.button}


def test_the_calls_lead_to_ones_own_history(opened, ann):
    assert "My calls" in opened(ann, "calls").text


def test_a_locked_call_that_was_assigned_leads_to_the_module_before_it(opened, services, ann, coach, clock):
    due = clock.now() + timedelta(hours=2)
    services.assignments.give(coach, [ann.id], "call", "lost-parcel", due=due)
    text = opened(ann).text
    assert "It comes before “The lost parcel”, which was assigned." in text
    assert "Read the module" in text
