"""The customer perception line: the mood, turn by turn, with its peak and its end."""

from collections.abc import Sequence
from html import escape

import altair as alt
import pandas as pd
import streamlit as st

from trainer.scoring.perception import PerceptionPoint
from trainer.web.i18n import _
from trainer.web.parts import chart_look, shown, words
from trainer.web.parts.talk_clock import TalkClock

WORST, BEST = -3, 3
LONGEST_QUOTE = 140


def picked(call_id: str) -> float | None:
    """The second of the point that somebody clicked on, if they did."""
    chosen = st.session_state.get(_key(call_id))
    points = chosen["selection"].get("moment") if chosen else None
    return float(points[0]["at"]) if points and "at" in points[0] else None


def line(points: Sequence[PerceptionPoint], call_id: str, *, clock: TalkClock) -> None:
    """The chart, and a table of the same."""
    words.section(
        _("How the customer felt"),
        _("People remember the strongest moment and the end. Choose a point to hear it."),
    )
    if not points:
        words.quiet(_("The call was never answered, so there is no line to draw."))
        return
    st.altair_chart(
        chart_look.dressed(_drawn(points, clock), height=280),
        theme=None,
        width="stretch",
        key=_key(call_id),
        on_select="rerun",
        selection_mode="moment",
        alt=_alternative(points, clock),
    )
    with st.container(key="perception_table"):
        st.html(_table(points, clock))


def _key(call_id: str) -> str:
    return f"perception_{call_id}"


def _alternative(points: Sequence[PerceptionPoint], clock: TalkClock) -> str:
    peak = next((point for point in points if point.peak), points[-1])
    return _("The customer's mood from {start} at the start to {end} at the end, its peak {peak} at {time}.").format(
        start=shown.signed(points[0].mood),
        end=shown.signed(points[-1].mood),
        peak=shown.signed(peak.mood),
        time=clock.told(peak.at),
    )


def _drawn(points: Sequence[PerceptionPoint], clock: TalkClock) -> alt.LayerChart | alt.FacetChart:
    colours = chart_look.palette()
    rows = pd.DataFrame([_row(place, point, clock) for place, point in enumerate(points)])
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
    times = ", ".join(f"{place}: '{clock.told(point.at)}'" for place, point in enumerate(points))
    axis = alt.Axis(labelAngle=0, labelOverlap=True, labelExpr=f"({{{times}}})[datum.value]")
    across = alt.X("place:O", title=_("Time in the call"), axis=axis)
    base = alt.Chart(rows).encode(
        x=across,
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
        alt.Tooltip("change:N", title=_("Mood change")),
        alt.Tooltip("you:N", title=_("You")),
        alt.Tooltip("customer:N", title=_("Customer")),
    ]
    picking = alt.selection_point(name="moment", fields=["at"], on="click")
    dots = (
        base.mark_circle(size=130, opacity=1, cursor="pointer")
        .encode(
            color=alt.Color("colour:N", scale=None),
            description="told:N",
            tooltip=tips,
            stroke=alt.condition(picking, alt.value(colours.ink), alt.value(colours.card), empty=False),
            strokeWidth=alt.value(2),
        )
        .add_params(picking)
    )
    marked = rows[rows["mark"] != ""]
    over = alt.Chart(marked).encode(x=across, y="mood:Q", text="mark:N")
    return alt.layer(
        zero,
        base.mark_line(color=colours.ink_2, strokeWidth=2, interpolate="monotone"),
        dots,
        over.transform_filter("datum.mood < 2.5").mark_text(dy=-18, fontSize=13, fontWeight=600, color=colours.ink),
        over.transform_filter("datum.mood >= 2.5").mark_text(dy=20, fontSize=13, fontWeight=600, color=colours.ink),
    )


def _row(place: int, point: PerceptionPoint, clock: TalkClock) -> dict[str, object]:
    colours = chart_look.palette()
    marks = [word for word, is_so in ((_("Peak"), point.peak), (_("End"), point.end)) if is_so]
    colour = colours.good if point.mood > 0 else colours.bad if point.mood < 0 else colours.ink_2
    return {
        "place": place,
        "at": point.at,
        "clock": clock.told(point.at),
        "mood": point.mood,
        "change": shown.signed(point.change),
        "you": _cut(point.words),
        "customer": _cut(point.said),
        "mark": " · ".join(marks),
        "told": f"{clock.told(point.at)}, {_('Mood {n}').format(n=shown.signed(point.mood))}",
        "colour": colour,
    }


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def _table(points: Sequence[PerceptionPoint], clock: TalkClock) -> str:
    heads = (_("Time"), _("Mood"), _("You"), _("Customer"))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    rows = ""
    for point in points:
        marks = [word for word, is_so in ((_("Peak"), point.peak), (_("End"), point.end)) if is_so]
        note = f" <b>{escape(' · '.join(marks))}</b>" if marks else ""
        rows += (
            f"<tr><td>{clock.listen(point.at)}</td><td>{escape(shown.signed(point.mood))}{note}</td>"
            f"<td>{escape(point.words)}</td><td>{escape(point.said)}</td></tr>"
        )
    return (
        f"<details><summary>{escape(_('The same as a table'))}</summary><div class='scroll'>"
        f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>'
    )
