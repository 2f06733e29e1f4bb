"""Active time, week by week."""

from collections.abc import Mapping
from datetime import date, timedelta

import altair as alt
import pandas as pd
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
    rows = pd.DataFrame(
        {
            "week": [shown.short_day(day) for day in latest],
            "minutes": [seconds / SECONDS_A_MINUTE for seconds in latest.values()],
            "told": [shown.length(seconds) for seconds in latest.values()],
            "span": [f"{shown.short_day(day)} – {shown.short_day(day + timedelta(days=6))}" for day in latest],
        }
    )
    colours = chart_look.palette()
    base = alt.Chart(rows).encode(
        x=alt.X("week:N", sort=None, title=_("Week from"), axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y("minutes:Q", title=_("Minutes"), axis=alt.Axis(tickCount=4, tickMinStep=1)),
        tooltip=[alt.Tooltip("span:N", title=_("Week")), alt.Tooltip("told:N", title=_("Active time"))],
    )
    drawn = alt.layer(
        base.mark_bar(cornerRadiusEnd=4, size=26, color=colours.brand),
        base.mark_text(dy=-9, fontSize=13, color=colours.ink).encode(text="told:N"),
    )
    st.altair_chart(chart_look.dressed(drawn, height=220), theme=None, width="stretch", key="active_time")
