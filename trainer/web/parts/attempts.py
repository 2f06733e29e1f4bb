"""Earlier attempts at the same scenario beside this one."""

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from trainer.services.call_shapes import CallSummary
from trainer.web.i18n import _
from trainer.web.parts import call_row, chart_look, shown, words

SHOWN = 6


def beside(this: CallSummary, attempts: Sequence[CallSummary]) -> None:
    """The scores as bars, this one marked, and the others to open. Nothing for a first attempt."""
    words.section(_("Your attempts at this call"))
    others = [call for call in attempts if call.id != this.id]
    if not others:
        words.quiet(_("This was the first. Take it again, and both stand here side by side."))
        return
    with st.container(key="attempts", horizontal=True, gap="large"):
        st.altair_chart(
            chart_look.dressed(_drawn(this, attempts), height=200), theme=None, width="stretch", key="attempts_chart"
        )
        with st.container(key="rows"):
            for call in list(reversed(others))[:SHOWN]:
                call_row.row(call, key="attempt")


def _drawn(this: CallSummary, attempts: Sequence[CallSummary]) -> alt.LayerChart | alt.FacetChart:
    colours = chart_look.palette()
    rows = pd.DataFrame(
        {
            "number": list(range(1, len(attempts) + 1)),
            "score": [call.percent for call in attempts],
            "told": [shown.percent(call.percent) for call in attempts],
            "this": [call.id == this.id for call in attempts],
            "when": [shown.moment(call.began_at) for call in attempts],
        }
    ).tail(12)
    base = alt.Chart(rows).encode(
        x=alt.X("number:O", title=_("Attempt"), axis=alt.Axis(labelAngle=0)),
        y=alt.Y("score:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5)),
        tooltip=[alt.Tooltip("when:N", title=_("When")), alt.Tooltip("told:N", title=_("Score"))],
    )
    colour = alt.condition(alt.datum.this, alt.value(colours.brand), alt.value(colours.line))
    return alt.layer(
        base.mark_bar(cornerRadiusEnd=4, width=26).encode(color=colour),
        base.mark_text(dy=-9, fontSize=13, color=colours.ink).encode(text="told:N"),
    )
