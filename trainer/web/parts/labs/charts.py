"""The labs' charts, as Vega-Lite: labs draw anew at each change, and Altair's checks take a tenth of a second."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from trainer.web.parts import chart_look

Encoding = dict[str, Any]
Layer = dict[str, Any]


def draw(layers: Sequence[Layer], rows: Sequence[Mapping[str, object]], *, height: int, key: str) -> None:
    """Puts a chart on the page: `layers` over the same rows, in the colours of the theme in force."""
    spec = {
        "data": {"values": [dict(row) for row in rows]},
        "layer": list(layers),
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": "transparent",
        "padding": {"left": 12, "right": 16, "top": 8, "bottom": 4},
        "config": _look(),
    }
    st.vega_lite_chart(spec, theme=None, width="stretch", key=key)


def target(percent: float) -> Layer:
    """A broken line across the chart at a height."""
    colour = chart_look.palette().ink_2
    # To a screen reader the line would be a picture without words; the texts around the chart name the target.
    look = {"type": "rule", "color": colour, "strokeDash": [6, 5], "aria": False}
    return {"mark": look, "encoding": {"y": {"datum": percent}}}


def nominal(field: str, looks: Mapping[str, object], **more: object) -> Encoding:
    """A field of names, each with its look (a colour, a shape, a dash)."""
    return {"field": field, "type": "nominal", "scale": {"domain": list(looks), "range": list(looks.values())}, **more}


def quantity(field: str, title: str, *, top: float | None = None) -> Encoding:
    """A field of numbers from 0, up to `top` or what there is."""
    scale = {"zero": True} if top is None else {"domain": [0, top]}
    return {"field": field, "type": "quantitative", "title": title, "scale": scale, "axis": {"tickCount": 5}}


def told(field: str, title: str, form: str | None = None, *, moment: bool = False) -> Encoding:
    """A line of what is told at a point. `form`: how d3 writes it."""
    kind = "temporal" if moment else "quantitative" if form else "nominal"
    return {"field": field, "type": kind, "title": title, **({"format": form} if form else {})}


def _look() -> dict[str, object]:
    """As `chart_look.dressed`."""
    colours = chart_look.palette()
    return {
        "font": chart_look.FONT,
        "view": {"stroke": None},
        "axis": {
            "labelColor": colours.ink_2,
            "titleColor": colours.ink_2,
            "gridColor": colours.line,
            "domainColor": colours.line,
            "tickColor": colours.line,
            "labelFontSize": 13,
            "titleFontSize": 13,
            "titleFontWeight": "normal",
            "labelPadding": 6,
        },
        "legend": {
            "labelColor": colours.ink_2,
            "titleColor": colours.ink_2,
            "labelFontSize": 13,
            "orient": "top",
            "title": None,
        },
    }
