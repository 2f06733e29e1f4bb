"""The one next step."""

from datetime import UTC, datetime

import pytest

from trainer.content.scenario import Persona, Scenario
from trainer.services.call_shapes import CallSummary
from trainer.services.next_step import best_tries, next_step


def scenario(name: str, *, level: int = 1, languages: tuple[str, ...] = ("zh", "en")) -> Scenario:
    persona = Persona(id="wang", name={"en": "Wang"}, voice="f1")
    return Scenario(
        id=name, title={"en": name}, languages=languages, briefing={"en": ""}, rubric="r", personas={"wang": persona},
        moves={}, nodes={}, start="open", level=level,
    )  # fmt: skip


def call(name: str, percent: float | None = None, *, passed: bool | None = None, **more: object) -> CallSummary:
    values: dict[str, object] = {
        "id": f"{name}-{percent}", "scenario": name, "title": name, "persona": "wang", "lang": "en", "mode": "practice",
        "owner": "p", "owner_name": "P", "began_at": datetime(2026, 1, 1, tzinfo=UTC), "seconds": 60.0, "turns": 5,
        "ended": "resolved", "wrapped_up": True, "percent": percent, "passed": passed,
    }  # fmt: skip
    return CallSummary(**(values | more))  # type: ignore[arg-type]


EASY, HARD = scenario("easy"), scenario("hard", level=2)
BOTH = {"easy": EASY, "hard": HARD}


def test_a_newcomer_begins_with_the_easiest_call():
    step = next_step([], BOTH, lang="en")
    assert (step.kind, step.scenario) == ("first", "easy")


def test_a_newcomer_begins_with_a_call_in_their_own_language():
    only_zh = {"easy": scenario("easy", languages=("zh",)), "hard": HARD}
    assert next_step([], only_zh, lang="en").scenario == "hard"


def test_a_call_that_only_rang_is_no_interrupted_call():
    rang = call("hard", ended=None, wrapped_up=False, turns=0)
    assert next_step([rang], BOTH, lang="en").kind == "first"


def test_an_interrupted_call_comes_before_everything():
    step = next_step([call("hard", ended=None, wrapped_up=False), call("easy", 20, passed=False)], BOTH, lang="en")
    assert (step.kind, step.scenario) == ("continue", "hard")


def test_a_call_that_only_rang_does_not_hide_an_interrupted_one():
    rang = call("easy", ended=None, wrapped_up=False, turns=0)
    step = next_step([rang, call("hard", ended=None, wrapped_up=False)], BOTH, lang="en")
    assert (step.kind, step.scenario) == ("continue", "hard")


def test_an_open_work_order_is_finished_first():
    assert next_step([call("hard", wrapped_up=False)], BOTH, lang="en").kind == "wrap_up"


def test_what_is_not_passed_is_tried_again_with_its_best_score():
    step = next_step([call("easy", 40, passed=False), call("easy", 60, passed=False)], BOTH, lang="en")
    assert (step.kind, step.scenario, step.call.percent) == ("again", "easy", 60)


def test_after_passing_comes_something_new():
    step = next_step([call("easy", 90, passed=True)], BOTH, lang="en")
    assert (step.kind, step.scenario) == ("new", "hard")


def test_when_all_are_passed_the_one_with_most_to_gain_is_offered():
    done = [call("easy", 90, passed=True), call("hard", 82, passed=True)]
    step = next_step(done, BOTH, lang="en")
    assert (step.kind, step.scenario) == ("better", "hard")


def test_without_scenarios_there_is_no_step():
    assert next_step([call("gone", 90, passed=True)], {}, lang="en") is None


@pytest.mark.parametrize("order", [1, -1])
def test_a_passed_call_is_better_than_a_failed_one_with_a_higher_number(order):
    tries = [call("easy", 85, passed=True), call("easy", 95, passed=False, critical=1)][::order]
    assert best_tries(tries)["easy"].percent == 85
