"""My calls: everything taken so far, and how it develops."""

import streamlit as st

from trainer.web import navigation, session
from trainer.web.i18n import _
from trainer.web.parts import call_list, guard, trend, whose, words


def page() -> None:
    """Draws the page. A trainer may choose whose calls to see."""
    visitor = session.visitor()
    with guard.explaining():
        words.heading(_("My calls"), _("Every call you took, and how you are getting on."))
        owner = whose.choice(visitor, _("Whose calls"))
        scores = visitor.services.calls.histories.scores(visitor.person, of=owner, most=trend.MOST)
        if not scores.totals.all:
            words.empty(_("No calls yet"), _("As soon as you have taken a call, it stands here with its score."))
            st.page_link(navigation.page(navigation.CALLS), label=_("Choose a call"), icon=navigation.CALLS.icon)
            return
        trend.chart(scores)
        call_list.filtered(visitor, owner)
