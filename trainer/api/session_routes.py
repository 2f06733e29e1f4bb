"""Signing in and out, and the owner's account."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from trainer.api.documents import errors
from trainer.api.problems import ApiError
from trainer.api.signed_in import (
    SESSION_COOKIE,
    AtDesk,
    CsrfChecked,
    Desk,
    SignedIn,
    address,
    set_session,
    visit,
)
from trainer.errors import NotAllowed
from trainer.people.roles import Person, Role
from trainer.services.people import SESSION_LASTS

router = APIRouter(tags=["session"])
Short = Annotated[str, Field(max_length=400)]


class SignIn(BaseModel):
    """A name and its password."""

    model_config = ConfigDict(extra="forbid")
    name: Short
    password: Short


class NewOwner(SignIn):
    """The first account. `code`: the one printed in the terminal, when it is asked for."""

    display_name: Short | None = None
    code: Short | None = None


class PersonShown(BaseModel):
    """Somebody with an account."""

    id: str
    name: str
    display_name: str
    role: Role


class Session(BaseModel):
    """Who this browser belongs to, and the header its unsafe requests need."""

    signed_in: bool
    needs_owner: bool
    needs_code: bool
    csrf: str
    lang: str
    person: PersonShown | None = None


@router.get("/session", responses=errors(503))
async def who_am_i(request: Request, response: Response, at: AtDesk) -> Session:
    """Who is signed in, and the CSRF token."""
    people = at.services.people
    token = request.cookies.get(SESSION_COOKIE, "")
    found = await at.quickly(people.who, token) if token else None
    if found is None:
        if token:
            # An ended session's cookie would stand before the visit's, and the header handed out would not fit it.
            response.delete_cookie(SESSION_COOKIE, path="/")
        token = visit(request, response)
    return await at.quickly(_session, at, found, token, request)


@router.post("/session", responses=errors(400, 403, 413, 422, 429, 503), dependencies=[CsrfChecked])
async def sign_in(request: Request, response: Response, wanted: SignIn, at: AtDesk) -> Session:
    """Signs in. Wrong tries are slowed down."""
    return await _signed_in(request, response, at, wanted)


@router.delete("/session", status_code=204, responses=errors(403, 503), dependencies=[CsrfChecked])
async def sign_out(request: Request, at: AtDesk) -> Response:
    """Signs out; nothing happens for a browser that isn't signed in."""
    token = request.cookies.get(SESSION_COOKIE, "")
    if token:
        await at.quickly(at.services.people.sign_out, token)
    response = Response(status_code=204)
    response.delete_cookie(SESSION_COOKIE, path="/")
    return response


@router.post("/owner", status_code=201, responses=errors(400, 403, 409, 413, 422, 429, 503), dependencies=[CsrfChecked])
async def create_owner(request: Request, response: Response, wanted: NewOwner, at: AtDesk) -> Session:
    """Makes the first account and signs in with it. Only while nobody exists."""
    await at.slowly(
        at.services.people.create_owner,
        wanted.name,
        wanted.password,
        wanted.display_name,
        wanted.code,
        address=address(request),
    )
    return await _signed_in(request, response, at, wanted)


class Preferences(BaseModel):
    """What a person likes; what is left out stays."""

    model_config = ConfigDict(extra="forbid")
    lang: Short | None = None
    theme: Short | None = None


@router.put("/preferences", responses=errors(400, 401, 403, 413, 422, 503), dependencies=[CsrfChecked])
async def prefer(wanted: Preferences, person: SignedIn, at: AtDesk) -> Preferences:
    """Changes language or theme."""
    await at.quickly(at.services.people.prefer, person, lang=wanted.lang, theme=wanted.theme)
    kept = await at.quickly(at.services.people.preferences, person)
    return Preferences(lang=kept.get("lang"), theme=kept.get("theme"))


async def _signed_in(request: Request, response: Response, at: Desk, wanted: SignIn) -> Session:
    people = at.services.people
    try:
        token = await at.slowly(people.sign_in, wanted.name, wanted.password, address=address(request))
    except NotAllowed as error:
        raise ApiError(403, "wrong_password", str(error)) from error
    set_session(request, response, token, lasts=SESSION_LASTS.total_seconds())
    found = await at.quickly(people.who, token)
    return await at.quickly(_session, at, found, token, request)


def _session(at: Desk, found: Person | None, token: str, request: Request) -> Session:
    people, settings = at.services.people, at.services.settings
    needs_owner = people.needs_owner()
    shown = None
    lang = settings.first_language(request.headers.get("accept-language", ""))
    if found is not None:
        shown = PersonShown(id=found.id, name=found.name, display_name=found.display_name, role=found.role)
        lang = people.preferences(found).get("lang", lang)
    return Session(
        signed_in=found is not None,
        needs_owner=needs_owner,
        needs_code=needs_owner and people.needs_code(address(request)),
        csrf=people.csrf(token),
        lang=lang,
        person=shown,
    )
