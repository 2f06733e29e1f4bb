"""How the values develop: the whole, and one competency chosen."""

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
    st.vega_lite_chart(spec=drawn, theme=None, width="stretch", key="over_time")


def _drawn(seen: ProgressView, name: str, title: str) -> chart_look.Spec:
    colours = chart_look.palette()
    whole = _("All together")
    rows: list[dict[str, object]] = []
    for at, values in seen.history:
        here = at.astimezone(shown.zone()).replace(tzinfo=None)
        both = {whole: sum(values.values()) / len(values), title: values[name]}
        day = shown.calendar_day(here.date())
        rows += [
            {"at": here.isoformat(timespec="seconds"), "day": day, "line": line, "value": value}
            for line, value in both.items()
        ]
    names = [title, whole]
    lines = {
        "x": chart_look.field("at", "temporal", title=None, axis=_axis(seen)),
        "y": chart_look.field(
            "value", "quantitative", title=None, scale={"domain": [0, 100]}, axis={"tickCount": 5}
        ),
        "color": chart_look.field(
            "line", "nominal", scale={"domain": names, "range": [colours.brand, colours.ink_2]},
            legend={"title": None, "columns": 2, "labelLimit": 260, "symbolType": "stroke", "symbolStrokeWidth": 3},
        ),
        "strokeDash": chart_look.field(
            "line", "nominal", scale={"domain": names, "range": [[1, 0], [5, 4]]}, legend=None
        ),
        "tooltip": chart_look.tips(
            {"day": _("When"), "line": _("Competency"), "value": _("Value")}, value=".0f"
        ),
    }  # fmt: skip
    layers = [
        {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": lines},
        {"mark": {"type": "point", "size": 70, "filled": True, "opacity": 0}, "encoding": lines},
    ]
    told = _("{name}: from {before} to {now}").format(
        name=title, before=round(seen.history[0][1][name]), now=round(seen.history[-1][1][name])
    )
    return chart_look.dressed(rows, layers, height=260, description=told)


def _axis(seen: ProgressView) -> chart_look.Spec:
    days = (seen.history[-1][0] - seen.history[0][0]).days
    form = {"zh": ("%-m月%-d日", "%Y年%-m月")}.get(i18n.lang(), ("%-d %b", "%b %Y"))[days > LONG]
    ticks = "day" if days <= SHORT else 6
    return {"format": form, "labelOverlap": True, "labelBound": True, "tickCount": ticks, "grid": False}
