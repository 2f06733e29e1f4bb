"""Active time, week by week."""

from collections.abc import Mapping
from datetime import date, timedelta

import streamlit as st

from trainer.web.i18n import _
from trainer.web.parts import chart_look, shown, words

SHOWN = 12
"""Weeks shown, at most."""
SECONDS_A_MINUTE = 60


def weeks(active: Mapping[date, float]) -> None:
    """Bars by week; `active` are seconds by the first day of each week, in order."""
    words.section(
        _("Active time"),
        _(
            "Counted while a page of this application is in front and in use: read, scrolled, typed in. A tab that is "
            "only open does not count, nor do two at once count twice."
        ),
    )
    if not any(active.values()):
        words.quiet(_("No active time has been counted yet."))
        return
    latest = dict(list(active.items())[-SHOWN:])
    st.vega_lite_chart(spec=_drawn(latest), theme=None, width="stretch", key="active_time")


def _drawn(latest: Mapping[date, float]) -> chart_look.Spec:
    colours = chart_look.palette()
    rows = [
        {
            "week": shown.short_day(day),
            "minutes": seconds / SECONDS_A_MINUTE,
            "told": shown.length(seconds),
            "span": f"{shown.short_day(day)} – {shown.short_day(day + timedelta(days=6))}",
        }
        for day, seconds in latest.items()
    ]
    weekly = {
        "x": chart_look.field(
            "week", "nominal", sort=None, title=_("Week from"), axis={"labelAngle": 0, "labelOverlap": True}
        ),
        "y": chart_look.field("minutes", "quantitative", title=_("Minutes"), axis={"tickCount": 4, "tickMinStep": 1}),
        "tooltip": chart_look.tips({"span": _("Week"), "told": _("Active time")}),
    }
    bars = {"type": "bar", "cornerRadiusEnd": 4, "size": 26, "color": colours.brand}
    told = {"type": "text", "dy": -9, "fontSize": 13, "color": colours.ink}
    layers = [
        {"mark": bars, "encoding": weekly},
        {"mark": told, "encoding": {**weekly, "text": chart_look.field("told", "nominal")}},
    ]
    return chart_look.dressed(rows, layers, height=220)
