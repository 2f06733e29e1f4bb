"""Where somebody stands, gathered for the one next step."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.content.scenario import Scenario
from trainer.learning.next_step import NextStep, Standing, next_step
from trainer.people.roles import Person
from trainer.services import Services
from trainer.services.assignments import Work
from trainer.services.call_shapes import CallSummary
from trainer.services.courses import closed_calls
from trainer.services.reviews import Outlook

LATEST = 8
"""As many of the latest calls decide and are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What a home page shows: the step, what it was decided on, the review of the day, the work that is open.

    `calls` are the latest ones, newest first; `scenarios` those that may be taken.
    """

    step: NextStep | None
    standing: Standing
    review: Outlook
    work: tuple[Work, ...]
    calls: tuple[CallSummary, ...]
    scenarios: Mapping[str, Scenario]


def today(services: Services, person: Person, *, lang: str) -> Today:
    """The person's day as it stands."""
    library = services.library
    track = services.courses.track(person)
    states = services.courses.path(person)
    review = services.reviews.outlook(person)
    closed = closed_calls(library, person, states)
    scenarios = {name: scenario for name, scenario in library.scenarios.items() if name not in closed}
    calls = tuple(services.calls.history(person, taken=True, limit=LATEST))
    best = services.calls.best_tries(person)
    work = tuple(services.assignments.of(person, states=states, best=best, only_open=True))
    standing = Standing(
        calls=calls,
        best=best,
        path=tuple(state for state in states if state.course.track == track),
        elsewhere=tuple(state for state in states if state.course.track != track),
        closed=closed,
        assigned=tuple(one.open for one in work),
        reviews=review.due,
    )
    step = next_step(standing, scenarios, lang=lang, now=services.clock.now())
    return Today(step=step, standing=standing, review=review, work=work, calls=calls, scenarios=scenarios)
