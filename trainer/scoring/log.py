"""A call's record, read for scoring: who did what when, and how well it was heard."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from trainer.call.engine import begin, moves_heard, respond
from trainer.call.events import (
    ArticleRead,
    Ended,
    FactWasMisstated,
    HoldBegan,
    HoldEnded,
    Ignored,
    LookedUp,
    LookUpRefused,
    MoveMade,
    NodeEntered,
    NotUnderstood,
    Searched,
    Transferred,
)
from trainer.call.inputs import Say
from trainer.call.names import holds
from trainer.call.record import CallRecord, Entry
from trainer.call.state import CallState
from trainer.content.scenario import Scenario
from trainer.matching.understanding import MoveMatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One spoken turn: the `turn`-th, with the moves that could be made in it, and those that would bring the call on.

    `doubtful`: it was heard so badly that nothing in it may be held against the trainee. `derailed`: it was not
    understood and the call left the node for it.
    """

    seq: int
    turn: int
    at: float
    text: str
    hearing: float | None
    doubtful: bool
    derailed: bool
    hearable: frozenset[str]
    leading: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A move made, an action taken, or a fact stated or misstated, once.

    `place` orders occurrences: two with the same place happened at the same time (in one sentence).
    """

    name: str
    seq: int
    place: tuple[int, int]
    at: float
    words: str = ""
    turn: int | None = None
    similarity: float | None = None
    hearing: float | None = None
    doubtful: bool = False


@dataclass(slots=True)
class CallLog:
    """What `read_record` found. Lists are in the order of the call."""

    scenario: Scenario
    record: CallRecord
    final: CallState
    spoken: list[Spoken] = field(default_factory=list)
    done: dict[str, list[Occurrence]] = field(default_factory=dict)
    stated: dict[str, list[Occurrence]] = field(default_factory=dict)
    misstated: dict[str, list[Occurrence]] = field(default_factory=dict)
    refused: list[Occurrence] = field(default_factory=list)
    holds_begun: list[tuple[Entry, HoldBegan]] = field(default_factory=list)
    holds_ended: list[tuple[Entry, HoldEnded]] = field(default_factory=list)
    transfers: list[tuple[Entry, Transferred]] = field(default_factory=list)
    accepted: list[Entry] = field(default_factory=list)
    times: dict[int, float] = field(default_factory=dict)
    ending: str | None = None

    def at(self, entry: Entry) -> float:
        """The second of the call at which an entry that counted happened."""
        return self.times[entry.seq]

    @property
    def mood(self) -> float:
        """The customer's mood at the end."""
        if self.record.entries:
            return self.record.entries[-1].mood
        return self.final.mood

    def occurrences(self, name: str) -> list[Occurrence]:
        """Each time the move was made or the action taken."""
        return self.done.get(name, [])

    def doubts(self, moves: Iterable[str] = (), *, within: int | None = None) -> list[Spoken]:
        """The spoken turns where one of `moves` may have been made unheard, or that threw the call off its way."""
        wanted = frozenset(moves)
        return [
            turn
            for turn in self.spoken
            if turn.doubtful
            and (within is None or turn.turn <= within)
            and (turn.derailed or not wanted.isdisjoint(turn.hearable))
        ]

    def is_true(self, condition: str) -> bool:
        """Whether an author's expression holds at the end of the call."""
        return holds(condition, self.scenario, self.final)


def read_record(scenario: Scenario, record: CallRecord) -> CallLog:
    """Reads a whole record. What happened is taken from its events; inputs that were ignored don't count."""
    state, _ = begin(scenario, record.opening)
    log = CallLog(scenario, record, state)
    for entry in record.entries:
        before = state
        state, _ = respond(scenario, state, entry.input)
        if any(isinstance(event, Ignored) for event in entry.events):
            continue
        log.accepted.append(entry)
        log.times[entry.seq] = state.at
        if isinstance(entry.input, Say):
            _read_words(log, entry, entry.input, before)
        else:
            _read_actions(log, entry)
        for event in entry.events:
            if isinstance(event, Ended):
                log.ending = event.ending
    log.final = state
    return log


