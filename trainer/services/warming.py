"""Makes ahead, in the background, what the first reply of a scenario would otherwise wait for."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from trainer.content.scenario import Node, Scenario
from trainer.errors import TrainerError
from trainer.matching.matcher import Matcher, warm_up
from trainer.services.catalogue import Catalogue

log = logging.getLogger(__name__)
MOST_AT_START = 60
"""Scenarios made ready when the server starts; the others are when a call of theirs begins."""
WORDS = {"zh": "好的，请稍等。", "en": "All right, one moment please."}
"""Said to a matcher, so that it prepares what it compares replies with."""


class Warming:
    """One thread that rests as long as it has worked, so that turns never wait for it."""

    def __init__(self, catalogue: Catalogue, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._catalogue = catalogue
        self._sleep = sleep
        self._lock = threading.Lock()
        self._asked: set[tuple[str, str]] = set()
        self._closing = threading.Event()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="warming")

    def start(self, then: Callable[[], None] | None = None) -> None:
        """Makes the languages and the first scenarios ready, and calls `then`. Returns at once."""
        self._submit(self._languages)
        for scenario_id in list(self._catalogue.library.scenarios)[:MOST_AT_START]:
            self._submit(self._scenario, scenario_id)
        if then is not None:
            self._submit(then)

    def begun(self, content_hash: str, lang: str) -> None:
        """A call has begun; makes its matcher ready while it rings. Returns at once."""
        with self._lock:
            if (content_hash, lang) in self._asked:
                return
            self._asked.add((content_hash, lang))
        self._submit(self._matcher, content_hash, lang)

    def finish(self) -> None:
        """Waits until all that was asked for is ready."""
        self._pool.shutdown(wait=True)

    def close(self) -> None:
        """Stops; waits for the step under way."""
        self._closing.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, work: Callable[..., None], *args: str) -> None:
        def done() -> None:
            try:
                work(*args)
            except TrainerError as error:
                log.warning("Not made ready: %s", error)
            except Exception:
                log.exception("Making ready failed")

        with contextlib.suppress(RuntimeError):  # closing down
            self._pool.submit(done)

    def _languages(self) -> None:
        scenarios = self._catalogue.library.scenarios.values()
        for lang in sorted({lang for scenario in scenarios for lang in scenario.languages}):
            self._step(lambda lang=lang: warm_up(lang))  # type: ignore[misc]

    def _scenario(self, scenario_id: str) -> None:
        frozen = self._catalogue.playable(scenario_id)
        for lang in frozen.scenario.languages:
            with self._lock:
                self._asked.add((frozen.scenario_hash, lang))
            self._matcher(frozen.scenario_hash, lang)

    def _matcher(self, content_hash: str, lang: str) -> None:
        scenario = self._catalogue.scenario(content_hash)
        matcher = self._catalogue.matcher(content_hash, lang)
        for moves in sets_of_moves(scenario):
            self._step(lambda moves=moves: _hear(matcher, moves, lang))  # type: ignore[misc]

    def _step(self, work: Callable[[], None]) -> None:
        if self._closing.is_set():
            return
        began = time.perf_counter()
        work()
        self._sleep(min(1.0, time.perf_counter() - began))


def sets_of_moves(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """The moves heard together somewhere in a scenario, as the engine names them."""
    yield from dict.fromkeys(_heard(scenario, node) for node in scenario.nodes.values() if node.end is None)


def _heard(scenario: Scenario, node: Node) -> tuple[str, ...]:
    named = (*node.expect, *(move for rule in node.then for move in rule.on), *scenario.always)
    return tuple(dict.fromkeys(move for move in named if move in scenario.moves))


def _hear(matcher: Matcher, moves: tuple[str, ...], lang: str) -> None:
    matcher.understand(WORDS.get(lang, WORDS["en"]), moves=moves, facts={})
