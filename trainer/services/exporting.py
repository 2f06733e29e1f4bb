"""Results handed out as one file: SQLite, CSV or Excel. Pseudonymous unless names or texts are asked for."""

import base64
import contextlib
import csv
import hashlib
import hmac
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from trainer import __version__
from trainer.errors import StoreFailed, WrongUse
from trainer.records.results_out import Reader, moment
from trainer.records.store import Store
from trainer.services.clock import Clock
from trainer.services.export_tables import RESULTS, RESULTS_OF, RESULTS_SQL, Only, Table, schema, tables
from trainer.services.spreadsheet import write_workbook

SUFFIXES = (".db", ".csv", ".xlsx")
FORMAT = 1
"""Changes when a column is renamed, removed or means something else."""
PSEUDONYM = 12
"""Letters of a pseudonym: 60 bits, so that two people never share one."""
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """How many rows each table got."""

    rows: dict[str, int]
    size: int


class Export:
    """Writes results to files."""

    def __init__(self, store: Store, clock: Clock, *, secret: bytes) -> None:
        """`secret` makes the pseudonyms: who doesn't have it can't tell whose they are."""
        self._store = store
        self._clock = clock
        self._secret = secret

    def pseudonym(self, person_id: str) -> str:
        """What a person is called in every export."""
        digest = hmac.new(self._secret, b"export\0" + person_id.encode(), hashlib.sha256).digest()
        return "p-" + base64.b32encode(digest).decode().lower()[:PSEUDONYM]

    def write(
        self,
        target: Path,
        *,
        names: bool = False,
        texts: bool = False,
        since: datetime | None = None,
        table: str | None = None,
        force: bool = False,
    ) -> Exported:
        """Writes all results as they are at this moment, while people go on.

        A CSV file holds one `table`. The file appears when it is whole. Raises WrongUse (an ending that says no format,
        a table there isn't, a file that is there already and no `force`), StoreFailed.
        """
        kept: frozenset[Only] = frozenset(
            [*(["names"] if names else []), *(["texts"] if texts else [])]  # type: ignore[list-item]
        )
        self._check(target, kept, table, force=force)
        try:
            with _scratch(target) as made:
                counts = self._fill(made, kept, since, _needed(table) if target.suffix.lower() == ".csv" else None)
                result = made
                if target.suffix.lower() == ".csv":
                    result = made.with_suffix(".csv")
                    _write_csv(made, result, table or RESULTS.name)
                elif target.suffix.lower() == ".xlsx":
                    result = made.with_suffix(".xlsx")
                    with contextlib.closing(sqlite3.connect(made)) as rows:
                        write_workbook(result, rows, [each.name for each in tables(kept)])
                result.chmod(0o600)
                if not force and target.exists():
                    raise WrongUse(_there(target))
                size = result.stat().st_size
                result.replace(target)
        except (OSError, sqlite3.Error) as error:
            raise StoreFailed(f"The export was not written: {error}. Nothing was changed.") from error
        return Exported(rows=counts, size=size)

    def _check(self, target: Path, kept: frozenset[Only], table: str | None, *, force: bool) -> None:
        if target.suffix.lower() not in SUFFIXES:
            raise WrongUse(f"{target} says no format: end it with one of {', '.join(SUFFIXES)}.")
        if table is not None and target.suffix.lower() != ".csv":
            raise WrongUse("--table is for CSV files, which hold one table; the other formats hold all of them.")
        there = [each.name for each in (RESULTS, *tables(kept))]
        if table is not None and table not in there:
            hint = " It needs --texts." if table == "turns" else ""
            raise WrongUse(f"There is no table {table}; there are {', '.join(there)}.{hint}")
        if not target.absolute().parent.is_dir():
            raise WrongUse(f"The folder {target.absolute().parent} doesn't exist.")
        if target.is_dir() or (target.exists() and not force):
            raise WrongUse(_there(target))

    def _fill(
        self, path: Path, kept: frozenset[Only], since: datetime | None, needed: frozenset[str] | None
    ) -> dict[str, int]:
        from sqlite_utils import Database  # noqa: PLC0415 - it loads pandas, and only this needs it

        counts: dict[str, int] = {}
        connection = sqlite3.connect(path)
        with contextlib.closing(connection), self._store.snapshot() as rows:
            database = Database(connection, execute_plugins=False)
            # The file is thrown away when anything fails, so there is nothing to be safe from meanwhile.
            connection.execute("pragma journal_mode = off").fetchone()
            connection.execute("pragma synchronous = off")
            reader = Reader(rows=rows, since=since)
            people: dict[str, str] = {}
            for table in tables(kept):
                columns = table.shown(kept)
                database.table(table.name).create(
                    {column.name: column.type for column in columns},
                    pk=table.key[0] if len(table.key) == 1 else table.key,
                    foreign_keys=[
                        (column.name, column.refers, _key_of(column.refers)) for column in columns if column.refers
                    ],
                )
                if needed is None or table.name in needed:
                    counts[table.name] = self._insert(connection, table, kept, reader, people)
            database.create_view(RESULTS.name, RESULTS_SQL)
            described = ("table", "column", "type", "refers_to", "meaning")
            lines = (dict(zip(described, line, strict=True)) for line in schema(kept))
            database.table("_schema").insert_all(lines, pk=("table", "column"))
            about = {"format": FORMAT, "program": __version__, "made_at": moment(self._clock.now())}
            about |= {"since": moment(since), "names": int("names" in kept), "texts": int("texts" in kept)}
            database.table("_export").insert(about)
            connection.commit()
        return counts

    def _insert(
        self,
        connection: sqlite3.Connection,
        table: Table,
        kept: frozenset[Only],
        reader: Reader,
        people: dict[str, str],
    ) -> int:
        columns = table.shown(kept)
        pseudonymous = {column.name for column in columns if column.refers == "people" or column.name == "person"}

        def values() -> Iterator[list[Any]]:
            for row in reader.table(table.name):
                for name in pseudonymous:
                    person = row[name]
                    if person not in people:
                        people[person] = self.pseudonym(person)
                    row[name] = people[person]
                yield [row[column.name] for column in columns]

        places = ", ".join("?" for _ in columns)
        with connection:
            return connection.executemany(f"insert into [{table.name}] values ({places})", values()).rowcount  # noqa: S608


