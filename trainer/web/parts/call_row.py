"""A call in a list: its score, its name as the link, when and how it went."""

from html import escape

import streamlit as st

from trainer.services.call_shapes import CallSummary
from trainer.web import i18n, navigation
from trainer.web.i18n import _
from trainer.web.parts import shown, words


def row(call: CallSummary, *, key: str, owner: bool = False) -> None:
    """One call. The whole row is the link: to the debrief, or back into the call while it is open."""
    open_still = call.ended is None or call.percent is None
    place = navigation.CALL if open_still else navigation.DEBRIEF
    with st.container(key=f"row_{key}_{call.id}", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(_mark(call), width="content")
        with st.container(key=f"row_main_{key}_{call.id}", gap=None):
            st.page_link(navigation.page(place), label=words.label(call.title), query_params={"call": call.id})
            st.html(f'<p class="row-meta">{" · ".join(escape(part) for part in _meta(call, owner=owner))}</p>')
        st.html(_state(call), width="content")


def _meta(call: CallSummary, *, owner: bool) -> list[str]:
    parts = [call.owner_name] if owner else []
    parts += [shown.moment(call.began_at), call.persona]
    if call.seconds is not None:
        parts.append(shown.clock(call.seconds))
    if call.lang != i18n.lang():
        parts.append(i18n.LANGUAGES.get(call.lang, call.lang))
    if call.from_call:
        parts.append(_("tried again from the middle"))
    return parts


def _mark(call: CallSummary) -> str:
    if call.percent is None:
        return '<span class="mark none">–</span>'
    style = shown.outcome(call.passed, call.critical)[1]
    return f'<span class="mark {style}">{shown.percent(call.percent)}</span>'


def _state(call: CallSummary) -> str:
    if call.interrupted:
        name, style = _("Broken off"), "none"
    elif call.ended is None:
        name, style = _("Continue"), "none"
    elif call.percent is None:
        name, style = _("Work order open"), "none"
    else:
        name, style = shown.outcome(call.passed, call.critical)
    return f'<span class="chip {style}">{escape(name)}</span>'
