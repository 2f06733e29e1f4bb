"""The whole data folder as one archive, and back.

An archive is a zip: `manifest.json` first in meaning, last in the file, with the SHA-256 of everything else.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from trainer.errors import StoreFailed, WrongUse
from trainer.records import sqlite
from trainer.records.recordings import RecordingFiles

DATABASE = "trainer.db"
MANIFEST = "manifest.json"
FORMAT = 1
KEPT_FILES = (sqlite.SECRET_FILE, "trainer.toml", "certificate/certificate.pem", "certificate/key.pem")
"""Small files of the data folder that belong into a backup. The voice's lines don't: they are made again."""
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """What went into an archive, or came out of it."""

    recordings: int
    missing: tuple[str, ...]
    size: int
    made_at: str


def write(data: Path, database: Path, target: Path, *, now: datetime, program: str) -> Archived:
    """Writes the archive `target`, while the application may be running.

    The database is copied first; recordings are on disk before the database names them, so all that the copy names is
    there. Raises WrongUse when `target` exists, StoreFailed.
    """
    if target.exists():
        raise WrongUse(f"{target} exists already. Choose another name, or remove it first.")
    if not database.is_file():
        raise WrongUse(f"There is nothing to back up: {database} doesn't exist. Is TRAINER_DATA right?")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".trainer-backup-") as folder:
            copy, part = Path(folder) / DATABASE, Path(folder) / "backup.zip"
            _copy_database(database, copy)
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
                    done = _fill(zipped, data, copy, now=now, program=program)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreFailed(f"The backup was not written: {error}. The data folder is as it was.") from error
    return Archived(
        recordings=done[0], missing=done[1], size=target.stat().st_size, made_at=now.isoformat(timespec="seconds")
    )


def restore(source: Path, data: Path) -> Archived:
    """Puts an archive into an empty (or missing) data folder, after all of it was verified.

    A folder that is there is filled, not replaced: a container's may be a disk of its own.

    Raises WrongUse when `data` holds anything or `source` is no backup, StoreFailed when the archive is damaged.
    """
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise WrongUse(
            f"{data} is not empty, and a backup never overwrites anything. Move it aside, or set TRAINER_DATA to a new "
            "folder, then restore again."
        )
    try:
        data.parent.mkdir(parents=True, exist_ok=True)
        with (
            zipfile.ZipFile(source) as zipped,
            tempfile.TemporaryDirectory(
                dir=data if data.exists() else data.parent, prefix=".trainer-restore-"
            ) as folder,
        ):
            manifest = _manifest(zipped, source)
            fresh = Path(folder) / "data"
            fresh.mkdir()
            _unpack(zipped, manifest["files"], fresh)
            _check_database(fresh / DATABASE)
            missing = tuple(_missing(fresh / DATABASE, RecordingFiles(fresh / "recordings")))
            _move(fresh, data)
    except zipfile.BadZipFile as error:
        raise StoreFailed(f"{source} is damaged, or no backup ({error}). Nothing was changed.") from error
    except OSError as error:
        raise StoreFailed(f"The backup was not restored: {error}. {data} is as it was.") from error
    recordings = sum(name.startswith("recordings/") for name in manifest["files"])
    return Archived(
        recordings=recordings, missing=missing, size=source.stat().st_size, made_at=str(manifest["made_at"])
    )


def _move(fresh: Path, data: Path) -> None:
    if not data.exists():
        shutil.move(fresh, data)
        return
    # The database last: without it nobody takes what is there for all of it.
    for child in sorted(fresh.iterdir(), key=lambda child: child.name == DATABASE):
        child.replace(data / child.name)


def _copy_database(database: Path, copy: Path) -> None:
    # The backup API copies a consistent state even while others write.
    with (
        closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        # One file, without WAL, is what an archive wants; the application switches it on again.
        target.execute("PRAGMA journal_mode=DELETE")
    sqlite.check_file(copy)


def _fill(
    zipped: zipfile.ZipFile, data: Path, copy: Path, *, now: datetime, program: str
) -> tuple[int, tuple[str, ...]]:
    files: dict[str, str] = {DATABASE: _add(zipped, copy, DATABASE)}
    for name in KEPT_FILES:
        if (data / name).is_file():
            files[name] = _add(zipped, data / name, name)
    kept = RecordingFiles(data / "recordings")
    for path in kept.all():
        name = path.relative_to(data).as_posix()
        files[name] = _add(zipped, path, name, stored=True)
    manifest = {
        "format": FORMAT,
        "program": program,
        "made_at": now.isoformat(timespec="seconds"),
        "files": files,
    }
    zipped.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return sum(name.startswith("recordings/") for name in files), tuple(_missing(copy, kept))


def _add(zipped: zipfile.ZipFile, path: Path, name: str, *, stored: bool = False) -> str:
    """Adds a file; FLAC is compressed already. Gives its hash."""
    digest = hashlib.sha256()
    # A zip knows no time before 1980, which a small machine without a clock of its own starts with.
    info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    with path.open("rb") as reading, zipped.open(info, "w", force_zip64=True) as writing:
        while chunk := reading.read(_CHUNK):
            digest.update(chunk)
            writing.write(chunk)
    return digest.hexdigest()


def _manifest(zipped: zipfile.ZipFile, source: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(zipped.read(MANIFEST))
        files = manifest["files"]
        known = manifest["format"] == FORMAT and isinstance(files, dict) and DATABASE in files and manifest["made_at"]
    except (KeyError, ValueError, TypeError, RecursionError) as error:
        raise WrongUse(f"{source} is no backup of this program. Nothing was changed.") from error
    if not known:
        raise WrongUse(f"{source} was made by another version of this program, which has to restore it.")
    return manifest


def _check_database(path: Path) -> None:
    try:
        sqlite.check_file(path)
    except StoreFailed as error:
        raise StoreFailed(
            "The backup is damaged: the database in it is not sound. Nothing was changed. Try an older backup."
        ) from error


def _unpack(zipped: zipfile.ZipFile, files: dict[str, str], into: Path) -> None:
    for name, expected in files.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise WrongUse(f"The backup holds a file that leads out of the data folder ({name}). Nothing was changed.")
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        try:
            reading = zipped.open(name)
        except KeyError as error:
            raise StoreFailed(f"The backup is damaged: {name} is missing in it. Nothing was changed.") from error
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with reading, os.fdopen(handle, "wb") as writing:
            while chunk := reading.read(_CHUNK):
                digest.update(chunk)
                writing.write(chunk)
        if digest.hexdigest() != expected:
            raise StoreFailed(f"The backup is damaged: {name} is not what was saved. Nothing was changed.")


def _missing(database: Path, kept: RecordingFiles) -> Iterator[str]:
    """Recordings that the database names and the folder lacks."""
    with closing(sqlite3.connect(database)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if "recordings" in tables:
            for (name,) in connection.execute("SELECT DISTINCT hash FROM recordings ORDER BY hash"):
                if not kept.path(name).is_file():
                    yield name
