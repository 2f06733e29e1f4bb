"""The customer perception line: the mood, turn by turn, with its peak and its end."""

from collections.abc import Sequence
from html import escape

import altair as alt
import pandas as pd
import streamlit as st

from trainer.scoring.perception import PerceptionPoint
from trainer.web.i18n import _
from trainer.web.parts import chart_look, player, shown, words

WORST, BEST = -3, 3
LONGEST_QUOTE = 140


def line(points: Sequence[PerceptionPoint], call_id: str) -> float | None:
    """The chart, and a table of the same. Hands back the second somebody clicked on, if they did."""
    words.section(
        _("How the customer felt"),
        _("People remember the strongest moment and the end. Choose a point to hear it."),
    )
    if not points:
        words.quiet(_("The call was never answered, so there is no line to draw."))
        return None
    chosen = st.altair_chart(
        chart_look.dressed(_drawn(points), height=280),
        theme=None,
        width="stretch",
        key=f"perception_{call_id}",
        on_select="rerun",
        selection_mode="moment",
        alt=_alternative(points),
    )
    with st.container(key="perception_table"):
        st.html(_table(points))
    picked = chosen["selection"].get("moment") or []
    return float(picked[0]["at"]) if picked and "at" in picked[0] else None


def _alternative(points: Sequence[PerceptionPoint]) -> str:
    peak = next((point for point in points if point.peak), points[-1])
    return _("The customer's mood from {start} at the start to {end} at the end, its peak {peak} at {time}.").format(
        start=shown.signed(points[0].mood),
        end=shown.signed(points[-1].mood),
        peak=shown.signed(peak.mood),
        time=shown.clock(peak.at),
    )


def _drawn(points: Sequence[PerceptionPoint]) -> alt.LayerChart | alt.FacetChart:
    colours = chart_look.palette()
    rows = pd.DataFrame([_row(place, point) for place, point in enumerate(points)])
    moods = {
        -3: _("furious"),
        -2: _("angry"),
        -1: _("annoyed"),
        0: _("neutral"),
        1: _("content"),
        2: _("glad"),
        3: _("delighted"),
    }
    names = ", ".join(f"'{value}': '{shown.signed(value)} {name}'" for value, name in moods.items())
    base = alt.Chart(rows).encode(
        x=alt.X("clock:N", sort=None, title=_("Time in the call"), axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y(
            "mood:Q",
            title=None,
            scale=alt.Scale(domain=[WORST, BEST]),
            axis=alt.Axis(values=list(moods), labelExpr=f"({{{names}}})[datum.value]", grid=True),
        ),
    )
    zero = alt.Chart(pd.DataFrame({"mood": [0]})).mark_rule(color=colours.ink_2, strokeDash=[4, 4]).encode(y="mood:Q")
    tips = [
        alt.Tooltip("clock:N", title=_("Time")),
        alt.Tooltip("mood:Q", title=_("Mood")),
        alt.Tooltip("change:N", title=_("Change")),
        alt.Tooltip("you:N", title=_("You")),
        alt.Tooltip("customer:N", title=_("Customer")),
    ]
    picking = alt.selection_point(name="moment", fields=["at"], on="click")
    dots = (
        base.mark_circle(size=130, opacity=1, cursor="pointer")
        .encode(
            color=alt.Color("colour:N", scale=None),
            tooltip=tips,
            stroke=alt.condition(picking, alt.value(colours.ink), alt.value(colours.card), empty=False),
            strokeWidth=alt.value(2),
        )
        .add_params(picking)
    )
    marked = rows[rows["mark"] != ""]
    over = alt.Chart(marked).encode(x=alt.X("clock:N", sort=None), y="mood:Q", text="mark:N")
    return alt.layer(
        zero,
        base.mark_line(color=colours.ink_2, strokeWidth=2, interpolate="monotone"),
        dots,
        over.transform_filter("datum.mood < 2.5").mark_text(dy=-18, fontSize=13, fontWeight=600, color=colours.ink),
        over.transform_filter("datum.mood >= 2.5").mark_text(dy=20, fontSize=13, fontWeight=600, color=colours.ink),
    )


def _row(place: int, point: PerceptionPoint) -> dict[str, object]:
    colours = chart_look.palette()
    marks = [word for word, is_so in ((_("Peak"), point.peak), (_("End"), point.end)) if is_so]
    colour = colours.good if point.mood > 0 else colours.bad if point.mood < 0 else colours.ink_2
    return {
        "place": place,
        "at": point.at,
        "clock": shown.clock(point.at),
        "mood": point.mood,
        "change": shown.signed(point.change),
        "you": _cut(point.words),
        "customer": _cut(point.said),
        "mark": " · ".join(marks),
        "colour": colour,
    }


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def _table(points: Sequence[PerceptionPoint]) -> str:
    heads = (_("Time"), _("Mood"), _("You"), _("Customer"))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    rows = ""
    for point in points:
        marks = [word for word, is_so in ((_("Peak"), point.peak), (_("End"), point.end)) if is_so]
        note = f" <b>{escape(' · '.join(marks))}</b>" if marks else ""
        rows += (
            f"<tr><td>{player.listen(point.at)}</td><td>{escape(shown.signed(point.mood))}{note}</td>"
            f"<td>{escape(point.words)}</td><td>{escape(point.said)}</td></tr>"
        )
    return (
        f"<details><summary>{escape(_('The same as a table'))}</summary><div class='scroll'>"
        f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>'
    )
