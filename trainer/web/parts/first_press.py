"""What is pressed on a page drawn before the server was started anew.

The page stays in the browser and finds the new server by itself, but that server has never drawn it: it learns of the
press together with everything else the page holds, and calls nothing for it. So what a page stores is done there too.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

_DRAWN = "drawn_here"


def is_new(key: str) -> bool:
    """Whether this session draws the widget for the first time: what was pressed on it before, nobody was told of."""
    drawn: set[str] = st.session_state.setdefault(_DRAWN, set())
    new = key not in drawn
    drawn.add(key)
    return new


def button(label: str, *, key: str, press: Callable[[], None], **look: Any) -> None:  # noqa: ANN401 - st.button's
    """A button that does `press` before the page is drawn anew, whichever server drew it."""
    pressed = st.button(label, key=key, on_click=press, **look)
    if is_new(key) and pressed:
        press()
        st.rerun()
