"""The one next step: every kind, what comes before what, and what is never named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trainer.content.course import Course, Module, Track
from trainer.content.scenario import Persona, Scenario
from trainer.learning.next_step import Assigned, NextStep, Standing, next_step
from trainer.learning.path import CheckResult, ModuleState, Reading, missing_for, path

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
READ, HALF, UNREAD = Reading(furthest=1, finished=True), Reading(furthest=0.5), Reading()
PASSED, FAILED = CheckResult(best=90, passed=True, tries=1), CheckResult(best=40, tries=1)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A call as the step sees it, and a scored one."""

    scenario: str
    id: str = "c"
    ended: str | None = "resolved"
    interrupted: bool = False
    wrapped_up: bool = True
    percent: float | None = 80
    passed: bool = True
    waits: bool = False
    latest_at: datetime = NOW
    turns: int = 5


def scenario(
    name: str, *, level: int = 1, languages: tuple[str, ...] = ("zh", "en"), requires: tuple[str, ...] = ()
) -> Scenario:
    persona = Persona(id="wang", name={"en": "Wang"}, voice="f1")
    return Scenario(
        id=name, title={"en": name}, languages=languages, briefing={"en": ""}, rubric="r", personas={"wang": persona},
        moves={}, nodes={}, start="open", level=level, requires=requires,
    )  # fmt: skip


def module(
    name: str, *, requires: tuple[str, ...] = (), quiz: str | None = "quiz", practice: tuple[str, ...] = ()
) -> Module:
    return Module(
        id=name, title={"en": name}, minutes=5, bodies={"en": ""}, requires=requires,
        quiz=quiz and f"{quiz}-{name}", practice=practice,
    )  # fmt: skip


def course(*modules: Module, name: str = "basics", track: Track = "agent") -> Course:
    return Course(id=name, title={"en": name}, track=track, languages=("en",), modules=modules)


def states(
    *courses: Course, read: Mapping[str, Reading] | None = None, checks: Mapping[str, CheckResult] | None = None
) -> tuple[ModuleState, ...]:
    return path(courses, read or {}, checks or {})


def step(standing: Standing, scenarios: Mapping[str, Scenario] | None = None, lang: str = "en") -> NextStep | None:
    return next_step(standing, BOTH if scenarios is None else scenarios, lang=lang, now=NOW)


EASY, HARD = scenario("easy"), scenario("hard", level=2)
BOTH = {"easy": EASY, "hard": HARD}
ONE, TWO = module("one", practice=("easy",)), module("two", requires=("basics/one",))
BASICS = course(ONE, TWO)
BASICS_DONE = states(
    course(ONE, TWO), read={"basics/one": READ, "basics/two": READ}, checks={"quiz-one": PASSED, "quiz-two": PASSED}
)


# Calls


def test_a_newcomer_begins_with_the_easiest_call():
    found = step(Standing(path=states(BASICS)))
    assert (found.kind, found.scenario) == ("first", "easy")


def test_a_newcomer_begins_with_a_call_in_their_own_language():
    only_zh = {"easy": scenario("easy", languages=("zh",)), "hard": HARD}
    assert step(Standing(), only_zh).scenario == "hard"


def test_a_newcomer_who_may_take_no_call_yet_begins_to_read():
    assert step(Standing(path=states(BASICS)), {}).kind == "read"


def test_a_call_that_only_rang_is_no_interrupted_call():
    rang = Taken(scenario="hard", ended=None, wrapped_up=False, percent=None, turns=0)
    assert step(Standing(calls=[rang])).kind != "continue"


def test_an_interrupted_call_comes_before_everything():
    interrupted = Taken(scenario="hard", ended=None, wrapped_up=False, percent=None)
    work = Assigned(id="w", kind="call", ref="easy", due=NOW - DAY)
    checks = {"quiz-one": CheckResult(under_way="a1")}
    found = step(Standing(calls=[interrupted], reviews=3, assigned=[work], path=states(BASICS, checks=checks)))
    assert (found.kind, found.scenario, found.call) == ("continue", "hard", interrupted)


