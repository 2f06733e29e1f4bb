"""Notices that somebody has edited content, by the times and sizes of its files."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from trainer.content.folders import COURSES, QUIZZES, SCENARIOS

LOOK_EVERY = 2.0
"""Seconds between two looks at the files."""
REST = 50
"""A look that took long is followed by a rest this many times as long, so that looking never costs over 2 %."""

Stamp = tuple[str, int, int]


class Edits:
    """Remembers how the files looked. One caller at a time."""

    def __init__(self, folders: Sequence[Path], *, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Looks once; what changes from now on is an edit."""
        self._folders = tuple(folders)
        self._monotonic = monotonic
        self._next = 0.0
        self._stamps = self._look()

    @property
    def due(self) -> bool:
        """Whether it is time to look again."""
        return self._monotonic() >= self._next

    def happened(self) -> bool:
        """Whether the files look otherwise than last time."""
        found = self._look()
        changed, self._stamps = found != self._stamps, found
        return changed

    def _look(self) -> frozenset[Stamp]:
        began = self._monotonic()
        found = frozenset(_stamps(self._folders))
        ended = self._monotonic()
        self._next = ended + max(LOOK_EVERY, REST * (ended - began))
        return found


def _stamps(folders: Sequence[Path]) -> Iterator[Stamp]:
    for root in folders:
        for part in (SCENARIOS, QUIZZES, COURSES):
            for folder, _, names in os.walk(root / part):
                for name in names:
                    yield from _stamp(os.path.join(folder, name))  # noqa: PTH118 - thousands of files, again and again


def _stamp(path: str) -> Iterator[Stamp]:
    try:
        stat = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        return
    yield path, stat.st_mtime_ns, stat.st_size
