"""Scenarios and rubrics as bytes: canonical JSON that a call's record keeps, and the hash it is named by."""

import hashlib
import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from trainer.content.rubric import Rubric
from trainer.content.scenario import Scenario


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(Scenario if name == "Scenario" else Rubric)


def freeze(thing: Scenario | Rubric) -> bytes:
    """The same bytes for things written the same way; the author's order of nodes, moves and variants is kept."""
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


def content_hash(frozen: bytes) -> str:
    """The SHA-256 of the bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(frozen).hexdigest()