def test_a_call_left_long_ago_is_nothing_to_go_back_to():
    left = Taken(scenario="hard", ended=None, wrapped_up=False, percent=None, interrupted=True)
    assert step(Standing(calls=[left])).kind != "continue"


def test_a_call_that_only_rang_does_not_hide_an_interrupted_one():
    rang = Taken(scenario="easy", ended=None, wrapped_up=False, percent=None, turns=0)
    interrupted = Taken(scenario="hard", ended=None, wrapped_up=False, percent=None)
    assert step(Standing(calls=[rang, interrupted])).scenario == "hard"


def test_an_open_work_order_is_finished_first():
    assert step(Standing(calls=[Taken(scenario="hard", wrapped_up=False, percent=None)])).kind == "wrap_up"


def test_a_call_scored_without_a_work_order_is_not_waiting_for_one():
    assert step(Standing(calls=[Taken(scenario="hard", wrapped_up=False)], reviews=1)).kind == "review"


def test_what_is_not_passed_is_tried_again_the_latest_first():
    best = {"hard": Taken(scenario="hard", percent=60, passed=False), "easy": Taken(scenario="easy", passed=False)}
    found = step(Standing(best=best))
    assert (found.kind, found.scenario, found.best.percent) == ("again", "hard", 60)


def test_after_passing_comes_something_new():
    found = step(Standing(best={"easy": Taken(scenario="easy")}))
    assert (found.kind, found.scenario) == ("new", "hard")


def test_when_all_are_passed_the_one_with_most_to_gain_is_offered():
    best = {"easy": Taken(scenario="easy", percent=90), "hard": Taken(scenario="hard", percent=82)}
    found = step(Standing(best=best))
    assert (found.kind, found.scenario) == ("better", "hard")


def test_without_content_there_is_no_step():
    assert step(Standing(best={"gone": Taken(scenario="gone")}), {}) is None


# The way through the track


def test_a_module_is_read_then_read_on_then_checked_then_practised():
    best = {"hard": Taken(scenario="hard")}
    for reading, check, expected in (
        (UNREAD, CheckResult(), "read"),
        (HALF, CheckResult(), "read_on"),
        (READ, CheckResult(), "check"),
        (READ, FAILED, "check"),
        (READ, PASSED, "practise"),
    ):
        found = step(Standing(best=best, path=states(BASICS, read={"basics/one": reading}, checks={"quiz-one": check})))
        assert (found.kind, found.module.key) == (expected, "basics/one")
    assert found.scenario == "easy"


def test_after_a_module_and_its_call_comes_the_next_module():
    done = states(BASICS, read={"basics/one": READ}, checks={"quiz-one": PASSED})
    found = step(Standing(best={"easy": Taken(scenario="easy", passed=False)}, path=done))
    assert (found.kind, found.module.key) == ("read", "basics/two")


def test_a_module_without_questions_is_done_when_it_is_read():
    plain = course(module("one", quiz=None), module("two"))
    found = step(Standing(path=states(plain, read={"basics/one": READ})))
    assert found.module.key == "basics/two"


def test_a_call_in_another_language_is_nothing_to_practise():
    done = states(course(ONE), read={"basics/one": READ}, checks={"quiz-one": PASSED})
    only_zh = {"easy": scenario("easy", languages=("zh",)), "hard": HARD}
    assert step(Standing(path=done), only_zh).scenario == "hard"


def test_a_module_locked_by_another_track_leads_there_and_says_why():
    lead = course(module("lead", requires=("basics/two",)), name="leading", track="team-leader")
    everything = states(BASICS, lead, read={"basics/one": HALF})
    found = step(Standing(path=everything[2:], elsewhere=everything[:2]))
    assert (found.kind, found.module.key, found.opens.key) == ("read_on", "basics/one", "leading/lead")


def test_modules_that_require_each_other_block_nothing_else():
    knot = course(
        module("one", requires=("basics/two",)), module("two", requires=("basics/one",)), module("three", quiz=None)
    )
    assert step(Standing(path=states(knot), reviews=0), {}).module.key == "basics/three"


def test_a_self_check_under_way_is_resumed_wherever_it_is():
    elsewhere = states(BASICS, checks={"quiz-one": CheckResult(under_way="a1")})
    found = step(Standing(elsewhere=elsewhere, reviews=4))
    assert (found.kind, found.attempt, found.module.key) == ("resume", "a1", "basics/one")


