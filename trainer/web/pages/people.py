"""The page people."""

import streamlit as st

from trainer.web import session
from trainer.web.i18n import _


def page() -> None:
    """Draws the page."""
    st.title(_("people"))
    st.write(session.visitor().person.display_name)
