"""What conditions compare: a text with a number, or an ending that doesn't exist, can never be right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from trainer.content.expression import Both, Call, Comparison, Constant, Minus, Name, Not, Part, parse
from trainer.content.fields import Reference, suggestion
from trainer.content.problem import Problem
from trainer.content.reading import ScalarNode, shorten
from trainer.content.scenario import CALL_ENDINGS, Persona

Kind = Literal["number", "text", "truth", "any"]

_WORDS = {"number": "a number", "text": "a text", "truth": "true or false"}


def persona_kinds(personas: Mapping[str, Persona]) -> dict[str, Kind]:
    """What each key of the personas holds; `any` where they differ."""
    kinds: dict[str, Kind] = {"id": "text", "name": "text", "voice": "text", "mood": "number"}
    for persona in personas.values():
        for key, value in persona.keys.items():
            kind = _constant(value if isinstance(value, bool | int | float) else "")
            kinds[key] = kind if kinds.get(key, kind) == kind else "any"
    return kinds


@dataclass(frozen=True, slots=True)
class Mistake:
    """What makes no sense in a condition, in words for its author; `column` counts from 1 within the condition."""

    column: int
    message: str


def check_condition(ref: Reference, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    """The problems of a condition noted while reading, each at the part of it that makes no sense."""
    assert isinstance(ref.node, ScalarNode)
    for mistake in mistakes(ref.name, kinds):
        message = f"`{shorten(ref.name)}` makes no sense: {mistake.message}"
        yield Problem(ref.file, ref.line, ref.node.column_of(mistake.column), "V213", message)


def mistakes(source: str, kinds: Mapping[str, Kind]) -> Iterator[Mistake]:
    """What makes no sense in a condition that can be read."""
    found: list[Mistake] = []
    part = parse(source).part
    kind = _kind(part, kinds, found)
    if kind in ("number", "text"):
        message = f"it is {_WORDS[kind]}, and a condition has to be true or false; compare it with something"
        found.append(Mistake(part.column, message))
    yield from found


def _constant(value: bool | float | str) -> Kind:  # noqa: FBT001 - any value may come
    return "text" if isinstance(value, str) else "truth" if isinstance(value, bool) else "number"


def _kind(part: Part, kinds: Mapping[str, Kind], found: list[Mistake]) -> Kind:  # noqa: PLR0911 - one return for each shape
    if isinstance(part, Constant):
        return _constant(part.value)
    if isinstance(part, Name):
        if part.kind == "persona":
            return kinds.get(part.name, "any")
        return "text" if part.kind == "ending" else "number"
    if isinstance(part, Call):
        return "number" if part.function == "count" else "truth"
    if isinstance(part, Minus):
        if _kind(part.part, kinds, found) in ("text", "truth"):
            found.append(Mistake(part.column, "a minus can only stand before a number"))
        return "number"
    if isinstance(part, Not):
        _truth(part.part, kinds, found, "not")
        return "truth"
    if isinstance(part, Both):
        _truth(part.left, kinds, found, part.word)
        _truth(part.right, kinds, found, part.word)
        return "truth"
    _compared(part, kinds, found)
    return "truth"


def _truth(part: Part, kinds: Mapping[str, Kind], found: list[Mistake], word: str) -> None:
    kind = _kind(part, kinds, found)
    if kind in ("number", "text"):
        message = f"`{word}` joins what is true or false, and here is {_WORDS[kind]}; compare it with something"
        found.append(Mistake(part.column, message))


def _compared(part: Comparison, kinds: Mapping[str, Kind], found: list[Mistake]) -> None:
    left, right = _kind(part.left, kinds, found), _kind(part.right, kinds, found)
    if "any" not in (left, right) and left != right:
        message = f"{_WORDS[left]} is compared with {_WORDS[right]} (`{part.sign}`), which never fits"
        found.append(Mistake(part.column, message))
    elif part.sign not in ("==", "!=") and left in ("text", "truth"):
        message = f"`{part.sign}` compares numbers, and here is {_WORDS[left]}; use == or !="
        found.append(Mistake(part.column, message))
    for one, other in ((part.left, part.right), (part.right, part.left)):
        if isinstance(one, Name) and one.kind == "ending" and isinstance(other, Constant):
            word = str(other.value)
            if left == right == "text" and word not in CALL_ENDINGS:
                close = suggestion(word, CALL_ENDINGS)
                hint = f"did you mean '{close}'?" if close else "there is " + ", ".join(CALL_ENDINGS)
                found.append(Mistake(other.column, f"no call ends as '{word}'; {hint}"))
