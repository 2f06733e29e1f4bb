"""How far somebody is: each competency now and over time, the evidence behind it, the time they spent."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from trainer.content.course import Course
from trainer.content.library import Library
from trainer.content.quiz import Quiz
from trainer.errors import NotFound
from trainer.learning import progress
from trainer.learning.path import CheckResult
from trainer.learning.progress import Evidence, Offer, Value
from trainer.people.roles import Person, may
from trainer.records import attempts, readings, review_cards, scorecards
from trainer.records.people import by_id
from trainer.records.store import Store
from trainer.services.catalogue import Catalogue
from trainer.services.clock import Clock
from trainer.services.courses import Courses, check_results

MOMENTS = 53
"""Points of the picture over time, at most: one a week for a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView:
    """Somebody's progress in what a track offers.

    `offers` and `now` by competency, in the order of the list of competencies; `history` the values at moments in
    order, the last one now; `evidence` by competency, newest first; `active` seconds by the first day of each week.
    """

    owner: Person
    offers: Mapping[str, Offer]
    now: Mapping[str, Value]
    history: tuple[tuple[datetime, Mapping[str, float]], ...]
    evidence: Mapping[str, tuple[Evidence, ...]]
    active: Mapping[date, float]

    @property
    def overall(self) -> float:
        """The mean over all competencies on offer."""
        return progress.overall(self.now)


class ProgressOf:
    """Everybody's progress."""

    def __init__(self, store: Store, catalogue: Catalogue, courses: Courses, clock: Clock) -> None:
        self._store = store
        self._catalogue = catalogue
        self._courses = courses
        self._clock = clock

    def of(self, person: Person, *, owner: str | None = None) -> ProgressView:
        """Somebody's progress in their track: one's own, or `owner`'s (an id). Raises NotFound."""
        whose = self._whose(person, owner)
        library = self._catalogue.current()
        track = self._courses.track(whose)
        offers = offered(library, track)
        evidence = self.evidence(whose, library)
        now = self._clock.now()
        moments = _moments(evidence, now)
        values = progress.over_time(evidence, offers, moments)
        return ProgressView(
            owner=whose,
            offers=offers,
            now=progress.values(evidence, offers),
            history=tuple(zip(moments, values, strict=True)),
            evidence=_by_competency(evidence, offers),
            active=self._active(whose, now),
        )

    def evidence(self, person: Person, library: Library) -> list[Evidence]:
        """All that somebody did which counts, oldest first: modules done, questions answered, calls scored."""
        with self._store.reading() as rows:
            read = readings.finished(rows, person.id)
            checked = attempts.of_person(rows, person.id)
            answered = attempts.answered(rows, person.id)
            reviewed = review_cards.reviewed(rows, person.id)
            scored = scorecards.results_of(rows, person.id)
        found = [
            *_modules(library, read, checked),
            *(
                Evidence(at=one.at, kind="question", ref=one.ref, value=one.points, source=one.attempt)
                for one in answered
            ),
            *(
                Evidence(at=one.at, kind="question", ref=one.ref, value=one.points, source=one.card)
                for one in reviewed
                if one.kind == "question"
            ),
            *(Evidence(at=one.at, kind="call", ref=one.scenario, value=_worth(one), source=one.call) for one in scored),
        ]
        return sorted(found, key=lambda each: each.at)

    def _whose(self, person: Person, owner: str | None) -> Person:
        if owner is None or owner == person.id:
            return person
        with self._store.reading() as rows:
            account = by_id(rows, owner)
        if account is None or not may(person, "results.see", account.person):
            raise NotFound("There is no such person.")
        return account.person

    def _active(self, person: Person, now: datetime) -> dict[date, float]:
        since = now.astimezone().date() - timedelta(weeks=MOMENTS)
        weeks: dict[date, float] = defaultdict(float)
        for day, _, _, seconds in self._courses.active(person, since):
            weeks[day - timedelta(days=day.weekday())] += seconds
        return dict(weeks)


def offered(library: Library, track: str) -> dict[str, Offer]:
    """What the courses of a track, and for agents the calls, offer for each competency they train.

    A module trains what its questions are about.
    """
    modules: dict[str, set[str]] = defaultdict(set)
    questions: dict[str, set[str]] = defaultdict(set)
    calls: dict[str, set[str]] = defaultdict(set)
    names: set[str] = set()
    for course in library.courses.values():
        if course.track == track:
            _offer_course(course, library.quizzes, modules, questions)
            names.update(name for module in course.modules for name in module.practice)
    for scenario in library.scenarios.values():
        if track == "agent" or scenario.id in names:
            for competency in scenario.competencies:
                calls[competency].add(scenario.id)
    there = modules.keys() | questions.keys() | calls.keys()
    return {
        name: Offer(
            modules=frozenset(modules[name]), questions=frozenset(questions[name]), calls=frozenset(calls[name])
        )
        for name in library.competencies
        if name in there
    }


def _offer_course(
    course: Course, quizzes: Mapping[str, Quiz], modules: dict[str, set[str]], questions: dict[str, set[str]]
) -> None:
    for module in course.modules:
        quiz = quizzes.get(module.quiz) if module.quiz else None
        for question in quiz.questions if quiz else ():
            modules[question.competency].add(course.key(module))
            questions[question.competency].add(f"{module.quiz}/{question.id}")


def _modules(
    library: Library,
    read: Mapping[str, datetime],
    checked: list[tuple[attempts.AttemptRow, attempts.AttemptEnd | None]],
) -> list[Evidence]:
    """The modules done, at the moment the last of reading and passing came."""
    passed: dict[str, datetime] = {}
    for row, end in checked:  # newest first: the first time it was passed stays
        if end is not None and end.passed:
            passed[row.quiz] = end.ended_at
    results = check_results(checked)
    found = []
    for course in library.courses.values():
        for module in course.modules:
            key = course.key(module)
            result = results.get(module.quiz, CheckResult()) if module.quiz else CheckResult(passed=True)
            if key in read and result.passed:
                at = max(read[key], passed[module.quiz]) if module.quiz else read[key]
                found.append(Evidence(at=at, kind="module", ref=key, value=1, source=key))
    return found


def _worth(scored: scorecards.ScoredCall) -> float:
    share = scored.percent / 100
    return share / 2 if scored.critical else share


def _moments(evidence: list[Evidence], now: datetime) -> tuple[datetime, ...]:
    """Moments from the first evidence to now: daily in the first weeks, then weekly, at most a year back."""
    if not evidence:
        return (now,)
    span = now - evidence[0].at
    step = timedelta(days=1) if span <= timedelta(days=MOMENTS) else timedelta(weeks=1)
    count = min(MOMENTS, int(span / step) + 2) if span > timedelta(0) else 1
    return tuple(now - step * number for number in range(count - 1, -1, -1))


def _by_competency(evidence: list[Evidence], offers: Mapping[str, Offer]) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, list[Evidence]] = {name: [] for name in offers}
    for name, offer in offers.items():
        found[name] = [one for one in reversed(evidence) if one.ref in offer.of(one.kind)]
    return {name: tuple(each) for name, each in found.items()}
