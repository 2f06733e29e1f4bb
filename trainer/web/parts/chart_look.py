"""How charts look: colours and letters that fit the theme in force. Drawn by what is bundled, nothing is fetched."""

from dataclasses import dataclass

import altair as alt
import streamlit as st


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


def dressed(chart: alt.LayerChart | alt.FacetChart, *, height: int) -> alt.LayerChart | alt.FacetChart:
    """The chart in our colours and letters."""
    colours = palette()
    dressed_chart: alt.LayerChart | alt.FacetChart = (
        chart.properties(
            height=height, background="transparent", padding={"left": 12, "right": 16, "top": 8, "bottom": 4}
        )
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=colours.ink_2,
            titleColor=colours.ink_2,
            gridColor=colours.line,
            domainColor=colours.line,
            tickColor=colours.line,
            labelFontSize=13,
            titleFontSize=13,
            titleFontWeight="normal",
            labelPadding=6,
        )
        .configure_legend(
            labelColor=colours.ink_2, titleColor=colours.ink_2, labelFontSize=13, orient="top", title=None
        )
    )
    return dressed_chart
