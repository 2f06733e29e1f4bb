"""Limits and headers that hold for every request, checked before anything else reads it."""

import asyncio

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trainer.api.problems import problem

JSON_LIMIT = 256 * 1024
AUDIO_LIMIT = 10 * 1024 * 1024 + 64 * 1024
"""A recording of 10 MB and the form around it."""
LONGEST_PAUSE = 30.0
"""Seconds between two pieces of a body; a phone with a bad connection sends something more often than that."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class BodyTooLarge(HTTPException):
    """The body went over the limit while it was read. An HTTPException, because FastAPI hides any other."""

    def __init__(self, limit: int) -> None:
        audio = limit > JSON_LIMIT
        size = f"{limit // (1024 * 1024)} MB" if audio else f"{limit // 1024} kB"
        detail = f"The request is larger than {size}. Nothing of it was kept."
        super().__init__(413, detail, headers={"Connection": "close"})
        self.code = "bad_audio" if audio else "too_long"


class BodyTooSlow(HTTPException):
    """The body stopped coming, and its connection would be held for ever."""

    def __init__(self) -> None:
        detail = f"Nothing of the request came for {LONGEST_PAUSE:.0f} s. Nothing of it was kept; send it again."
        super().__init__(408, detail, headers={"Connection": "close"})
        self.code = "too_slow"


class Limits:
    """Refuses bodies over the limit, by their announced length or while they come in, and adds security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = (
            AUDIO_LIMIT
            if headers.get("content-type", "").strip().lower().startswith("multipart/form-data")
            else JSON_LIMIT
        )
        announced = headers.get("content-length", "0")
        length = int(announced) if announced.isascii() and announced.isdigit() else 0
        seen, more = 0, True

        async def measured() -> Message:
            nonlocal seen, more
            if not more:  # then what comes is that the browser has gone, whenever that is
                return await receive()
            try:
                async with asyncio.timeout(LONGEST_PAUSE):
                    message = await receive()
            except TimeoutError as error:
                raise BodyTooSlow from error
            more = bool(message.get("more_body", False))
            seen += len(message.get("body", b""))
            if seen > limit:
                raise BodyTooLarge(limit)
            return message

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
                out.setdefault("Cache-Control", "no-store")
            await send(message)

        if length > limit:
            error = BodyTooLarge(limit)
            response = problem(413, error.code, error.detail, headers=error.headers)
            await response(scope, receive, guarded)
        else:
            await self.app(scope, measured, guarded)
