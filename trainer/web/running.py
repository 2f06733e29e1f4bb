"""The services this process runs with: built once, on first use, and shared by the pages and the routes under /api."""

import threading

from trainer.services import Services
from trainer.settings import read_settings
from trainer.wiring import build

_lock = threading.Lock()
_services: Services | None = None


def services() -> Services:
    """The services in force; builds them on the first call. Raises what `wiring.build` raises, each time anew."""
    global _services  # noqa: PLW0603 - one process, one set of services
    with _lock:
        if _services is None:
            _services = build(read_settings())
        return _services


def use(given: Services | None) -> Services | None:
    """Puts other services in their place (None: build again when next asked for) and hands back the former ones."""
    global _services
    with _lock:
        former, _services = _services, given
        return former
