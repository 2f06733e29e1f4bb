"""What stands above each lab."""

from html import escape

import streamlit as st

from trainer.web.i18n import _


def over(title: str, told: str) -> None:
    """The lab's title, and in a sentence or two what to do in it."""
    st.html(
        f'<header class="lab-over"><p class="eyebrow">{escape(_("Lab"))}</p>'
        f"<h2>{escape(title)}</h2><p>{escape(told)}</p></header>"
    )
