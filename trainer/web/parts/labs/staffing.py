"""The staffing lab: calls, handling time and a promise in; agents out, and what one fewer would do."""

import math
from html import escape

import streamlit as st

from trainer.learning import erlang
from trainer.web.i18n import _
from trainer.web.parts import chart_look, words
from trainer.web.parts.labs import charts
from trainer.web.parts.labs.figures import Promise, percent, promised, seconds
from trainer.web.parts.labs.words_over import over
from trainer.web.session import Visitor

AROUND = 2
"""Agents fewer and more in the table."""
BEYOND = 6
"""Agents more in the chart."""
MOST_POINTS = 60


def draw(_visitor: Visitor, _lang: str) -> None:
    """Draws it."""
    over(
        _("How many agents?"),
        _("Erlang C for one half hour. Change a number and look at the row with one agent fewer."),
    )
    _lab()


@st.fragment
def _lab() -> None:
    with st.container(key="staffing_asked"):
        calls = st.number_input(
            _("Calls in half an hour"), min_value=0, max_value=10_000, value=100, step=5, key="staffing_calls"
        )
        handling = st.number_input(
            _("Handling time in seconds"), min_value=5, max_value=3600, value=180, step=5, key="staffing_handling"
        )
        promise = promised("staffing")
    load = erlang.offered(calls, handling, 1800)
    agents = erlang.needed(load, handling=handling, within=promise.within, target=promise.target)
    if not calls:
        words.quiet(_("Nobody calls, so nobody is needed."))
    elif agents is None:
        words.quiet(
            _("{load} erlangs need more than {n} agents. Split the work into several queues and work out each.").format(
                load=f"{load:,.1f}", n=f"{erlang.MOST_AGENTS:,}"
            )
        )
    else:
        _answer(load, agents, handling=handling, calls=calls, promise=promise)


def _answer(load: float, agents: int, *, handling: float, calls: float, promise: Promise) -> None:
    def with_agents(number: int) -> erlang.Staffed:
        return erlang.staffed(load, number, handling=handling, within=promise.within)

    _told(with_agents(agents), with_agents(agents - 1), load=load, calls=calls, promise=promise)
    rows = [with_agents(number) for number in range(max(0, agents - AROUND), agents + AROUND + 1)]
    st.html(_table(rows, agents=agents, promise=promise))
    points = [with_agents(number) for number in range(max(1, math.floor(load)), agents + BEYOND + 1)][-MOST_POINTS:]
    words.quiet(_("The share answered within {n} s, by number of agents").format(n=promise.within))
    _chart(points, promise)


def _told(now: erlang.Staffed, fewer: erlang.Staffed, *, load: float, calls: float, promise: Promise) -> None:
    work = _("{load} erlangs of work: on average {load} people would never stop talking and typing.").format(
        load=f"{load:,.1f}"
    )
    goal = _("agents answer {share} of calls within {n} s. The target is {target}.").format(
        share=percent(now.in_time), n=promise.within, target=_("{n} %").format(n=f"{100 * promise.target:g}")
    )
    if math.isinf(fewer.average_wait):
        loss = _("With {n} the work is never done: the queue grows and grows.").format(n=fewer.agents)
    else:
        loss = _(
            "With {n}, {share} are answered in time and the average wait goes from {before} to {after}. "
            "That is {calls} more callers in this half hour who wait too long."
        ).format(
            n=fewer.agents,
            share=percent(fewer.in_time),
            before=seconds(now.average_wait),
            after=seconds(fewer.average_wait),
            calls=f"{calls * (now.in_time - fewer.in_time):.0f}",
        )
    st.html(
        f'<div class="lab-answer" role="status"><p class="lab-big"><b>{now.agents}</b> <span>{escape(goal)}</span></p>'
        f"<p>{escape(work)}</p>"
        f'<p class="lab-loss"><b>{escape(_("One agent fewer"))}</b> {escape(loss)}</p></div>'
    )


def _table(rows: list[erlang.Staffed], *, agents: int, promise: Promise) -> str:
    heads = [
        _("Agents"),
        _("Callers who wait"),
        _("Within {n} s").format(n=promise.within),
        _("Average wait"),
        _("Occupancy"),
    ]
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(_row(row, needed=row.agents == agents) for row in rows)
    return (
        f'<div class="scroll" tabindex="0"><table class="plain lab-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(row: erlang.Staffed, *, needed: bool) -> str:
    cells = (percent(row.waits), percent(row.in_time), seconds(row.average_wait), percent(row.occupancy))
    mark = f' <span class="chip good">{escape(_("needed"))}</span>' if needed else ""
    return (
        f'<tr{" class=here" if needed else ""}><th scope="row">{row.agents}{mark}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
    )


def _chart(points: list[erlang.Staffed], promise: Promise) -> None:
    colours = chart_look.palette()
    met, missed = _("Target met"), _("Target missed")
    rows = [
        {
            "agents": each.agents,
            "share": 100 * each.in_time,
            "told": percent(each.in_time),
            "met": met if each.in_time >= promise.target else missed,
        }
        for each in points
    ]
    places = {
        "x": {
            "field": "agents",
            "type": "ordinal",
            "title": _("Agents"),
            "axis": {"labelAngle": 0, "labelOverlap": True},
        },
        "y": charts.quantity("share", "%", top=100),
    }
    dots = {
        "color": charts.nominal("met", {missed: colours.warn, met: colours.good}),
        "shape": charts.nominal("met", {missed: "triangle-up", met: "circle"}),
        "tooltip": [charts.told("agents", _("Agents"), ","), charts.told("told", _("Answered in time"))],
    }
    layers: list[charts.Layer] = [
        charts.target(100 * promise.target),
        {"mark": {"type": "line", "color": colours.ink_2, "strokeOpacity": 0.45, "strokeWidth": 2}, "encoding": places},
        {"mark": {"type": "point", "size": 110, "filled": True, "opacity": 1}, "encoding": {**places, **dots}},
    ]
    charts.draw(layers, rows, height=260, key="staffing_chart")
