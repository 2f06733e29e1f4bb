"""Rows about people: accounts, signed-in browsers, wrong passwords."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from trainer.people.names import checked_role
from trainer.people.roles import Person
from trainer.people.throttle import Failures
from trainer.records.tables import people, sessions, sign_in_failures

Rows = sa.Connection
"""An open transaction, for those who only pass it on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person with what only signing in needs."""

    person: Person
    password_hash: str
    preferences: Mapping[str, str]
    created_at: datetime


def add(rows: sa.Connection, account: Account, *, key: str) -> None:
    """Adds an account; `key` is its name as compared. Raises RowExists (from the store) when the name is taken."""
    person = account.person
    rows.execute(
        people.insert(),
        {
            "id": person.id,
            "name": person.name,
            "name_key": key,
            "display_name": person.display_name,
            "role": person.role,
            "password_hash": account.password_hash,
            "disabled": person.disabled,
            "preferences": json.dumps(dict(account.preferences), ensure_ascii=False),
            "created_at": account.created_at,
        },
    )


def change(rows: sa.Connection, person_id: str, **values: str | bool) -> None:
    """Changes columns of an account."""
    rows.execute(people.update().where(people.c.id == person_id).values(**values))


def set_preferences(rows: sa.Connection, person_id: str, preferences: Mapping[str, str]) -> None:
    """Keeps what a person chose."""
    kept = json.dumps(dict(preferences), ensure_ascii=False)
    rows.execute(people.update().where(people.c.id == person_id).values(preferences=kept))


def by_key(rows: sa.Connection, key: str) -> Account | None:
    """The account with this name as compared."""
    row = rows.execute(people.select().where(people.c.name_key == key)).one_or_none()
    return None if row is None else _account(row)


def by_id(rows: sa.Connection, person_id: str) -> Account | None:
    """The account with this id."""
    row = rows.execute(people.select().where(people.c.id == person_id)).one_or_none()
    return None if row is None else _account(row)


def everybody(rows: sa.Connection) -> list[Account]:
    """All accounts, by name."""
    return [_account(row) for row in rows.execute(people.select().order_by(people.c.name_key))]


def any_admin(rows: sa.Connection) -> bool:
    """Whether there is an admin."""
    return rows.execute(sa.select(people.c.id).where(people.c.role == "admin").limit(1)).first() is not None


def admins_in(rows: sa.Connection) -> list[str]:
    """The ids of the admins who can sign in."""
    query = sa.select(people.c.id).where(people.c.role == "admin", people.c.disabled.is_(sa.false()))
    return [row.id for row in rows.execute(query)]


def add_session(rows: sa.Connection, token_hash: str, person_id: str, *, now: datetime, expires_at: datetime) -> None:
    """Remembers a signed-in browser, and forgets those whose time is over."""
    rows.execute(sessions.delete().where(sessions.c.expires_at <= now))
    rows.execute(
        sessions.insert(),
        {"token_hash": token_hash, "person_id": person_id, "created_at": now, "expires_at": expires_at},
    )


def session_person(rows: sa.Connection, token_hash: str, *, now: datetime) -> Person | None:
    """Whose browser this is; None when its time is over or it was never signed in."""
    joined = sa.join(people, sessions, people.c.id == sessions.c.person_id)
    query = sa.select(people).select_from(joined)
    query = query.where(sessions.c.token_hash == token_hash, sessions.c.expires_at > now)
    row = rows.execute(query).one_or_none()
    return None if row is None else _account(row).person


def end_session(rows: sa.Connection, token_hash: str) -> None:
    """Forgets a signed-in browser."""
    rows.execute(sessions.delete().where(sessions.c.token_hash == token_hash))


def end_sessions_of(rows: sa.Connection, person_id: str, *, but: str = "") -> None:
    """Forgets all of a person's signed-in browsers, but the one with this token hash."""
    rows.execute(sessions.delete().where(sessions.c.person_id == person_id, sessions.c.token_hash != but))


def failures(rows: sa.Connection, keys: list[str]) -> dict[str, Failures]:
    """The wrong passwords remembered under each of the keys."""
    found = rows.execute(sign_in_failures.select().where(sign_in_failures.c.key.in_(keys)))
    return {row.key: Failures(row.failures, row.last_at) for row in found}


def set_failures(rows: sa.Connection, key: str, count: int, *, now: datetime, forgotten_before: datetime) -> None:
    """Remembers wrong passwords under a key, and drops what is forgotten anyway."""
    rows.execute(
        sign_in_failures.delete().where(
            (sign_in_failures.c.key == key) | (sign_in_failures.c.last_at < forgotten_before)
        )
    )
    rows.execute(sign_in_failures.insert(), {"key": key, "failures": count, "last_at": now})


def clear_failures(rows: sa.Connection, keys: list[str]) -> None:
    """Forgets the wrong passwords under these keys."""
    rows.execute(sign_in_failures.delete().where(sign_in_failures.c.key.in_(keys)))


def _account(row: sa.Row[tuple[object, ...]]) -> Account:
    columns = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Account(
        person=Person(
            id=columns["id"],
            name=columns["name"],
            display_name=columns["display_name"],
            role=checked_role(columns["role"]),
            disabled=columns["disabled"],
        ),
        password_hash=columns["password_hash"],
        preferences=json.loads(columns["preferences"]),
        created_at=columns["created_at"],
    )
