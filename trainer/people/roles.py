"""Who may do what. Every question of permission in the product is answered by `may`."""

from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

Role = Literal["trainee", "trainer", "examiner", "admin"]
ROLES: tuple[Role, ...] = ("trainee", "trainer", "examiner", "admin")

Reach = Literal["own", "any"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account. `name` is what they sign in with, `display_name` what others see."""

    id: str
    name: str
    display_name: str
    role: Role
    disabled: bool = False


@runtime_checkable
class Owned(Protocol):
    """A thing that belongs to one person."""

    @property
    def owner(self) -> str:
        """The id of the person it belongs to."""
        ...


RULES: dict[str, dict[Role, Reach]] = {
    # Only the trainee's own hands are on the phone: nobody plays somebody else's call.
    "call.begin": {"trainee": "own", "trainer": "own", "examiner": "own", "admin": "own"},
    "call.take": {"trainee": "own", "trainer": "own", "examiner": "own", "admin": "own"},
    # Listening to a call, its scorecard and its debrief.
    "call.see": {"trainee": "own", "trainer": "any", "examiner": "any", "admin": "any"},
    "call.rescore": {"trainer": "any", "examiner": "any", "admin": "any"},
    # Courses, self-checks, reviews and progress: what somebody read, answered and reached.
    "results.see": {"trainee": "own", "trainer": "any", "examiner": "any", "admin": "any"},
    "work.assign": {"trainer": "any", "admin": "any"},
    "account.see": {"trainee": "own", "trainer": "any", "examiner": "any", "admin": "any"},
    "account.change": {"trainee": "own", "trainer": "own", "examiner": "own", "admin": "any"},
    "account.manage": {"admin": "any"},
}
"""Action to role to reach: `own` things only, or `any`. What is not here is not allowed."""


def may(person: Person, action: str, thing: object = None) -> bool:
    """Whether `person` may do `action` to `thing` (a Person, something Owned, or None when it is about no one thing).

    A disabled person may nothing; an unknown action is allowed to nobody.
    """
    if person.disabled:
        return False
    reach = RULES.get(action, {}).get(person.role)
    if reach is None:
        return False
    if reach == "any" or thing is None:
        return True
    if isinstance(thing, Person):
        return thing.id == person.id
    return isinstance(thing, Owned) and thing.owner == person.id
