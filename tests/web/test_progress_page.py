"""Progress: values, what they consist of, what is behind them, and whose they are."""

import re

import pytest
from learned import checked, read

from tests.web.conftest import BAD, WRONG
from trainer.web.parts.competencies import rounded

PARCELS = "answering/parcels"


@pytest.fixture
def learned(services, ann, taken, clock):
    """Somebody read a module, answered its questions and took two calls, over some days."""
    read(services, ann, PARCELS)
    attempt = checked(services, ann, "parcels", module=PARCELS)
    clock.move(3 * 86_400)
    taken(ann, BAD, WRONG)
    clock.move(2 * 86_400)
    call = taken(ann)
    for _ in range(20):
        clock.move(15)
        services.courses.report(ann, "module", PARCELS, 15)
    return attempt, call


def test_before_anything_is_done_the_page_says_what_to_do(opened, ann):
    text = opened(ann, "progress").text
    assert "No results yet" in text
    assert "All modules" in text


def test_each_competency_shows_its_value_and_its_parts(opened, ann, learned):
    text = opened(ann, "progress").text
    for name in ("Verifying identity", "Empathy", "First-call resolution"):
        assert name in text
    assert "Modules 20/20" in text
    assert "Questions 40/40" in text
    assert "How these numbers come about" in text
    assert "20 for modules, 40 for questions, 40 for calls" in text


def test_the_evidence_leads_to_where_it_can_be_seen(opened, ann, learned):
    attempt, call = learned
    text = opened(ann, "progress").text
    assert f"/debrief?call={call}" in text
    assert f"/self-check?attempt={attempt.id}" in text
    assert "/module?course=answering&amp;module=parcels" in text
    assert "Question: What comes before you look up a parcel?" in text


def test_the_weakest_competencies_say_what_would_raise_them(opened, ann, learned):
    text = opened(ann, "progress").text
    assert "What would raise it most" in text
    assert re.search(r'href="/calls"[^>]*>Call: The late parcel</a> <span>up to \+\d+', text)


def test_the_chart_shows_the_competency_chosen_beside_the_whole(opened, ann, learned):
    screen = opened(ann, "progress")
    assert len(screen.at.get("vega_lite_chart")) == 2
    screen.at.selectbox(key="competency").set_value("verify-identity").run()
    assert not screen.at.exception


def test_active_time_is_explained(opened, ann, learned):
    assert "A tab that is only open does not count" in opened(ann, "progress").text


def test_a_trainer_sees_the_progress_of_others_and_can_assign_work(opened, ann, coach, learned):
    text = opened(coach, "progress", person=ann.id).text
    assert "Modules 20/20" in text
    assert "Assign work" in text
    assert "Their calls" in text
    assert 'href="/calls"' not in text  # nobody takes a call for somebody else
    assert "No results yet" in opened(coach, "progress").text


def test_a_trainee_sees_only_their_own(opened, ann, bob, learned):
    assert "No results yet" in opened(bob, "progress", person=ann.id).text


def test_a_track_without_content_says_so(opened, services, ann):
    services.people.prefer(ann, track="manager")
    assert "The track “Operations manager” has no courses" in opened(ann, "progress").text


def test_the_parts_shown_add_up_to_the_value_shown():
    assert sum(rounded([7.4, 8.4, 8.4])) == 24
    assert sum(rounded([33.34, 33.33, 33.33])) == 100
    assert rounded([20.0, 40.0, 0.0]) == [20, 40, 0]
    assert rounded([]) == []
