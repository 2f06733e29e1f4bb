"""What is wrong with a file, as a value: mistakes of authors are collected, never raised."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend, at a place. Lines and columns count from 1; ordering is by place.

    `code` has a page in docs/problems/; `message` says what is wrong and what to write instead.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """`file:line:column: CODE message`, as editors understand it."""
        return f"{self.file}:{self.line}:{self.column}: {self.code} {self.message}"
