"""Comparisons as plans write them: `>= 85`, `< 0`, or a bare number for equal."""

import operator
import re
from collections.abc import Callable

_WRITTEN = re.compile(r"\s*(<=|>=|==|!=|=|<|>)?\s*([+-]?\d+(?:\.\d+)?)\s*%?\s*")
_SIGNS: dict[str, Callable[[float, float], bool]] = {
    "": operator.eq,
    "=": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def satisfies(value: float, comparison: str) -> bool | None:
    """Whether a value is as compared; None for a comparison that can't be read."""
    written = _WRITTEN.fullmatch(comparison)
    if written is None:
        return None
    return _SIGNS[written.group(1) or ""](value, float(written.group(2)))
