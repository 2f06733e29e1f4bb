"""A call held in a terminal: lines in, events out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from trainer.call.engine import moves_heard
from trainer.call.events import CustomerSaid, Event
from trainer.call.inputs import (
    Answer,
    HangUp,
    HoldCustomer,
    Input,
    LookUp,
    Read,
    Resume,
    Say,
    Search,
    StaySilent,
    Transfer,
)
from trainer.call.record import Opening, WrapUpDone
from trainer.call.replay import advance, start
from trainer.call.state import CallState
from trainer.content.scenario import Article, Scenario
from trainer.content.settle import settle
from trainer.matching.matcher import Matcher
from trainer.matching.search import search
from trainer.matching.similarity import Similarity
from trainer.plans import pace

COMMANDS = "/hold, /resume, /lookup, /search, /read, /transfer, /silence, /hangup"


class WrongLine(Exception):
    """A line that can't be understood; the message says what to write."""


class Show(Protocol):
    """Where events go."""

    def briefing(self, state: CallState) -> None:
        """Shows what is read before the call."""

    def events(self, state: CallState, events: tuple[Event, ...]) -> None:
        """Shows what happened."""


class Clock(Protocol):
    """The call's seconds since the ringing began."""

    def now(self) -> float:
        """Seconds now."""

    def spend(self, seconds: float) -> None:
        """Something takes so long; a real clock needs no telling."""


class SimulatedClock:
    """Time that passes only as things are done, the same each time."""

    def __init__(self) -> None:
        self._now = 0.0

    def now(self) -> float:
        """Seconds so far."""
        return round(self._now, 2)

    def spend(self, seconds: float) -> None:
        """Moves on."""
        self._now += seconds


