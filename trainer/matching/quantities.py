"""A number found in what somebody said, and where."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number at `start` to `end` of a text.

    `digits` is set when it was said or written digit by digit (a telephone number, `one oh five`), with leading
    zeros kept. `unit` is the word that followed: `money`, `percent`, another unit's own word, or empty.
    `plain` is False for a bare "one", "a" or 一, which is as often no number at all.
    """

    start: int
    end: int
    value: Decimal
    digits: str | None = None
    unit: str = ""
    plain: bool = True
