"""What SQLite alone needs: how its connections are set up and whether its file is sound."""

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from trainer.errors import DatabaseDamaged, StoreFailed

SECRET_FILE = "secret.key"  # noqa: S105 - a name, no secret
"""The file beside the database that is made on the first start."""
WHOLE_CHECK_LIMIT = 512 * 1024 * 1024
"""Bytes up to which the whole file is checked at every start (about a second for each 300 MB)."""


def path_of(url: str) -> Path | None:
    """The file of an SQLite database at an SQLAlchemy `url`; None for another database, one in memory, or no url."""
    try:
        found = sa.make_url(url)
    except sa.exc.ArgumentError:
        return None
    if found.get_backend_name() != "sqlite" or not found.database or found.database == ":memory:":
        return None
    return Path(found.database)


def prepare(engine: sa.Engine) -> None:
    """Sets up every connection of an engine: WAL, foreign keys, and a commit that is on disk when it returns."""

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # SQLAlchemy begins transactions itself (below), so that reads and writes lock what they should.
        assert isinstance(connection, sqlite3.Connection)
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        _execute(connection, "BEGIN IMMEDIATE" if writing else "BEGIN")

    @sa.event.listens_for(engine, "commit")
    def commit(connection: sa.Connection) -> None:
        # The driver's own commit says nothing when SQLite has dropped the transaction (a full disk can do that).
        _execute(connection, "COMMIT")


def _execute(connection: sa.Connection, statement: str) -> None:
    """Runs a statement without SQLAlchemy's preparations, which take ten times as long as a BEGIN itself."""
    try:
        connection.connection.cursor().execute(statement)
    except sqlite3.Error as error:
        raise sa.exc.DBAPIError.instance(statement, (), error, sqlite3.Error, dialect=connection.dialect) from error


def check_file(path: Path) -> None:
    """Raises DatabaseDamaged when the database at `path` is not sound, StoreFailed when it can't be read."""
    if not path.exists():
        return
    if path.stat().st_size == 0:
        # The secret key is made after the first tables: beside it, an empty file has lost what was in it.
        if (path.parent / SECRET_FILE).exists():
            raise damaged(path, "the file is empty")
        return
    try:
        with closing(sqlite3.connect(path, timeout=10)) as connection:
            whole = path.stat().st_size <= WHOLE_CHECK_LIMIT
            found = connection.execute("PRAGMA quick_check(1)" if whole else "PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        if "malformed" in str(error):
            raise damaged(path, str(error)) from error
        raise StoreFailed(f"The database {path} can't be opened ({error}). Nothing was changed.") from error
    except sqlite3.DatabaseError as error:
        raise damaged(path, str(error)) from error
    if whole and found[0] != "ok":
        raise damaged(path, str(found[0]))


def damaged(path: Path, reason: str) -> DatabaseDamaged:
    """The error that says what is broken and how to go on."""
    first = next((line for line in reason.splitlines() if line.strip(" *") and not line.startswith("***")), "no reason")
    return DatabaseDamaged(
        f"The database {path} is damaged ({first}). It was left as it is. Move the data folder aside and put your last "
        "backup back with: trainer restore BACKUP (backups are made with: trainer backup FILE)."
    )
