"""Where somebody stands, gathered for the one next step."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.content.scenario import Scenario
from trainer.learning.next_step import NextStep, Standing, next_step
from trainer.learning.path import missing_for
from trainer.people.roles import Person
from trainer.services import Services
from trainer.services.reviews import ReviewDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What a home page shows: the step, what it was decided on, the review of the day, calls that may be taken."""

    step: NextStep | None
    standing: Standing
    review: ReviewDay
    scenarios: Mapping[str, Scenario]


def today(services: Services, person: Person, *, lang: str) -> Today:
    """The person's day as it stands."""
    track = services.courses.track(person)
    states = services.courses.path(person)
    review = services.reviews.day(person)
    scenarios = {
        name: scenario
        for name, scenario in services.library.scenarios.items()
        if person.role != "trainee" or not missing_for(scenario.requires, states)
    }
    standing = Standing(
        calls=services.calls.history(person),
        path=tuple(state for state in states if state.course.track == track),
        elsewhere=tuple(state for state in states if state.course.track != track),
        assigned=services.assignments.open_for(person),
        reviews=len(review.stack),
    )
    step = next_step(standing, scenarios, lang=lang, now=services.clock.now())
    return Today(step=step, standing=standing, review=review, scenarios=scenarios)
