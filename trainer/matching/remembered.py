"""Keeping what was found out about a text, for when it comes again: an example, a keyword, the reply just given."""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

SHORT = 120
"""Characters of a text of which many are kept. What is kept of a text is some 300 times as long as itself."""
MANY, FEW = 4096, 32


def remembered(function: F) -> F:
    """A function of a text first, and of what can be hashed, that remembers its last results.

    Those of many short texts and of a few long ones: counted alone, long replies would fill the memory.
    """
    short, long = lru_cache(MANY)(function), lru_cache(FEW)(function)

    @wraps(function)
    def recalled(text: str, *more: Hashable) -> object:
        return (short if len(text) <= SHORT else long)(text, *more)

    return cast("F", recalled)
