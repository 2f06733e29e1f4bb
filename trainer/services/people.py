"""Accounts and signing in."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import ip_address

from trainer.content.course import TRACKS
from trainer.errors import Conflict, NotAllowed, NotFound, TooMany, WrongUse
from trainer.people import names, throttle
from trainer.people.roles import Person
from trainer.records import people as rows_of
from trainer.records.store import RowExists, Store
from trainer.services import passwords
from trainer.services.clock import Clock
from trainer.services.days import zone_named

SESSION_LASTS = timedelta(days=14)
RECHECK_AFTER = timedelta(seconds=3)
"""How long a browser may go on before the database is asked again whether it is still signed in."""
REMEMBERED = 5000
PREFERENCES = {
    "lang": ("zh", "en"),
    "theme": ("light", "dark", "system"),
    "track": TRACKS,
    "review_limit": ("5", "10", "20", "40", "80"),
}
"""What a person can choose: the interface's language and look, the track they follow, review cards a day."""


class People:
    """Who there is, and who is signed in."""

    def __init__(self, store: Store, clock: Clock, *, secret: bytes, owner_code: str | None = None) -> None:
        """`owner_code` is asked of whoever makes the first account, when the terminal printed one."""
        self._store = store
        self._clock = clock
        self._secret = secret
        self._owner_code = owner_code
        self._owned = False
        self._seen: dict[str, tuple[Person, datetime]] = {}

    # The first account

    def needs_owner(self) -> bool:
        """Whether there is no admin yet (a class list may have been imported before the first visit)."""
        if not self._owned:
            with self._store.reading() as rows:
                self._owned = rows_of.any_admin(rows)
        return not self._owned

    def needs_code(self, address: str | None) -> bool:
        """Whether the first account can be made from `address` only with the code that the terminal printed."""
        return self._owner_code is not None or not is_this_machine(address)

    def create_owner(
        self, name: str, password: str, display_name: str | None, code: str | None, *, address: str | None = None
    ) -> Person:
        """The first account, an admin. Only while there is none.

        Raises WrongUse, NotAllowed (no or wrong code), TooMany, or Conflict when somebody was first.
        """
        if not self.needs_owner():
            raise Conflict("The owner's account exists already. Sign in.")
        if self.needs_code(address):
            self._check_code(code, address)
        account = self._new_account(name, password, display_name, "admin")
        try:
            with self._store.writing() as rows:
                if rows_of.any_admin(rows):
                    raise Conflict("The owner's account exists already. Sign in.")
                rows_of.add(rows, account, key=names.name_key(account.person.name))
        except RowExists as error:
            raise Conflict(f"There is an account called {account.person.name} already.") from error
        return account.person

    def _check_code(self, code: str | None, address: str | None) -> None:
        keys = _throttle_keys("the owner's code", address)
        with self._store.reading() as rows:
            self._refuse_if_throttled(keys, rows)
        if self._owner_code is None:
            raise NotAllowed(
                "The owner's account is made on the computer the application runs on, or with the code that "
                "'trainer serve --host …' or 'trainer serve --lan' prints in its terminal."
            )
        given = "".join((code or "").split()).upper().replace("-", "")
        if not hmac.compare_digest(given.encode(), self._owner_code.replace("-", "").encode()):
            self._remember_failure(keys)
            raise NotAllowed("The code isn't the one printed in the terminal where 'trainer serve' runs.")

    # Signing in

    def sign_in(self, name: str, password: str, *, address: str | None) -> str:
        """A token for the browser's cookie.

        Raises NotAllowed for a wrong name or password (without saying which), TooMany after too many of them.
        """
        keys = _throttle_keys(names.name_key(name[: names.NAME_LIMIT * 2]), address)
        with self._store.reading() as rows:
            self._refuse_if_throttled(keys, rows)
            account = rows_of.by_key(rows, names.name_key(name)) if len(name) <= names.NAME_LIMIT * 2 else None
        right = passwords.matches(password[: names.PASSWORD_LIMIT + 1], account.password_hash if account else None)
        if account is None or not right or account.person.disabled:
            self._remember_failure(keys)
            raise NotAllowed("The name or the password is wrong.")
        renewed = passwords.hashed(password) if passwords.outdated(account.password_hash) else None
        token = secrets.token_urlsafe(32)
        now = self._clock.now()
        with self._store.writing() as rows:
            # Checking a password takes a while: it may have been changed meanwhile, the account closed, or somebody
            # may have tried many at the same moment.
            current = rows_of.by_id(rows, account.person.id)
            same = current is not None and (current.password_hash, current.person.disabled) == (
                account.password_hash,
                False,
            )
            if same:
                self._refuse_if_throttled(keys, rows)
                rows_of.clear_failures(rows, [keys["pair"], keys["name"]])
                if renewed is not None:
                    rows_of.change(rows, account.person.id, password_hash=renewed)
                expires = now + SESSION_LASTS
                rows_of.add_session(rows, _hash(token), account.person.id, now=now, expires_at=expires)
        return token if same else self.sign_in(name, password, address=address)

    def who(self, token: str) -> Person | None:
        """Whose browser holds this token; None when it isn't signed in (any more)."""
        if not token or len(token) > 200:  # noqa: PLR2004 - far longer than any token of ours
            return None
        known = self.remembered(token)
        if known is not None:
            return known
        key, now = _hash(token), self._clock.now()
        with self._store.reading() as rows:
            person = rows_of.session_person(rows, key, now=now)
        if person is None or person.disabled:
            self._seen.pop(key, None)
            return None
        if len(self._seen) >= REMEMBERED:
            self._seen.clear()
        self._seen[key] = (person, now)
        return person

    def remembered(self, token: str) -> Person | None:
        """As `who`, from memory only: None when the database has to be asked."""
        known = self._seen.get(_hash(token))
        fresh = known is not None and timedelta() <= self._clock.now() - known[1] < RECHECK_AFTER
        return known[0] if known is not None and fresh else None

    def sign_out(self, token: str) -> None:
        """Ends this browser's session."""
        with self._store.writing() as rows:
            rows_of.end_session(rows, _hash(token))
        self._seen.pop(_hash(token), None)

    def csrf(self, token: str) -> str:
        """What an unsafe request made with this cookie must carry as a header."""
        return hmac.new(self._secret, b"csrf:" + token.encode(), hashlib.sha256).hexdigest()

    def csrf_holds(self, token: str, given: str | None) -> bool:
        """Whether the header fits the cookie."""
        return given is not None and hmac.compare_digest(self.csrf(token).encode(), given.encode())

    def _refuse_if_throttled(self, keys: Mapping[str, str], rows: rows_of.Rows) -> None:
        now = self._clock.now()
        found = rows_of.failures(rows, list(keys.values()))
        pause = max(throttle.wait(kind, found.get(key), now) for kind, key in keys.items())
        if pause > 0:
            raise TooMany(f"Too many wrong tries. Try again in {pause:.0f} s.", retry_after=max(1.0, pause))

    def _remember_failure(self, keys: Mapping[str, str]) -> None:
        now = self._clock.now()
        with self._store.writing() as rows:
            found = rows_of.failures(rows, list(keys.values()))
            for key in keys.values():
                count = throttle.counted(found.get(key), now) + 1
                forgotten = now - throttle.FORGOTTEN_AFTER
                rows_of.set_failures(rows, key, count, now=now, forgotten_before=forgotten)

    # Accounts

    def add(self, name: str, password: str, *, role: str = "trainee", display_name: str | None = None) -> Person:
        """A new account. Raises WrongUse, or Conflict when the name is taken."""
        account = self._new_account(name, password, display_name, role)
        try:
            with self._store.writing() as rows:
                rows_of.add(rows, account, key=names.name_key(account.person.name))
        except RowExists as error:
            raise Conflict(f"There is an account called {account.person.name} already.") from error
        return account.person

    def everybody(self) -> list[Person]:
        """Everybody, by name."""
        return [account.person for account in self.accounts()]

    def accounts(self) -> list[rows_of.Account]:
        """Everybody's account, by name."""
        with self._store.reading() as rows:
            return rows_of.everybody(rows)

    def find(self, name: str) -> Person:
        """The person of that name. Raises NotFound."""
        with self._store.reading() as rows:
            account = rows_of.by_key(rows, names.name_key(name))
        if account is None:
            raise NotFound(f"There is no account called {name}.")
        return account.person

    def set_password(self, name: str, password: str, *, staying: str = "") -> Person:
        """Another password; every browser of the person is signed out, but the one whose token is `staying`.

        Raises NotFound, WrongUse.
        """
        person = self.find(name)
        kept = passwords.hashed(names.checked_password(password))
        with self._store.writing() as rows:
            rows_of.change(rows, person.id, password_hash=kept)
            rows_of.end_sessions_of(rows, person.id, but=_hash(staying))
        self._seen.clear()
        return person

    def disable(self, name: str, *, disabled: bool = True) -> Person:
        """Nobody can sign in with the account any more (or again); its records stay. Raises NotFound, Conflict."""
        person = self.find(name)
        with self._store.writing() as rows:
            if disabled and _last_admin(rows, person):
                raise Conflict(f"{person.name} is the only admin; make another one first.")
            rows_of.change(rows, person.id, disabled=disabled)
            if disabled:
                rows_of.end_sessions_of(rows, person.id)
        self._seen.clear()
        return self.find(name)

    def change(self, person: Person, *, display_name: str, role: str) -> None:
        """Another display name or role. Raises WrongUse, Conflict for the only admin."""
        shown = names.checked_display_name(display_name, name=person.name)
        with self._store.writing() as rows:
            if role != "admin" and _last_admin(rows, person):
                raise Conflict(f"{person.name} is the only admin; make another one first.")
            rows_of.change(rows, person.id, display_name=shown, role=names.checked_role(role))
        self._seen.clear()

    # Preferences

    def preferences(self, person: Person) -> dict[str, str]:
        """What the person chose: `lang`, `theme`; missing when never chosen. `zone`: where their browser is."""
        with self._store.reading() as rows:
            account = rows_of.by_id(rows, person.id)
        return dict(account.preferences) if account else {}

    def prefer(self, person: Person, **chosen: str | None) -> None:
        """Keeps preferences; None leaves one as it is. Raises WrongUse for a value there isn't."""
        for key, value in chosen.items():
            if value is not None and value not in PREFERENCES.get(key, ()):
                raise WrongUse(f"{value!r} is no {key}. Choose one of: {', '.join(PREFERENCES.get(key, ()))}.")
        with self._store.writing() as rows:
            account = rows_of.by_id(rows, person.id)
            if account is not None:
                kept = {**account.preferences, **{key: value for key, value in chosen.items() if value is not None}}
                rows_of.set_preferences(rows, person.id, kept)

    def is_at(self, person: Person, zone: str) -> None:
        """Keeps where the person's browser is, the name of a time zone: their days are cut there. Unknown: nothing."""
        if zone_named(zone) is None:
            return
        with self._store.writing() as rows:
            account = rows_of.by_id(rows, person.id)
            if account is not None and account.preferences.get("zone") != zone:
                rows_of.set_preferences(rows, person.id, {**account.preferences, "zone": zone})

    def _new_account(self, name: str, password: str, display_name: str | None, role: str) -> rows_of.Account:
        name = names.checked_name(name)
        person = Person(
            id=secrets.token_hex(8),
            name=name,
            display_name=names.checked_display_name(display_name, name=name),
            role=names.checked_role(role),
        )
        kept = passwords.hashed(names.checked_password(password))
        return rows_of.Account(person=person, password_hash=kept, preferences={}, created_at=self._clock.now())


def _last_admin(rows: rows_of.Rows, person: Person) -> bool:
    return rows_of.admins_in(rows) == [person.id]


def is_this_machine(address: str | None) -> bool:
    """Whether a request came from the computer the application runs on. None: it came from no network at all."""
    if address is None:
        return True
    try:
        found = ip_address(address)
        # A socket that serves both kinds of address writes 127.0.0.1 as ::ffff:127.0.0.1.
        return (getattr(found, "ipv4_mapped", None) or found).is_loopback
    except ValueError:
        return False


def _throttle_keys(name: str, address: str | None) -> dict[str, str]:
    where = address or "here"
    return {"pair": _hash(f"pair:{name}:{where}"), "name": _hash(f"name:{name}"), "address": _hash(f"address:{where}")}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
