"""The shape of a quiz after reading: texts complete in each language, answers within the options.

Frozen, and written to JSON with pydantic's `TypeAdapter(Quiz)`: an attempt keeps the quiz it was taken with. Options
are known by their place in the author's order (from 0), whatever order they are shown in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from trainer.content.scenario import Lines, Text

QuestionType = Literal["single", "multiple", "truefalse", "numeric", "text", "order", "match", "cloze", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to choose, to put in order or to pair. `fixed` stays in place when the options are shuffled."""

    text: Text
    correct: bool = False
    feedback: Text | None = None
    match: Text | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze:
    """A text with gaps in one language: `texts[i]` stands before `gaps[i]`, the last of `texts` after all gaps.

    A gap is what is accepted in it, the first being the one shown as the answer.
    """

    texts: tuple[str, ...]
    gaps: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. What its type doesn't use is None or empty.

    `options`: single, multiple, order (written in the right order), match. `truth`, with `feedback_right` and
    `feedback_wrong`: truefalse. `number`, `tolerance` (absolute), `unit`: numeric. `accept`: text. `cloze` by language,
    each with as many gaps (`ask` then has `____` for each). `model`: open. `all_or_nothing`: multiple (`scoring: all`).
    `listen` is a line that is only heard, `voice` whose (f1-f3, m1-m3).
    """

    id: str
    type: QuestionType
    ask: Text
    competency: str
    explain: Text | None = None
    difficulty: int = 1
    listen: Text | None = None
    voice: str | None = None
    options: tuple[Option, ...] = ()
    all_or_nothing: bool = False
    truth: bool | None = None
    feedback_right: Text | None = None
    feedback_wrong: Text | None = None
    number: float | None = None
    tolerance: float = 0
    unit: Text | None = None
    accept: Lines = field(default_factory=dict)
    cloze: Mapping[str, Cloze] = field(default_factory=dict)
    model: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """Questions that belong together; `pass_mark` in percent (the key `pass`)."""

    id: str
    title: Text
    languages: tuple[str, ...]
    questions: tuple[Question, ...]
    pass_mark: float = 80
