"""The list of calls with its filters."""

from collections.abc import Sequence

import streamlit as st

from trainer.services.call_shapes import CallSummary
from trainer.web.i18n import _, ngettext
from trainer.web.parts import call_row, words

STEP = 15
"""How many calls are shown at first, and how many more each time."""


def filtered(calls: Sequence[CallSummary]) -> None:
    """The filters and, below them, the calls that pass."""
    titles = {"": _("All calls")} | {call.scenario: call.title for call in calls}
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        scenario = st.selectbox(
            _("Which call"), list(titles), key="filter_scenario", width=280, format_func=titles.__getitem__
        )
        results = {"all": _("All"), "passed": _("Passed"), "failed": _("Not passed"), "open": _("To continue")}
        result = st.segmented_control(
            _("Result"),
            list(results),
            default="all",
            required=True,
            key="filter_result",
            format_func=lambda name: results[name],
        )
    fitting = [call for call in calls if scenario in {"", call.scenario} and _fits(call, str(result))]
    if not fitting:
        words.empty(_("No call fits"), _("Choose other filters to see more."))
        return
    many = int(st.session_state.get("calls_shown", STEP))
    with st.container(key="rows"):
        for call in fitting[:many]:
            call_row.row(call, key="list")
    rest = len(fitting) - many
    if rest > 0 and st.button(
        ngettext("Show {n} more", "Show {n} more", min(rest, STEP)).format(n=min(rest, STEP)), key="more"
    ):
        st.session_state["calls_shown"] = many + STEP
        st.rerun()


def _fits(call: CallSummary, result: str) -> bool:
    if call.interrupted:
        return result == "all"
    is_open = call.ended is None or call.percent is None
    passed = bool(call.passed) and not call.critical
    return {"all": True, "open": is_open, "passed": not is_open and passed, "failed": not is_open and not passed}[
        result
    ]
