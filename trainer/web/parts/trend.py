"""How scores develop from call to call."""

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from trainer.services.call_shapes import CallSummary
from trainer.web.i18n import _, ngettext
from trainer.web.parts import chart_look, shown, words

FEWEST = 2
"""Fewer scored calls than this make no trend."""


def chart(calls: Sequence[CallSummary]) -> None:
    """The scores of the calls, oldest first, a dot each; `calls` come newest first."""
    scored = [call for call in reversed(calls) if call.percent is not None]
    if len(scored) < FEWEST:
        words.quiet(_("After your second scored call you see here how you are getting on."))
        return
    passed = sum(1 for call in scored if call.passed and not call.critical)
    count = ngettext("{n} scored call", "{n} scored calls", len(scored)).format(n=len(scored))
    words.section(_("Scores over time"), _("{count}, {passed} passed.").format(count=count, passed=passed))
    st.altair_chart(chart_look.dressed(_drawn(scored), height=220), theme=None, width="stretch", key="trend")


def _drawn(scored: Sequence[CallSummary]) -> alt.LayerChart | alt.FacetChart:
    colours = chart_look.palette()
    rows = pd.DataFrame(
        {
            "number": list(range(1, len(scored) + 1)),
            "score": [call.percent for call in scored],
            "call": [call.title for call in scored],
            "when": [shown.moment(call.began_at) for call in scored],
            "result": [shown.outcome(call.passed, call.critical)[0] for call in scored],
        }
    )
    looks = {
        _("Passed"): (colours.good, "circle"),
        _("Not passed yet"): (colours.warn, "triangle-up"),
        _("Critical error"): (colours.bad, "cross"),
        _("Waits for a trainer"): (colours.ink_2, "square"),
    }
    present = [name for name in looks if name in set(rows["result"])]
    legend = alt.Legend(columns=2, title=None)
    colour = alt.Scale(domain=present, range=[looks[name][0] for name in present])
    shape = alt.Scale(domain=present, range=[looks[name][1] for name in present])
    base = alt.Chart(rows).encode(
        x=alt.X("number:O", title=_("Call"), axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y("score:Q", title=_("Score"), scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5)),
    )
    return alt.layer(
        base.mark_line(color=colours.ink_2, strokeOpacity=0.45, strokeWidth=2),
        base.mark_point(size=110, filled=True, opacity=1).encode(
            color=alt.Color("result:N", scale=colour, legend=legend),
            shape=alt.Shape("result:N", scale=shape, legend=legend),
            tooltip=[
                alt.Tooltip("call:N", title=_("Call")),
                alt.Tooltip("when:N", title=_("When")),
                alt.Tooltip("score:Q", title=_("Score"), format=".0f"),
                alt.Tooltip("result:N", title=_("Result")),
            ],
        ),
    )
