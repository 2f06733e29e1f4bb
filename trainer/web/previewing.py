"""The application that shows a file as it is saved: one page, no account, no data folder."""

import asyncio
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trainer.api.learning_routes import SAFE_PICTURE
from trainer.services.previewing import Previewed
from trainer.web import theme

SCRIPT = Path(__file__).parent / "script" / "preview.py"
PICTURES = "/preview/"

_shown: Previewed | None = None
_lang = "zh"


def application(previewed: Previewed, *, lang: str) -> st.App:
    """The application for a file; `lang` is the language it begins in."""
    global _shown, _lang
    _shown, _lang = previewed, lang
    theme.apply()
    return st.App(SCRIPT, routes=[Route(PICTURES + "{name:path}", _picture)])


def shown() -> Previewed:
    """The file."""
    assert _shown is not None
    return _shown


def lang() -> str:
    """The language to begin in."""
    return _lang


async def _picture(request: Request) -> Response:
    found = await asyncio.to_thread(shown().picture, request.path_params["name"])
    if found is None:
        return Response(status_code=404)
    headers = {
        "Content-Security-Policy": SAFE_PICTURE,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Response(found.body, media_type=found.media_type, headers=headers)