def _needed(table: str | None) -> frozenset[str]:
    """The tables that a CSV file is made of; the others need not be read."""
    return frozenset(RESULTS_OF) if table in (None, RESULTS.name) else frozenset([str(table)])


def _key_of(name: str) -> str:
    return {"people": "person", "calls": "call", "attempts": "attempt", "cards": "card"}[name]


def _there(target: Path) -> str:
    return f"{target} exists already. Choose another name, or overwrite it with --force."


@contextlib.contextmanager
def _scratch(target: Path) -> Iterator[Path]:
    """A file in a folder of its own beside the target, so that moving it there is one step. Gone afterwards."""
    folder = target.absolute().parent
    with tempfile.TemporaryDirectory(dir=folder, prefix=".trainer-export-") as made:
        path = Path(made) / "results.db"
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield path


def _write_csv(made: Path, result: Path, table: str) -> None:
    """UTF-8 with the mark by which Excel knows it."""
    with contextlib.closing(sqlite3.connect(made)) as rows, result.open("w", encoding="utf-8-sig", newline="") as file:
        writing = csv.writer(file)
        cursor = rows.execute(f"select * from [{table}]")  # noqa: S608 - one of our own tables
        writing.writerow([column[0] for column in cursor.description])
        writing.writerows(map(_guarded, cursor))


def _guarded(row: Sequence[Any]) -> list[Any]:
    """Texts that a spreadsheet would take for a formula begin with an apostrophe."""
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULAS) else cell for cell in row]
