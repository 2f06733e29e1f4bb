"""How far somebody is: each competency now and over time, the evidence behind it, the time they spent."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from trainer.content.course import Course, Track
from trainer.content.library import Library
from trainer.content.quiz import Quiz
from trainer.errors import NotFound
from trainer.learning import progress
from trainer.learning.progress import Evidence, Offer, Value
from trainer.people.roles import Person, may
from trainer.records import attempts, readings, review_cards, scorecards
from trainer.records.people import by_id
from trainer.records.store import Store
from trainer.services.answered import Answered
from trainer.services.catalogue import Catalogue
from trainer.services.clock import Clock
from trainer.services.courses import Courses, closed_calls
from trainer.services.days import day_of, zone_of

MOMENTS = 53
"""Points of the picture over time, at most: one a week for a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView:
    """Somebody's progress in what a track offers.

    `now` by competency, in the order of the list of competencies: each with the evidence behind it, and what would
    raise it (what is locked left out); `history` the values at moments in order, the last one now; `active` seconds by
    the first day of each week, every week from the first one on; `began`: whether there is anything to tell yet.
    """

    owner: Person
    track: Track
    now: Mapping[str, Value]
    history: tuple[tuple[datetime, Mapping[str, float]], ...]
    active: Mapping[date, float]
    began: bool

    @property
    def overall(self) -> float:
        """The mean over all competencies on offer."""
        return progress.overall(self.now)

    def weakest(self, count: int) -> list[str]:
        """The competencies with the lowest values in which something can be gained now, the lowest first."""
        order = list(self.now)
        open_ones = [name for name in order if self.now[name].gains]
        return sorted(open_ones, key=lambda name: (self.now[name].value, order.index(name)))[:count]


class ProgressOf:
    """Everybody's progress."""

    def __init__(self, store: Store, catalogue: Catalogue, courses: Courses, clock: Clock) -> None:
        self._store = store
        self._catalogue = catalogue
        self._courses = courses
        self._clock = clock
        self._answered = Answered()

    def of(self, person: Person, *, owner: str | None = None) -> ProgressView:
        """Somebody's progress in their track: one's own, or `owner`'s (an id). Raises NotFound."""
        whose = self._whose(person, owner)
        library = self._catalogue.current()
        track = self._courses.track(whose)
        offers = offered(library, track)
        now = self._clock.now()
        evidence = self.evidence(whose, library, since=now - timedelta(weeks=MOMENTS))
        moments = _moments(evidence, now)
        # The last one is all there is: what came while the clock was ahead belongs to now.
        values = progress.over_time(evidence, offers, [*moments[:-1], max([now, *(one.at for one in evidence)])])
        shut = self._shut(whose, library)
        active = self._active(whose, now)
        return ProgressView(
            owner=whose,
            track=track,
            now={
                name: replace(value, gains=tuple(gain for gain in value.gains if (gain.kind, gain.ref) not in shut))
                for name, value in progress.values(evidence, offers).items()
            },
            history=tuple(zip(moments, values, strict=True)),
            active=active,
            began=bool(evidence or active),
        )

    def evidence(self, person: Person, library: Library, *, since: datetime | None = None) -> list[Evidence]:
        """All that somebody did which counts, oldest first: modules done, questions answered, calls scored.

        From before `since` only what still counted then.
        """
        with self._store.reading() as rows:
            read = readings.finished(rows, person.id)
            passed = attempts.passed(rows, person.id)
            if since is None:
                answered = [*attempts.answered(rows, person.id), *review_cards.reviewed(rows, person.id)]
            else:
                answered = self._answered.since(rows, person.id, since, now=self._clock.now())
            scored = scorecards.results_of(rows, person.id, since=since, latest=len(progress.RECENCY))
        found = [
            *_modules(library, read, passed),
            *answered,
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

    def _shut(self, person: Person, library: Library) -> set[tuple[progress.Kind, str]]:
        """What somebody can't do yet, as gains name it: locked modules, their self-checks, calls they open."""
        states = self._courses.path(person)
        found: set[tuple[progress.Kind, str]] = set()
        for state in states:
            if state.locked:
                found.add(("module", state.key))
                if state.module.quiz:
                    found.add(("question", state.module.quiz))
        found |= {("call", name) for name in closed_calls(library, person, states)}
        return found

    def _active(self, person: Person, now: datetime) -> dict[date, float]:
        with self._store.reading() as rows:
            today = day_of(now, zone_of(rows, person.id))
        weeks: dict[date, float] = defaultdict(float)
        for day, _, _, seconds in self._courses.active(person, today - timedelta(weeks=MOMENTS)):
            if day <= today:  # the clock may have been ahead once
                weeks[_monday(day)] += seconds
        if not weeks:
            return {}
        first, last = min(weeks), _monday(today)
        return {first + step: weeks[first + step] for step in _weeks(last - first)}


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


def _modules(library: Library, read: Mapping[str, datetime], passed: Mapping[str, datetime]) -> list[Evidence]:
    """The modules done, at the moment the last of reading and passing came."""
    found = []
    for course in library.courses.values():
        for module in course.modules:
            key = course.key(module)
            if key in read and (module.quiz is None or module.quiz in passed):
                at = max(read[key], passed[module.quiz]) if module.quiz else read[key]
                found.append(Evidence(at=at, kind="module", ref=key, value=1))
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


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weeks(span: timedelta) -> list[timedelta]:
    """From none to the whole of the span, a week at a time."""
    return [timedelta(weeks=number) for number in range(span.days // 7 + 1)]
