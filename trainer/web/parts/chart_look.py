"""How charts look: colours and letters that fit the theme in force. Drawn by what is bundled, nothing is fetched.

A chart is a Vega-Lite specification as it is sent to the browser: building one through a library that checks each part
of it takes longer than all the rest of a page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

Spec = dict[str, Any]
"""A Vega-Lite specification, or a part of one."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one theme."""

    ink: str
    ink_2: str
    line: str
    card: str
    brand: str
    good: str
    warn: str
    bad: str


LIGHT = Palette("#16211f", "#51605c", "#d9dedb", "#ffffff", "#0b6b5b", "#0b6b5b", "#8a5200", "#b3261e")
DARK = Palette("#e6ecea", "#a3b0ad", "#303b3e", "#182023", "#4cc2a9", "#5fd0b8", "#f2b366", "#ff9b92")
FONT = "Segoe UI, Roboto, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"


def palette() -> Palette:
    """The colours of the theme the browser shows; it tells after its first run."""
    told = st.context.theme.type
    chosen = st.session_state.get("theme")
    return DARK if "dark" in (told, chosen if told is None else None) else LIGHT


def field(name: str, kind: Literal["nominal", "ordinal", "quantitative", "temporal"], **more: Any) -> Spec:  # noqa: ANN401 - JSON
    """What one channel of a chart shows: a column of its rows, and as what."""
    return {"field": name, "type": kind, **more}


def tips(titles: Mapping[str, str], **formats: str) -> list[Spec]:
    """What is told about the point under the pointer: columns with their titles; those with a format are numbers."""
    return [
        field(name, "quantitative", title=title, format=formats[name])
        if name in formats
        else field(name, "nominal", title=title)
        for name, title in titles.items()
    ]


def dressed(rows: Sequence[Mapping[str, object]], layers: Sequence[Spec], *, height: int, **more: Any) -> Spec:  # noqa: ANN401 - JSON
    """The chart of these rows in our colours and letters."""
    colours = palette()
    inks = {"labelColor": colours.ink_2, "titleColor": colours.ink_2, "labelFontSize": 13}
    lines = dict.fromkeys(("gridColor", "domainColor", "tickColor"), colours.line)
    return {
        "data": {"values": list(rows)},
        "layer": list(layers),
        "height": height,
        "background": "transparent",
        "padding": {"left": 12, "right": 16, "top": 8, "bottom": 4},
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {**inks, **lines, "titleFontSize": 13, "titleFontWeight": "normal", "labelPadding": 6},
            "legend": {**inks, "orient": "top", "title": None},
        },
        **more,
    }
