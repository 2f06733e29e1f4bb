"""A call that was left long ago: what was said so far, and taking it up anew."""

from html import escape

import streamlit as st

from trainer.services.call_shapes import CallView, Said
from trainer.web import navigation
from trainer.web.i18n import _
from trainer.web.parts import begin_call, words
from trainer.web.session import Visitor


def shown(visitor: Visitor, call: CallView) -> bool:
    """Draws an interrupted call in the phone's place; False, and nothing drawn, for any other."""
    if not call.interrupted:
        return False
    words.heading(call.title, _("This call was broken off; the customer is no longer on the line."))
    with st.container(key="interrupted", horizontal=True, gap="small", vertical_alignment="center"):
        mine = visitor.services.calls.summary(visitor.person, call.id).owner == visitor.person.id
        possible = mine and call.mode == "practice" and call.seq > 0
        label = _("Take it up where it stopped")
        if possible and st.button(label, key="take_up", type="primary", icon=":material/call:"):
            begin_call.again(visitor, call.id, call.seq)
        st.page_link(navigation.page(navigation.CALLS), label=_("Choose a call"), icon=":material/call:")
    said = [each for each in call.transcript if each.who != "event" and each.text]
    if said:
        words.section(_("What was said"))
        st.html(f'<ul class="listing">{"".join(_said(each, call.persona.name) for each in said)}</ul>')
    return True


def _said(each: Said, customer: str) -> str:
    who = _("You") if each.who == "agent" else customer
    return f"<li><b>{escape(who)}</b> {escape(each.text or '')}</li>"
