"""How scores develop from call to call."""

from collections.abc import Sequence

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
    st.vega_lite_chart(spec=_drawn(scored), theme=None, width="stretch", key="trend")


def _drawn(scored: Sequence[CallSummary]) -> chart_look.Spec:
    colours = chart_look.palette()
    rows = [
        {
            "number": number,
            "score": call.percent,
            "call": call.title,
            "when": shown.moment(call.began_at),
            "result": shown.outcome(call.passed, call.critical)[0],
        }
        for number, call in enumerate(scored, 1)
    ]
    looks = {
        _("Passed"): (colours.good, "circle"),
        _("Not passed yet"): (colours.warn, "triangle-up"),
        _("Critical error"): (colours.bad, "cross"),
        _("Waits for a trainer"): (colours.ink_2, "square"),
    }
    there = {row["result"] for row in rows}
    present = [name for name in looks if name in there]
    legend = {"columns": 2, "title": None}
    scales = [{"domain": present, "range": [looks[name][part] for name in present]} for part in (0, 1)]
    across = {
        "x": chart_look.field("number", "ordinal", title=_("Call"), axis={"labelAngle": 0, "labelOverlap": True}),
        "y": chart_look.field(
            "score", "quantitative", title=_("Score"), scale={"domain": [0, 100]}, axis={"tickCount": 5}
        ),
    }
    titles = {"call": _("Call"), "when": _("When"), "score": _("Score"), "result": _("Result")}
    points = {
        **across,
        "color": chart_look.field("result", "nominal", scale=scales[0], legend=legend),
        "shape": chart_look.field("result", "nominal", scale=scales[1], legend=legend),
        "tooltip": chart_look.tips(titles, score=".0f"),
    }
    line = {"type": "line", "color": colours.ink_2, "strokeOpacity": 0.45, "strokeWidth": 2}
    layers = [
        {"mark": line, "encoding": across},
        {"mark": {"type": "point", "size": 110, "filled": True, "opacity": 1}, "encoding": points},
    ]
    return chart_look.dressed(rows, layers, height=220)