def is_doubtful(spoken: Say) -> bool:
    """Whether words were heard so badly that nothing may be held against who said them."""
    return spoken.understanding.doubtful or (spoken.heard is not None and spoken.heard.rejected)


def spoken_at(spoken: Say) -> float:
    """The second at which the words begin in the recording; 0 for times that are none."""
    at = spoken.began if spoken.began is not None else spoken.at
    return at if math.isfinite(at) else 0.0


def _leading(scenario: Scenario, state: CallState) -> frozenset[str]:
    """The moves a rule of the node asks for to go on; none before the customer has said what they want."""
    rules = () if state.phase == "opening" else scenario.nodes[state.node].then
    return frozenset(move for rule in rules if rule.go or rule.end for move in rule.on)


def _read_words(log: CallLog, entry: Entry, spoken: Say, before: CallState) -> None:
    hearable = frozenset(moves_heard(log.scenario, before))
    lost = any(isinstance(event, NotUnderstood) for event in entry.events)
    left = any(isinstance(event, NodeEntered | Ended) for event in entry.events)
    turn = Spoken(
        seq=entry.seq,
        turn=len(log.spoken) + 1,
        at=spoken_at(spoken),
        text=spoken.text,
        hearing=spoken.heard.confidence if spoken.heard else None,
        doubtful=is_doubtful(spoken),
        derailed=lost and left,
        hearable=hearable | {f"misstates_{fact}" for fact in log.scenario.facts},
        leading=_leading(log.scenario, before),
    )
    log.spoken.append(turn)
    best = _best_matches(spoken.understanding.matches)
    order = list(spoken.understanding.moves)
    for event in entry.events:
        if isinstance(event, MoveMade):
            match = best.get(event.move)
            sentence = match.sentence if match else len(order)
            _add(log.done, _heard(event.move, turn, sentence, match.evidence if match else turn.text, match))
        elif isinstance(event, FactWasMisstated):
            words = next((w.evidence for w in spoken.understanding.misstated if w.fact == event.fact), turn.text)
            _add(log.misstated, _heard(event.fact, turn, 0, words))
    for stated in spoken.understanding.stated:
        _add(log.stated, _heard(stated.fact, turn, 0, stated.evidence))


def _best_matches(matches: tuple[MoveMatch, ...]) -> dict[str, MoveMatch]:
    """For each move made, its first match: where it was said first."""
    found: dict[str, MoveMatch] = {}
    for match in matches:
        if match.accepted and (match.move not in found or match.sentence < found[match.move].sentence):
            found[match.move] = match
    return found


def _heard(name: str, turn: Spoken, sentence: int, words: str, match: MoveMatch | None = None) -> Occurrence:
    return Occurrence(
        name=name,
        seq=turn.seq,
        place=(turn.seq, sentence),
        at=turn.at,
        words=words,
        turn=turn.turn,
        similarity=match.confidence if match else None,
        hearing=turn.hearing,
        doubtful=turn.doubtful,
    )


def _read_actions(log: CallLog, entry: Entry) -> None:
    for event in entry.events:
        match event:
            case LookedUp():
                _act(log, entry, "lookup", event.record)
            case LookUpRefused():
                log.refused.append(_action(log, entry, f"lookup.{event.record}"))
            case Searched():
                _act(log, entry, "search")
            case ArticleRead():
                _act(log, entry, "read", event.article)
            case Transferred():
                _act(log, entry, "transfer", event.target)
                log.transfers.append((entry, event))
            case HoldBegan():
                _act(log, entry, "hold")
                log.holds_begun.append((entry, event))
            case HoldEnded():
                _act(log, entry, "resume")
                log.holds_ended.append((entry, event))
            case _:
                pass


def _act(log: CallLog, entry: Entry, action: str, thing: str | None = None) -> None:
    _add(log.done, _action(log, entry, action))
    if thing is not None:
        _add(log.done, _action(log, entry, f"{action}.{thing}"))


def _action(log: CallLog, entry: Entry, name: str) -> Occurrence:
    return Occurrence(name=name, seq=entry.seq, place=(entry.seq, 0), at=log.at(entry))


def _add(where: dict[str, list[Occurrence]], occurrence: Occurrence) -> None:
    where.setdefault(occurrence.name, []).append(occurrence)