# Reviews and assigned work


def test_a_call_not_passed_comes_again_once_the_module_that_names_it_is_done():
    read, passed = replace(READ, finished_at=NOW - HOUR), replace(PASSED, passed_at=NOW)
    done = states(course(ONE), read={"basics/one": read}, checks={"quiz-one": passed})
    failed = Taken(scenario="easy", percent=50, passed=False, latest_at=NOW - DAY)
    found = step(Standing(path=done, best={"easy": failed}))
    assert (found.kind, found.scenario, found.best) == ("practise", "easy", failed)
    for other in (
        replace(failed, latest_at=NOW + HOUR),  # tried since
        replace(failed, passed=True),
        replace(failed, waits=True),
    ):
        assert step(Standing(path=done, best={"easy": other})).kind != "practise"


def test_whoever_has_not_begun_the_track_reads_first_and_reviews_then():
    failed = {"hard": Taken(scenario="hard", percent=20, passed=False)}
    assert step(Standing(reviews=3, best=failed, path=states(BASICS))).kind == "read"
    assert step(Standing(reviews=3, best=failed)).kind == "review"


def test_the_review_comes_before_the_track():
    found = step(Standing(reviews=4, path=states(BASICS, read={"basics/one": HALF})))
    assert (found.kind, found.count) == ("review", 4)


def test_overdue_work_comes_before_the_review_and_what_is_due_later_after_the_track():
    def kind(due: datetime | None, **more: object) -> str:
        work = Assigned(id="w", kind="call", ref="hard", due=due)
        return step(Standing(assigned=[work], **more)).kind  # type: ignore[arg-type]

    assert kind(NOW - HOUR, reviews=3) == "overdue"
    assert kind(NOW + DAY, reviews=3) == "assigned"
    assert kind(NOW + 5 * DAY, reviews=3) == "review"
    assert kind(NOW + 5 * DAY, path=states(BASICS)) == "read"
    assert kind(None, path=states(BASICS)) == "read"
    assert kind(None, path=BASICS_DONE, best={"easy": Taken(scenario="easy")}) == "assigned"


def test_of_overdue_work_the_oldest_comes_first():
    work = [Assigned(id=f"w{days}", kind="call", ref="hard", due=NOW - days * DAY) for days in (1, 3, 2)]
    assert step(Standing(assigned=work)).assigned.id == "w3"


def test_an_assigned_module_of_another_track_is_named():
    work = Assigned(id="w", kind="module", ref="basics/one", due=NOW - HOUR)
    found = step(Standing(elsewhere=states(BASICS), assigned=[work]))
    assert (found.kind, found.module.key) == ("overdue", "basics/one")


def test_for_an_assigned_module_that_is_locked_the_first_one_that_opens_it_is_named():
    chain = course(module("one"), module("two", requires=("basics/one",)), module("three", requires=("basics/two",)))
    work = Assigned(id="w", kind="module", ref="basics/three", due=NOW - HOUR)
    found = step(Standing(path=states(chain), assigned=[work]))
    assert (found.module.key, found.assigned) == ("basics/one", work)


def test_for_an_assigned_call_that_is_locked_the_module_that_opens_it_is_named():
    work = Assigned(id="w", kind="call", ref="closed", due=NOW - HOUR)
    found = step(Standing(path=states(BASICS), closed={"closed": ("basics/two",)}, assigned=[work]))
    assert (found.kind, found.scenario, found.module.key) == ("overdue", "", "basics/one")


def test_assigned_work_that_is_gone_is_passed_over():
    work = [Assigned(id="a", kind="call", ref="gone", due=NOW - DAY), Assigned(id="b", kind="module", ref="no/no")]
    assert step(Standing(assigned=work, reviews=2)).kind == "review"


# Anybody at all

KEYS = [f"{name}/{number}" for name in ("basics", "leading") for number in range(3)]


