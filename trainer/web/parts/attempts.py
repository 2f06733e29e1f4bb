"""Earlier attempts at the same scenario beside this one."""

from collections.abc import Sequence

import streamlit as st

from trainer.services.call_shapes import CallSummary
from trainer.web.i18n import _
from trainer.web.parts import call_row, chart_look, shown, words

SHOWN = 6
"""As many others can be opened."""
BARS = 12


def beside(this: CallSummary, attempts: Sequence[CallSummary]) -> None:
    """The scores as bars, this one marked, and the others to open. Nothing for a first attempt."""
    words.section(_("Your attempts at this call"))
    others = [call for call in attempts if call.id != this.id]
    if not others:
        words.quiet(_("This was the first. Take it again, and both stand here side by side."))
        return
    with st.container(key="attempts", horizontal=True, gap="large"):
        st.vega_lite_chart(spec=_drawn(this, attempts), theme=None, width="stretch", key="attempts_chart")
        with st.container(key="rows"):
            for call in list(reversed(others))[:SHOWN]:
                call_row.row(call, key="attempt")


def _drawn(this: CallSummary, attempts: Sequence[CallSummary]) -> chart_look.Spec:
    colours = chart_look.palette()
    rows = [
        {
            "number": number,
            "score": call.percent,
            "told": shown.percent(call.percent),
            "this": call.id == this.id,
            "when": shown.moment(call.began_at),
        }
        for number, call in enumerate(attempts, 1)
    ][-BARS:]
    beside = {
        "x": chart_look.field("number", "ordinal", title=_("Attempt"), axis={"labelAngle": 0}),
        "y": chart_look.field("score", "quantitative", title=None, scale={"domain": [0, 100]}, axis={"tickCount": 5}),
        "tooltip": chart_look.tips({"when": _("When"), "told": _("Score")}),
    }
    colour = {"condition": {"test": "datum.this", "value": colours.brand}, "value": colours.line}
    told = {"type": "text", "dy": -9, "fontSize": 13, "color": colours.ink}
    layers = [
        {"mark": {"type": "bar", "cornerRadiusEnd": 4, "width": 26}, "encoding": {**beside, "color": colour}},
        {"mark": told, "encoding": {**beside, "text": chart_look.field("told", "nominal")}},
    ]
    return chart_look.dressed(rows, layers, height=200)
