"""What became of one rule: it holds, it fails, nobody can say for sure, or it doesn't apply."""

from dataclasses import dataclass
from typing import Literal

from trainer.scoring.log import Occurrence, Spoken
from trainer.scoring.scorecard import Evidence

Outcome = Literal["holds", "fails", "doubtful", "not_applicable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An outcome with its evidence. `share` is how much of a holding rule was done, for what is scored in proportion.

    `doubtful`: it would fail, but for words that were heard badly; a person has to listen.
    """

    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
    share: float = 1.0


def shown(rule: str, occurrence: Occurrence, *, holds: bool) -> Evidence:
    """Something that happened, as evidence."""
    return Evidence(
        rule=rule,
        holds=holds,
        seq=occurrence.seq,
        turn=occurrence.turn,
        at=occurrence.at,
        words=occurrence.words,
        similarity=occurrence.similarity,
        hearing=occurrence.hearing,
    )


def overheard(rule: str, turn: Spoken) -> Evidence:
    """A turn that was heard too badly to tell, as evidence."""
    return Evidence(
        rule=rule, holds=False, seq=turn.seq, turn=turn.turn, at=turn.at, words=turn.text, hearing=turn.hearing
    )


def plain(rule: str, *, holds: bool, seq: int | None = None, at: float | None = None, words: str = "") -> Evidence:
    """Something that isn't a spoken turn, or never happened, as evidence."""
    return Evidence(rule=rule, holds=holds, seq=seq, at=at, words=words)


def decided(rule: str, *, holds: bool, seq: int | None = None, at: float | None = None, words: str = "") -> Verdict:
    """A verdict with one piece of evidence."""
    return Verdict(
        outcome="holds" if holds else "fails", evidence=(plain(rule, holds=holds, seq=seq, at=at, words=words),)
    )


def missed(rule: str, doubts: list[Spoken]) -> Verdict:
    """Something that should have been said was not heard: a failure, unless it may have been said unheard."""
    if doubts:
        return Verdict(outcome="doubtful", evidence=tuple(overheard(rule, turn) for turn in doubts))
    return Verdict(outcome="fails", evidence=(plain(rule, holds=False),))
