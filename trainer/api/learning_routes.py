"""Reading and reviewing over HTTP: the place in a text, active time, what is only heard, pictures."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from trainer.api.call_routes import WAV
from trainer.api.documents import errors
from trainer.api.signed_in import AtDesk, CsrfChecked, Desk, SignedIn
from trainer.people.roles import Person
from trainer.services.reading_aloud import LONGEST

router = APIRouter(prefix="/learning", tags=["learning"])
KEPT_A_DAY = "private, max-age=86400"
SAFE_PICTURE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A picture draws itself and does nothing else, even when it is opened by itself."""
Seconds = Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)]
Ref = Annotated[str, Field(max_length=250)]


class Place(BaseModel):
    """Where somebody is in a text, and the seconds they were active since the last report."""

    model_config = ConfigDict(extra="forbid")
    module: Ref
    anchor: Annotated[str, Field(max_length=200)] = ""
    fraction: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
    seconds: Seconds = 0


class Active(BaseModel):
    """Seconds somebody was active at something else than a text since the last report."""

    model_config = ConfigDict(extra="forbid")
    kind: Annotated[str, Field(max_length=16)]
    ref: Ref
    seconds: Seconds


class Counted(BaseModel):
    """The seconds that were counted: no more than have passed since the last report."""

    counted: float


@router.post("/reading", responses=errors(400, 401, 403, 404, 409, 413, 422, 503), dependencies=[CsrfChecked])
async def reading(place: Place, person: SignedIn, at: AtDesk) -> Counted:
    """Keeps the place in a module's text and counts the active time."""
    return Counted(counted=await at.quickly(_keep_place, at, person, place))


def _keep_place(at: Desk, person: Person, place: Place) -> float:
    courses = at.services.courses
    courses.keep_place(person, place.module, anchor=place.anchor, fraction=place.fraction)
    return courses.report(person, "module", place.module, place.seconds) if place.seconds else 0.0


@router.post("/activity", responses=errors(400, 401, 403, 404, 409, 413, 422, 503), dependencies=[CsrfChecked])
async def activity(active: Active, person: SignedIn, at: AtDesk) -> Counted:
    """Counts active time."""
    counted = await at.quickly(at.services.courses.report, person, active.kind, active.ref, active.seconds)
    return Counted(counted=counted)


@router.get(
    "/attempts/{attempt_id}/heard/{question}.wav",
    response_class=FileResponse,
    responses={200: WAV, **errors(401, 404, 502, 503)},
)
async def heard_in_attempt(attempt_id: str, question: str, person: SignedIn, at: AtDesk) -> Response:
    """What a question of a self-check has to be heard."""
    path: Path = await at.slowly(at.services.heard_lines.of_attempt, person, attempt_id, question)
    return FileResponse(path, media_type="audio/wav", headers={"Cache-Control": KEPT_A_DAY})


@router.get(
    "/cards/{card_id}/heard.wav",
    response_class=FileResponse,
    responses={200: WAV, **errors(401, 404, 422, 502, 503)},
)
async def heard_on_card(
    card_id: str, person: SignedIn, at: AtDesk, lang: Annotated[str, Query(max_length=16)] = "zh"
) -> Response:
    """What a review card has to be heard."""
    path: Path = await at.slowly(at.services.heard_lines.of_card, person, card_id, lang)
    return FileResponse(path, media_type="audio/wav", headers={"Cache-Control": "no-store"})


@router.get("/speech.wav", response_class=Response, responses={200: WAV, **errors(401, 422, 429, 502, 503)})
async def speech(
    text: Annotated[str, Query(min_length=1, max_length=LONGEST)],
    person: SignedIn,
    at: AtDesk,
    lang: Annotated[str, Query(max_length=16)] = "zh",
) -> Response:
    """A text of one's own, read aloud: a menu somebody designs in a lab."""
    wav = await at.slowly(at.services.reading_aloud.wav, person, text, lang)
    return Response(wav, media_type="audio/wav", headers={"Cache-Control": KEPT_A_DAY})


@router.get("/pictures/{name:path}", response_class=Response, responses=errors(401, 404, 503))
async def picture(name: str, person: SignedIn, at: AtDesk) -> Response:  # noqa: ARG001 - only for those signed in
    """A picture of the content, by its path (`assets/…`)."""
    body, kind = await at.slowly(at.services.courses.picture, name)
    headers = {
        "Cache-Control": "private, max-age=600",
        "Content-Security-Policy": SAFE_PICTURE,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(body, media_type=kind, headers=headers)
