"""Writes of several threads that share one commit.

Waiting for the disk takes longer than all else a turn does: from a fifth of a millisecond to twenty, the longer the
busier the disk is. So while one commit is under way, the writes that arrive meanwhile line up, run one after another
in the next transaction, and are committed together by the last of them.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

MOST = 64
"""Writes in one transaction, so that the first of them doesn't wait for ever."""


class _Batch:
    """Writes that stand or fall together on the disk, though each may fail alone before that."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.transaction = connection.begin()
        self.writes = 0
        self.over = threading.Event()
        self.error: BaseException | None = None

    def finish(self) -> None:
        """Commits, or remembers why not."""
        try:
            self.transaction.commit()
        except BaseException as error:  # noqa: BLE001 - each of the waiting threads raises it
            self.error = error
            self.undo()
        finally:
            self.connection.close()
            self.over.set()

    @contextmanager
    def joined(self) -> Iterator[None]:
        """One more write after others: a savepoint, so that only this one is rolled back when it fails.

        Some failures (a full disk, mostly) make the database drop the whole transaction; then all writes in it fail.
        """
        savepoint = self.connection.begin_nested()
        try:
            yield
            savepoint.commit()
        except BaseException as error:
            try:
                savepoint.rollback()
            except sa.exc.SQLAlchemyError as gone:
                self.error = error if isinstance(error, sa.exc.OperationalError) else gone
            raise

    def give_up(self) -> None:
        """Ends without a commit; whoever waits for one is told why."""
        self.undo()
        self.connection.close()
        self.over.set()

    def undo(self) -> None:
        """Rolls all of it back; a connection that can't even do that is thrown away."""
        try:
            self.transaction.rollback()
        except sa.exc.SQLAlchemyError:
            self.connection.invalidate()


class GroupCommit:
    """Hands out a connection to one thread at a time; `writing` returns when the write is on disk."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._turn = threading.Lock()
        self._count = threading.Lock()
        self._waiting = 0
        self._batch: _Batch | None = None

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A write. All of it is on disk afterwards, or an exception says that none is."""
        self._wait_for_turn()
        batch: _Batch | None = None
        try:
            batch = self._batch or self._opened()
            # The first write of a transaction needs no savepoint: nobody else's would be rolled back with it.
            if batch.writes:
                with batch.joined():
                    yield batch.connection
            else:
                yield batch.connection
            batch.writes += 1
        except BaseException as error:
            goes_on = batch is not None and batch.writes > 0 and batch.error is None
            if batch is not None and not goes_on:
                self._batch = None
                batch.give_up()
            self._end_turn()
            if batch is not None and goes_on:
                # It may have failed for a write before it in here (a row exists already): whoever is told so must find
                # that write when they look, or hear that it wasn't kept either.
                batch.over.wait()
                if batch.error is not None:
                    raise batch.error from error
            raise
        self._end_turn()
        batch.over.wait()
        if batch.error is not None:
            raise batch.error

    def _wait_for_turn(self) -> None:
        with self._count:
            self._waiting += 1
        self._turn.acquire()
        with self._count:
            self._waiting -= 1

    def _end_turn(self) -> None:
        """Commits when nobody waits to join in; otherwise the next one does."""
        try:
            if self._batch is not None and (not self._waiting or self._batch.writes >= MOST):
                batch, self._batch = self._batch, None
                batch.finish()
        finally:
            self._turn.release()

    def _opened(self) -> _Batch:
        connection = self._engine.connect()
        try:
            self._batch = _Batch(connection)
        except BaseException:
            connection.close()
            raise
        return self._batch
