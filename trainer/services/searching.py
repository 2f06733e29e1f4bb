"""Search over modules, knowledge articles, questions and calls: what was found, with the words marked."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.content.library import Library
from trainer.learning.path import missing_for
from trainer.matching.terms import Marker, Part, Wanted, expressions, wanted
from trainer.people.roles import Person
from trainer.services import search_texts
from trainer.services.catalogue import Catalogue
from trainer.services.courses import Courses
from trainer.services.search_index import Damaged, Found, SearchIndex
from trainer.services.search_texts import KINDS, Kind

log = logging.getLogger(__name__)
MOST = 10
"""Things of a kind that are found at most, unless more are asked for."""
OF_ONE = 3
"""Sections of one module that are found at most."""
PATIENCE = 5.0
"""Seconds that a search waits for an index that is being made."""
EXTRACT = {"zh": 90}
EXTRACT_ELSE = 200
"""Characters of an extract, by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something found. `key`: the module's, `quiz/question`, the article's or the scenario's id.

    `anchor` is the section of a module. `where` names the course or self-check. `module` is the module a question
    belongs to, if any. `locked`: for this person something else comes first, and a module's text stays shut.
    """

    kind: Kind
    key: str
    anchor: str
    title: tuple[Part, ...]
    where: str
    extract: tuple[Part, ...]
    lang: str
    module: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Hits by kind in the order to show them; `more`: the kinds of which there is more than was asked for.

    `understood`: there was something to look for. `ready` is False while the index is being made for the first time:
    then there are no hits yet.
    """

    hits: tuple[Hit, ...] = ()
    more: frozenset[Kind] = frozenset()
    understood: bool = True
    ready: bool = True

    def of(self, kind: Kind) -> tuple[Hit, ...]:
        """The hits of one kind, the best first."""
        return tuple(hit for hit in self.hits if hit.kind == kind)


