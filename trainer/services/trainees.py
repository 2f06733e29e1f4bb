"""Those who are trained, as who trains them asks first: who was there lately, who is late with their work."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from trainer.errors import NotAllowed
from trainer.people.roles import Person, may
from trainer.records import people, readings
from trainer.records.store import Store
from trainer.services.assignments import Assignments


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainee:
    """A trainee, when they were last active (None: never), how much of the work given to them is overdue."""

    person: Person
    last_active: datetime | None
    overdue: int


class Trainees:
    """Everybody who is trained here."""

    def __init__(self, store: Store, assignments: Assignments) -> None:
        self._store = store
        self._assignments = assignments

    def of(self, by: Person) -> list[Trainee]:
        """Every trainee who can sign in; those with overdue work first, then who was away longest.

        Raises NotAllowed for those who may not see what others did.
        """
        with self._store.reading() as rows:
            found = [one.person for one in people.everybody(rows)]
            trainees = [one for one in found if one.role == "trainee" and not one.disabled]
            if not all(may(by, "results.see", one) for one in trainees):
                raise NotAllowed("Only those who train or examine others see what they did.")
            active = readings.last_active(rows)
        late = Counter(work.owner.id for work in self._assignments.overdue(by)) if may(by, "work.assign") else Counter()
        told = [Trainee(person=one, last_active=active.get(one.id), overdue=late[one.id]) for one in trainees]
        return sorted(told, key=_urgency)


def _urgency(one: Trainee) -> tuple[int, float, str]:
    return -one.overdue, one.last_active.timestamp() if one.last_active else 0, one.person.display_name
