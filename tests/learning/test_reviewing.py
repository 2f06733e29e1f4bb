"""When a card comes again, compared with the reference scheduler."""

from datetime import UTC, datetime, timedelta, timezone

import fsrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.learning import reviewing
from trainer.learning.reviewing import CardState, Grade

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
GRADES = st.sampled_from(Grade)
REFERENCE = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def ends(day_end: datetime, count: int = 7) -> list[datetime]:
    return [day_end + timedelta(days=number) for number in range(count)]


@settings(max_examples=60)
@given(st.lists(st.tuples(GRADES, st.integers(0, 400), st.integers(0, 86_399)), min_size=1, max_size=30))
def test_a_card_goes_the_way_of_the_reference_scheduler(meetings):
    now, mine, theirs = NOON, reviewing.begin(NOON), fsrs.Card(due=NOON)
    for grade, days, seconds in meetings:
        now += timedelta(days=days, seconds=seconds)
        mine = reviewing.review(mine, grade, now)
        theirs, _log = REFERENCE.review_card(theirs, fsrs.Rating(grade.value), now)
        assert (mine.due, mine.last) == (theirs.due, theirs.last_review)
        assert mine.stability == pytest.approx(theirs.stability)
        assert mine.difficulty == pytest.approx(theirs.difficulty)


@pytest.mark.parametrize("forgets_every", [2, 3, 7])
def test_a_year_of_daily_stacks_is_that_of_the_reference_scheduler(forgets_every):
    """Twenty cards, met on the day they are due; every so many meetings one is missed or hard."""
    mine = [reviewing.begin(NOON) for _ in range(20)]
    theirs = [fsrs.Card(card_id=number, due=NOON) for number in range(20)]
    met = 0
    for day in range(365):
        now = NOON + timedelta(days=day)
        day_end = now.replace(hour=0) + timedelta(days=1)
        due = [number for number, card in enumerate(theirs) if card.due < day_end]
        stack = reviewing.stack(mine, now=now, day_end=day_end, done=0, done_new=0, limit=1000)
        assert set(stack.cards) | ({n for n in due if mine[n].new}) == set(due)
        for number in stack.cards:
            met += 1
            grade = Grade.AGAIN if met % forgets_every == 0 else Grade.HARD if met % 5 == 0 else Grade.GOOD
            mine[number] = reviewing.review(mine[number], grade, now)
            theirs[number], _log = REFERENCE.review_card(theirs[number], fsrs.Rating(grade.value), now)
        assert [state.due for state in mine] == [card.due for card in theirs]
    assert met > 60


@given(st.lists(GRADES, min_size=1, max_size=12))
def test_a_reviewed_card_never_comes_back_on_the_same_day(grades):
    state, now = reviewing.begin(NOON), NOON
    for grade in grades:
        state = reviewing.review(state, grade, now)
        assert state.due >= now + timedelta(days=1)
        now = state.due


@given(st.lists(st.tuples(GRADES, st.integers(-4000, 4000)), min_size=1, max_size=12))
def test_clocks_that_jump_never_break_a_card(meetings):
    state, now = reviewing.begin(NOON), NOON
    for grade, days in meetings:
        now = NOON + timedelta(days=days)
        state = reviewing.review(state, grade, now)
        assert state.due >= now + timedelta(days=1)
        assert state.stability is not None
        assert state.stability > 0
        assert 1 <= (state.difficulty or 0) <= 10


def test_a_clock_that_jumped_back_counts_as_no_time_passed():
    first = reviewing.review(reviewing.begin(NOON), Grade.GOOD, NOON)
    same = reviewing.review(first, Grade.GOOD, NOON)
    back = reviewing.review(first, Grade.GOOD, NOON - timedelta(days=30))
    assert back.stability == same.stability
    assert back.due - back.last == same.due - same.last


def test_a_card_reviewed_in_the_future_is_met_again_at_once():
    ahead = reviewing.review(reviewing.begin(NOON), Grade.GOOD, NOON + timedelta(days=900))
    assert reviewing.is_due(ahead, now=NOON, day_end=NOON + timedelta(hours=12))


@pytest.mark.parametrize("hours", [-11, -5, 0, 5, 8, 14])
def test_the_time_zone_somebody_stands_in_changes_no_moment(hours):
    here = timezone(timedelta(hours=hours))
    state = reviewing.review(reviewing.begin(NOON.astimezone(here)), Grade.HARD, NOON.astimezone(here))
    assert state == reviewing.review(reviewing.begin(NOON), Grade.HARD, NOON)
    assert state.due.tzinfo is UTC


def test_better_answers_come_back_later():
    dues = [reviewing.review(reviewing.begin(NOON), grade, NOON).due for grade in Grade]
    assert dues[0] <= dues[1] < dues[2]


@pytest.mark.parametrize(
    ("points", "grade"),
    [(1, Grade.GOOD), (1 / 3 + 2 / 3, Grade.GOOD), (0.5, Grade.HARD), (0.49, Grade.AGAIN), (0, Grade.AGAIN)],
)
def test_points_become_grades(points, grade):
    assert reviewing.grade_for(points) is grade


STATES = st.builds(
    lambda days, seen: CardState(
        due=NOON + timedelta(days=days),
        stability=3.0 if seen else None,
        difficulty=5.0 if seen else None,
        last=NOON - timedelta(days=30) if seen else None,
    ),
    st.integers(-20, 20),
    st.booleans(),
)


@given(st.lists(STATES, max_size=60), st.integers(0, 30), st.integers(0, 15), st.integers(1, 40))
def test_a_stack_keeps_within_the_days_limits_and_leaves_nothing_unsaid(states, done, done_new, limit):
    day_end = NOON + timedelta(hours=12)
    found = reviewing.stack(states, now=NOON, day_end=day_end, done=done, done_new=done_new, limit=limit)
    due = [number for number, state in enumerate(states) if state.new or state.due < day_end]
    assert len(found.cards) == len(set(found.cards)) <= max(0, limit - done)
    assert sum(states[number].new for number in found.cards) <= max(0, reviewing.NEW_A_DAY - done_new)
    assert set(found.cards) <= set(due)
    assert found.left == len(due) - len(found.cards)
    known = [number for number in found.cards if not states[number].new]
    assert list(found.cards[: len(known)]) == known
    assert [states[number].due for number in known] == sorted(states[number].due for number in known)


@given(st.lists(STATES, max_size=60))
def test_the_forecast_counts_every_card_of_the_week_once(states):
    days = ends(NOON + timedelta(hours=12))
    counts = reviewing.forecast(states, now=NOON, day_ends=days)
    assert sum(counts) == sum(state.new or state.due < days[-1] for state in states)
    assert counts[0] == sum(state.new or state.due < days[0] for state in states)
