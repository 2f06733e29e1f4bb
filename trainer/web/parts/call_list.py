"""The list of calls with its filters, page by page."""

from typing import cast

import streamlit as st

from trainer.records.call_lines import Came
from trainer.web.i18n import _
from trainer.web.parts import call_row, words
from trainer.web.session import Visitor

SIZE = 15
"""Calls on a page."""


def filtered(visitor: Visitor, owner: str | None) -> None:
    """The filters and, below them, the calls that pass, newest first."""
    histories = visitor.services.calls.histories
    titles = {"": _("All calls")} | dict(histories.scenarios(visitor.person, of=owner))
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
    # With other filters one begins at the first page again.
    key = f"calls_page_{owner}_{scenario}_{result}"
    page = histories.page(
        visitor.person,
        int(st.session_state.get(key, 1)),
        of=owner,
        scenario=scenario or None,
        came=cast("Came", result),
        size=SIZE,
    )
    if not page.calls:
        words.empty(_("No call fits"), _("Choose other filters to see more."))
        return
    with st.container(key="rows"):
        for call in page.calls:
            call_row.row(call, key="list")
    if page.pages > 1:
        with st.container(key="pages", horizontal=True, vertical_alignment="bottom", gap="medium"):
            label = _("Page, of {n}").format(n=page.pages)
            st.number_input(label, min_value=1, max_value=page.pages, step=1, key=key, width=180)
            last = page.first + len(page.calls) - 1
            words.quiet(_("Calls {first} to {last} of {n}").format(first=page.first, last=last, n=page.count))
