"""Recordings: FLAC files named by the hash of what is in them, and which call they belong to."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from trainer.errors import NotFound, StoreFailed
from trainer.records.tables import recordings


class RecordingFiles:
    """The folder of recordings. A file is never changed once it is there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, flac: bytes) -> str:
        """Keeps a recording, on disk when this returns, and gives its hash. Raises StoreFailed."""
        name = hashlib.sha256(flac).hexdigest()
        path = self.path(name)
        if path.exists() and path.stat().st_size == len(flac):
            return name
        temporary: Path | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, made = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
            temporary = Path(made)
            with os.fdopen(handle, "wb") as writing:
                writing.write(flac)
                writing.flush()
                os.fsync(writing.fileno())
            temporary.replace(path)
            _sync_folder(path.parent)
        except OSError as error:
            if temporary is not None:
                with contextlib.suppress(OSError):
                    temporary.unlink()
            raise StoreFailed(
                f"The recording can't be kept in {self.folder}: {error.strerror or error}. All that was saved before "
                "is kept; this turn was not. Free space or mend the permissions, then say it again."
            ) from error
        return name

    def read(self, name: str) -> bytes:
        """A recording. Raises NotFound when its file is gone, StoreFailed when it can't be read."""
        try:
            return self.path(name).read_bytes()
        except FileNotFoundError as error:
            raise NotFound("The recording's file is gone from the data folder.") from error
        except OSError as error:
            raise StoreFailed(f"The recording can't be read: {error.strerror or error}.") from error

    def path(self, name: str) -> Path:
        """Where a recording is."""
        return self.folder / name[:2] / f"{name}.flac"

    def all(self) -> Iterator[Path]:
        """Every file kept."""
        return self.folder.glob("??/*.flac") if self.folder.is_dir() else iter(())


def add(rows: sa.Connection, call_id: str, name: str, *, seconds: float, at: float, now: datetime) -> None:
    """Notes that a recording belongs to a call; noting it twice changes nothing."""
    if seconds_of(rows, call_id, name) is None:
        rows.execute(
            recordings.insert(), {"call_id": call_id, "hash": name, "seconds": seconds, "at": at, "stored_at": now}
        )


def seconds_of(rows: sa.Connection, call_id: str, name: str) -> float | None:
    """How long a call's recording is; None when the call has no such recording."""
    query = sa.select(recordings.c.seconds).where(recordings.c.call_id == call_id, recordings.c.hash == name)
    seconds = rows.execute(query).scalar_one_or_none()
    return None if seconds is None else float(seconds)


def _sync_folder(folder: Path) -> None:
    # Windows can't open a folder; there the rename is already safe.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
