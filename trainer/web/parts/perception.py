"""The customer perception line: the mood, turn by turn, with its peak and its end."""

import json
from collections.abc import Mapping, Sequence
from html import escape

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
    st.vega_lite_chart(
        spec=_drawn(points, clock),
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


def _drawn(points: Sequence[PerceptionPoint], clock: TalkClock) -> chart_look.Spec:
    colours = chart_look.palette()
    times = {place: clock.told(point.at) for place, point in enumerate(points)}
    axis = {"labelAngle": 0, "labelOverlap": True, "labelExpr": _told_by(times)}
    across = chart_look.field("place", "ordinal", title=_("Time in the call"), axis=axis)
    place = {"x": across, "y": _moods()}
    dots = {
        **place,
        "color": chart_look.field("colour", "nominal", scale=None),
        "description": chart_look.field("told", "nominal"),
        "tooltip": [
            *chart_look.tips({"clock": _("Time")}),
            chart_look.field("mood", "quantitative", title=_("Mood")),
            *chart_look.tips({"change": _("Mood change"), "you": _("You"), "customer": _("Customer")}),
        ],
        "stroke": {
            "condition": {"param": "moment", "value": colours.ink, "empty": False}, "value": colours.card
        },
        "strokeWidth": {"value": 2},
    }  # fmt: skip
    layers: list[chart_look.Spec] = [
        {
            "data": {"values": [{"mood": 0}]},
            "mark": {"type": "rule", "color": colours.ink_2, "strokeDash": [4, 4]},
            "encoding": {"y": chart_look.field("mood", "quantitative")},
        },
        {
            "mark": {"type": "line", "color": colours.ink_2, "strokeWidth": 2, "interpolate": "monotone"},
            "encoding": place,
        },
        {
            "name": "dots",
            "mark": {"type": "circle", "size": 130, "opacity": 1, "cursor": "pointer"},
            "encoding": dots,
        },
        _words("datum.mood < 2.5", -18, place),
        _words("datum.mood >= 2.5", 20, place),
    ]
    rows = [_row(number, point, clock) for number, point in enumerate(points)]
    picking = {"name": "moment", "select": {"type": "point", "fields": ["at"], "on": "click"}, "views": ["dots"]}
    return chart_look.dressed(rows, layers, height=280, params=[picking])


def _moods() -> chart_look.Spec:
    moods = {
        -3: _("furious"),
        -2: _("angry"),
        -1: _("annoyed"),
        0: _("neutral"),
        1: _("content"),
        2: _("glad"),
        3: _("delighted"),
    }
    names = {value: f"{shown.signed(value)} {name}" for value, name in moods.items()}
    axis = {"values": list(moods), "labelExpr": _told_by(names), "grid": True}
    return chart_look.field("mood", "quantitative", title=None, scale={"domain": [WORST, BEST]}, axis=axis)


def _told_by(names: Mapping[int, str]) -> str:
    """An expression that puts a word for each number of an axis."""
    return f"({json.dumps(names, ensure_ascii=False)})[datum.value]"


def _words(where: str, dy: int, place: chart_look.Spec) -> chart_look.Spec:
    """What stands over, or under, the points that are marked."""
    return {
        "transform": [{"filter": f"datum.mark != '' && {where}"}],
        "mark": {"type": "text", "dy": dy, "fontSize": 13, "fontWeight": 600, "color": chart_look.palette().ink},
        "encoding": {**place, "text": chart_look.field("mark", "nominal")},
    }


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
