"""What a trainee missed, and how it could have been said."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from trainer.content.rubric import AutoRule, Item, Rubric, Section
from trainer.content.scenario import Scenario, Text
from trainer.scoring.log import CallLog, Spoken
from trainer.scoring.scorecard import ItemScore, Scorecard

Way = Literal["never", "not_so", "other"]
"""The move was `never` made; it was, but `not_so` as the item wants it (too late, out of order); no move is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """An item that didn't get its full points.

    `move` is the one it asks for, if any; `seq` and `at` are where it could first have been made. `model` is a model
    answer by language: the rubric's own (`show_how`) or the move's first example; empty when there is neither.
    `percent` is what the item cost of the whole score.
    """

    section: str
    item: str
    ask: Text
    way: Way
    move: str | None
    label: Text
    model: Text
    percent: float
    seq: int | None = None
    at: float | None = None


def missed_items(scenario: Scenario, rubric: Rubric, log: CallLog, scorecard: Scorecard) -> tuple[Missed, ...]:
    """The items that lost points, the dearest first."""
    found = sorted(_missed(scenario, rubric, log, scorecard), key=lambda one: -one.percent)
    return tuple(found)


def worth(rubric: Rubric, scorecard: Scorecard) -> dict[str, float]:
    """What each scored item, by id, can bring of the whole 100 percent."""
    state = {(result.section, result.item): result for result in scorecard.items}
    counted = [section.weight for section in scorecard.sections if section.percent is not None]
    total = sum(counted)
    worths: dict[str, float] = {}
    for section in rubric.sections:
        items = [item for item in section.items if _is_scored(state.get((section.id, item.id)))]
        weight = sum(item.weight for item in items)
        for item in items:
            worths[item.id] = 100 * (section.weight / total) * (item.weight / weight) if total and weight else 0.0
    return worths


def _is_scored(result: ItemScore | None) -> bool:
    return result is not None and result.points is not None


def _missed(scenario: Scenario, rubric: Rubric, log: CallLog, scorecard: Scorecard) -> Iterator[Missed]:
    results = {(result.section, result.item): result for result in scorecard.items}
    worths = worth(rubric, scorecard)
    for section in rubric.sections:
        for item in section.items:
            result = results.get((section.id, item.id))
            if result is None or result.points is None or result.points >= item.max:
                continue
            yield _one(scenario, section, item, log, worths.get(item.id, 0.0) * (1 - result.points / item.max))


def _one(scenario: Scenario, section: Section, item: Item, log: CallLog, percent: float) -> Missed:
    moves = _moves_wanted(item)
    absent = [move for move in moves if not log.occurrences(move)]
    move = next(iter(absent or moves), None)
    known = scenario.moves.get(move) if move else None
    chance = _chance(log, move) if move else None
    return Missed(
        section=section.id,
        item=item.id,
        ask=item.ask,
        way="never" if absent else "not_so" if moves else "other",
        move=move,
        label=known.label if known else {},
        model=item.show_how or (_first_examples(scenario, move) if move else {}),
        percent=round(percent, 2),
        seq=chance.seq if chance else None,
        at=chance.at if chance else None,
    )


def _chance(log: CallLog, move: str) -> Spoken | None:
    """The turn in which a move was missed: the first in which it would have brought the call on, else could be made.

    A customer also hears a move where it comes too early, such as advice before the greeting.
    """
    helped = (turn for turn in log.spoken if move in turn.leading)
    return next(helped, None) or next((turn for turn in log.spoken if move in turn.hearable), None)


def _moves_wanted(item: Item) -> list[str]:
    """The moves that the best set of the item asks for."""
    best = max(item.auto, key=_points, default=None)
    if best is None:
        return []
    named = (best.move, *best.order) if best.move else best.order
    return [move for move in named if move]


def _points(rules: AutoRule) -> float:
    return rules.points if rules.points is not None else float("inf")


def _first_examples(scenario: Scenario, move: str) -> Text:
    known = scenario.moves.get(move)
    return {lang: examples[0] for lang, examples in known.examples.items() if examples} if known else {}
