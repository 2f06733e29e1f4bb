"""Importing a list of people: first looked at, then done."""

import streamlit as st

from trainer.errors import TrainerError
from trainer.web.i18n import _
from trainer.web.session import Visitor


def form(visitor: Visitor) -> None:
    """A CSV file, what it would do, and the button that does it."""
    st.write(_("Choose a CSV file."))
