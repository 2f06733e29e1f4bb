"""My account: language, look, learning, password, and the way out."""

import streamlit as st

from trainer.web import session
from trainer.web.i18n import _
from trainer.web.parts import account_forms, frame, guard, learning_choices, shown, words


def page() -> None:
    """Draws the page."""
    visitor = session.visitor()
    with guard.explaining(), st.container(key="narrow"):
        words.heading(_("My account"), f"{visitor.person.name} · {shown.role(visitor.person.role)}")
        with st.container(key="panel_look"):
            words.section(_("Language and look"))
            frame.languages(key="account_lang")
            frame.themes(key="account_theme")
        with st.container(key="panel_learning"):
            words.section(_("Learning"), _("The start page and Progress follow the track. Nothing done is ever lost."))
            learning_choices.track(visitor, key="account_track")
            learning_choices.review_limit(visitor, key="account_review_limit")
        with st.container(key="panel_password"):
            words.section(_("Change the password"), _("You stay signed in here; every other browser is signed out."))
            account_forms.own_password(visitor)
        st.button(_("Sign out"), key="account_sign_out", icon=":material/logout:", on_click=session.sign_out)
