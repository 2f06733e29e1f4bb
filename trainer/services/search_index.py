"""The search index: an SQLite file with FTS5, made out of the content and safe to delete at any time."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.matching.terms import terms
from trainer.services.search_texts import KINDS, Kind, Source

if TYPE_CHECKING:
    from sqlite_utils import Database

FORMAT = 2
"""Changes whenever the index is made differently: one of another format is made anew."""
LANGUAGES = 1024
"""More than there are content languages: an index holds those of all the content it was ever made of."""
BAND = 1 << 32
"""Passages of one kind and language have ids in a row, and a table of terms: each is searched and ranked by itself."""
TITLE_COUNTS = 6.0
COMMON = 3000
"""A word in more passages than that tells little about any: those with it in their title come first, then any."""
AT_ONCE = 50
"""Sources after which a build in the background rests."""
_FULL = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM", "SQLITE_BUSY")


class Damaged(Exception):
    """The index can't be read."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found."""

    kind: Kind
    key: str
    lang: str
    anchor: str
    title: str
    text: str


class SearchIndex:
    """One index, in a file or (without a path) in memory. Searches go on while it is brought up to date."""

    def __init__(self, path: Path | None) -> None:
        """Opens or makes it. Raises Damaged, or OSError when a file can't be written."""
        self._path = path
        self._lock = threading.Lock()
        self._reading = self._opened()

    @property
    def in_memory(self) -> bool:
        """Nothing of it is kept."""
        return self._path is None

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._reading.close()

    def update(self, sources: Sequence[Source], *, rest: Callable[[], None] = lambda: None) -> int:
        """Makes the index that of these sources; only what has changed is read. How many that were.

        `rest` is called now and then. Raises Damaged, OSError.
        """
        with _told():
            if self._path is not None:
                writing = self._opened()
                try:
                    return _update(writing, sources, rest)
                finally:
                    writing.close()
            # A copy, so that those who search meanwhile see all of the former state.
            fresh = _prepared(_connected(None))
            with self._lock:
                self._reading.conn.backup(fresh.conn)
            changed = _update(fresh, sources, rest)
            with self._lock:
                former, self._reading = self._reading, fresh
                former.close()
            return changed

    def search(self, expression: str, *, kind: Kind, lang: str, limit: int) -> list[Found]:
        """The best passages of a kind in a language for an FTS5 expression. Raises Damaged."""
        with _told(), self._lock:
            number = self._language(lang)
            found = [] if number is None else self._ranked(expression, _band(kind, number), limit)
        return [Found(kind, row[0], lang, *row[1:]) for row in found]

    def languages(self) -> list[str]:
        """The languages there are passages in. Raises Damaged."""
        with _told(), self._lock:
            return [row[0] for row in self._reading.execute("select lang from languages order by number")]

    def _language(self, lang: str) -> int | None:
        row = self._reading.execute("select number from languages where lang = ?", [lang]).fetchone()
        return None if row is None else int(row[0])

    def _ranked(self, expression: str, band: int, limit: int) -> list[tuple[Any, ...]]:
        found = f"from {_terms(band)} where {_terms(band)} match ?"
        rank = f"order by bm25({_terms(band)}, {TITLE_COUNTS}, 1.0)"
        query = f"select count(*) from (select 1 {found} limit {COMMON + 1})"  # noqa: S608
        if self._reading.execute(query, [expression]).fetchone()[0] <= COMMON:
            passages = self._ids(f"select rowid {found} {rank} limit {limit}", expression)
        else:
            title = f"{{title}} : ({expression})"
            passages = self._ids(f"select rowid {found} {rank} limit {limit}", title)
            passages += self._ids(f"select rowid {found} limit {2 * limit}", expression)
        rows = []
        for passage in list(dict.fromkeys(passages))[:limit]:
            query = "select key, anchor, title, text from passages where id = ?"
            row = self._reading.execute(query, [passage]).fetchone()
            if row is not None:
                rows.append(row)
        return rows

    def _ids(self, query: str, expression: str) -> list[int]:
        return [row[0] for row in self._reading.execute(query, [expression])]

    def _opened(self) -> "Database":
        with _told():
            database = _connected(self._path)
            try:
                return _prepared(database)
            except BaseException:
                database.close()
                raise


def _band(kind: Kind, language: int) -> int:
    return (KINDS.index(kind) * LANGUAGES + language % LANGUAGES) * BAND


