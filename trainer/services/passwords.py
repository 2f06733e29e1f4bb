"""Passwords as argon2id hashes."""

import threading

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = argon2.PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's recommendation for argon2id: 19 MiB, two passes. A whole class signs in at once on a small machine."""
_AT_ONCE = threading.Semaphore(2)
"""Hashes made at the same time, so that memory and processors stay free for calls."""
_NOBODYS = _HASHER.hash("the password of nobody")


def hashed(password: str) -> str:
    """The hash to keep."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether the password is the one hashed. With None it takes as long as with a hash, and is False."""
    with _AT_ONCE:
        try:
            right = _HASHER.verify(kept or _NOBODYS, password)
        except (VerificationError, InvalidHashError):
            return False
    return right and kept is not None


def outdated(kept: str) -> bool:
    """Whether the hash was made with weaker parameters than are used now."""
    return _HASHER.check_needs_rehash(kept)
