"""All of somebody's self-checks: those under way, and those finished."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from trainer.services.self_checks import TakenCheck
from trainer.web import i18n, navigation
from trainer.web.i18n import _
from trainer.web.parts import shown, words
from trainer.web.session import Visitor

MOST = 20


def listing(visitor: Visitor) -> None:
    """The list, newest first; of the finished ones the latest."""
    words.heading(_("Self-checks"), _("Each one can be left at any time; it goes on at the same question."))
    found = visitor.services.self_checks.of_person(visitor.person)
    if not found:
        words.empty(
            _("No self-check yet"), _("Each module ends with one. Read a module first, then check yourself there.")
        )
        st.page_link(navigation.page(navigation.COURSES), label=_("To the modules"), icon=navigation.COURSES.icon)
        return
    under_way = [check for check in found if check.end is None]
    finished = [check for check in found if check.end is not None]
    if under_way:
        words.section(_("Under way"))
        _rows(under_way[:MOST], key="rows")
    if finished:
        words.section(_("Finished"))
        _rows(finished[:MOST], key="rows_finished")


def _rows(checks: Iterable[TakenCheck], *, key: str) -> None:
    with st.container(key=key):
        for check in checks:
            _row(check)


def _row(check: TakenCheck) -> None:
    end, row = check.end, check.row
    style = "none" if end is None else "good" if end.passed else "warn"
    word = _("Continue") if end is None else _("Passed") if end.passed else _("Not passed yet")
    figure = shown.percent(end.percent) if end is not None else "–"
    when = shown.moment(end.ended_at if end is not None else row.began_at)
    with st.container(key=f"row_check_{row.id}", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(f'<span class="mark {style}">{figure}</span>', width="content")
        with st.container(key=f"row_main_check_{row.id}", gap=None):
            st.page_link(
                navigation.page(navigation.SELF_CHECK),
                label=words.label(i18n.text(check.quiz.title)),
                query_params={"attempt": row.id},
            )
            st.html(f'<p class="row-meta">{escape(when)}</p>')
        st.html(f'<span class="chip {style}">{escape(word)}</span>', width="content")
