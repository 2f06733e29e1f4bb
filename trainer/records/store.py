"""The database: opened, brought up to date, read and written in transactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from trainer.errors import DatabaseDamaged, StoreFailed, WrongUse
from trainer.records import migrations, postgresql, sqlite
from trainer.records.group_commit import GroupCommit


class RowExists(Exception):
    """A row with this key is already there: someone else was first."""


class Store:
    """One database. Reads run side by side, writes one after another; each is on disk when `writing` returns."""

    def __init__(self, url: str) -> None:
        """Opens the database at an SQLAlchemy `url` and brings its tables up to date.

        Raises DatabaseDamaged, StoreFailed, or WrongUse for a url that means nothing.
        """
        try:
            self.url = sa.make_url(url)
        except sa.exc.ArgumentError as error:
            raise WrongUse(f"TRAINER_DATABASE_URL is not an address of a database: {error}") from error
        if self.url.drivername == "postgresql":
            self.url = self.url.set(drivername=postgresql.DRIVER)
        self.path = sqlite.path_of(url)
        if self.path is not None:
            self._make_folder(self.path.parent)
            sqlite.check_file(self.path)
        self.engine = self._make_engine()
        self._writes = GroupCommit(self.engine.execution_options(writing=True))
        with self._told_plainly(), self.engine.execution_options(writing=True).begin() as connection:
            migrations.upgrade(connection)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that only reads. Raises StoreFailed."""
        with self._told_plainly(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[sa.Connection]:
        """A transaction that only reads, and sees the database as it was at its begin however long it lasts.

        Raises StoreFailed.
        """
        isolation = {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with self._told_plainly(), self.engine.connect() as connection:
            reading = connection.execution_options(**isolation)
            reading.execute(sa.text("SELECT count(*) FROM people"))  # SQLite begins with the first look
            yield reading

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that writes: all of it is on disk afterwards, or none.

        Raises RowExists when a key is taken already, StoreFailed when the disk is full or can't be written.
        """
        with self._told_plainly(), self._writes.writing() as connection:
            yield connection

    def ping(self) -> str:
        """The kind of database, after it has answered a question. Raises StoreFailed."""
        with self.reading() as connection:
            connection.execute(sa.text("SELECT 1"))
        return self.engine.dialect.name

    def close(self) -> None:
        """Lets go of every connection."""
        self.engine.dispose()

    def _make_engine(self) -> sa.Engine:
        try:
            engine = sa.create_engine(self.url, pool_size=16, max_overflow=48, pool_timeout=30)
        except ImportError as error:
            how = postgresql.INSTALLED_BY if self.url.drivername == postgresql.DRIVER else "Install its driver."
            raise WrongUse(f"TRAINER_DATABASE_URL can't be used: {error}. {how}") from error
        except sa.exc.ArgumentError as error:
            raise WrongUse(f"TRAINER_DATABASE_URL can't be used: {error}") from error
        if engine.dialect.name == "sqlite":
            sqlite.prepare(engine)
        elif engine.dialect.name == "postgresql":
            postgresql.prepare(engine)
        return engine

    def _make_folder(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreFailed(f"The data folder {folder} can't be made: {error.strerror}.") from error

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.IntegrityError as error:
            raise RowExists(str(error.orig)) from error
        except sa.exc.DBAPIError as error:
            raise self._explained(error) from error
        except sa.exc.TimeoutError as error:
            raise StoreFailed("The database is too busy. Nothing of this request was kept; try again.") from error

    def _explained(self, error: sa.exc.DBAPIError) -> StoreFailed:
        reason = str(error.orig)
        if self.path is not None and ("malformed" in reason or "not a database" in reason):
            damaged: DatabaseDamaged = sqlite.damaged(self.path, reason)
            return damaged
        where = self.path.parent if self.path is not None else self.url.render_as_string(hide_password=True)
        return StoreFailed(
            f"{where} can't be written or read ({reason}). All that was saved before is kept; nothing of this request "
            "was. Free space or mend the permissions, then try again."
        )
