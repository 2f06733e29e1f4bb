"""What a name and a password must be."""

import unicodedata

from trainer.errors import WrongUse
from trainer.people.roles import ROLES, Role

NAME_LIMIT = 80
DISPLAY_NAME_LIMIT = 120
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing, also of what stands beside a name."""
PASSWORD_LEAST = 8
PASSWORD_LIMIT = 200


def name_key(name: str) -> str:
    """The name as it is compared: full-width and half-width, upper and lower case are the same."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def checked_name(name: str) -> str:
    """The name without outer blanks. Raises WrongUse for one that nobody could type again."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name or not name_key(name):
        raise WrongUse("The name is empty.")
    if max(len(name), len(name_key(name))) > NAME_LIMIT:
        raise WrongUse(f"The name is longer than {NAME_LIMIT} characters.")
    if any(unicodedata.category(char)[0] == "C" for char in name):
        raise WrongUse("The name holds characters that can't be seen.")
    return name


def checked_display_name(display_name: str | None, *, name: str) -> str:
    """The name shown to others; `name` when none is given. Raises WrongUse."""
    shown = unicodedata.normalize("NFC", display_name or "").strip() or name
    if len(shown) > DISPLAY_NAME_LIMIT:
        raise WrongUse(f"The display name is longer than {DISPLAY_NAME_LIMIT} characters.")
    if any(unicodedata.category(char) in ("Cc", "Cs") or char in TURNING for char in shown):
        raise WrongUse("The display name holds control characters.")
    return shown


def checked_password(password: str) -> str:
    """The password as it was given. Raises WrongUse when it is too short or too long."""
    if any(unicodedata.category(char) == "Cs" for char in password):
        raise WrongUse("The password isn't written in UTF-8.")
    if len(password) < PASSWORD_LEAST:
        raise WrongUse(f"The password needs at least {PASSWORD_LEAST} characters.")
    if len(password) > PASSWORD_LIMIT:
        raise WrongUse(f"The password is longer than {PASSWORD_LIMIT} characters.")
    return password


def checked_role(role: str) -> Role:
    """The role. Raises WrongUse for a word that is none."""
    for known in ROLES:
        if role.strip().casefold() == known:
            return known
    raise WrongUse(f"{role!r} is no role. Write one of: {', '.join(ROLES)}.")
