"""The errors this product raises on purpose.

Each message is written for the person who meets it: what happened, what was kept, what to do next.
"""

from collections.abc import Iterator
from contextlib import contextmanager


class TrainerError(Exception):
    """Anything the product reports in one line instead of a traceback."""

    @property
    def told(self) -> str:
        """The sentence for whoever asked. The whole message may name folders and servers: it is for who runs them."""
        return str(self)


class WrongUse(TrainerError):
    """The request itself can't be carried out as asked (a bad value, a missing option)."""


class NotFound(TrainerError):
    """The named thing doesn't exist, or not for this person."""


class NotAllowed(TrainerError):
    """This person may not do that."""


class Conflict(TrainerError):
    """The thing has moved on since the caller last saw it."""


class TooMany(TrainerError):
    """Too many attempts; `retry_after` says when to try again, in seconds."""

    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ContentHasProblems(TrainerError):
    """Content was needed that can't be used until its problems are mended."""


class ProgramFailed(TrainerError):
    """A fault of the program's own, with what it was busy with; its cause is the exception."""


@contextmanager
def busy_with(what: str) -> Iterator[None]:
    """Whatever fails unexpectedly in it is told as a fault of the program, busy with `what`. Raises ProgramFailed."""
    try:
        yield
    except TrainerError:
        raise
    except Exception as error:
        raise ProgramFailed(
            f"{what}: the program itself failed here ({type(error).__name__}: {error}). Nothing is wrong with what you "
            "did; please report it. TRAINER_DEBUG=1 shows where it failed."
        ) from error


class EngineFailed(TrainerError):
    """A voice or recogniser failed. Never used for silence: silence is a result, not an error."""

    def __init__(self, engine: str, message: str) -> None:
        super().__init__(f"{engine}: {message}")
        self.engine = engine

    @property
    def told(self) -> str:
        """What failed, and what to do meanwhile."""
        return f"The speech engine ({self.engine}) failed. Nothing was lost; try again, or type instead."


class StoreFailed(TrainerError):
    """The data folder or database can't be written or read. What was committed before is kept."""

    @property
    def told(self) -> str:
        """That nothing is lost, and whom to tell."""
        return (
            "The server can't save or read at the moment. All that was saved before is kept; nothing of this request "
            "was. Tell whoever runs it, and try again."
        )


class DatabaseDamaged(StoreFailed):
    """The database file is damaged; the message names the command that restores a backup."""
