"""Who asks: the cookie, and the header that unsafe requests need besides."""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, ParamSpec, TypeVar

from fastapi import Depends, Request, Response

from trainer.api.problems import ApiError
from trainer.people.roles import Person
from trainer.services import Services

SESSION_COOKIE = "trainer_session"
VISIT_COOKIE = "trainer_visit"
"""Held by browsers that aren't signed in, so that signing in is protected too."""
CSRF_HEADER = "X-Trainer-CSRF"

P = ParamSpec("P")
T = TypeVar("T")


class Desk:
    """The services, and threads of their own for what would hold up the event loop."""

    def __init__(self, services: Services) -> None:
        self.services = services
        # As many as may share a commit: most of a turn's time is spent waiting for the disk.
        self.quick = ThreadPoolExecutor(16, thread_name_prefix="turns")
        self.slow = ThreadPoolExecutor(16, thread_name_prefix="slow")

    async def quickly(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs short work in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self.quick, lambda: work(*args, **kwargs))

    async def slowly(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs work that may wait for an engine or a hash, without holding up turns."""
        return await asyncio.get_running_loop().run_in_executor(self.slow, lambda: work(*args, **kwargs))

    def close(self) -> None:
        """Lets the threads end."""
        self.quick.shutdown(wait=False, cancel_futures=True)
        self.slow.shutdown(wait=False, cancel_futures=True)


async def desk(request: Request) -> Desk:
    """The desk of this application. Asynchronous, like all that is quick here: FastAPI gives the rest a thread each."""
    found = request.app.state.desk
    assert isinstance(found, Desk)
    return found


async def csrf_checked(request: Request, at: Annotated[Desk, Depends(desk)]) -> None:
    """Refuses an unsafe request whose header doesn't fit its cookie."""
    _check_csrf(request, at)


async def trusted(request: Request) -> tuple[Desk, Person]:
    """The desk and who asks, for an unsafe request; as the dependencies here, without the framework's own work.

    Raises a 403 problem for a header that doesn't fit, a 401 problem for nobody.
    """
    at = await desk(request)
    _check_csrf(request, at)
    return at, await person(request, at)


def _check_csrf(request: Request, at: Desk) -> None:
    token = request.cookies.get(SESSION_COOKIE) or request.cookies.get(VISIT_COOKIE) or ""
    if not token or not at.services.people.csrf_holds(token, request.headers.get(CSRF_HEADER)):
        raise ApiError(
            403, "csrf", f"The header {CSRF_HEADER} is missing or old. Ask GET /api/session for it, then try again."
        )


async def person(request: Request, at: Annotated[Desk, Depends(desk)]) -> Person:
    """Who has signed in. Raises a 401 problem for nobody."""
    token = request.cookies.get(SESSION_COOKIE, "")
    found = at.services.people.remembered(token) or await at.quickly(at.services.people.who, token)
    if found is None:
        raise ApiError(401, "not_signed_in", "Sign in first.")
    return found


def set_session(request: Request, response: Response, token: str, *, lasts: float) -> None:
    """Gives the browser its cookie."""
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(lasts),
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def visit(request: Request, response: Response) -> str:
    """The cookie of a browser that isn't signed in; gives it one when it has none."""
    token = request.cookies.get(VISIT_COOKIE, "")
    if not token or len(token) > 200:  # noqa: PLR2004 - far longer than any of ours
        token = secrets.token_urlsafe(24)
        response.set_cookie(
            VISIT_COOKIE, token, path="/", httponly=True, samesite="lax", secure=request.url.scheme == "https"
        )
    return token


def address(request: Request) -> str | None:
    """Where the request came from."""
    return request.client.host if request.client else None


AtDesk = Annotated[Desk, Depends(desk)]
SignedIn = Annotated[Person, Depends(person)]
CsrfChecked = Depends(csrf_checked)
