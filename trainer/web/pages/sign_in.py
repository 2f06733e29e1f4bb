"""Sign-in, at whatever address the visitor came to."""

import streamlit as st

from trainer.web.i18n import _
from trainer.web.parts import door, words


def page() -> None:
    """Draws the page."""
    with st.container(key="door"):
        words.heading(_("Sign in"), _("Practise calls, see what you did well, and try again."))
        door.sign_in()
        words.quiet(_("No account, or forgotten your password? Ask your trainer."))
