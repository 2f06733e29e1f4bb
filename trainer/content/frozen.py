"""Scenarios, rubrics and quizzes as bytes: canonical JSON that records keep, and the hash it is named by."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from trainer.content.quiz import Question, Quiz
from trainer.content.rubric import Rubric
from trainer.content.scenario import Scenario

_SHAPES: Mapping[str, type] = {shape.__name__: shape for shape in (Scenario, Rubric, Quiz, Question)}


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(_SHAPES[name])


def freeze(thing: Scenario | Rubric | Quiz) -> bytes:
    """The same bytes for things written the same way; the author's order of nodes, moves and options is kept."""
    plain = _adapter(type(thing).__name__).dump_python(thing, mode="json")
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def thaw_scenario(frozen: bytes) -> Scenario:
    """The scenario that was frozen. Raises ValueError for anything else."""
    scenario = _adapter("Scenario").validate_json(frozen)
    assert isinstance(scenario, Scenario)
    return scenario


def thaw_rubric(frozen: bytes) -> Rubric:
    """The rubric that was frozen. Raises ValueError for anything else."""
    rubric = _adapter("Rubric").validate_json(frozen)
    assert isinstance(rubric, Rubric)
    return rubric


def thaw_quiz(frozen: bytes) -> Quiz:
    """The quiz that was frozen. Raises ValueError for anything else."""
    quiz = _adapter("Quiz").validate_json(frozen)
    assert isinstance(quiz, Quiz)
    return quiz


def question_version(question: Question) -> str:
    """Tells one wording of a question from another: 16 hexadecimal digits, whatever quiz it stands in."""
    plain = _adapter("Question").dump_python(question, mode="json")
    written = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return content_hash(written.encode())[:16]


def content_hash(frozen: bytes) -> str:
    """The SHA-256 of the bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(frozen).hexdigest()
