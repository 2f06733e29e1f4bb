"""Work that trainers give: a module to do or a call to take, by when."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from trainer.errors import NotAllowed, NotFound, WrongUse
from trainer.learning.next_step import Assigned
from trainer.people.roles import Person, may
from trainer.records import assignments as rows_of
from trainer.records import scorecards
from trainer.records.assignments import AssignmentRow
from trainer.records.people import by_id
from trainer.records.store import Store
from trainer.services.catalogue import Catalogue
from trainer.services.clock import Clock
from trainer.services.courses import Courses


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Work given to somebody, and whether it is done. A call counts as done once passed after the work was given."""

    row: AssignmentRow
    done: bool
    there: bool


class Assignments:
    """Work given to people."""

    def __init__(self, store: Store, catalogue: Catalogue, courses: Courses, clock: Clock) -> None:
        self._store = store
        self._catalogue = catalogue
        self._courses = courses
        self._clock = clock

    def give(
        self, by: Person, to: Sequence[str], kind: Literal["module", "call"], ref: str, *, due: datetime | None = None
    ) -> list[AssignmentRow]:
        """Gives the same work to several people (ids); who was given it already isn't given it twice.

        Raises NotAllowed, NotFound for people or things there aren't, WrongUse for a time that is over.
        """
        if not may(by, "work.assign"):
            raise NotAllowed("Only trainers and admins give work.")
        library, now = self._catalogue.current(), self._clock.now()
        if (library.module(ref) is None) if kind == "module" else (ref not in library.scenarios):
            raise NotFound("What was to be assigned is not there.")
        if due is not None and due <= now:
            raise WrongUse("The time until which it is to be done is over already.")
        given = []
        with self._store.writing() as rows:
            for person_id in dict.fromkeys(to):
                if by_id(rows, person_id) is None:
                    raise NotFound("There is no such person.")
                if any(work.kind == kind and work.ref == ref for work in rows_of.of_person(rows, person_id)):
                    continue
                work = AssignmentRow(
                    id=secrets.token_hex(16), owner=person_id, kind=kind, ref=ref, due_at=due, given_by=by.id,
                    given_at=now,
                )  # fmt: skip
                rows_of.add(rows, work)
                given.append(work)
        return given

    def withdraw(self, by: Person, assignment_id: str) -> None:
        """Takes work back. Raises NotAllowed, NotFound."""
        if not may(by, "work.assign"):
            raise NotAllowed("Only trainers and admins take work back.")
        with self._store.writing() as rows:
            if rows_of.find(rows, assignment_id) is None:
                raise NotFound("There is no such work.")
            rows_of.withdraw(rows, assignment_id, now=self._clock.now())

    def of(self, person: Person) -> list[Work]:
        """The work given to somebody and not taken back, in the order it was given."""
        with self._store.reading() as rows:
            given = rows_of.of_person(rows, person.id)
            scored = scorecards.results_of(rows, person.id) if given else []
        if not given:
            return []
        library = self._catalogue.current()
        done_modules = {state.key for state in self._courses.path(person) if state.done}
        return [
            Work(
                row=row,
                done=row.ref in done_modules
                if row.kind == "module"
                else any(one.scenario == row.ref and one.passed and one.at >= row.given_at for one in scored),
                there=library.module(row.ref) is not None if row.kind == "module" else row.ref in library.scenarios,
            )
            for row in given
        ]

    def open_for(self, person: Person) -> list[Assigned]:
        """The work somebody has still to do."""
        return [
            Assigned(id=work.row.id, kind=work.row.kind, ref=work.row.ref, due=work.row.due_at)
            for work in self.of(person)
            if work.there and not work.done
        ]
