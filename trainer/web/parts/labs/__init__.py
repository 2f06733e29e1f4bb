"""Labs: things to try out, between a module's text and its self-check."""

from collections.abc import Callable, Mapping

import streamlit as st

from trainer.web.parts.labs import call_timeline, ivr_designer, shift_day, staffing
from trainer.web.session import Visitor


def _both(visitor: Visitor, lang: str) -> None:
    with st.container(key="lab_staffing"):
        staffing.draw(visitor, lang)
    with st.container(key="lab_shift"):
        shift_day.draw(visitor, lang)


_LABS: Mapping[str, Callable[[Visitor, str], None]] = {
    "call-timeline": call_timeline.draw,
    "ivr-designer": ivr_designer.draw,
    "staffing": _both,
}
KNOWN = frozenset(_LABS)


def draw(visitor: Visitor, name: str | None, *, lang: str) -> None:
    """Draws a module's lab, if it has one; `lang` is the language of the module's text."""
    if name in KNOWN:
        with st.container(key="lab"):
            _LABS[name](visitor, lang)
