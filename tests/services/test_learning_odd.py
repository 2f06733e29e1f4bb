"""Learning met with what nobody would do: ways round a lock, addresses that don't fit together."""

import dataclasses
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import parcels
import pytest

from trainer.errors import Conflict


@pytest.fixture
def settings(settings, tmp_path):
    return dataclasses.replace(settings, content=(parcels.copied(tmp_path / "content"),))


LOCKED = (("body: 02-endings, requires: [parcels]", "body: 02-endings, requires: [parcels], quiz: endings"),)


@pytest.fixture
def locked(services):
    """The second module gets a quiz of its own; it is locked for those who haven't done the first."""
    folder = services.catalogue.folders[0]
    text = (folder / "quizzes/parcels.yaml").read_text("utf-8")
    (folder / "quizzes/endings.yaml").write_text(text.replace("id: parcels", "id: endings"), "utf-8")
    parcels.edit(services, "courses/answering/course.yaml", *LOCKED)


@pytest.mark.usefixtures("locked")
@pytest.mark.parametrize("module", ["answering/endings", "", "answering/parcels", "answering/gone", "x" * 5000])
def test_no_address_leads_round_the_lock_of_a_module(services, ann, module):
    with pytest.raises(Conflict):
        services.self_checks.begin(ann, "endings", "en", module=module)


@pytest.mark.usefixtures("locked")
def test_those_who_give_courses_may_try_a_locked_self_check(services):
    coach = services.people.add("coach", "a long password", display_name="Coach", role="trainer")
    assert services.self_checks.begin(coach, "endings", "en").quiz.id == "endings"


@pytest.mark.parametrize("module", ["answering/gone", "answering/endings", "no", "x" * 5000])
def test_a_self_check_begun_from_a_module_without_it_belongs_to_none(services, ann, module):
    assert services.self_checks.begin(ann, "parcels", "en", module=module).module == ""


def test_a_flood_of_reports_counts_no_more_time_than_there_was(services, ann, clock, monkeypatch):
    ticks, lock = iter(range(1, 100_000)), threading.Lock()
    began = clock.now()

    def next_moment():
        with lock:
            moment = began + timedelta(milliseconds=next(ticks))
        time.sleep(0.001)  # some are overtaken between looking at the clock and writing
        return moment

    services.courses.report(ann, "review", "stack", 60)
    monkeypatch.setattr(clock, "now", next_moment)
    with ThreadPoolExecutor(8) as pool:
        counted = sum(pool.map(lambda _: services.courses.report(ann, "review", "stack", 60), range(200)))
    assert counted == pytest.approx((clock.now() - began).total_seconds(), abs=0.002)
