"""The first visit: whoever starts the application makes the owner's account and goes on to a first call."""

import streamlit as st

from trainer.web.i18n import _
from trainer.web.parts import door, frame, words


def page() -> None:
    """Draws the page."""
    with st.container(key="door"):
        words.heading(
            _("Welcome to Call Trainer"),
            _(
                "Make your account, and you can take your first call in a minute. "
                "You will be its owner: you can add others later."
            ),
        )
        frame.languages(key="door_lang", labelled=False)
        door.first_owner()
