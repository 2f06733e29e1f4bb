"""Errors as RFC 9457 problem documents, each with a stable `code`."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, TypeAdapter
from starlette.exceptions import HTTPException

from trainer.errors import (
    Conflict,
    ContentHasProblems,
    EngineFailed,
    NotAllowed,
    NotFound,
    StoreFailed,
    TooMany,
    TrainerError,
    WrongUse,
)
from trainer.services.call_shapes import CallView
from trainer.services.hearing import BadAudio
from trainer.services.out_of_order import OutOfOrder

log = logging.getLogger(__name__)
LONGEST_DETAIL = 2000
"""What was sent may be quoted in a sentence, but need not come back whole."""
MEDIA_TYPE = "application/problem+json"
VIEW: TypeAdapter[CallView] = TypeAdapter(CallView)


class Problem(BaseModel):
    """An error. `code` is a stable word for programs, `detail` a sentence for people."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    call: CallView | None = None
    fields: list[dict[str, str]] | None = None


class ApiError(Exception):
    """A problem that only a route knows how to name."""

    def __init__(self, status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = headers or {}


KINDS: tuple[tuple[type[TrainerError], int, str], ...] = (
    (BadAudio, 422, "bad_audio"),
    (WrongUse, 422, "bad_input"),
    (NotFound, 404, "not_found"),
    (NotAllowed, 403, "not_allowed"),
    (TooMany, 429, "throttled"),
    (ContentHasProblems, 409, "content_problem"),
    (Conflict, 409, "out_of_order"),
    (EngineFailed, 502, "engine_failed"),
    (StoreFailed, 503, "store_failed"),
    (TrainerError, 500, "failed"),
)
WORDS = {401: "not_signed_in", 404: "not_found", 405: "method_not_allowed", 413: "too_long", 415: "bad_input"}


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    call: CallView | None = None,
    fields: list[dict[str, str]] | None = None,
) -> Response:
    """A problem document as a response."""
    detail = detail if len(detail) <= LONGEST_DETAIL else f"{detail[:LONGEST_DETAIL]}…"
    shown = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, code=code, call=call, fields=fields)
    body = shown.model_dump_json(exclude_none=call is None, exclude=None if fields else {"fields"})
    return Response(body, status_code=status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def of_error(error: TrainerError) -> Response:
    """What the product raised on purpose."""
    headers = {"Retry-After": f"{error.retry_after:.0f}"} if isinstance(error, TooMany) else None
    status, code = next((status, code) for kind, status, code in KINDS if isinstance(error, kind))
    call = None
    if isinstance(error, OutOfOrder):
        code, call = error.code, error.call
    return problem(status, code, error.told, headers=headers, call=call)


def install(app: FastAPI) -> None:
    """Turns every error of the application, the framework's own too, into a problem document."""

    @app.exception_handler(TrainerError)
    async def trainer_error(_request: Request, error: TrainerError) -> Response:
        if isinstance(error, StoreFailed | EngineFailed):
            log.error("%s", error)
        return of_error(error)

    @app.exception_handler(ApiError)
    async def api_error(_request: Request, error: ApiError) -> Response:
        return problem(error.status, error.code, error.detail, headers=error.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> Response:
        return of_validation(error.errors())

    @app.exception_handler(HTTPException)
    async def framework_error(_request: Request, error: HTTPException) -> Response:
        word = WORDS.get(error.status_code, "bad_input" if error.status_code < 500 else "failed")  # noqa: PLR2004
        code = str(getattr(error, "code", word))
        return problem(error.status_code, code, str(error.detail), headers=error.headers)

    @app.exception_handler(Exception)
    async def unexpected(_request: Request, error: Exception) -> Response:
        log.error("A request failed unexpectedly", exc_info=error)
        return problem(500, "failed", "Something went wrong here. What was saved before is kept; try again.")


def of_validation(errors: Any) -> Response:  # noqa: ANN401 - pydantic's list of dictionaries
    """Values of the wrong shape, all at once. Texts that are too long have a code of their own."""
    fields = [
        {"at": ".".join(str(part)[:200] for part in error["loc"]), "message": str(error["msg"])}
        for error in errors[:50]
    ]
    too_long = any(error["type"] == "string_too_long" for error in errors)
    detail = "; ".join(f"{field['at']}: {field['message']}" for field in fields) or "The request can't be read."
    return problem(422, "too_long" if too_long else "bad_input", detail, fields=fields)
