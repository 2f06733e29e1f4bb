"""Progress out of the store: the same values however long ago most of it was; whose it is."""

import itertools
from datetime import timedelta
from pathlib import Path

import pytest
from learned import checked, read, reviewed

from trainer.errors import NotFound
from trainer.learning import progress
from trainer.services.progress import offered
from trainer.settings import Settings

CONTENT = Path(__file__).parents[1] / "web" / "content"
PARCELS = "answering/parcels"
DAY = 86_400


@pytest.fixture
def settings(tmp_path):
    data = tmp_path / "data"
    return Settings(data=data, content=(CONTENT,), database_url=f"sqlite:///{data / 'trainer.db'}", lang="en")


@pytest.fixture
def years(services, ann, clock):
    """Somebody learned for more than two years, now and then."""
    read(services, ann, PARCELS)
    for days in (1, 200, 100, 150, 80, 120, 60, 90):
        checked(services, ann, "parcels", module=PARCELS)
        clock.move(days * DAY / 2)
        reviewed(services, ann)
        clock.move(days * DAY / 2)


def test_long_ago_counts_as_it_always_did(services, ann, clock, years):
    library = services.library
    whole = services.progress.evidence(ann, library)
    seen = services.progress.of(ann)
    offers = offered(library, "agent")
    assert {name: value.value for name, value in seen.now.items()} == {
        name: value.value for name, value in progress.values(whole, offers).items()
    }
    moments = [moment for moment, _values in seen.history]
    assert clock.now() - moments[0] > timedelta(weeks=51)
    assert [values for _moment, values in seen.history] == list(progress.over_time(whole, offers, moments))
    since = clock.now() - timedelta(weeks=53)
    assert len(services.progress.evidence(ann, library, since=since)) < len(whole)


@pytest.mark.parametrize("between", [60, 3 * DAY, -3 * DAY, 400 * DAY])
def test_asked_for_again_and_again_it_misses_nothing_that_was_done_meanwhile(services, ann, clock, between):
    read(services, ann, PARCELS)
    for _time in range(4):
        checked(services, ann, "parcels", module=PARCELS, questions=3)
        clock.move(DAY)
        services.progress.of(ann)
        reviewed(services, ann)
        clock.move(between)
        now = services.progress.of(ann).now
        whole = services.progress.evidence(ann, services.library)
        expected = progress.values(whole, offered(services.library, "agent"))
        assert {name: value.behind for name, value in now.items()} == {
            name: value.behind for name, value in expected.items()
        }


def test_behind_each_value_is_what_counts_now(services, ann, years):
    for value in services.progress.of(ann).now.values():
        refs = [(one.kind, one.ref) for one in value.behind if one.kind != "call"]
        assert len(refs) == len(set(refs))
        assert list(value.behind) == sorted(value.behind, key=lambda one: one.at, reverse=True)


def test_active_time_is_told_week_by_week_without_gaps(services, ann, clock):
    for days in (0, 21):
        clock.move(days * DAY)
        for _report in range(5):
            clock.move(15)
            services.courses.report(ann, "module", PARCELS, 15)
    active = services.progress.of(ann).active
    weeks = list(active)
    assert {after - before for before, after in itertools.pairwise(weeks)} == {timedelta(weeks=1)}
    assert len(weeks) == 4
    assert [round(seconds) for seconds in active.values()] == [75, 0, 0, 75]
    assert all(day.weekday() == 0 for day in weeks)


def test_what_is_locked_is_no_gain(services, ann):
    gains = [gain for value in services.progress.of(ann).now.values() for gain in value.gains]
    assert ("module", PARCELS) in {(gain.kind, gain.ref) for gain in gains}
    assert ("module", "answering/endings") not in {(gain.kind, gain.ref) for gain in gains}


def test_the_weakest_are_those_with_the_lowest_values_in_which_something_can_be_gained(services, ann, years):
    seen = services.progress.of(ann)
    weakest = seen.weakest(2)
    assert seen.now[weakest[0]].value <= seen.now[weakest[-1]].value
    assert all(seen.now[name].gains for name in weakest)


def test_only_those_who_may_see_the_progress_of_others(services, ann, bob):
    coach = services.people.add("coach", "a long password", role="trainer")
    assert services.progress.of(coach, owner=ann.id).owner == ann
    for owner in (ann.id, "nobody"):
        with pytest.raises(NotFound):
            services.progress.of(bob, owner=owner)
