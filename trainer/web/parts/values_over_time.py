"""How the values develop: the whole, and one competency chosen."""

import altair as alt
import pandas as pd
import streamlit as st

from trainer.content.library import Library
from trainer.services.progress import ProgressView
from trainer.web import i18n
from trainer.web.i18n import _
from trainer.web.parts import addresses, chart_look, shown, words

FEWEST = 2
"""Fewer moments than this make no line."""
SHORT = 7
"""Up to so many days each is named, once."""
LONG = 90
"""Days from which on months are written instead of days."""


def chart(library: Library, seen: ProgressView) -> None:
    """The lines, with the choice of the competency."""
    words.section(_("Over time"), _("The mean of all competencies, and one you choose."))
    if len(seen.history) < FEWEST:
        words.quiet(_("From the second day on you see here how the values develop."))
        return
    names = {name: addresses.competency(library, name) for name in seen.now}
    chosen = st.selectbox(
        _("Competency"),
        list(names),
        index=list(names).index(next(iter(seen.weakest(1)), next(iter(names)))),
        key="competency",
        format_func=names.__getitem__,
        width=320,
    )
    drawn = _drawn(seen, str(chosen), names[str(chosen)])
    st.altair_chart(chart_look.dressed(drawn, height=260), theme=None, width="stretch", key="over_time")


def _drawn(seen: ProgressView, name: str, title: str) -> alt.LayerChart | alt.FacetChart:
    colours = chart_look.palette()
    whole = _("All together")
    rows = []
    for at, values in seen.history:
        here = at.astimezone(shown.zone()).replace(tzinfo=None)
        mean = sum(values.values()) / len(values)
        rows += [(here, shown.calendar_day(here.date()), whole, mean)]
        rows += [(here, shown.calendar_day(here.date()), title, values[name])]
    table = pd.DataFrame(rows, columns=["at", "day", "line", "value"])
    days = (seen.history[-1][0] - seen.history[0][0]).days
    form = {"zh": ("%-m月%-d日", "%Y年%-m月")}.get(i18n.lang(), ("%-d %b", "%b %Y"))[days > LONG]
    axis = alt.Axis(format=form, labelOverlap=True, labelBound=True, tickCount=6, grid=False)
    if days <= SHORT:
        axis.tickCount = "day"
    names = [title, whole]
    base = alt.Chart(table).encode(
        x=alt.X("at:T", title=None, axis=axis),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5)),
        color=alt.Color(
            "line:N",
            scale=alt.Scale(domain=names, range=[colours.brand, colours.ink_2]),
            legend=alt.Legend(title=None, columns=2, labelLimit=260, symbolType="stroke", symbolStrokeWidth=3),
        ),
        strokeDash=alt.StrokeDash("line:N", scale=alt.Scale(domain=names, range=[[1, 0], [5, 4]]), legend=None),
        tooltip=[
            alt.Tooltip("day:N", title=_("When")),
            alt.Tooltip("line:N", title=_("Competency")),
            alt.Tooltip("value:Q", title=_("Value"), format=".0f"),
        ],
    )
    return alt.layer(base.mark_line(strokeWidth=2.5), base.mark_point(size=70, filled=True, opacity=0)).properties(
        description=_("{name}: from {before} to {now}").format(
            name=title, before=round(seen.history[0][1][name]), now=round(seen.history[-1][1][name])
        )
    )
