"""The FastAPI application that is mounted under /api."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response
from pydantic import BaseModel, ValidationError

from trainer import __version__
from trainer.api import call_routes, learning_routes, problems, session_routes
from trainer.api.documents import add_shared_schemas, errors
from trainer.api.limits import Limits
from trainer.api.signed_in import AtDesk, Desk
from trainer.services import Services


class Health(BaseModel):
    """That the application runs, and with what. `hearing`: the recogniser by language, null where calls are typed."""

    status: str
    version: str
    database: str
    content: dict[str, int]
    hearing: dict[str, str | None]


def api_app(services: Services) -> FastAPI:
    """The routes of interfaces.md for these services."""
    app = FastAPI(
        title="Call Trainer",
        version=__version__,
        description="What the soft phone talks to. Errors are RFC 9457 problem documents with a stable `code`.",
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        servers=[{"url": "/api"}],
        root_path_in_servers=False,
    )
    app.state.desk = Desk(services)
    problems.install(app)

    @app.exception_handler(ValidationError)
    async def bad_turn(_request: Request, error: ValidationError) -> Response:
        return problems.of_validation(error.errors(include_url=False, include_input=False))

    app.include_router(session_routes.router)
    app.include_router(call_routes.router)
    app.include_router(learning_routes.router)

    @app.get("/health", responses=errors(503), tags=["health"])
    async def health(at: AtDesk) -> Health:
        """Whether the application and its database are there. Needs no sign-in."""
        return await at.quickly(_health, at)

    @app.get("/ok", include_in_schema=False)
    async def ok() -> dict[str, bool]:
        """Nothing but an answer; what other routes are measured against."""
        return {"ok": True}

    app.add_middleware(Limits)
    _document(app)
    return app


def _health(at: Desk) -> Health:
    services = at.services
    library = services.library
    return Health(
        status="ok",
        version=__version__,
        database=services.store.ping(),
        content={
            "scenarios": len(library.scenarios),
            "rubrics": len(library.rubrics),
            "articles": len(library.articles),
            "courses": len(library.courses),
            "quizzes": len(library.quizzes),
            "problems": len(library.problems),
        },
        hearing=services.speech.hearing(),
    )


def _document(app: FastAPI) -> None:
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = made()
            add_shared_schemas(document)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
