"""What a call was worth: each item with its evidence, sections, the number, critical errors apart."""

from dataclasses import dataclass
from typing import Literal

from trainer.content.rubric import ReviewReason
from trainer.content.scenario import CriticalKind

ItemState = Literal["scored", "not_applicable", "waits_for_person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why an item was scored so.

    `seq` is the record's entry, `turn` the trainee's spoken turn, `at` the second since the ringing began (the same
    clock as the recording), `words` what was said, `rule` the rubric's rule in words that stay the same (`move:empathy
    within:2`), `similarity` how close the words came, `hearing` the recogniser's confidence. None where there is none,
    such as for something that never happened.
    """

    rule: str
    holds: bool
    seq: int | None = None
    turn: int | None = None
    at: float | None = None
    words: str = ""
    similarity: float | None = None
    hearing: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemScore:
    """One item's result. `points` of `max`, None unless `state` is `scored`."""

    section: str
    item: str
    state: ItemState
    points: float | None
    max: float
    evidence: tuple[Evidence, ...] = ()
    failed_critical: CriticalKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionScore:
    """A section's percent, None when nothing in it applies or all of it waits for a person."""

    section: str
    percent: float | None
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalError:
    """What fails the call whatever the number: a critical move made (`move`) or a critical item failed (`item`)."""

    kind: CriticalKind
    move: str | None = None
    item: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """The whole result. `percent` 0 to 100 of what is scored; None when nothing is. `passed` is None while undecided.

    `review`: why a person should look at it. `rubric` is the rubric's id and `rubric_hash` the hash of what was used.
    """

    rubric: str
    pass_mark: float
    percent: float | None
    passed: bool | None
    critical: tuple[CriticalError, ...]
    sections: tuple[SectionScore, ...]
    items: tuple[ItemScore, ...]
    review: tuple[ReviewReason, ...] = ()
    rubric_hash: str = ""
