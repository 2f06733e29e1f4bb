"""The shape of a course after reading: modules in order, each with its text in every language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from trainer.content.scenario import Text

Track = Literal["agent", "team-leader", "manager"]
TRACKS: tuple[Track, ...] = ("agent", "team-leader", "manager")
"""Whom a course is for, in the order people grow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """Something to read in `minutes`, its self-check (a quiz id), the calls that practise it (scenario ids).

    `requires` are whole module keys (`course/module`). `bodies` is the Markdown by language.
    """

    id: str
    title: Text
    minutes: float
    bodies: Mapping[str, str]
    quiz: str | None = None
    practice: tuple[str, ...] = ()
    lab: str | None = None
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Modules for one track; `level` 1-3 as for scenarios."""

    id: str
    title: Text
    track: Track
    languages: tuple[str, ...]
    modules: tuple[Module, ...]
    level: int = 1

    def key(self, module: Module) -> str:
        """What names a module everywhere outside its course: `course/module`."""
        return f"{self.id}/{module.id}"
