"""Rating one's own answer: missed, partly, had it."""

import functools
from collections.abc import Callable

import streamlit as st

from trainer.learning.reviewing import Grade
from trainer.web import session
from trainer.web.i18n import _
from trainer.web.parts import first_press, words
from trainer.web.session import Visitor


def rating(visitor: Visitor, key: str, rated: Callable[[Grade], None]) -> None:
    """Three buttons; `rated` gets the grade before the page is drawn anew."""

    def clicked(grade: Grade) -> None:
        if session.still_in(visitor):
            rated(grade)

    words.section(_("Compare: how did you do?"), _("An honest word brings it back at the right time."))
    choices = (
        (Grade.AGAIN, _("Missed"), ":material/close:"),
        (Grade.HARD, _("Partly"), ":material/contrast:"),
        (Grade.GOOD, _("Had it"), ":material/check:"),
    )
    with st.container(key="rating", horizontal=True, gap="small"):
        for grade, label, icon in choices:
            first_press.button(
                label, key=f"rate_{grade.name.lower()}_{key}", icon=icon, press=functools.partial(clicked, grade)
            )
