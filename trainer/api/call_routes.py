"""Calls over HTTP: what the soft phone talks to."""

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException

from trainer.api.documents import TURN_BODY, errors
from trainer.api.problems import ApiError
from trainer.api.signed_in import AtDesk, CsrfChecked, SignedIn, trusted
from trainer.records.scorecards import SCORECARD
from trainer.scoring.debrief import Debrief
from trainer.scoring.scorecard import Scorecard
from trainer.services.call_shapes import CallSummary, CallView, Mode, TurnAnswer
from trainer.services.inputs import FIELD_LIMIT
from trainer.services.turns import JsonTurn, SpokenTurn, TurnRequest

router = APIRouter(tags=["calls"])
TURN: TypeAdapter[JsonTurn] = TypeAdapter(JsonTurn)
SPOKEN: TypeAdapter[SpokenTurn] = TypeAdapter(SpokenTurn)
VIEW: TypeAdapter[CallView] = TypeAdapter(CallView)
DEBRIEF: TypeAdapter[Debrief] = TypeAdapter(Debrief)
HISTORY: TypeAdapter[list[CallSummary]] = TypeAdapter(list[CallSummary])
JSON = "application/json"
WAV: dict[str, Any] = {
    "description": "A wav.",
    "content": {"audio/wav": {"schema": {"type": "string", "format": "binary"}}},
}
Id = Annotated[str, Field(max_length=200)]


class NewCall(BaseModel):
    """A call to begin. Without `seed` one is drawn; without `persona` the seed decides."""

    model_config = ConfigDict(extra="forbid")
    scenario: Id
    lang: Annotated[str, Field(max_length=16)]
    mode: Mode = "practice"
    persona: Id | None = None
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class TryAgain(BaseModel):
    """From which turn on to try again."""

    model_config = ConfigDict(extra="forbid")
    seq: Annotated[int, Field(ge=1, le=1_000_000)]


class WrapUp(BaseModel):
    """The work order: field to value; for a choice the option's id. Without fields it is handed in empty."""

    model_config = ConfigDict(extra="forbid")
    fields: dict[Id, Annotated[str, Field(max_length=FIELD_LIMIT)]]


