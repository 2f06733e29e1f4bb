"""Settings in, services out: the only place where engines, stores and services meet."""

import contextlib
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from trainer.content.folders import content_of
from trainer.errors import StoreFailed, WrongUse
from trainer.records import sqlite
from trainer.records.recordings import RecordingFiles
from trainer.records.store import Store
from trainer.services import Services
from trainer.services.assignments import Assignments
from trainer.services.calls import Calls
from trainer.services.catalogue import Catalogue
from trainer.services.clock import Clock, SystemClock
from trainer.services.courses import Courses
from trainer.services.exporting import Export
from trainer.services.heard_lines import HeardLines
from trainer.services.lines import CustomerVoice
from trainer.services.people import People
from trainer.services.progress import ProgressOf
from trainer.services.quizzes import Quizzes
from trainer.services.reading_aloud import ReadingAloud
from trainer.services.reviews import Reviews
from trainer.services.searching import Search
from trainer.services.self_checks import SelfChecks
from trainer.services.similarities import similarity
from trainer.services.trainees import Trainees
from trainer.services.warming import Warming
from trainer.settings import Settings
from trainer.speech import engines

_TRIES, _PAUSE = 20, 0.05


def build(settings: Settings, *, clock: Clock | None = None) -> Services:
    """Everything the front ends need.

    Raises DatabaseDamaged, StoreFailed, WrongUse; nothing is left open then.
    """
    clock = clock or SystemClock()
    folders = content_of(settings)
    engines.check_names(settings)
    store = Store(settings.database_url)
    try:
        secret = settings.secret_key.encode() or kept_secret(settings.data / "secret.key")
        catalogue = Catalogue(
            folders, store, similarity=lambda: similarity(settings), cache=settings.data / "cache" / "content"
        )
        speech = CustomerVoice(
            settings.data / "voice",
            lambda: engines.voice(settings),
            engines.Recognisers(settings).hearing,
        )
        people = People(store, clock, secret=secret, owner_code=settings.options.get("owner_code"))
        warming = Warming(catalogue)
        quizzes = Quizzes(store, catalogue)
        files = RecordingFiles(settings.data / "recordings")
        courses = Courses(store, catalogue, clock)
        calls = Calls(store, catalogue, speech, files, clock, begun=warming.begun, missing=courses.missing)
        self_checks = SelfChecks(store, quizzes, courses, clock)
        reviews = Reviews(store, catalogue, calls, clock)
        assignments = Assignments(store, catalogue, courses, clock)
    except BaseException:
        store.close()
        raise
    return Services(
        settings=settings,
        clock=clock,
        store=store,
        people=people,
        catalogue=catalogue,
        speech=speech,
        calls=calls,
        courses=courses,
        quizzes=quizzes,
        self_checks=self_checks,
        reviews=reviews,
        progress=ProgressOf(store, catalogue, courses, clock),
        assignments=assignments,
        trainees=Trainees(store, assignments),
        heard_lines=HeardLines(speech, self_checks, reviews),
        reading_aloud=ReadingAloud(speech, clock),
        search=Search(catalogue, courses, settings.data / "cache"),
        warming=warming,
    )


@contextlib.contextmanager
def people_of(settings: Settings) -> Iterator[People]:
    """Only the accounts, for commands that need no more. Raises what `build` raises."""
    store = Store(settings.database_url)
    try:
        yield People(store, SystemClock(), secret=b"")
    finally:
        store.close()


@contextlib.contextmanager
def export_of(settings: Settings) -> Iterator[Export]:
    """Only what hands results out. Raises what `build` raises, and WrongUse where there are none to hand out."""
    database = sqlite.path_of(settings.database_url)
    if database is not None and not database.is_file():
        raise WrongUse(f"There is nothing to export: {database} doesn't exist. Is TRAINER_DATA right?")
    store = Store(settings.database_url)
    try:
        secret = settings.secret_key.encode() or kept_secret(settings.data / "secret.key")
        yield Export(store, SystemClock(), secret=secret)
    finally:
        store.close()


@contextlib.contextmanager
def built(settings: Settings) -> Iterator[Services]:
    """What `build` makes, closed at the end."""
    services = build(settings)
    try:
        yield services
    finally:
        services.close()


def kept_secret(path: Path) -> bytes:
    """The secret in `path`; made on the first start, readable by its owner only. Raises StoreFailed."""
    try:
        with contextlib.suppress(FileExistsError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as writing:
                writing.write(secrets.token_hex(32))
                writing.flush()
                os.fsync(writing.fileno())
        kept = _written(path)
    except (OSError, UnicodeDecodeError) as error:
        raise StoreFailed(f"The secret key {path} can't be kept or read: {error}.") from error
    if not kept:
        raise StoreFailed(f"The secret key {path} is empty. Remove it; a new one is made (everybody signs in again).")
    return kept.encode()


def _written(path: Path) -> str:
    """What is in the file; another process that starts at the same moment may be about to write it."""
    for _ in range(_TRIES):
        kept = path.read_text("ascii").strip()
        if kept:
            return kept
        time.sleep(_PAUSE)
    return ""
