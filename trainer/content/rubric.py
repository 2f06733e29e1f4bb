"""The shape of a rubric: sections of items, each with the rules that prove it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from trainer.content.scenario import CriticalKind, Text

ReviewReason = Literal["critical_fail", "low_hearing", "near_pass", "no_auto", "sampled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoRule:
    """Conditions that must all hold; those not given are None or empty. See content-formats for each one's meaning."""

    points: float | None = None
    move: str | None = None
    within: int | None = None
    before: str | None = None
    after: str | None = None
    never: str | None = None
    order: tuple[str, ...] = ()
    states: str | None = None
    misstates: str | None = None
    hold: Literal["announced", "within_limit"] | None = None
    answer_within: float | None = None
    silence_under: float | None = None
    ending: tuple[str, ...] = ()
    mood_at_end: float | None = None
    wrap_up: tuple[str, ...] = ()
    wrap_up_within: float | None = None
    handover: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the rubric. A yes/no item has `max` 1; `auto` is empty when a person must judge it."""

    id: str
    ask: Text
    type: Literal["yesno", "scale"]
    max: float = 1
    anchors: Mapping[int, Text] = field(default_factory=dict)
    weight: float = 1
    critical: CriticalKind | None = None
    auto: tuple[AutoRule, ...] = ()
    not_applicable_if: str | None = None
    show_how: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of items and its relative weight."""

    id: str
    weight: float
    items: tuple[Item, ...]
    title: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """How a call is scored; `pass_mark` in percent (the key `pass`)."""

    id: str
    title: Text
    pass_mark: float
    sections: tuple[Section, ...]
    needs_person: tuple[ReviewReason, ...] = ()
    report_only: tuple[str, ...] = ()
