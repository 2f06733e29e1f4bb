"""Beginning a call from a page: once for each wish, however often its button is pressed until the phone is there."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import streamlit as st

from trainer.services.call_shapes import CallView
from trainer.web import navigation
from trainer.web.parts import guard
from trainer.web.session import Visitor

IMPATIENT = timedelta(minutes=1)
"""So long the same wish means the call that rings already, as long as nobody has done anything in it."""
_LATEST = "call_begun"
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class _Latest:
    """The call this session began last. A second press is handled beside the first one, before that has ended."""

    wish: tuple[object, ...] = ()
    call: str = ""
    seq: int = 0
    at: datetime = _NEVER
    lock: threading.Lock = field(default_factory=threading.Lock)


def new(visitor: Visitor, scenario: str, *, language: str, persona: str | None = None) -> None:
    """Begins a call and goes to the phone, which rings there."""
    calls = visitor.services.calls
    wish = (visitor.person.id, scenario, language, persona)
    _ring(visitor, wish, lambda: calls.begin(visitor.person, scenario, language, "practice", persona=persona))


def again(visitor: Visitor, call: str, seq: int) -> None:
    """Takes a call up anew from before turn `seq`, and goes to the phone."""
    wish = (visitor.person.id, call, seq)
    _ring(visitor, wish, lambda: visitor.services.calls.try_again(visitor.person, call, seq))


def _ring(visitor: Visitor, wish: tuple[object, ...], begin: Callable[[], CallView]) -> None:
    latest: _Latest = st.session_state.setdefault(_LATEST, _Latest())
    with guard.explaining():
        with latest.lock:
            if latest.wish != wish or not _rings(visitor, latest):
                begun = begin()
                latest.wish, latest.call, latest.seq = wish, begun.id, begun.seq
                latest.at = visitor.services.clock.now()
        navigation.go(navigation.CALL, call=latest.call)


def _rings(visitor: Visitor, latest: _Latest) -> bool:
    if visitor.services.clock.now() - latest.at > IMPATIENT:
        return False
    return visitor.services.calls.view(visitor.person, latest.call).seq == latest.seq
