"""The call page: a desk with a phone on it. Which call is in the address, `?call=…`."""

import streamlit as st

from trainer.web import i18n, navigation, session
from trainer.web.i18n import _
from trainer.web.parts import guard, interrupted, words
from trainer.web.softphone import softphone

WIDE = """<style>
.st-key-page:has(.st-key-desk) { max-width: 1560px; padding-top: 16px; }
@media (min-width: 761px) { .st-key-page:has(.st-key-desk) { padding-bottom: 16px; } }
body:has(.st-key-desk) > [data-testid="stDialog"] { display: none; }
</style>"""
"""A desk takes the whole screen, and says itself when the server is away (softphone/js/streamlit_dialog.js)."""


def page() -> None:
    """Draws the page."""
    call = st.query_params.get("call", "")
    if not call:
        words.empty(_("No call is ringing"), _("Choose a call first; it then rings here."))
        st.page_link(navigation.page(navigation.CALLS), label=_("Choose a call"), icon=":material/call:")
        return
    visitor = session.visitor()
    with guard.explaining():
        if interrupted.shown(visitor, visitor.services.calls.view(visitor.person, call)):
            return
        st.html(WIDE)
        with st.container(key="desk"):
            wish = softphone(call, lang=i18n.lang(), debrief=f"debrief?call={call}", base=_base())
        if wish == "debrief":
            navigation.go(navigation.DEBRIEF, call=call)


def _base() -> str:
    """The path that the application is served under, without a slash at its end."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""