class Search:
    """Finds words in the content as it is now. The index is made in the background and follows every edit."""

    def __init__(self, catalogue: Catalogue, courses: Courses, folder: Path) -> None:
        """Keeps its index in `folder`; in memory where that can't be written. Does nothing until asked."""
        self._catalogue = catalogue
        self._courses = courses
        self._path = folder / "search.db"
        self._index: SearchIndex | None = None
        self._made_of: Library | None = None
        self._making = threading.Lock()
        self._state = threading.Condition()
        self._closed = False
        self._hurry = threading.Event()

    def find(self, person: Person, query: str, *, lang: str, most: int = MOST) -> SearchResult:
        """The best of what there is, `most` of each kind: in `lang`; in another where something is only found there."""
        looked_for = wanted(query)
        if not looked_for:
            return SearchResult(understood=False)
        library = self._catalogue.current()
        index = self._up_to_date(library)
        if index is None:
            return SearchResult(ready=False)
        try:
            found = self._found(index, library, looked_for, lang, most)
        except Damaged as error:
            log.warning("The search index is damaged and made anew: %s", error)
            self._discard(index)
            index = self._up_to_date(library)
            found = self._found(index, library, looked_for, lang, most) if index else {}
        kept = [one for of_kind in found.values() for one in of_kind[:most]]
        more = frozenset(kind for kind, of_kind in found.items() if len(of_kind) > most)
        return SearchResult(hits=tuple(self._shown(person, library, kept, Marker(looked_for))), more=more)

    def prepare(self) -> int:
        """Brings the index up to date now. How many texts had changed."""
        self._hurry.set()
        return self._make(self._catalogue.current())

    def start(self) -> None:
        """Brings the index up to date in the background, slowly, unless somebody waits for it. Returns at once."""
        threading.Thread(target=self._make_slowly, name="search", daemon=True).start()

    def close(self) -> None:
        """Lets go of the index; waits for the step under way."""
        self._closed = True
        with self._making:
            if self._index is not None:
                self._index.close()
                self._index = None

    # -- the index

    def _up_to_date(self, library: Library) -> SearchIndex | None:
        """The index; a moment later when it has to be made, None when that takes longer."""
        if self._made_of is library and self._index is not None:
            return self._index
        self._hurry.set()
        threading.Thread(target=self._make, args=(library,), name="search", daemon=True).start()
        with self._state:
            self._state.wait_for(lambda: self._made_of is library and self._index is not None, PATIENCE)
        return self._index if self._made_of is not None else None

    def _make_slowly(self) -> None:
        with contextlib.suppress(Damaged):
            self._make(self._catalogue.current())

    def _make(self, library: Library) -> int:
        with self._making:
            if self._closed or (self._made_of is library and self._index is not None):
                return 0
            texts = list(search_texts.sources(library))
            try:
                changed = self._kept(texts)
            except OSError as error:
                log.warning("The search index can't be kept and is made in memory: %s", error)
                changed = self._in_memory(texts)
            finally:
                self._hurry.clear()
            with self._state:
                self._made_of = library
                self._state.notify_all()
            return changed

    def _kept(self, texts: Sequence[search_texts.Source]) -> int:
        """Brings the index up to date; a damaged one is made anew."""
        if self._index is not None and self._index.in_memory:
            return self._index.update(texts, rest=self._rest())
        for last in (False, True):
            try:
                if self._index is None:
                    self._path.parent.mkdir(parents=True, exist_ok=True)
                    self._index = SearchIndex(self._path)
                return self._index.update(texts, rest=self._rest())
            except Damaged as error:
                self._remove()
                if last:
                    raise OSError(str(error)) from error
        raise AssertionError  # the second time raised

    def _in_memory(self, texts: Sequence[search_texts.Source]) -> int:
        if self._index is not None:
            self._index.close()
        self._index = SearchIndex(None)
        return self._index.update(texts, rest=self._rest())

    def _remove(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None
        for end in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + end).unlink(missing_ok=True)

    def _discard(self, index: SearchIndex) -> None:
        with self._making:
            if self._index is index:
                with contextlib.suppress(OSError):
                    self._remove()
                self._made_of = None

    def _rest(self) -> Callable[[], None]:
        """Rests as long as was worked, until somebody waits."""
        began = [time.perf_counter()]

        def rest() -> None:
            if not self._hurry.is_set():
                self._hurry.wait(min(0.5, time.perf_counter() - began[0]))
            began[0] = time.perf_counter()

        return rest

    # -- what was found

    def _found(
        self, index: SearchIndex, library: Library, query: Wanted, lang: str, most: int
    ) -> dict[Kind, list[Found]]:
        """By kind, one more than is shown. Only when nothing holds all of the query, what holds a part of it."""
        languages = sorted(index.languages(), key=lambda each: each != lang)
        found: dict[Kind, list[Found]] = {}
        for expression in expressions(query):
            for kind in KINDS:
                of_kind: list[Found] = []
                for each in languages:
                    known = {one.key for one in of_kind}
                    there = index.search(expression, kind=kind, lang=each, limit=2 * most + 2)
                    of_kind += [
                        one for one in there if one.key not in known and search_texts.is_there(library, kind, one.key)
                    ]
                found[kind] = _few(of_kind, most + 1)
            if any(found.values()):
                break
        return found

    def _shown(self, person: Person, library: Library, found: Sequence[Found], marker: Marker) -> list[Hit]:
        locked = self._locked(person, library, found)
        modules = {
            module.quiz: course.key(module)
            for course in library.courses.values()
            for module in course.modules
            if module.quiz
        }
        hits = []
        for one in found:
            names = search_texts.where(library, one.kind, one.key)
            module = modules.get(one.key.partition("/")[0], "") if one.kind == "question" else ""
            shut = (one.kind, module or one.key) in locked
            text = "" if shut and one.kind == "module" else one.text
            hits.append(
                Hit(
                    kind=one.kind,
                    key=one.key,
                    anchor=one.anchor,
                    title=marker.parts(one.title),
                    where=names.get(lang := one.lang) or next(iter(names.values()), ""),
                    extract=marker.extract(text, EXTRACT.get(lang, EXTRACT_ELSE)),
                    lang=lang,
                    module=module,
                    locked=shut,
                )
            )
        return hits

    def _locked(self, person: Person, library: Library, found: Sequence[Found]) -> set[tuple[str, str]]:
        """Which of the modules, and questions' modules, and calls a person can't open yet."""
        if person.role != "trainee":
            return set()
        states = self._courses.path(person)
        shut = {state.key for state in states if state.locked}
        calls = {one.key for one in found if one.kind == "call"}
        return {(kind, key) for kind in ("module", "question") for key in shut} | {
            ("call", key) for key in calls if missing_for(library.scenarios[key].requires, states)
        }


def _few(found: Sequence[Found], most: int) -> list[Found]:
    """Not too many, nor too many sections of one module."""
    kept: list[Found] = []
    for one in found:
        if sum(each.key == one.key for each in kept) < OF_ONE and len(kept) < most:
            kept.append(one)
    return kept
