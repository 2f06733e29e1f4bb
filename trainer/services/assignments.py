"""Work that trainers give: a module to do or a call to take, by when."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from trainer.errors import NotAllowed, NotFound, WrongUse
from trainer.learning.next_step import Assigned
from trainer.learning.path import ModuleState
from trainer.people.roles import Person, may
from trainer.records import assignments as rows_of
from trainer.records import scorecards
from trainer.records.assignments import AssignmentRow
from trainer.records.people import Rows, by_id
from trainer.records.scorecards import BestTry
from trainer.records.store import Store
from trainer.services.catalogue import Catalogue
from trainer.services.clock import Clock
from trainer.services.courses import Courses

MOST = 300
"""As much of the work given is gone through at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Work given to somebody (`owner`), whether it is done, and whether the content still has it (`there`).

    A call counts as done once passed in a call begun after the work was given.
    """

    row: AssignmentRow
    owner: Person
    done: bool
    there: bool

    @property
    def open(self) -> Assigned:
        """What is to be done, as the next step asks."""
        return Assigned(id=self.row.id, kind=self.row.kind, ref=self.row.ref, due=self.row.due_at)


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
        """Gives the same work to several people (ids); who has it already isn't given it twice.

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
                if self._has(rows, person_id, kind, ref):
                    continue
                work = AssignmentRow(
                    id=secrets.token_hex(16), owner=person_id, kind=kind, ref=ref, due_at=due, given_by=by.id,
                    given_at=now,
                )  # fmt: skip
                rows_of.add(rows, work)
                given.append(work)
        return given

    @staticmethod
    def _has(rows: Rows, person_id: str, kind: str, ref: str) -> bool:
        """Whether somebody was given this and it still stands: a call passed since can be given again."""
        given = [work for work in rows_of.of_person(rows, person_id) if work.kind == kind and work.ref == ref]
        if not given or kind == "module":
            return bool(given)
        best = next((one for one in scorecards.best_of(rows, person_id) if one.scenario == ref), None)
        return any(not _passed_since(best, work.given_at) for work in given)

    def withdraw(self, by: Person, assignment_id: str) -> None:
        """Takes work back. Raises NotAllowed, NotFound."""
        if not may(by, "work.assign"):
            raise NotAllowed("Only trainers and admins take work back.")
        with self._store.writing() as rows:
            if rows_of.find(rows, assignment_id) is None:
                raise NotFound("There is no such work.")
            rows_of.withdraw(rows, assignment_id, now=self._clock.now())

    def of(
        self,
        person: Person,
        *,
        states: Sequence[ModuleState] | None = None,
        best: Mapping[str, BestTry] | None = None,
        only_open: bool = False,
    ) -> list[Work]:
        """The work given to somebody and not taken back, in the order it was given.

        `states` are all their modules and `best` their best tries, where whoever asks has them. `only_open` leaves out
        what is done, and what is not there any more.
        """
        with self._store.reading() as rows:
            given = rows_of.of_person(rows, person.id)
            if not given:
                return []
            tries = best if best is not None else {one.scenario: one for one in scorecards.best_of(rows, person.id)}
        library = self._catalogue.current()
        path = self._courses.path(person) if states is None else states
        finished = {state.key for state in path if state.done}
        work = [
            Work(
                row=row,
                owner=person,
                done=row.ref in finished if row.kind == "module" else _passed_since(tries.get(row.ref), row.given_at),
                there=library.module(row.ref) is not None if row.kind == "module" else row.ref in library.scenarios,
            )
            for row in given
        ]
        return [one for one in work if one.there and not one.done] if only_open else work

    def of_everybody(self, by: Person, *, limit: int = MOST) -> list[Work]:
        """The work that was given lately, to anybody, and not taken back, newest first. Raises NotAllowed."""
        if not may(by, "work.assign"):
            raise NotAllowed("Only trainers and admins see the work given to others.")
        with self._store.reading() as rows:
            given = rows_of.latest(rows, limit)
        return self._as_it_stands(given)

    def overdue(self, by: Person) -> list[Work]:
        """The work of everybody that should be done by now and isn't. Raises NotAllowed."""
        if not may(by, "work.assign"):
            raise NotAllowed("Only trainers and admins see the work given to others.")
        with self._store.reading() as rows:
            given = rows_of.due(rows, self._clock.now())
        return [one for one in self._as_it_stands(given) if one.there and not one.done]

    def _as_it_stands(self, given: Sequence[AssignmentRow]) -> list[Work]:
        with self._store.reading() as rows:
            owners = {row.owner: account.person for row in given if (account := by_id(rows, row.owner)) is not None}
        found = {one.row.id: one for person in owners.values() for one in self.of(person)}
        return [found[row.id] for row in given if row.id in found]


def _passed_since(best: BestTry | None, moment: datetime) -> bool:
    return best is not None and best.passed_at is not None and best.passed_at >= moment
