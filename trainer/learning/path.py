"""The way through a track: its modules in order, and how far somebody has come in each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from trainer.content.course import Course, Module

READ_TO_THE_END = 0.97
"""The share of a text from which on it counts as read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How far somebody has read: the heading last seen, the furthest share of the text (0-1), when to its end."""

    anchor: str = ""
    fraction: float = 0
    furthest: float = 0
    finished: bool = False
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """Somebody's self-check: the best percent, whether (and when first) one was passed, one under way (its id)."""

    best: float | None = None
    passed: bool = False
    passed_at: datetime | None = None
    under_way: str | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleState:
    """A module and how far somebody is with it. `missing` are the required modules not done yet: it is locked."""

    course: Course
    module: Module
    reading: Reading
    check: CheckResult
    missing: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """`course/module`."""
        return self.course.key(self.module)

    @property
    def locked(self) -> bool:
        """Something else comes first."""
        return bool(self.missing)

    @property
    def done(self) -> bool:
        """Read to the end, and the self-check (where there is one) passed."""
        return is_done(self.module, self.reading, self.check)

    @property
    def done_at(self) -> datetime | None:
        """When it was done; None where it isn't, or that isn't known."""
        times = (self.reading.finished_at, self.check.passed_at)
        return max((time for time in times if time is not None), default=None) if self.done else None


def is_done(module: Module, reading: Reading, check: CheckResult) -> bool:
    """Read to the end, and the self-check (where there is one) passed."""
    return reading.finished and (module.quiz is None or check.passed)


def path(
    courses: Iterable[Course],
    readings: Mapping[str, Reading],
    checks: Mapping[str, CheckResult],
    *,
    open_to_all: bool = False,
) -> tuple[ModuleState, ...]:
    """All modules of the courses in order. `readings` by module key, `checks` by quiz id.

    With `open_to_all` nothing is locked. A required module that is not there (its course is broken) asks nothing.
    """
    pairs = [(course, module) for course in courses for module in course.modules]
    there = {course.key(module) for course, module in pairs}
    done = {
        course.key(module)
        for course, module in pairs
        if is_done(module, _reading(readings, course.key(module)), _check(checks, module))
    }
    return tuple(
        ModuleState(
            course=course,
            module=module,
            reading=_reading(readings, course.key(module)),
            check=_check(checks, module),
            missing=() if open_to_all else tuple(key for key in module.requires if key in there - done),
        )
        for course, module in pairs
    )


def missing_for(requires: Sequence[str], states: Iterable[ModuleState]) -> tuple[str, ...]:
    """Which of the required modules aren't done; one that is in no course any more asks nothing."""
    by_key = {state.key: state for state in states}
    return tuple(key for key in requires if key in by_key and not by_key[key].done)


def _reading(readings: Mapping[str, Reading], key: str) -> Reading:
    return readings.get(key, Reading())


def _check(checks: Mapping[str, CheckResult], module: Module) -> CheckResult:
    return checks.get(module.quiz, CheckResult()) if module.quiz else CheckResult()
