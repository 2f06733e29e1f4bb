"""Each spoken turn looked at again: the moves in it with their reasons, what was wrong, what nearly was a move."""

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.call.events import FactWasMisstated, MoveMade, NotUnderstood
from trainer.call.inputs import Delivery, Say
from trainer.call.record import CallRecord, Entry
from trainer.content.scenario import Scenario, Text
from trainer.matching.understanding import FactMisstated, MoveMatch
from trainer.scoring.log import CallLog, is_doubtful, spoken_at
from trainer.scoring.perception import customer_words


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveReview:
    """A move made in a turn, and why it was taken for one. `match` is None for a fact misstated."""

    move: str
    label: Text
    first: bool
    match: MoveMatch | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnReview:
    """A spoken turn. `node` is where it was said, `nearly` what came close to a move but was not taken for it."""

    seq: int
    turn: int
    at: float
    text: str
    node: str
    mood_change: float
    moves: tuple[MoveReview, ...]
    misstated: tuple[FactMisstated, ...]
    nearly: tuple[MoveMatch, ...]
    understood: bool
    doubtful: bool
    hearing: float | None
    delivery: Delivery | None
    recording: str | None
    answer: str


def review_turns(scenario: Scenario, record: CallRecord, log: CallLog) -> tuple[TurnReview, ...]:
    """Every spoken turn that counted, in order."""
    return tuple(_reviews(scenario, record, {turn.seq: turn.turn for turn in log.spoken}))


def _reviews(scenario: Scenario, record: CallRecord, turns: dict[int, int]) -> Iterator[TurnReview]:
    node, mood = scenario.start, float(scenario.personas[record.opening.persona].mood)
    for entry in record.entries:
        if isinstance(entry.input, Say) and entry.seq in turns:
            yield _review(scenario, entry, entry.input, turn=turns[entry.seq], node=node, mood=mood)
        node, mood = entry.node, entry.mood


def _review(scenario: Scenario, entry: Entry, spoken: Say, *, turn: int, node: str, mood: float) -> TurnReview:
    made = [event for event in entry.events if isinstance(event, MoveMade)]
    wrong = {event.fact for event in entry.events if isinstance(event, FactWasMisstated)}
    names = {event.move for event in made}
    return TurnReview(
        seq=entry.seq,
        turn=turn,
        at=spoken_at(spoken),
        text=spoken.text,
        node=node,
        mood_change=entry.mood - mood,
        moves=tuple(_made(scenario, event, spoken) for event in made),
        misstated=tuple(one for one in spoken.understanding.misstated if one.fact in wrong),
        nearly=_nearly(spoken, names),
        understood=not any(isinstance(event, NotUnderstood) for event in entry.events),
        doubtful=is_doubtful(spoken),
        hearing=spoken.heard.confidence if spoken.heard else None,
        delivery=spoken.delivery,
        recording=spoken.recording,
        answer=customer_words(entry),
    )


def _made(scenario: Scenario, event: MoveMade, spoken: Say) -> MoveReview:
    accepted = [match for match in spoken.understanding.matches if match.accepted and match.move == event.move]
    best = max(accepted, key=lambda match: match.confidence, default=None)
    known = scenario.moves.get(event.move)
    return MoveReview(move=event.move, label=known.label if known else {}, first=event.first, match=best)


def _nearly(spoken: Say, made: set[str]) -> tuple[MoveMatch, ...]:
    best: dict[str, MoveMatch] = {}
    for match in spoken.understanding.matches:
        if match.move not in made and (match.move not in best or match.confidence > best[match.move].confidence):
            best[match.move] = match
    return tuple(sorted(best.values(), key=lambda match: (-match.confidence, match.move)))
