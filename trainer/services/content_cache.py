"""Quizzes and courses as they were last read, so that a start reads only what has changed. Safe to delete at any time.

One SQLite file for a set of content folders. What can't be read, or isn't what was written, is read from the content
itself; where nothing can be written, the next start reads everything again.
"""

import contextlib
import hashlib
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from trainer.content.course_reading import ReadCourse
from trainer.content.curriculum import Stamp
from trainer.content.quiz_reading import ReadQuiz
from trainer.services.check_cache import product_fingerprint

SETTLED = 2.0
"""Seconds a file has to be unchanged before it is kept: a second edit in the same tick of its clock can't be seen."""

Read = TypeVar("Read", ReadQuiz, ReadCourse)


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(ReadQuiz if name == "ReadQuiz" else ReadCourse)


class ContentCache:
    """What was read, in memory and on disk. One caller at a time."""

    def __init__(self, folder: Path | None, roots: Sequence[Path], *, now: Callable[[], float] = time.time) -> None:
        """Keeps its file in `folder`; None: only memory."""
        name = hashlib.sha256("\0".join(str(root) for root in roots).encode("utf-8", "surrogateescape")).hexdigest()
        self._path = None if folder is None else folder / f"{name[:24]}.db"
        self._now = now
        self._product = product_fingerprint()
        self._memory: dict[str, tuple[str, ReadQuiz | ReadCourse]] = {}
        self._stored: dict[str, tuple[str, str, bytes, bytes]] | None = None
        self._asked: set[str] = set()
        self._new: set[str] = set()
        self._on_disk: set[str] = set()

    def get(self, shape: type[Read], file: str, stamp: Stamp) -> Read | None:
        """What was read of a file when it looked like that, or None."""
        self._asked.add(file)
        known = self._memory.get(file)
        if known is None:
            known = self._from_disk(shape.__name__, file, stamp)
        if known is None or known[0] != stamp.text or not isinstance(known[1], shape):
            return None
        return known[1]

    def put(self, file: str, stamp: Stamp, read: ReadQuiz | ReadCourse) -> None:
        """Keeps it, unless its files were changed just now."""
        if 0 <= self._now() - stamp.newest / 1e9 < SETTLED:
            self._memory.pop(file, None)
            return
        self._memory[file] = (stamp.text, read)
        self._new.add(file)

    def finish(self) -> None:
        """Writes what is new, forgets what is gone."""
        gone = self._on_disk - self._asked
        for file in self._memory.keys() - self._asked:
            del self._memory[file]
        if self._path is not None and (self._new or gone):
            self._write(gone)
        self._asked.clear()
        self._new.clear()
        self._stored = {}

    # -- on disk

    def _from_disk(self, shape: str, file: str, stamp: Stamp) -> tuple[str, ReadQuiz | ReadCourse] | None:
        if self._stored is None:
            self._stored = self._read()
            self._on_disk = set(self._stored)
        text, kind, digest, body = self._stored.pop(file, ("", "", b"", b""))
        if text != stamp.text or kind != shape or _digest(text, body) != digest:
            return None
        try:
            read: ReadQuiz | ReadCourse = _adapter(shape).validate_json(body)
        except ValidationError:
            return None
        self._memory[file] = (text, read)
        return self._memory[file]

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        assert self._path is not None
        with contextlib.closing(sqlite3.connect(self._path, timeout=1.0)) as database, database:
            yield database

    def _read(self) -> dict[str, tuple[str, str, bytes, bytes]]:
        if self._path is None or not self._path.is_file():
            return {}
        try:
            with self._open() as database:
                if database.execute("SELECT product FROM made_by").fetchone() != (self._product,):
                    return {}
                rows = database.execute("SELECT file, stamp, shape, digest, body FROM kept").fetchall()
        except (sqlite3.Error, OSError):
            return {}
        return {
            file: (stamp, shape, digest, body)
            for file, stamp, shape, digest, body in rows
            if isinstance(stamp, str) and isinstance(digest, bytes) and isinstance(body, bytes)
        }

    def _write(self, gone: set[str]) -> None:
        assert self._path is not None
        rows = [self._row(file) for file in sorted(self._new)]
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        for again in (False, True):
            try:
                if again:  # it is no database, or half of one
                    self._path.unlink(missing_ok=True)
                with self._open() as database:
                    self._prepare(database)
                    database.executemany("DELETE FROM kept WHERE file = ?", [(file,) for file in gone])
                    database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)", rows)
            except sqlite3.OperationalError:
                return  # read-only, full, or another process is writing: the next start will try again
            except sqlite3.DatabaseError:
                continue
            except OSError:
                return
            self._on_disk = (self._on_disk - gone) | self._new
            return

    def _prepare(self, database: sqlite3.Connection) -> None:
        """The tables, without what another version of the program wrote."""
        with contextlib.suppress(sqlite3.OperationalError):
            if database.execute("SELECT product FROM made_by").fetchone() == (self._product,):
                return
        database.execute("DROP TABLE IF EXISTS made_by")
        database.execute("DROP TABLE IF EXISTS kept")
        database.execute("CREATE TABLE made_by (product TEXT)")
        database.execute("INSERT INTO made_by VALUES (?)", (self._product,))
        database.execute("CREATE TABLE kept (file TEXT PRIMARY KEY, stamp TEXT, shape TEXT, digest BLOB, body BLOB)")

    def _row(self, file: str) -> tuple[str, str, str, bytes, bytes]:
        stamp, read = self._memory[file]
        shape = type(read).__name__
        body = _adapter(shape).dump_json(read)
        return file, stamp, shape, _digest(stamp, body), body


def _digest(stamp: str, body: bytes) -> bytes:
    """Tells what a failing disk made of it; nobody is to be kept out, whoever can write here can write the content."""
    return zlib.crc32(body, zlib.crc32(stamp.encode("utf-8", "surrogatepass"))).to_bytes(4, "big")