def _terms(band: int) -> str:
    return f"terms_{band // BAND}"


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """SQLite's errors as what they mean here: the disk, or the file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if str(getattr(error, "sqlite_errorname", "")).startswith(_FULL):
            raise OSError(str(error)) from error
        raise Damaged(str(error)) from error
    except sqlite3.DatabaseError as error:
        raise Damaged(str(error)) from error


def _connected(path: Path | None) -> "Database":
    from sqlite_utils import Database  # noqa: PLC0415 - it loads pandas, and most commands search nothing

    connection = sqlite3.connect(":memory:" if path is None else path, timeout=30, check_same_thread=False)
    return Database(connection, execute_plugins=False)


def _prepared(database: "Database") -> "Database":
    """With its tables, empty where they weren't there or were of another format."""
    database.execute("pragma journal_mode=wal").fetchone()
    database.execute("pragma synchronous=normal")
    if database.execute("pragma user_version").fetchone()[0] == FORMAT:
        return database
    with database.atomic():
        former = database.execute("select name from sqlite_master where sql like 'create virtual table %'").fetchall()
        for name in (*(name for (name,) in former), "passages", "sources", "languages"):
            database.execute(f"drop table if exists [{name}]")
        database.table("languages").create({"number": int, "lang": str}, pk="number")
        database.table("sources").create({"id": int, "kind": str, "key": str, "lang": str, "digest": str}, pk="id")
        columns = {"id": int, "source": int, "key": str, "anchor": str, "title": str, "text": str}
        database.table("passages").create(columns, pk="id", foreign_keys=[("source", "sources", "id")])
        database.table("passages").create_index(["source"])
        database.execute(f"pragma user_version = {FORMAT}")
    return database


def _update(database: "Database", sources: Sequence[Source], rest: Callable[[], None]) -> int:
    database.execute("begin immediate")
    try:
        changed = _brought_up(database, sources, rest)
    except BaseException:
        database.rollback()
        raise
    database.commit()
    return changed


def _brought_up(database: "Database", sources: Sequence[Source], rest: Callable[[], None]) -> int:
    known = {
        (kind, key, lang): (number, digest)
        for number, kind, key, lang, digest in database.execute("select id, kind, key, lang, digest from sources")
    }
    wanted = {(each.kind, each.key, each.lang): each for each in sources}
    stale = [name for name, (_, digest) in known.items() if name not in wanted or wanted[name].digest != digest]
    fresh = [each for name, each in wanted.items() if name not in known or known[name][1] != each.digest]
    for stale_name in stale:
        _remove(database, known[stale_name][0])
    numbers = _numbered(database, fresh)
    for count, source in enumerate(fresh, 1):
        _add(database, source, _band(source.kind, numbers[source.lang]))
        if not count % AT_ONCE:
            rest()
    if len(fresh) > len(known):
        for name in {_terms(_band(each.kind, numbers[each.lang])) for each in fresh}:
            database.execute(f"insert into {name} ({name}) values ('optimize')")  # noqa: S608
    return len(stale) + sum((each.kind, each.key, each.lang) not in known for each in fresh)


def _numbered(database: "Database", sources: Sequence[Source]) -> dict[str, int]:
    numbers = {lang: number for number, lang in database.execute("select number, lang from languages")}
    for lang in sorted({source.lang for source in sources} - numbers.keys()):
        numbers[lang] = len(numbers)
        database.execute("insert into languages (number, lang) values (?, ?)", [numbers[lang], lang])
        for kind in KINDS:
            # The terms are made here, with Chinese in pairs; SQLite only parts them at the spaces. One character finds
            # all pairs that begin with it.
            made_of = "title, text, prefix = '1', tokenize = 'unicode61 remove_diacritics 0'"
            database.execute(f"create virtual table {_terms(_band(kind, numbers[lang]))} using fts5 ({made_of})")
    return numbers


def _remove(database: "Database", source: int) -> None:
    for (passage,) in database.execute("select id from passages where source = ?", [source]).fetchall():
        database.execute(f"delete from {_terms(passage)} where rowid = ?", [passage])  # noqa: S608
    database.execute("delete from passages where source = ?", [source])
    database.execute("delete from sources where id = ?", [source])


def _add(database: "Database", source: Source, band: int) -> None:
    columns = "(kind, key, lang, digest)"
    values = [source.kind, source.key, source.lang, source.digest]
    number = database.execute(f"insert into sources {columns} values (?, ?, ?, ?)", values).lastrowid  # noqa: S608
    query = "select coalesce(max(id), ?) from passages where id between ? and ?"
    last = database.execute(query, [band, band, band + BAND - 1]).fetchone()[0]
    for place, passage in enumerate(source.passages(), last + 1):
        row = [place, number, passage.key, passage.anchor, _kept(passage.title), _kept(passage.text)]
        database.execute("insert into passages (id, source, key, anchor, title, text) values (?, ?, ?, ?, ?, ?)", row)
        indexed = [place, " ".join(terms(passage.title)), " ".join(terms(passage.text))]
        database.execute(f"insert into {_terms(band)} (rowid, title, text) values (?, ?, ?)", indexed)  # noqa: S608


def _kept(text: str) -> str:
    """As SQLite can keep it: half of a surrogate pair is no character."""
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text