@st.composite
def people(draw: st.DrawFn) -> tuple[Standing, dict[str, Scenario]]:
    """Somebody anywhere in two courses that may require anything earlier, with calls that may require modules."""
    quizzes = [draw(st.booleans()) for _key in KEYS]
    courses = []
    for name, track in (("basics", "agent"), ("leading", "team-leader")):
        own = [key for key in KEYS if key.startswith(name)]
        modules = tuple(
            module(
                key.partition("/")[2],
                requires=tuple(draw(st.lists(st.sampled_from(KEYS[: KEYS.index(key)] or ["no/no"]), max_size=2))),
                quiz=name if quizzes[KEYS.index(key)] else None,
                practice=tuple(draw(st.lists(st.sampled_from(["a", "b", "c"]), max_size=1))),
            )
            for key in own
        )
        courses.append(course(*modules, name=name, track=track))
    readings = {key: draw(st.sampled_from([UNREAD, HALF, READ])) for key in KEYS}
    checks = {
        f"{key.partition('/')[0]}-{key.partition('/')[2]}": draw(
            st.sampled_from([CheckResult(), FAILED, PASSED, CheckResult(under_way="a")])
        )
        for key in KEYS
    }
    found = path(courses, readings, checks)
    track = draw(st.sampled_from(["agent", "team-leader"]))
    everything = {
        name: scenario(name, requires=tuple(draw(st.lists(st.sampled_from(KEYS), max_size=2))))
        for name in draw(st.sets(st.sampled_from(["a", "b", "c"])))
    }
    closed = {name: gap for name, one in everything.items() if (gap := missing_for(one.requires, found))}
    names = st.sampled_from(["a", "b", "c", "gone"])
    tried = draw(st.dictionaries(names, st.builds(Taken, scenario=st.just(""), passed=st.booleans())))
    taken = st.builds(
        Taken,
        scenario=names,
        ended=st.sampled_from([None, "resolved"]),
        wrapped_up=st.booleans(),
        percent=st.sampled_from([None, 50.0]),
        turns=st.integers(0, 1),
    )
    work = st.builds(
        Assigned,
        id=st.text("xyz", min_size=1, max_size=3),
        kind=st.just("module"),
        ref=st.sampled_from([*KEYS, "no/no"]),
        due=st.sampled_from([None, NOW - DAY, NOW + DAY, NOW + 9 * DAY]),
    ) | st.builds(Assigned, id=st.just("c"), kind=st.just("call"), ref=names, due=st.sampled_from([None, NOW - DAY]))
    standing = Standing(
        calls=draw(st.lists(taken, max_size=2)),
        best=tried,
        path=[state for state in found if state.course.track == track],
        elsewhere=[state for state in found if state.course.track != track],
        closed=closed,
        assigned=draw(st.lists(work, max_size=2)),
        reviews=draw(st.integers(0, 2)),
    )
    return standing, {name: one for name, one in everything.items() if name not in closed}


def to_do(standing: Standing, scenarios: Mapping[str, Scenario]) -> bool:
    """Whether there is anything at all to do."""
    undone = {state.key for state in standing.states() if not state.done}
    assigned: Sequence[Assigned] = standing.assigned
    work = any(one.ref in undone or one.ref in scenarios or one.ref in standing.closed for one in assigned)
    return bool(scenarios or standing.reviews or work or any(not state.done for state in standing.path))


@given(people())
def test_there_is_a_step_whenever_there_is_anything_to_do(somebody):
    standing, scenarios = somebody
    found = step(standing, scenarios)
    if to_do(standing, scenarios):
        assert found is not None


@given(people())
def test_a_step_never_names_what_is_locked_or_not_there(somebody):
    standing, scenarios = somebody
    found = step(standing, scenarios)
    if found is None:
        return
    assert not found.scenario or found.scenario in scenarios
    if found.module is not None:
        assert not found.module.locked
        assert found.kind in {"practise", "resume"} or not found.module.done
    assert found.scenario or found.module or found.kind == "review"
    assert (found.kind in {"continue", "wrap_up"}) == (found.call is not None)
    assert (found.kind in {"overdue", "assigned"}) == (found.assigned is not None)


@given(people())
def test_the_same_standing_gives_the_same_step(somebody):
    standing, scenarios = somebody
    assert step(standing, scenarios) == step(standing, dict(reversed(scenarios.items())))
