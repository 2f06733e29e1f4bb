"""Serves the phone's scripts and styles as plain files, without a build step.

The path holds a hash of all of them: a browser may keep them for ever, and a new version is a new address.
"""

import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

FOLDER = Path(__file__).parent
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def _files() -> dict[str, Path]:
    """The servable files by their path below this folder; nothing else can be asked for."""
    return {
        path.relative_to(FOLDER).as_posix(): path
        for path in sorted(FOLDER.rglob("*"))
        if path.is_file() and path.suffix in TYPES
    }


@cache
def version() -> str:
    """A hash over all scripts and styles."""
    digest = hashlib.sha256()
    for name, path in _files().items():
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def module_path() -> str:
    """The address of the phone's main module below the application's root."""
    return f"/softphone/{version()}/js/main.js"


async def _asset(request: Request) -> Response:
    """One file. An address of another version gets the file too, but may not be kept."""
    name = str(request.path_params["name"])
    path = _files().get(name)
    if path is None:
        return Response("There is no such file.", status_code=404, media_type="text/plain")
    current = request.path_params["version"] == version()
    headers = {"Cache-Control": FOR_EVER if current else "no-store", "X-Content-Type-Options": "nosniff"}
    return FileResponse(path, media_type=TYPES[path.suffix], headers=headers)


def routes() -> list[Route]:
    """The routes to add to the application, beside its pages."""
    return [Route("/softphone/{version}/{name:path}", _asset, methods=["GET"])]