@router.get("/calls", response_model=list[CallSummary], responses=errors(401, 403, 422, 503))
async def history(
    person: SignedIn,
    at: AtDesk,
    *,
    everybody: bool = False,
    scenario: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """The calls taken, newest first."""
    found = await at.slowly(
        at.services.calls.history, person, everybody=everybody, scenario=scenario, limit=limit, offset=offset
    )
    return Response(HISTORY.dump_json(found), media_type=JSON)


@router.post(
    "/calls",
    status_code=201,
    response_model=CallView,
    responses=errors(400, 401, 403, 404, 409, 413, 422, 503),
    dependencies=[CsrfChecked],
)
async def begin(wanted: NewCall, person: SignedIn, at: AtDesk) -> Response:
    """Begins a call; it rings."""
    call = await at.quickly(
        at.services.calls.begin, person, wanted.scenario, wanted.lang, wanted.mode, wanted.persona, wanted.seed
    )
    location = {"Location": f"/api/calls/{call.id}"}
    return Response(VIEW.dump_json(call), status_code=201, media_type=JSON, headers=location)


@router.get("/calls/{call_id}", response_model=CallView, responses=errors(401, 404, 503))
async def view(call_id: str, person: SignedIn, at: AtDesk) -> Response:
    """The call as it stands, for a phone that comes back."""
    return Response(VIEW.dump_json(await at.quickly(at.services.calls.view, person, call_id)), media_type=JSON)


async def read_turn(request: Request) -> TurnRequest:
    """The turn in a JSON body or a form with a recording."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _spoken_turn(request)
    if kind not in (JSON, ""):
        raise ApiError(415, "bad_input", "Send a turn as application/json, or multipart/form-data with `audio`.")
    return TURN.validate_json(await request.body())


async def _spoken_turn(request: Request) -> SpokenTurn:
    try:
        async with request.form(max_files=1, max_fields=12, max_part_size=64 * 1024) as form:
            audio = form.get("audio")
            values: dict[str, Any] = {key: value for key, value in form.items() if isinstance(value, str)}
            values.pop("audio", None)
            if not isinstance(audio, UploadFile):
                raise ApiError(422, "bad_audio", "The form has no file `audio`.")
            values["audio"] = await audio.read()
    except MultiPartException as error:
        raise ApiError(422, "bad_input", f"The form can't be read: {error}") from error
    return SPOKEN.validate_python(values)


@router.post(
    "/calls/{call_id}/turns",
    response_model=TurnAnswer,
    responses=errors(400, 401, 403, 404, 409, 413, 415, 422, 502, 503),
    openapi_extra={"requestBody": TURN_BODY},
)
async def take_turn(call_id: str, request: Request) -> Response:
    """Takes one turn; it is on disk before this answers. The same turn again gets the same answer."""
    at, person = await trusted(request)
    turn = await read_turn(request)
    run = at.slowly if isinstance(turn, SpokenTurn) else at.quickly
    return Response(await run(at.services.calls.take_turn_json, person, call_id, turn), media_type=JSON)


@router.post(
    "/calls/{call_id}/try-again",
    status_code=201,
    response_model=CallView,
    responses=errors(400, 401, 403, 404, 413, 422, 503),
    dependencies=[CsrfChecked],
)
async def try_again(call_id: str, wanted: TryAgain, person: SignedIn, at: AtDesk) -> Response:
    """A new call that begins with the same turns, up to before turn `seq`."""
    call = await at.quickly(at.services.calls.try_again, person, call_id, wanted.seq)
    location = {"Location": f"/api/calls/{call.id}"}
    return Response(VIEW.dump_json(call), status_code=201, media_type=JSON, headers=location)


@router.post(
    "/calls/{call_id}/wrap-up",
    response_model=Scorecard,
    responses=errors(400, 401, 403, 404, 409, 413, 422, 503),
    dependencies=[CsrfChecked],
)
async def wrap_up(call_id: str, wanted: WrapUp, person: SignedIn, at: AtDesk) -> Response:
    """Hands in the work order, or does without one; answers with the scorecard. The same one twice changes nothing."""
    card = await at.quickly(at.services.calls.wrap_up, person, call_id, wanted.fields)
    return Response(SCORECARD.dump_json(card), media_type=JSON)


@router.get("/calls/{call_id}/scorecard", response_model=Scorecard, responses=errors(401, 404, 409, 503))
async def scorecard(call_id: str, person: SignedIn, at: AtDesk) -> Response:
    """The score with its evidence."""
    card = await at.quickly(at.services.calls.scorecard, person, call_id)
    return Response(SCORECARD.dump_json(card), media_type=JSON)


@router.get("/calls/{call_id}/debrief", response_model=Debrief, responses=errors(401, 404, 409, 503))
async def debrief(call_id: str, person: SignedIn, at: AtDesk) -> Response:
    """What the call teaches."""
    made = await at.slowly(at.services.calls.debrief, person, call_id)
    return Response(DEBRIEF.dump_json(made), media_type=JSON)


@router.get(
    "/calls/{call_id}/audio/{line_id}.wav",
    response_class=FileResponse,
    responses={200: WAV, **errors(401, 404, 502, 503)},
)
async def line_audio(call_id: str, line_id: str, person: SignedIn, at: AtDesk) -> Response:
    """A line the customer said in this call."""
    path: Path = await at.slowly(at.services.calls.line_audio, person, call_id, line_id)
    return FileResponse(path, media_type="audio/wav", headers={"Cache-Control": "private, max-age=86400"})


@router.get(
    "/calls/{call_id}/recording.wav",
    response_class=Response,
    responses={200: WAV, **errors(401, 404, 502, 503)},
)
async def whole_recording(call_id: str, person: SignedIn, at: AtDesk) -> Response:
    """The whole call, both sides."""
    return _ranged(await at.slowly(at.services.calls.recording, person, call_id))


@router.get(
    "/calls/{call_id}/recording/{seq}.wav",
    response_class=Response,
    responses={200: WAV, **errors(401, 404, 422, 503)},
)
async def turn_recording(call_id: str, seq: int, person: SignedIn, at: AtDesk) -> Response:
    """What the trainee said in one turn."""
    return _ranged(await at.slowly(at.services.calls.recording, person, call_id, seq))


def _ranged(wav: bytes) -> Response:
    return Response(wav, media_type="audio/wav")
