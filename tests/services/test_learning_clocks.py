"""Learning where the clock jumps: by years both ways, and on the days clocks are put forward and back."""

import dataclasses
import time
from datetime import UTC, date, datetime, timedelta

import parcels
import pytest
from learned import checked, read, reviewed
from parcels import RIGHT

from trainer.learning.reviewing import Grade
from trainer.services.days import day_began, day_ends, zone_named

YEAR = 365 * 86_400
DAY = 86_400


@pytest.fixture
def settings(settings, tmp_path):
    return dataclasses.replace(settings, content=(parcels.copied(tmp_path / "content"),))


@pytest.fixture
def zone(monkeypatch):
    def stand_in(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield stand_in
    monkeypatch.undo()
    time.tzset()


def test_a_rating_given_after_the_clock_jumped_back_counts(services, ann, clock):
    begun = services.self_checks.begin(ann, "parcels", "en")
    for name in RIGHT:
        services.self_checks.answer(ann, begun.id, name, RIGHT[name])
    clock.move(-YEAR)
    ended = services.self_checks.rate(ann, begun.id, "own-words", Grade.GOOD)
    assert ended.answered["own-words"].rating == 1
    assert ended.current is None
    assert ended.end is not None


def test_reviews_done_in_the_future_take_no_room_from_today(services, ann, clock):
    checked(services, ann, "parcels")
    services.people.prefer(ann, review_limit="5")
    clock.move(YEAR)
    reviewed(services, ann)
    assert services.reviews.day(ann).done == 5
    clock.move(-YEAR + 3 * DAY)
    day = services.reviews.day(ann)
    assert day.done == 0
    assert len(day.stack) == 5


def test_a_new_card_made_in_the_future_is_due_at_once(services, ann, clock):
    clock.move(YEAR)
    checked(services, ann, "parcels")
    extra = """  - id: added
    type: truefalse
    competency: empathy
    ask: {zh: 加的题。, en: A question added later.}
    answer: true
    explain: {zh: 对。, en: Yes.}
"""
    path = services.catalogue.folders[0] / "quizzes/parcels.yaml"
    path.write_text(path.read_text("utf-8") + extra, "utf-8")
    services.catalogue.reload()
    assert [card.question.id for card in services.reviews.day(ann).stack] == ["added"]
    clock.move(-YEAR)
    assert "added" in [card.question.id for card in services.reviews.day(ann).stack]


def test_active_time_goes_on_after_the_clock_was_a_year_ahead(services, ann, clock):
    services.courses.report(ann, "review", "stack", 10)
    clock.move(YEAR)
    services.courses.report(ann, "review", "stack", 10)
    clock.move(-YEAR + 15)
    services.courses.report(ann, "review", "stack", 10)
    clock.move(15)
    assert services.courses.report(ann, "module", "answering/parcels", 15) == 15


@pytest.mark.parametrize("years", [-30, -1, 1, 30])
def test_everything_is_told_whatever_year_the_clock_shows(services, ann, clock, years):
    services.courses.report(ann, "review", "stack", 10)
    checked(services, ann, "parcels", module="answering/parcels")
    read(services, ann, "answering/parcels")
    clock.move(years * YEAR)
    services.courses.report(ann, "review", "stack", 10)
    checked(services, ann, "parcels", module="answering/parcels")
    reviewed(services, ann)
    clock.move(-years * YEAR + DAY)
    told = services.progress.of(ann)
    assert told.history[-1][1] == {name: value.value for name, value in told.now.items()}
    assert len(told.active) <= 54
    assert all(seconds >= 0 for seconds in told.active.values())
    assert len(services.reviews.day(ann).forecast) == 7


DAYS = [
    ("Europe/Berlin", datetime(2026, 3, 29, 12, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, 12, tzinfo=UTC)),
    ("America/Santiago", datetime(2026, 9, 6, 15, tzinfo=UTC)),
    ("America/Havana", datetime(2026, 11, 1, 15, tzinfo=UTC)),
    ("Asia/Shanghai", datetime(2026, 3, 29, 12, tzinfo=UTC)),
]
"""Places, and days on which clocks are changed there."""


@pytest.mark.parametrize(("name", "day"), DAYS)
def test_a_day_begins_at_midnight_also_when_clocks_are_changed(zone, name, day):
    zone(name)
    ends = day_ends(day - timedelta(days=1), 3)
    assert day_began(day) == ends[0]
    assert day_ends(day, 1)[0] == ends[1]
    assert day_began(day).astimezone().date() == day.astimezone().date()


@pytest.mark.parametrize(("name", "day"), DAYS)
def test_a_persons_day_is_cut_as_if_the_server_stood_where_they_are(zone, name, day):
    theirs = zone_named(name)
    began, ends = day_began(day, theirs), day_ends(day - timedelta(days=1), 3, theirs)
    zone(name)
    assert began == day_began(day)
    assert ends == day_ends(day - timedelta(days=1), 3)


def test_the_review_the_time_spent_and_the_calls_of_somebody_far_away_follow_their_midnight(services, ann, clock, zone):
    zone("UTC")
    services.people.is_at(ann, "Pacific/Auckland")
    clock.moment = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)  # an hour before midnight in Auckland
    checked(services, ann, "parcels")
    clock.move(5 * DAY)
    reviewed(services, ann)
    assert services.reviews.day(ann).done > 0
    assert services.reviews.day(ann).forecast[0][0] == date(2026, 6, 15)
    clock.move(2 * 3600)  # another day for ann, the same one where the server stands
    assert services.reviews.day(ann).done == 0
    assert services.reviews.day(ann).forecast[0][0] == date(2026, 6, 16)
    services.courses.report(ann, "review", "stack", 10)
    assert max(day for day, *_rest in services.courses.active(ann, date(2026, 6, 1))) == date(2026, 6, 16)


@pytest.mark.parametrize("nonsense", ["", "Nowhere/Atall", "../../etc/passwd", "x" * 300, "/etc/localtime", "Europe"])
def test_a_zone_there_isnt_changes_nothing(services, ann, nonsense):
    services.people.is_at(ann, "Asia/Shanghai")
    services.people.is_at(ann, nonsense)
    assert services.people.preferences(ann)["zone"] == "Asia/Shanghai"
