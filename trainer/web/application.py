"""The ASGI application: Streamlit's pages and the routes under /api, on one port.

`trainer serve` and `uvicorn trainer.web.application:app` start `app` here. `streamlit run app.py` reads the source of
app.py for a call of `st.App`, so that file makes its own from the same pieces.
"""

import asyncio
import gc
import importlib
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from trainer.api.mount import ApiMount
from trainer.web import navigation, running, theme
from trainer.web.parts.labs import drawing
from trainer.web.softphone import assets

MAIN = Path(__file__).parent / "script" / "main.py"
"""The script behind every page. It has a folder of its own: beside a folder called `pages`, Streamlit would run that
folder's files as scripts whenever an address leads straight to one of them."""


class _Api:
    """The routes under /api, made on first use: importing this module must stay fast and touch no data folder."""

    def __init__(self) -> None:
        self._app: ASGIApp | None = None

    async def ready(self) -> ASGIApp:
        """The FastAPI application, made in a thread so that the event loop goes on."""
        if self._app is None:
            self._app = await asyncio.to_thread(self._make)
        return self._app

    @staticmethod
    def _make() -> ASGIApp:
        from trainer.api.app import api_app  # noqa: PLC0415 - see the class

        return api_app(running.services())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = await self.ready()
        await app(scope, receive, send)


_api = _Api()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, object]]:
    """Opens the services before the first request (a damaged store stops the start); closes them at the end."""
    await _api.ready()
    threading.Thread(target=_warm, name="warm", daemon=True).start()
    try:
        yield {}
    finally:
        former = running.use(None)
        if former is not None:
            await asyncio.to_thread(former.close)


def _warm() -> None:
    """Loads what the first visitor would otherwise wait for: the pages, and what draws their charts."""
    running.services().warm(then=_keep)
    for place in navigation.PLACES:
        importlib.import_module(f"trainer.web.pages.{place.module}")


def _keep() -> None:
    """What was made ready stays until the end: Streamlit has the collector look at everything after each rerun."""
    gc.collect()
    gc.freeze()


def routes() -> list[BaseRoute]:
    """What is served beside the pages."""
    return [ApiMount(_api), *assets.routes(), *drawing.routes()]


theme.apply()
app = st.App(MAIN, lifespan=lifespan, routes=routes())
