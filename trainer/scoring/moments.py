"""The moments of a call that mattered most: what they did to the customer and to the score."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from trainer.call.events import Ended, FellSilent, HoldEnded, LookUpRefused, NotUnderstood, VariableChanged
from trainer.call.inputs import Say
from trainer.content.rubric import Rubric
from trainer.content.scenario import Scenario, Text
from trainer.scoring.log import CallLog, spoken_at
from trainer.scoring.missed import Missed, worth
from trainer.scoring.perception import customer_words
from trainer.scoring.scorecard import Scorecard

Kind = Literal[
    "critical",
    "misstated",
    "dropped",
    "item_lost",
    "item_won",
    "missed",
    "mood_fell",
    "mood_rose",
    "not_understood",
    "silence",
    "refused",
]
"""Why a moment matters; the page says it in the reader's language."""

MOMENTS = 3
_A_CRITICAL_ERROR = 1000.0
_A_STEP_OF_MOOD = 6.0
"""Percent of the score that one step of mood is held equal to, when moments are ranked."""
_WEIGHTS: dict[Kind, float] = {
    "dropped": 60.0,
    "misstated": 20.0,
    "not_understood": 5.0,
    "silence": 4.0,
    "refused": 3.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One moment. `why` is the id of what it is about (a move, item, fact, record or ending), `label` its own words.

    `words` are the agent's, `answer` the customer's. `mood` is what the moment did to mood, `percent` what it brought
    (or, below 0, cost) of the whole score. `model` is how it could have been said, by language.
    """

    seq: int
    at: float
    kind: Kind
    good: bool
    why: str
    label: Text
    words: str
    answer: str
    mood: float
    percent: float
    model: Text


@dataclass(slots=True)
class _Gathering:
    """What speaks for one entry being a moment: the strongest reason gives its kind."""

    reasons: list[tuple[float, Kind, str, Text, Text]] = field(default_factory=list)
    mood: float = 0.0
    percent: float = 0.0

    def add(self, weight: float, kind: Kind, why: str, label: Text | None = None, model: Text | None = None) -> None:
        self.reasons.append((weight, kind, why, label or {}, model or {}))

    @property
    def weight(self) -> float:
        return sum(weight for weight, *_ in self.reasons)

    @property
    def strongest(self) -> tuple[float, Kind, str, Text, Text]:
        """The reason that names the moment. A mood that fell and then rose higher did not fall, and the reverse."""
        against = "mood_fell" if self.mood > 0 else "mood_rose" if self.mood < 0 else None
        fitting = [reason for reason in self.reasons if reason[1] != against]
        return max(fitting or self.reasons, key=lambda reason: reason[0])


def moments(
    scenario: Scenario, rubric: Rubric, log: CallLog, scorecard: Scorecard, missed: tuple[Missed, ...]
) -> tuple[Moment, ...]:
    """The three moments that mattered most, in the order of the call; fewer when less happened."""
    found: dict[int, _Gathering] = {entry.seq: _Gathering() for entry in log.accepted}
    _gather_events(scenario, log, found)
    _gather_items(rubric, scorecard, missed, found)
    _gather_critical(scenario, rubric, scorecard, found)
    heavy = sorted((seq for seq, one in found.items() if one.reasons), key=lambda seq: (-found[seq].weight, seq))
    return tuple(_moments(log, {seq: found[seq] for seq in sorted(heavy[:MOMENTS])}))


def _gather_events(scenario: Scenario, log: CallLog, found: dict[int, _Gathering]) -> None:  # noqa: C901 - one case an event
    for entry in log.accepted:
        one = found[entry.seq]
        for event in entry.events:
            match event:
                case VariableChanged(name="mood"):
                    step = event.after - event.before
                    one.mood += step
                    move = scenario.moves.get(event.why.removeprefix("move:"))
                    label = move.label if move and event.why.startswith("move:") else {}
                    one.add(abs(step) * _A_STEP_OF_MOOD, "mood_rose" if step > 0 else "mood_fell", event.why, label)
                case NotUnderstood():
                    one.add(_WEIGHTS["not_understood"], "not_understood", entry.node)
                case FellSilent():
                    one.add(_WEIGHTS["silence"], "silence", entry.node)
                case LookUpRefused():
                    one.add(_WEIGHTS["refused"], "refused", event.record)
                case HoldEnded(limits_passed=passed) if passed:
                    one.add(_WEIGHTS["silence"] * passed, "silence", "hold")
                case Ended(ending="dropped"):
                    one.add(_WEIGHTS["dropped"], "dropped", "dropped")
                case _:
                    pass
    for fact, mistakes in log.misstated.items():
        for mistake in mistakes:
            if not mistake.doubtful and mistake.seq in found:
                found[mistake.seq].add(_WEIGHTS["misstated"], "misstated", fact)


def _gather_items(
    rubric: Rubric, scorecard: Scorecard, missed: tuple[Missed, ...], found: dict[int, _Gathering]
) -> None:
    """Points go to the entry that won or lost them; for what was never said, to its first chance."""
    items = {(section.id, item.id): item for section in rubric.sections for item in section.items}
    worths = worth(rubric, scorecard)
    gaps = {(one.section, one.item): one for one in missed}
    for result in scorecard.items:
        key = (result.section, result.item)
        if result.points is None or key not in items:
            continue
        item, gap = items[key], gaps.get(key)
        shown = next((piece.seq for piece in result.evidence if piece.seq in found and _is_moment(piece.rule)), None)
        if gap is None and shown is not None:
            found[shown].percent += worths.get(item.id, 0.0)
            found[shown].add(worths.get(item.id, 0.0) / 2, "item_won", item.id, item.ask)
        elif gap is not None:
            seq = shown if shown is not None else gap.seq
            if seq in found:
                found[seq].percent -= gap.percent
                found[seq].add(
                    gap.percent, "item_lost" if shown is not None else "missed", item.id, item.ask, gap.model
                )


def _is_moment(rule: str) -> bool:
    """Whether a rule is about something done at one moment, rather than about the whole call."""
    return rule.partition(":")[0] in ("move", "never", "order", "states", "misstates", "handover", "hold")


def _gather_critical(scenario: Scenario, rubric: Rubric, scorecard: Scorecard, found: dict[int, _Gathering]) -> None:
    asks = {item.id: item for section in rubric.sections for item in section.items}
    for error in scorecard.critical:
        seqs = [piece.seq for piece in error.evidence if piece.seq in found]
        if not seqs or seqs[0] is None:
            continue
        if error.move is not None:
            move = scenario.moves.get(error.move)
            found[seqs[0]].add(_A_CRITICAL_ERROR, "critical", error.move, move.label if move else {})
        elif error.item is not None and error.item in asks:
            item = asks[error.item]
            found[seqs[0]].add(_A_CRITICAL_ERROR, "critical", item.id, item.ask, item.show_how)


def _moments(log: CallLog, chosen: dict[int, _Gathering]) -> Iterator[Moment]:
    entries = {entry.seq: entry for entry in log.accepted}
    for seq, one in chosen.items():
        entry = entries[seq]
        spoken = entry.input if isinstance(entry.input, Say) else None
        _, kind, why, label, _ = one.strongest
        yield Moment(
            seq=seq,
            at=spoken_at(spoken) if spoken else log.at(entry),
            kind=kind,
            good=kind in ("item_won", "mood_rose"),
            why=why,
            label=label,
            words=spoken.text if spoken else "",
            answer=customer_words(entry),
            mood=one.mood,
            percent=round(one.percent, 2),
            model=next((model for *_, model in sorted(one.reasons, key=lambda reason: -reason[0]) if model), {}),
        )
