"""Serves scripts and styles as plain files, without a build step.

The path holds a hash of all of a folder's: a browser may keep them for ever, and a new version is a new address.
"""

import hashlib
from functools import cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
FOR_EVER = "public, max-age=31536000, immutable"


class ServedFiles:
    """The scripts and styles below a folder, at `/<name>/<version>/…` of the application."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder

    @cached_property
    def _files(self) -> dict[str, Path]:
        """The servable files by their path below the folder; nothing else can be asked for."""
        return {
            path.relative_to(self.folder).as_posix(): path
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.suffix in TYPES
        }

    @cached_property
    def version(self) -> str:
        """A hash over all scripts and styles."""
        digest = hashlib.sha256()
        for name, path in self._files.items():
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()[:16]

    def address(self, file: str) -> str:
        """Where a file is below the application's root."""
        return f"/{self.name}/{self.version}/{file}"

    async def _asset(self, request: Request) -> Response:
        """One file. An address of another version gets the file too, but may not be kept."""
        path = self._files.get(str(request.path_params["name"]))
        if path is None:
            return Response("There is no such file.", status_code=404, media_type="text/plain")
        current = request.path_params["version"] == self.version
        headers = {"Cache-Control": FOR_EVER if current else "no-store", "X-Content-Type-Options": "nosniff"}
        return FileResponse(path, media_type=TYPES[path.suffix], headers=headers)

    def routes(self) -> list[Route]:
        """The routes to add to the application, beside its pages."""
        return [Route(f"/{self.name}/{{version}}/{{name:path}}", self._asset, methods=["GET"])]
