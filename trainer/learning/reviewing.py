"""Spaced review: when to meet a question again, by FSRS.

The scheduler is py-fsrs with its default parameters and 90 % wanted retention. Two of its settings are ours: there are
no steps within a day, because a stack is for a day, and no fuzz, so that the same history gives the same schedule.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum

import fsrs

DAILY_LIMIT = 20
"""Cards a day, unless the person chose otherwise."""
NEW_A_DAY = 10
"""Of these, cards never reviewed yet."""

SCHEDULER = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


class Grade(IntEnum):
    """How well something was remembered; the numbers are those of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CardState:
    """Where a card stands. `stability` in days; it, `difficulty` (1-10) and `last` are None until the first review."""

    due: datetime
    stability: float | None = None
    difficulty: float | None = None
    last: datetime | None = None

    @property
    def new(self) -> bool:
        """Never reviewed."""
        return self.last is None


def grade_for(points: float) -> Grade:
    """The grade an answer's points stand for: all of them, at least half, less."""
    if points >= 1 - 1e-9:
        return Grade.GOOD
    return Grade.HARD if points >= 0.5 else Grade.AGAIN  # noqa: PLR2004 - half of the points


def begin(now: datetime) -> CardState:
    """A new card, due at once."""
    return CardState(due=now.astimezone(UTC))


def review(state: CardState, grade: Grade, now: datetime) -> CardState:
    """The card after a review. Where the clock has jumped back behind the last review, no time has passed since."""
    now = now.astimezone(UTC)
    last = min(state.last.astimezone(UTC), now) if state.last else None
    known = state.stability is not None and last is not None
    card = fsrs.Card(
        card_id=0,
        state=fsrs.State.Review if known else fsrs.State.Learning,
        stability=state.stability if known else None,
        difficulty=state.difficulty if known else None,
        due=state.due,
        last_review=last if known else None,
    )
    after, _ = SCHEDULER.review_card(card, fsrs.Rating(grade.value), now)
    return CardState(due=after.due, stability=after.stability, difficulty=after.difficulty, last=now)


def is_due(state: CardState, *, now: datetime, day_end: datetime) -> bool:
    """Whether a card belongs to today: also one made or reviewed in the future, when the clock was ahead."""
    return state.last is None or state.due < day_end or state.last > max(now, day_end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Today's cards, by their place in what was given, in the order to be met; `left` more are over the limit."""

    cards: tuple[int, ...]
    left: int


def stack(
    states: Sequence[CardState], *, now: datetime, day_end: datetime, done: int, done_new: int, limit: int = DAILY_LIMIT
) -> Stack:
    """What to review today: those known longest overdue first, then new ones.

    `done` cards were reviewed today already, `done_new` of them new ones; both count against the day's limits.
    """
    due = [number for number, state in enumerate(states) if is_due(state, now=now, day_end=day_end)]
    known = sorted((number for number in due if not states[number].new), key=lambda number: states[number].due)
    new = sorted((number for number in due if states[number].new), key=lambda number: states[number].due)
    room = max(0, limit - done)
    taken = known[:room]
    taken += new[: min(room - len(taken), max(0, NEW_A_DAY - done_new))]
    return Stack(cards=tuple(taken), left=len(due) - len(taken))


def forecast(states: Sequence[CardState], *, now: datetime, day_ends: Sequence[datetime]) -> tuple[int, ...]:
    """How many cards fall due on each day; what is overdue counts for the first. `day_ends` in order."""
    counts = [0] * len(day_ends)
    for state in states:
        if is_due(state, now=now, day_end=day_ends[0]):
            counts[0] += 1
            continue
        day = bisect_right(day_ends, state.due)
        if day < len(counts):
            counts[day] += 1
    return tuple(counts)
