"""Importing a class list: what is new is added, what changed is changed, nobody is ever removed."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from trainer.errors import TrainerError
from trainer.people.names import name_key
from trainer.people.roster import BadRow, RosterRow, read_roster
from trainer.records.people import Account
from trainer.services.people import People

Outcome = Literal["added", "changed", "unchanged", "problem"]
PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 - what passwords are made of
"""Easy to read from paper and to type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRow:
    """What became of a line. `password` is the one made for a new account that had none in the file."""

    line: int
    name: str
    outcome: Outcome
    detail: str = ""
    password: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """Line by line, in the order of the file."""

    rows: tuple[ImportedRow, ...]
    dry_run: bool

    @property
    def fine(self) -> int:
        """How many rows are as the file wants them now (or would be)."""
        return sum(row.outcome != "problem" for row in self.rows)


def import_roster(
    people: People,
    content: bytes,
    *,
    dry_run: bool = False,
    tell: Callable[[ImportedRow, int], None] = lambda _row, _of: None,
) -> ImportReport:
    """Imports a CSV (see `read_roster`). The second time the same file changes nothing.

    `tell` is given each row when it is done, and how many there are: a password takes some hundredths of a second, so
    that a long list takes minutes. Each row is saved by itself, so what was told is kept if it is broken off.
    A bad row doesn't stop the others. A password in the file is used for new accounts only, so that a second import
    resets nobody's. Raises WrongUse for a file of which no row can be used.
    """
    rows, bad = read_roster(content)
    there = {name_key(account.person.name): account for account in people.accounts()}
    done: list[ImportedRow] = []
    everything: list[RosterRow | BadRow] = [*rows, *bad]
    for row in sorted(everything, key=lambda row: row.line):
        if isinstance(row, BadRow):
            made = ImportedRow(line=row.line, name=row.name, outcome="problem", detail=row.reason)
        else:
            made = _imported(people, row, there.get(name_key(row.name)), dry_run=dry_run)
        done.append(made)
        tell(made, len(everything))
    return ImportReport(rows=tuple(done), dry_run=dry_run)


def make_password() -> str:
    """A password for somebody to begin with."""
    return "".join(secrets.choice(PASSWORD_LETTERS) for _ in range(10))


def _imported(people: People, row: RosterRow, account: Account | None, *, dry_run: bool) -> ImportedRow:
    try:
        if account is None:
            return _added(people, row, dry_run=dry_run)
        return _changed(people, row, account, dry_run=dry_run)
    except TrainerError as error:
        return ImportedRow(line=row.line, name=row.name, outcome="problem", detail=str(error))


def _added(people: People, row: RosterRow, *, dry_run: bool) -> ImportedRow:
    made = None if row.password else make_password()
    role = row.role or "trainee"
    if not dry_run:
        people.add(row.name, row.password or made or "", role=role, display_name=row.display_name)
    return ImportedRow(line=row.line, name=row.name, outcome="added", detail=role, password=None if dry_run else made)


def _changed(people: People, row: RosterRow, account: Account, *, dry_run: bool) -> ImportedRow:
    person = account.person
    shown, role = row.display_name or person.display_name, row.role or person.role
    changes = [
        f"{label} {before} -> {after}"
        for label, before, after in (("display name", person.display_name, shown), ("role", person.role, role))
        if before != after
    ]
    if changes and not dry_run:
        people.change(person, display_name=shown, role=role)
    return ImportedRow(
        line=row.line, name=row.name, outcome="changed" if changes else "unchanged", detail=", ".join(changes)
    )