class LiveClock:
    """Real time, and whatever silence or hold was asked for on top."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._began = monotonic()
        self._extra = 0.0

    def now(self) -> float:
        """Seconds since the call began to ring."""
        return round(self._monotonic() - self._began + self._extra, 2)

    def spend(self, seconds: float) -> None:
        """Real time passes by itself."""

    def skip(self, seconds: float) -> None:
        """Lets time pass that nobody wants to sit out."""
        self._extra += seconds


class TerminalCall:
    """One call. `take` takes a line at a time; the record grows with it."""

    def __init__(
        self,
        scenario: Scenario,
        articles: Mapping[str, Article],
        show: Show,
        clock: SimulatedClock | LiveClock,
        *,
        persona: str,
        lang: str,
        seed: int,
        today: date,
        similarity: Similarity | None = None,
    ) -> None:
        self.scenario = scenario
        self._articles = {name: articles[name] for name in scenario.desktop.knowledge if name in articles}
        self._show = show
        self._clock = clock
        opening = Opening(scenario=scenario.id, persona=persona, lang=lang, seed=seed, today=today)
        self.state, self.record = start(scenario, opening)
        self._facts = settle(scenario, persona=persona, lang=lang, today=today)
        self._matcher = Matcher(scenario, lang=lang, similarity=similarity)

    @property
    def over(self) -> bool:
        """Whether the call has ended."""
        return self.state.phase == "ended"

    def pick_up(self) -> None:
        """Shows the briefing and answers the phone after the usual ringing."""
        self._show.briefing(self.state)
        self._clock.spend(pace.ANSWER)
        self._do(Answer(at=self._clock.now()))

    def hang_up(self) -> None:
        """Hangs up, if the call still goes on."""
        if not self.over:
            self._do(HangUp(at=self._clock.now()))

    def wrap_up(self, fields: Mapping[str, str], *, seconds: float | None) -> None:
        """Hands in the work order; without `seconds` it took half the time allowed."""
        limit = self.scenario.wrap_up.limit if self.scenario.wrap_up else None
        usual = limit * pace.WRAP_UP_SHARE if limit is not None else pace.WRAP_UP
        done = WrapUpDone(fields=fields, seconds=seconds if seconds is not None else usual)
        self.record = replace(self.record, wrap_up=done)

    def take(self, line: str) -> None:
        """Does what a line says. Speaking to a customer on hold takes them back first. Raises WrongLine."""
        if not line.startswith("/"):
            self._take_back()
            self._say(line)
            return
        command, _, rest = line[1:].partition(" ")
        action = _ACTIONS.get(command.lower().replace("-", "_"))
        if action is None:
            raise WrongLine(f"there is no /{command}; there are {COMMANDS}")
        action(self, rest.strip())

    def _take_back(self) -> None:
        if self.state.phase == "on_hold":
            self._do(Resume(at=self._clock.now()))

    def _say(self, words: str) -> None:
        self._clock.spend(pace.THINKING)
        began = self._clock.now()
        heard = moves_heard(self.scenario, self.state)
        today = self.record.opening.today
        understanding = self._matcher.understand(words, moves=heard, facts=self._facts, today=today)
        self._clock.spend(pace.speaking(words))
        self._do(Say(at=self._clock.now(), began=began, text=words, understanding=understanding))

    def _hold(self, seconds: str) -> None:
        length = _seconds(seconds, "hold", 20) if seconds else 0.0
        self._do(HoldCustomer(at=self._clock.now()))
        self._pass(length)

    def _resume(self, _: str) -> None:
        self._do(Resume(at=self._clock.now()))

    def _look_up(self, record: str) -> None:
        records = self.scenario.desktop.records
        self._desk("lookup", record, records)
        self._do(LookUp(at=self._clock.now(), record=record))

    def _search(self, words: str) -> None:
        if not words:
            raise WrongLine("write what to look for: /search refund")
        self._clock.spend(pace.desk_work("search"))
        found = tuple(search(self._articles, words, self.record.opening.lang))
        self._do(Search(at=self._clock.now(), words=words, found=found))

    def _read(self, article: str) -> None:
        self._desk("read", article, self.scenario.desktop.knowledge)
        self._do(Read(at=self._clock.now(), article=article))

    def _transfer(self, rest: str) -> None:
        target, _, note = rest.partition(" ")
        self._desk("transfer", target, self.scenario.desktop.transfer_to)
        note = note.strip()
        understood = self._matcher.understand(note, moves=(), facts=self._facts, today=self.record.opening.today)
        self._do(Transfer(at=self._clock.now(), target=target, note=note, understanding=understood if note else None))

    def _silence(self, seconds: str) -> None:
        length = _seconds(seconds, "silence", 7)
        self._take_back()
        self._pass(length)
        self._do(StaySilent(at=self._clock.now(), seconds=length))

    def _hang_up(self, _: str) -> None:
        self.hang_up()

    def _desk(self, action: str, thing: str, things: Mapping[str, object] | tuple[str, ...]) -> None:
        if thing not in things:
            raise WrongLine(
                f"/{action} {thing}: there is {', '.join(things) or 'nothing to ' + action} in this scenario"
            )
        self._clock.spend(pace.desk_work(action))

    def _pass(self, seconds: float) -> None:
        if isinstance(self._clock, LiveClock):
            self._clock.skip(seconds)
        else:
            self._clock.spend(seconds)

    def _do(self, done: Input) -> None:
        self.state, self.record = advance(self.scenario, self.state, self.record, done)
        events = self.record.entries[-1].events
        self._clock.spend(sum(pace.speaking(event.spoken) for event in events if isinstance(event, CustomerSaid)))
        self._show.events(self.state, events)


_MOST_SECONDS = 86_400


def _seconds(written: str, command: str, example: int) -> float:
    try:
        seconds = float(written)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= _MOST_SECONDS:
        raise WrongLine(f"/{command} needs seconds: /{command} {example}")
    return seconds


_ACTIONS: dict[str, Callable[[TerminalCall, str], None]] = {
    "hold": TerminalCall._hold,  # noqa: SLF001 - the class's own table
    "resume": TerminalCall._resume,  # noqa: SLF001
    "lookup": TerminalCall._look_up,  # noqa: SLF001
    "search": TerminalCall._search,  # noqa: SLF001
    "read": TerminalCall._read,  # noqa: SLF001
    "transfer": TerminalCall._transfer,  # noqa: SLF001
    "silence": TerminalCall._silence,  # noqa: SLF001
    "hangup": TerminalCall._hang_up,  # noqa: SLF001
    "hang_up": TerminalCall._hang_up,  # noqa: SLF001
}
