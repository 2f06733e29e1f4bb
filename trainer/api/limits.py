"""Limits and headers that hold for every request, checked before anything else reads it."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trainer.api.problems import problem

JSON_LIMIT = 256 * 1024
AUDIO_LIMIT = 10 * 1024 * 1024 + 64 * 1024
"""A recording of 10 MB and the form around it."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class TooLarge(Exception):  # noqa: N818 - control flow inside this file
    """The body went over the limit while it was read."""


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
        limit = AUDIO_LIMIT if headers.get("content-type", "").startswith("multipart/form-data") else JSON_LIMIT
        announced = headers.get("content-length", "0")
        length = int(announced) if announced.isascii() and announced.isdigit() else 0
        started = False
        seen = 0

        async def measured() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise TooLarge
            return message

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
                out.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            if length <= limit:
                await self.app(scope, measured, guarded)
                return
        except TooLarge:
            if started:
                return
        await _refusal(limit)(scope, receive, guarded)


def _refusal(limit: int) -> Response:
    audio = limit > JSON_LIMIT
    size = f"{limit // (1024 * 1024)} MB" if audio else f"{limit // 1024} kB"
    detail = f"The request is larger than {size}. Nothing of it was kept."
    return problem(413, "bad_audio" if audio else "too_long", detail, headers={"Connection": "close"})
