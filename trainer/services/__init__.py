"""One function for each thing a user does: the transaction boundary that pages, routes and commands share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer.content.library import Library
    from trainer.records.store import Store
    from trainer.services.assignments import Assignments
    from trainer.services.calls import Calls
    from trainer.services.catalogue import Catalogue
    from trainer.services.clock import Clock
    from trainer.services.courses import Courses
    from trainer.services.heard_lines import HeardLines
    from trainer.services.lines import CustomerVoice
    from trainer.services.people import People
    from trainer.services.progress import ProgressOf
    from trainer.services.quizzes import Quizzes
    from trainer.services.reading_aloud import ReadingAloud
    from trainer.services.reviews import Reviews
    from trainer.services.searching import Search
    from trainer.services.self_checks import SelfChecks
    from trainer.services.trainees import Trainees
    from trainer.services.warming import Warming
    from trainer.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything a front end may ask. Made by `wiring.build` only."""

    settings: Settings
    clock: Clock
    store: Store
    people: People
    catalogue: Catalogue
    speech: CustomerVoice
    calls: Calls
    courses: Courses
    quizzes: Quizzes
    self_checks: SelfChecks
    reviews: Reviews
    progress: ProgressOf
    assignments: Assignments
    trainees: Trainees
    heard_lines: HeardLines
    reading_aloud: ReadingAloud
    search: Search
    warming: Warming

    @property
    def library(self) -> Library:
        """The content as it is now; read again when its files were edited."""
        return self.catalogue.current()

    def warm(self, then: Callable[[], None] | None = None) -> None:
        """Makes ahead what the first replies need, and calls `then` when that is ready. Returns at once."""
        self.warming.start(then)
        self.search.start()

    def close(self) -> None:
        """Finishes what is under way and lets go of files, processes and connections."""
        self.warming.close()
        self.search.close()
        self.calls.close()
        self.speech.close()
        self.store.close()
