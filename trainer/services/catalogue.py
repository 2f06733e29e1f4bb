"""The content calls are taken with: what is loaded now, and what old calls were taken with."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from trainer.content import frozen
from trainer.content.library import Library, load
from trainer.content.rubric import Rubric
from trainer.content.scenario import Scenario
from trainer.errors import ContentHasProblems, NotFound
from trainer.matching.matcher import Matcher
from trainer.matching.similarity import Similarity
from trainer.records import calls as rows_of
from trainer.records.store import Store
from trainer.services.content_cache import ContentCache
from trainer.services.edits import Edits

K = TypeVar("K")
V = TypeVar("V")

KEPT = 128
"""Thawed scenarios and their matchers kept in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A scenario and its rubric with the bytes a call's record keeps of them."""

    scenario: Scenario
    scenario_bytes: bytes
    scenario_hash: str
    rubric: Rubric
    rubric_bytes: bytes
    rubric_hash: str


class Catalogue:
    """Content by id (as it is now) and by hash (as it was)."""

    def __init__(
        self,
        folders: Sequence[Path],
        store: Store,
        *,
        similarity: Callable[[], Similarity | None] = lambda: None,
        cache: Path | None = None,
    ) -> None:
        """Loads the content of `folders`; what was read of courses is kept in the folder `cache` for the next start.

        `similarity` makes the measure that matchers use, None for the default; it is asked once, when first needed.
        """
        self._folders = tuple(folders)
        self._store = store
        self._similarity = similarity
        self._measures: tuple[Similarity | None] | None = None
        self._lock = threading.RLock()
        self._frozen: dict[str, Frozen] = {}
        self._scenarios: OrderedDict[str, Scenario] = OrderedDict()
        self._rubrics: OrderedDict[str, Rubric] = OrderedDict()
        self._matchers: OrderedDict[tuple[str, str], Matcher] = OrderedDict()
        self._looking = threading.Lock()
        self._reading = threading.Lock()
        self._edits = Edits(self._folders)
        self._kept = ContentCache(cache, self._folders)
        self.library: Library = load(self._folders, kept=self._kept)
        """The content as it was last read, for calls under way; those who begin something ask `current`."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """The content folders, the first with the most say."""
        return self._folders

    def current(self) -> Library:
        """The content as it is: read again when files have changed, which is looked at every few seconds."""
        if self._edits.due and self._looking.acquire(blocking=False):
            try:
                if self._edits.happened():
                    self.reload()
            finally:
                self._looking.release()
        return self.library

    def reload(self) -> None:
        """Reads the content again. Calls under way go on with what they began with."""
        with self._reading:
            library = load(self._folders, kept=self._kept)
            with self._lock:
                self.library = library
                self._frozen.clear()

    def ready(self) -> None:
        """Makes what every matcher needs. Raises WrongUse when the measure of similarity can't be used."""
        self._measure()

    def playable(self, scenario_id: str) -> Frozen:
        """A scenario for a new call, as it is now.

        Raises NotFound for one there isn't, ContentHasProblems when it, or its rubric, can't be used.
        """
        self.current()
        with self._lock:
            known = self._frozen.get(scenario_id)
            return known if known is not None else self._freeze(scenario_id)

    def _freeze(self, scenario_id: str) -> Frozen:
        scenario = self.library.scenarios.get(scenario_id)
        if scenario is None:
            if any(problem.file.endswith(f"{scenario_id}.yaml") for problem in self.library.problems):
                raise ContentHasProblems(
                    f"The scenario {scenario_id} has problems; 'trainer check' lists them. No call was begun."
                )
            raise NotFound(f"There is no scenario called {scenario_id}.")
        rubric = self.library.rubrics.get(scenario.rubric)
        if rubric is None:
            raise ContentHasProblems(
                f"The rubric {scenario.rubric} of the scenario {scenario_id} is missing or has problems; "
                "'trainer check' lists them. No call was begun."
            )
        scenario_bytes, rubric_bytes = frozen.freeze(scenario), frozen.freeze(rubric)
        made = Frozen(
            scenario=scenario,
            scenario_bytes=scenario_bytes,
            scenario_hash=frozen.content_hash(scenario_bytes),
            rubric=rubric,
            rubric_bytes=rubric_bytes,
            rubric_hash=frozen.content_hash(rubric_bytes),
        )
        self._frozen[scenario_id] = made
        _remember(self._scenarios, made.scenario_hash, scenario)
        _remember(self._rubrics, made.rubric_hash, rubric)
        return made

    def scenario(self, content_hash: str) -> Scenario:
        """The scenario a call was taken with."""
        with self._lock:
            known = self._scenarios.get(content_hash)
        if known is None:
            known = frozen.thaw_scenario(self._body(content_hash))
            with self._lock:
                _remember(self._scenarios, content_hash, known)
        return known

    def rubric(self, content_hash: str) -> Rubric:
        """The rubric a call was taken under."""
        with self._lock:
            known = self._rubrics.get(content_hash)
        if known is None:
            known = frozen.thaw_rubric(self._body(content_hash))
            with self._lock:
                _remember(self._rubrics, content_hash, known)
        return known

    def current_rubric(self, rubric_id: str) -> tuple[Rubric, bytes, str]:
        """The rubric of that id as it is now, with its bytes and hash. Raises NotFound."""
        rubric = self.current().rubrics.get(rubric_id)
        if rubric is None:
            raise NotFound(f"There is no usable rubric called {rubric_id} now ('trainer check' lists what is wrong).")
        body = frozen.freeze(rubric)
        return rubric, body, frozen.content_hash(body)

    def matcher(self, content_hash: str, lang: str) -> Matcher:
        """What understands the trainee in calls taken with that scenario, in `lang`."""
        with self._lock:
            known = self._matchers.get((content_hash, lang))
            if known is not None:
                self._matchers.move_to_end((content_hash, lang))
                return known
        made = Matcher(self.scenario(content_hash), lang=lang, similarity=self._measure())
        with self._lock:
            _remember(self._matchers, (content_hash, lang), made)
        return made

    def _measure(self) -> Similarity | None:
        with self._lock:
            if self._measures is None:
                self._measures = (self._similarity(),)
            return self._measures[0]

    def _body(self, content_hash: str) -> bytes:
        with self._store.reading() as rows:
            return rows_of.content(rows, content_hash)


def _remember(kept: OrderedDict[K, V], key: K, value: V) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > KEPT:
        kept.popitem(last=False)
