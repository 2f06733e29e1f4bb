"""The shift lab: a day on the phones with so many agents in each shift, and the same day with one agent fewer."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import escape

import streamlit as st

from trainer.learning import erlang, shift
from trainer.web.i18n import _
from trainer.web.parts import chart_look, words
from trainer.web.parts.labs import charts
from trainer.web.parts.labs.figures import Promise, percent, promised, seconds
from trainer.web.parts.labs.words_over import over
from trainer.web.session import Visitor

BEGINNING: Mapping[str, int] = {"night": 2, "early": 7, "noon": 6, "late": 6, "peak": 4}
"""A roster that keeps 80 % in 20 s over the usual day, and has bad half hours."""
MOST_IN_SHIFT = 200
DATE = "2026-01-01"
"""Charts need a day to put their hours on; it is never shown."""
FIRST_SEED = 1


def draw(_visitor: Visitor, _lang: str) -> None:
    """Draws it."""
    over(
        _("A day on the phones"),
        _("Put agents into the shifts and let the day happen. Beside it: the same callers, one agent fewer."),
    )
    _lab()


@st.fragment
def _lab() -> None:
    roster = _roster()
    demand, promise = _circumstances()
    missing_names = {key: _("one agent of: {shift}").format(shift=name) for key, name in _shift_names().items()}
    missing = st.selectbox(
        _("Who is missing on the other roster"),
        list(shift.SHIFTS),
        index=list(shift.SHIFTS).index("late"),
        format_func=missing_names.__getitem__,
        key="shift_missing",
    )
    seed = int(st.session_state.get("shift_seed", FIRST_SEED))
    if st.button(_("Another day like this"), key="shift_again", icon=":material/casino:"):
        seed += 1
        st.session_state["shift_seed"] = seed
    fewer = {**roster, missing: max(0, roster[missing] - 1)}
    days = [_day(demand, seed, shift.on_duty(each), promise.within) for each in (roster, fewer)]
    st.html(_figures(days, seed=seed, promise=promise))
    _by_half_hour(days, promise)
    _duty(demand, roster, promise)


@lru_cache(maxsize=64)
def _day(demand: shift.Demand, seed: int, agents: tuple[int, ...], within: int) -> shift.Day:
    """A day as it went; most people begin with the same, and a chart of another measure needs no new one."""
    return shift.run(_callers(demand, seed), agents, within=within)


@lru_cache(maxsize=16)
def _callers(demand: shift.Demand, seed: int) -> tuple[shift.Caller, ...]:
    return shift.callers(demand, seed=seed)


def _shift_names() -> Mapping[str, str]:
    return {
        "night": _("night 0-8"),
        "early": _("early 8-12"),
        "noon": _("noon 12-16"),
        "late": _("late 16-24"),
        "peak": _("part-time 9-17:30"),
    }


def _roster() -> dict[str, int]:
    with st.container(key="shift_roster"):
        return {
            name: int(
                st.number_input(
                    _shift_names()[name],
                    min_value=0,
                    max_value=MOST_IN_SHIFT,
                    value=BEGINNING[name],
                    step=1,
                    key=f"shift_{name}",
                )
            )
            for name in shift.SHIFTS
        }


def _circumstances() -> tuple[shift.Demand, Promise]:
    curves = {"two": shift.TWO_PEAKS, "night": shift.NIGHT_OWLS}
    curve_names = {"two": _("a service line: two peaks"), "night": _("a games company: two in the morning")}
    length_names = {"exponential": _("exponential"), "lognormal": _("lognormal: a few very long calls")}
    with (
        st.expander(_("Calls, handling time, patience and promise"), icon=":material/tune:"),
        st.container(key="shift_asked"),
    ):
        calls = st.number_input(
            _("Calls in a day"), min_value=0, max_value=5000, value=2000, step=100, key="shift_calls"
        )
        handling = st.number_input(
            _("Handling time in seconds"), min_value=5, max_value=3600, value=180, step=5, key="shift_handling"
        )
        patience = st.number_input(
            _("Callers give up after (seconds, on average; 0: never)"),
            min_value=0,
            max_value=3600,
            value=180,
            step=10,
            key="shift_patience",
        )
        promise = promised("shift")
        curve = st.selectbox(
            _("The day's curve"), list(curves), format_func=lambda key: curve_names[key], key="shift_curve"
        )
        lengths = st.selectbox(
            _("Lengths of calls"), list(length_names), format_func=lambda key: length_names[key], key="shift_lengths"
        )
    demand = shift.Demand(
        calls=float(calls),
        curve=curves[curve],
        handling=float(handling),
        lengths="lognormal" if lengths == "lognormal" else "exponential",
        patience=float(patience) or None,
    )
    return demand, promise


def _rosters() -> tuple[str, str]:
    return _("Your roster"), _("One agent fewer")


def _figures(days: Sequence[shift.Day], *, seed: int, promise: Promise) -> str:
    wholes = [day.whole for day in days]
    rows = [
        (_("Answered within {n} s").format(n=promise.within), [percent(each.service_level) for each in wholes]),
        (_("Average wait of those answered"), [seconds(each.average_wait) for each in wholes]),
        (
            _("Gave up"),
            [_("{share} ({n} calls)").format(share=percent(each.abandonment), n=each.abandoned) for each in wholes],
        ),
        (_("Occupancy"), [percent(each.occupancy) for each in wholes]),
        (
            _("Half hours below the target"),
            [str(sum(_below(half_hour, promise) for half_hour in day.half_hours)) for day in days],
        ),
    ]
    heads = (_("Day {n}, {calls} calls").format(n=seed, calls=f"{wholes[0].calls:,}"), *_rosters())
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>' + "".join(f"<td>{escape(each)}</td>" for each in values) + "</tr>"
        for name, values in rows
    )
    return (
        f'<div class="scroll" tabindex="0"><table class="plain lab-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _below(half_hour: shift.Stretch, promise: Promise) -> bool:
    return half_hour.service_level is not None and half_hour.service_level < promise.target


def _by_half_hour(days: Sequence[shift.Day], promise: Promise) -> None:
    measures: dict[str, tuple[str, Callable[[shift.Stretch], float | None], float]] = {
        "level": (_("Answered in time"), lambda each: each.service_level, 100),
        "wait": (_("Average wait"), lambda each: each.average_wait, 1),
        "abandoned": (_("Gave up"), lambda each: each.abandonment, 100),
        "occupancy": (_("Occupancy"), lambda each: each.occupancy, 100),
    }
    chosen = st.segmented_control(
        _("By half hour"),
        list(measures),
        format_func=lambda key: measures[key][0],
        default="level",
        key="shift_measure",
    )
    name, value, scale = measures[chosen or "level"]
    rows = [
        {"at": _at(number), "value": found * scale, "roster": roster, "calls": half_hour.calls}
        for roster, day in zip(_rosters(), days, strict=True)
        for number, half_hour in enumerate(day.half_hours)
        if (found := value(half_hour)) is not None
    ]
    title = f"{name} ({_('seconds') if chosen == 'wait' else '%'})"
    layers = [_lines(title, top=None if chosen == "wait" else 100)]
    if chosen == "level":
        layers.insert(0, charts.target(100 * promise.target))
    charts.draw(layers, rows, height=260, key="shift_chart")
    written = seconds if chosen == "wait" else percent
    st.html(_half_hours(days, name, lambda each: written(value(each))))


def _half_hours(days: Sequence[shift.Day], name: str, told: Callable[[shift.Stretch], str]) -> str:
    """The same figures to read instead of to look at, folded away."""
    heads = (_("Half hour from"), _("Calls that came"), *_rosters())
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    rows = []
    for number, stretches in enumerate(zip(*(day.half_hours for day in days), strict=True)):
        cells = (str(stretches[0].calls), *(told(each) for each in stretches))
        time = f'<th scope="row">{number // 2}:{number % 2 * 30:02}</th>'
        rows.append(f"<tr>{time}" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    summary = escape(f"{_('Half hour by half hour')} · {name}")
    return (
        f'<details class="lab-half-hours"><summary>{summary}</summary><div class="scroll tall" tabindex="0">'
        f'<table class="plain lab-table"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
        "</div></details>"
    )


def _at(half_hour: int) -> str:
    """A moment charts understand; midnight at the end is a second early, so that the day stays one day."""
    if half_hour == shift.HALF_HOURS:
        return f"{DATE}T23:59:59"
    return f"{DATE}T{half_hour // 2:02}:{half_hour % 2 * 30:02}:00"


def _hours() -> charts.Encoding:
    axis = {"format": "%-H", "tickCount": 12, "labelOverlap": True, "grid": False}
    scale = {"domain": [_at(0), _at(shift.HALF_HOURS)]}
    return {"field": "at", "type": "temporal", "title": _("Hour of the day"), "axis": axis, "scale": scale}


def _lines(title: str, *, top: float | None) -> charts.Layer:
    colours = chart_look.palette()
    yours, fewer = _rosters()
    return {
        "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 34, "filled": True}},
        "encoding": {
            "x": _hours(),
            "y": charts.quantity("value", title, top=top),
            "color": charts.nominal("roster", {yours: colours.brand, fewer: colours.warn}),
            "strokeDash": charts.nominal("roster", {yours: [1, 0], fewer: [5, 4]}),
            "tooltip": [
                charts.told("roster", _("Roster")),
                charts.told("at", _("Half hour from"), "%H:%M", moment=True),
                charts.told("value", title, ".1f"),
                charts.told("calls", _("Calls that came"), ","),
            ],
        },
    }


def _duty(demand: shift.Demand, roster: Mapping[str, int], promise: Promise) -> None:
    """Agents on duty over those that Erlang C asks for: where the roster is short, and where it is too long."""
    words.quiet(_("Agents on duty, and agents that Erlang C asks for in each half hour"))
    duty = shift.on_duty(roster)
    needed = [_needed(demand, half_hour, promise) for half_hour in range(shift.HALF_HOURS)]
    ends = shift.HALF_HOURS - 1
    rows = [
        {"at": _at(number), "duty": duty[min(number, ends)], "needed": needed[min(number, ends)]}
        for number in range(shift.HALF_HOURS + 1)  # steps end where the next would begin
    ]
    colours = chart_look.palette()
    on_duty, asked = _("on duty"), _("asked for")
    looks: Mapping[str, object] = {asked: colours.line, on_duty: colours.brand}

    def step(kind: str, name: str, field: str, **more: object) -> charts.Layer:
        colour = {"datum": name, "type": "nominal", "scale": charts.nominal("", looks)["scale"]}
        places = {"x": _hours(), "y": charts.quantity(field, _("Agents")), "color": colour}
        return {"mark": {"type": kind, "interpolate": "step-after", **more}, "encoding": places}

    layers = [step("area", asked, "needed", opacity=1), step("line", on_duty, "duty", strokeWidth=2.5)]
    charts.draw(layers, rows, height=200, key="shift_duty")


@lru_cache(maxsize=2048)
def _needed(demand: shift.Demand, half_hour: int, promise: Promise) -> int | None:
    load = erlang.offered(demand.expected(half_hour), demand.handling, shift.HALF_HOUR)
    return erlang.needed(load, handling=demand.handling, within=promise.within, target=promise.target)
