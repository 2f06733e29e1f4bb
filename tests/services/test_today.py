"""Best tries and the latest calls, out of however many there were."""

from datetime import timedelta

import pytest

from trainer.records import calls, scorecards
from trainer.records.calls import CallRow
from trainer.scoring.scorecard import CriticalError, Scorecard
from trainer.services.next_steps import today


@pytest.fixture
def scored(services, clock):
    """Puts scored calls into the store: of whom, of which scenario, with which results in turn."""

    def put(person, scenario: str, *results: tuple[float | None, bool] | tuple[float, bool, int]) -> list[str]:
        frozen = services.catalogue.playable("late-parcel")
        first = services.calls.begin(person, "late-parcel", "en", persona="wang", seed=1)
        with services.store.reading() as rows:
            row = calls.find(rows, first.id)
        made = []
        for percent, passed, *errors in results:
            clock.move(60)
            call_id = f"{scenario}-{clock.now().timestamp():.0f}"
            one = CallRow(
                id=call_id, owner=person.id, scenario=scenario, scenario_hash=frozen.scenario_hash,
                rubric_hash=frozen.rubric_hash, persona=row.persona, lang="en", mode="practice", seed=1, today=row.today,
                began_at=clock.now(), created_at=clock.now(),
            )  # fmt: skip
            card = Scorecard(
                rubric=row.scenario, rubric_hash=frozen.rubric_hash, percent=percent, passed=passed, pass_mark=80,
                sections=(), items=(), critical=(CriticalError(kind="customer"),) * sum(errors), review=(),
            )  # fmt: skip
            with services.store.writing() as rows:
                calls.add(rows, one, ())
                scorecards.add(rows, call_id, card, program="test", now=clock.now())
            made.append(call_id)
        return made

    return put


@pytest.mark.parametrize("order", [1, -1])
def test_a_passed_call_is_better_than_a_failed_one_with_a_higher_number(services, ann, scored, order):
    scored(ann, "easy", *((85, True), (95, False))[::order])
    assert services.calls.best_tries(ann)["easy"].percent == 85


def test_the_highest_number_wins(services, ann, scored):
    scored(ann, "easy", (40, False), (60, False), (50, False))
    best = services.calls.best_tries(ann)["easy"]
    assert (best.percent, best.passed, best.critical, best.passed_at) == (60, False, False, None)


def test_a_best_try_tells_of_its_own_critical_errors_only(services, ann, scored):
    scored(ann, "easy", (60, False, 1), (40, False))
    scored(ann, "hard", (60, False), (40, False, 2))
    best = services.calls.best_tries(ann)
    assert best["easy"].critical
    assert not best["hard"].critical
    scored(ann, "easy", (80, True))
    assert not services.calls.best_tries(ann)["easy"].critical


def test_the_latest_passed_call_is_known(services, ann, scored, clock):
    scored(ann, "easy", (80, True), (90, True))
    passed = clock.now()
    scored(ann, "easy", (10, False))
    best = services.calls.best_tries(ann)["easy"]
    assert (best.passed_at, best.latest_at) == (passed, clock.now())


def test_the_scenario_taken_latest_comes_first(services, ann, scored):
    scored(ann, "easy", (90, True))
    scored(ann, "hard", (20, False))
    scored(ann, "easy", (10, False))
    assert list(services.calls.best_tries(ann)) == ["easy", "hard"]


def test_the_scorecard_that_counts_is_the_latest_of_a_call(services, ann, scored, clock):
    [call] = scored(ann, "easy", (90, True))
    with services.store.writing() as rows:
        again = Scorecard(
            rubric="r", rubric_hash=calls.find(rows, call).rubric_hash, percent=30, passed=False, pass_mark=80,
            sections=(), items=(), critical=(), review=(),
        )  # fmt: skip
        scorecards.add(rows, call, again, program="test", now=clock.now())
    assert services.calls.best_tries(ann)["easy"].percent == 30
    with services.store.reading() as rows:
        assert [one.percent for one in scorecards.results_of(rows, ann.id)] == [30]


def test_calls_without_a_number_and_calls_of_others_are_no_tries(services, ann, bob, scored):
    scored(ann, "easy", (None, False))
    scored(bob, "easy", (99, True))
    assert services.calls.best_tries(ann) == {}


def test_a_best_try_older_than_the_latest_calls_still_counts(services, ann, scored):
    scored(ann, "late-parcel", (95, True), *[(30, False)] * 210)
    assert services.calls.best_tries(ann)["late-parcel"].percent == 95


def test_calls_that_only_rang_are_left_out_of_what_was_taken(services, ann, clock):
    services.calls.begin(ann, "late-parcel", "en")
    assert services.calls.history(ann, taken=True) == []
    assert len(services.calls.history(ann)) == 1
    assert today(services, ann, lang="en").step.kind == "first"


def test_a_page_of_the_history_is_the_same_as_a_part_of_the_whole(services, ann, scored):
    scored(ann, "easy", *[(number, False) for number in range(12)])
    whole = [call.id for call in services.calls.history(ann)]
    assert len(whole) == 13
    assert [call.id for call in services.calls.history(ann, limit=5, offset=4)] == whole[4:9]


def test_somebody_far_behind_gets_the_same_day_however_long_ago_it_was(services, ann, scored, clock):
    scored(ann, "late-parcel", (95, True))
    before = today(services, ann, lang="en").step
    clock.moment += timedelta(days=3000)
    assert today(services, ann, lang="en").step == before
