"""Courses as somebody walks through them: what is open, where they are in each text, the time they spent."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.content import prose
from trainer.content.course import TRACKS, Track
from trainer.content.library import Library
from trainer.content.pictures import read_picture
from trainer.content.reading import Unreadable
from trainer.errors import Conflict, NotFound, WrongUse
from trainer.learning.path import READ_TO_THE_END, ModuleState, Reading, missing_for, path
from trainer.learning.reading_time import LONGEST_REPORT, credited
from trainer.people.roles import Person
from trainer.records import attempts as attempt_rows
from trainer.records import calls as call_rows
from trainer.records import readings
from trainer.records.people import by_id
from trainer.records.store import RowExists, Store
from trainer.services.catalogue import Catalogue
from trainer.services.clock import Clock
from trainer.services.days import day_of, zone_of

ACTIVITIES = ("module", "self_check", "review", "call")
"""What active time is counted for."""
LONGEST_REF = 250
REVIEWS = ("", "stack")
"""What the time at the review is kept under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulePage:
    """A module to read, with its neighbours in the course."""

    state: ModuleState
    before: ModuleState | None
    after: ModuleState | None


class Courses:
    """The way through the courses, person by person."""

    def __init__(self, store: Store, catalogue: Catalogue, clock: Clock) -> None:
        self._store = store
        self._catalogue = catalogue
        self._clock = clock

    def track(self, person: Person) -> Track:
        """The track somebody follows: the one they chose, else the agents'."""
        with self._store.reading() as rows:
            account = by_id(rows, person.id)
        chosen = account.preferences.get("track") if account else None
        return next((track for track in TRACKS if track == chosen), TRACKS[0])

    def path(self, person: Person, track: str | None = None) -> tuple[ModuleState, ...]:
        """Every module in order, of one track or of all, with how far the person is in it.

        For those who don't follow courses but give them (all but trainees), nothing is locked.
        """
        courses = self._catalogue.current().courses.values()
        with self._store.reading() as rows:
            reading = readings.of_person(rows, person.id)
            results = attempt_rows.results(rows, person.id)
        states = path(courses, reading, results, open_to_all=person.role != "trainee")
        return states if track is None else tuple(state for state in states if state.course.track == track)

    def module(self, person: Person, key: str) -> ModulePage:
        """One module. Raises NotFound; a locked one is given too, with what is missing."""
        states = self.path(person)
        state = next((each for each in states if each.key == key), None)
        if state is None:
            raise NotFound("This module is not there any more. What you did in it is kept.")
        same = [each for each in states if each.course.id == state.course.id]
        place = same.index(state)
        return ModulePage(
            state=state,
            before=same[place - 1] if place else None,
            after=same[place + 1] if place + 1 < len(same) else None,
        )

    def missing(self, person: Person, requires: Sequence[str]) -> tuple[str, ...]:
        """Which of these modules somebody must still do; none for those who aren't trainees."""
        if not requires or person.role != "trainee":
            return ()
        return missing_for(requires, self.path(person))

    def keep_place(self, person: Person, key: str, *, anchor: str, fraction: float) -> None:
        """Keeps where somebody is in a text: the heading, and the share of the text above the screen's lower edge.

        Raises NotFound for a module there isn't, Conflict for a locked one, WrongUse for a share that is none.
        """
        self._open_module(person, key)
        if not 0 <= fraction <= 1:
            raise WrongUse("The share of a text is from 0 to 1.")
        place = Reading(anchor=anchor[:200], fraction=fraction, furthest=fraction, finished=fraction >= READ_TO_THE_END)
        now = self._clock.now()
        try:
            with self._store.writing() as rows:
                readings.keep(rows, person.id, key, place, now=now)
        except RowExists:  # another tab opened it at the same moment
            with self._store.writing() as rows:
                readings.keep(rows, person.id, key, place, now=now)

    def report(self, person: Person, kind: str, ref: str, seconds: float) -> float:
        """Counts active time, no more than has passed since the person's last report. The seconds counted.

        Raises WrongUse for a kind there isn't, NotFound for what isn't there or isn't the person's, Conflict for a
        module that is locked.
        """
        if kind not in ACTIVITIES or len(ref) > LONGEST_REF:
            raise WrongUse(f"Active time is counted for one of: {', '.join(ACTIVITIES)}.")
        if kind == "module":
            self._open_module(person, ref)
        elif not self._theirs(person, kind, ref):
            raise NotFound("There is nothing by that name to be active at.")
        with self._store.writing() as rows:
            # Asked in here, where one is written after another: else reports sent together count some time twice.
            now = self._clock.now()
            day = day_of(now, zone_of(rows, person.id))
            # What was reported well in the future came from a clock that was ahead: time goes on without it.
            last = readings.last_report(rows, person.id, day, until=now + timedelta(seconds=LONGEST_REPORT))
            counted = credited(seconds, last=last, now=now)
            readings.add_activity(rows, person.id, day, kind=kind, ref=ref, seconds=counted, now=now)
        return counted

    def _open_module(self, person: Person, key: str) -> None:
        """Refuses what the page of a module wouldn't show either."""
        if self.module(person, key).state.locked:
            raise Conflict("Another module comes first.")

    def _theirs(self, person: Person, kind: str, ref: str) -> bool:
        """Whether it is the review, a self-check that is there or that they began, or a call of their own."""
        if kind == "review":
            return ref in REVIEWS
        with self._store.reading() as rows:
            if kind == "call":
                call = call_rows.find(rows, ref)
                return call is not None and call.owner == person.id
            return ref in self._catalogue.current().quizzes or attempt_rows.began(rows, person.id, ref)

    def picture(self, name: str) -> tuple[bytes, str]:
        """A picture of the content, `assets/…`: its bytes and media type. Raises NotFound."""
        picture = prose.picture_name(name)
        for root in self._catalogue.folders if picture else ():
            with contextlib.suppress(Unreadable, ValueError):
                found = read_picture(root / str(picture), root)
                return found.body, found.media_type
        raise NotFound("There is no such picture.")

    def active(self, person: Person, since: date) -> list[tuple[date, str, str, float]]:
        """Active seconds by day, kind and thing since a day, oldest first."""
        with self._store.reading() as rows:
            return readings.active_days(rows, person.id, since)


def closed_calls(library: Library, person: Person, states: Sequence[ModuleState]) -> dict[str, tuple[str, ...]]:
    """The calls a person may not take yet: scenario to the modules that come first. `states` are all of theirs.

    Nothing is closed to those who aren't trainees.
    """
    if person.role != "trainee":
        return {}
    return {
        name: missing
        for name, scenario in library.scenarios.items()
        if (missing := missing_for(scenario.requires, states))
    }
