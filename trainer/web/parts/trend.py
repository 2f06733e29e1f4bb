"""How scores develop from call to call."""

from collections.abc import Sequence

import streamlit as st

from trainer.records.call_lines import Stretch
from trainer.services.call_shapes import CallSummary
from trainer.services.histories import ScoreLine
from trainer.web.i18n import _, ngettext
from trainer.web.parts import chart_look, shown, words

FEWEST = 2
"""Fewer scored calls than this make no trend."""
MOST = 100
"""More than this many are drawn as the means of several in a row."""


def chart(scores: ScoreLine) -> None:
    """The scores of all calls: a dot each, or each for several in a row where they are many."""
    totals = scores.totals
    if totals.scored < FEWEST:
        words.quiet(_("After your second scored call you see here how you are getting on."))
        return
    count = ngettext("{n} scored call", "{n} scored calls", totals.scored).format(n=totals.scored)
    told = _("{count}, {passed} passed.")
    if scores.stretches:
        told = _("{count}, {passed} passed. Each point is the mean of several calls in a row.")
    words.section(_("Scores over time"), told.format(count=count, passed=totals.passed))
    spec = _condensed(scores.stretches) if scores.stretches else _drawn(scores.calls)
    st.vega_lite_chart(spec=spec, theme=None, width="stretch", key="trend")


def _condensed(stretches: Sequence[Stretch]) -> chart_look.Spec:
    rows = [
        {
            "last": one.last,
            "calls": f"{one.first}–{one.last}" if one.first < one.last else str(one.last),
            "mean": one.mean,
            "when": " – ".join(
                dict.fromkeys(shown.calendar_day(at.astimezone(shown.zone()).date()) for at in (one.began, one.until))
            ),
            "passed": f"{one.passed} / {one.last - one.first + 1}",
        }
        for one in stretches
    ]
    line = {
        "x": chart_look.field("last", "quantitative", title=_("Call"), axis={"tickCount": 8, "grid": False}),
        "y": _scale("mean"),
    }
    titles = {"calls": _("Call"), "when": _("When"), "mean": _("Mean score"), "passed": _("Passed")}
    dots = {**line, "tooltip": chart_look.tips(titles, mean=".0f")}
    brand = chart_look.palette().brand
    layers = [
        {"mark": {"type": "line", "color": brand, "strokeWidth": 2}, "encoding": line},
        {"mark": {"type": "circle", "color": brand, "size": 40, "opacity": 1}, "encoding": dots},
    ]
    return chart_look.dressed(rows, layers, height=220)


def _scale(name: str) -> chart_look.Spec:
    return chart_look.field(name, "quantitative", title=_("Score"), scale={"domain": [0, 100]}, axis={"tickCount": 5})


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
        "y": _scale("score"),
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
