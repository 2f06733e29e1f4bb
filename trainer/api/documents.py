"""What the OpenAPI document says about errors and bodies that the framework can't see by itself."""

from typing import Any

from pydantic import TypeAdapter

from trainer.api.problems import MEDIA_TYPE, Problem
from trainer.services.turns import JsonTurn

REASONS = {
    400: "The body can't be read.",
    401: "Nobody is signed in.",
    403: "Not allowed, or the CSRF header is missing.",
    404: "There is no such thing, or it isn't this person's.",
    408: "The body stopped coming.",
    409: "It has moved on (`call` says where it stands), or something else comes first.",
    413: "The body is too large.",
    415: "The body is of another kind.",
    422: "The values can't be used.",
    429: "Too many tries; `Retry-After` says when to try again.",
    502: "A voice or recogniser failed.",
    503: "The data folder can't be written or read.",
}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error responses of a route. One that reads a body may also tire of waiting for it."""
    if 413 in statuses:  # noqa: PLR2004 - the body is too large
        statuses = (*statuses, 408)
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": REASONS[status], "content": {MEDIA_TYPE: {"schema": schema}}} for status in statuses
    }


def add_shared_schemas(document: dict[str, Any]) -> None:
    """Adds the problem document and the turns to the schemas."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name, adapter in (("Problem", TypeAdapter(Problem)), ("Turn", TypeAdapter(JsonTurn))):
        mode = "serialization" if name == "Problem" else "validation"
        made = adapter.json_schema(ref_template="#/components/schemas/{model}", mode=mode)  # type: ignore[arg-type]
        for key, each in made.pop("$defs", {}).items():
            schemas.setdefault(key, each)
        schemas[name] = made


TURN_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/Turn"}},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["seq", "type", "audio"],
                "properties": {
                    "seq": {"type": "integer", "minimum": 1, "maximum": 1_000_000},
                    "type": {"const": "say"},
                    "at": {"type": "number", "minimum": 0, "maximum": 86_400},
                    "began": {"type": "number", "minimum": 0, "maximum": 86_400},
                    "answer_delay": {"type": "number", "minimum": 0, "maximum": 86_400},
                    "over_customer": {"type": "boolean"},
                    "audio": {"type": "string", "format": "binary", "description": "wav, 16-bit mono, 8-48 kHz"},
                },
            }
        },
    },
}
