"""The phone's scripts and styles, served as plain files."""

from pathlib import Path

from starlette.routing import Route

from trainer.web.served_files import ServedFiles

FOLDER = Path(__file__).parent
_FILES = ServedFiles("softphone", FOLDER)


def version() -> str:
    """A hash over all scripts and styles."""
    return _FILES.version


def module_path() -> str:
    """The address of the phone's main module below the application's root."""
    return _FILES.address("js/main.js")


def routes() -> list[Route]:
    """The routes to add to the application, beside its pages."""
    return _FILES.routes()
