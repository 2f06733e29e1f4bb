"""Where the routes stand in an application that has pages too."""

import re

from starlette.routing import Mount
from starlette.types import ASGIApp


class ApiMount(Mount):
    """Everything under /api. Starlette's own lets a path with a line break in it slip through to the pages."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__("/api", app=app)
        self.path_regex = re.compile(self.path_regex.pattern, re.DOTALL)
