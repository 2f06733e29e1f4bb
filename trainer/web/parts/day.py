"""The day in brief: today's review, assigned work, the way through the track."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

import streamlit as st

from trainer.content.course import Track
from trainer.learning.path import ModuleState
from trainer.services.assignments import Work
from trainer.services.next_steps import Today
from trainer.services.reviews import Outlook
from trainer.web import i18n, navigation
from trainer.web.i18n import _, ngettext
from trainer.web.parts import addresses, module_row, shown, step, words
from trainer.web.session import Visitor

MOST_WORK = 4
"""More assigned work than this is only counted."""


def panels(visitor: Visitor, now: Today) -> None:
    """The panels there is something to say in, side by side where the screen is wide."""
    with st.container(key="day"):
        _review(now.review)
        if now.work:
            _work(visitor, now.work, visitor.services.clock.now())
        if now.standing.path:
            _track(visitor.services.courses.track(visitor.person), now.standing.path)


def _review(review: Outlook) -> None:
    due = review.due
    with st.container(key="day_review"):
        if due:
            title = ngettext("{n} card to review", "{n} cards to review", due).format(n=due)
        else:
            title = _("Nothing to review today")
        told = []
        if review.done:
            told.append(ngettext("{n} done today.", "{n} done today.", review.done).format(n=review.done))
        if not due:
            told.append(_next_cards(review))
        _face(_("Review"), title, i18n.sentences(told))
        if review.total:
            st.page_link(navigation.page(navigation.REVIEW), label=_("Go to the review"), icon=navigation.REVIEW.icon)


def _next_cards(review: Outlook) -> str:
    """When the next cards come."""
    if not review.total:
        return _("Questions you answer in self-checks, and what you missed on calls, become cards.")
    coming = next(((day, count) for day, count in review.forecast[1:] if count), None)
    if coming is None:
        return _("No card comes back this week.")
    day, count = coming
    when = shown.calendar_day(day) if day != review.forecast[1][0] else _("tomorrow")
    return ngettext("{n} card comes {day}.", "{n} cards come {day}.", count).format(n=count, day=when)


def _work(visitor: Visitor, work: Sequence[Work], now: datetime) -> None:
    ordered = sorted(work, key=lambda one: (one.row.due_at is None, one.row.due_at or now, one.row.id))
    with st.container(key="day_work"):
        _face(
            _("Assigned work"),
            ngettext("{n} thing to do", "{n} things to do", len(work)).format(n=len(work)),
        )
        for one in ordered[:MOST_WORK]:
            with st.container(key=f"work_{one.row.id}", gap=None):
                title = words.label(step.work_title(visitor, one.row.kind, one.row.ref))
                if one.row.kind == "module":
                    query = addresses.module(one.row.ref)
                    st.page_link(navigation.page(navigation.MODULE), label=title, query_params=query)
                else:
                    st.page_link(navigation.page(navigation.CALLS), label=title)
                st.html(f'<p class="row-meta">{_kind(one)} · {due(one.row.due_at, now)}</p>')
        left = len(ordered) - MOST_WORK
        if left > 0:
            st.html(f'<p class="quiet">{escape(ngettext("and {n} more", "and {n} more", left).format(n=left))}</p>')


def _kind(one: Work) -> str:
    return escape(_("Module") if one.row.kind == "module" else _("Call"))


def due(at: datetime | None, now: datetime, *, done: bool = False) -> str:
    """By when, as HTML; said in words when that is over and it isn't `done`."""
    if at is None:
        return escape(_("no date"))
    if at <= now and not done:
        return f'<span class="chip bad">{escape(_("Overdue: {day}").format(day=shown.day(at)))}</span>'
    return escape(_("by {day}").format(day=shown.day(at)))


def _track(track: Track, path: Sequence[ModuleState]) -> None:
    told, bar = module_row.done(path)
    with st.container(key="day_track"):
        _face(shown.track(track), told)
        st.html(bar)
        st.page_link(navigation.page(navigation.COURSES), label=_("All modules"), icon=navigation.COURSES.icon)


def _face(eyebrow: str, title: str, text: str = "") -> None:
    line = f"<p>{escape(text)}</p>" if text else ""
    st.html(f'<p class="eyebrow">{escape(eyebrow)}</p><h3>{escape(title)}</h3>{line}')
