"""What those who train others see first: whom they train, who is late or away, and the way to them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

import streamlit as st

from trainer.people.roles import may
from trainer.services.trainees import Trainee
from trainer.web import navigation
from trainer.web.i18n import _, ngettext
from trainer.web.parts import shown, words
from trainer.web.session import Visitor

LATELY = timedelta(days=7)
MOST = 6
"""As many trainees are named; the page about people names all."""


def hero(visitor: Visitor, trainees: Sequence[Trainee]) -> None:
    """How they are doing, and the one thing to do about it."""
    since = visitor.services.clock.now() - LATELY
    lately = sum(one.last_active is not None and one.last_active >= since for one in trainees)
    overdue = sum(one.overdue for one in trainees)
    title = _("{n} of {count} were active in the last 7 days").format(n=lately, count=len(trainees))
    with st.container(key="hero"):
        eyebrow, late = escape(_("Trainees")), escape(_late(visitor, overdue))
        st.html(f'<p class="eyebrow">{eyebrow}</p><h2>{escape(title)}</h2><p>{late}</p>')
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if may(visitor.person, "work.assign"):
                label = _("See what is overdue") if overdue else _("Assign work")
                if st.button(label, key="trainees_work", type="primary", icon=":material/assignment_add:"):
                    navigation.go(navigation.PEOPLE, view="work")
            st.page_link(navigation.page(navigation.PEOPLE), label=_("All people"), icon=navigation.PEOPLE.icon)


def _late(visitor: Visitor, overdue: int) -> str:
    if not may(visitor.person, "work.assign"):
        return _("You can see everybody's calls and progress.")
    if not overdue:
        return _("No assigned work is overdue.")
    return ngettext(
        "{n} piece of assigned work is overdue.", "{n} pieces of assigned work are overdue.", overdue
    ).format(n=overdue)


def first(trainees: Sequence[Trainee]) -> None:
    """Those who are late or away longest, each a link to their progress."""
    words.section(_("Who to look at first"), _("Whoever is late with work, then whoever was away longest."))
    with st.container(key="rows"):
        for one in trainees[:MOST]:
            _row(one)


def _row(one: Trainee) -> None:
    person = one.person
    with st.container(key=f"row_trainee_{person.id}", horizontal=True, vertical_alignment="center", gap="medium"):
        with st.container(key=f"row_main_trainee_{person.id}", gap=None):
            st.page_link(
                navigation.page(navigation.PROGRESS),
                label=words.label(person.display_name),
                query_params={"person": person.id},
            )
            st.html(f'<p class="row-meta">{escape(_seen(one.last_active))}</p>')
        if one.overdue:
            told = _("{n} overdue").format(n=one.overdue)
            st.html(f'<span class="chip bad">{escape(told)}</span>', width="content")


def _seen(at: datetime | None) -> str:
    return _("never active yet") if at is None else _("last active: {day}").format(day=shown.day(at))


def nobody_yet(visitor: Visitor) -> None:
    """For those who train others where nobody is there to train."""
    with st.container(key="day_trainees"):
        manages = may(visitor.person, "account.manage")
        text = (
            _("Add them one by one, or all at once from a list. Each signs in with a name and a password.")
            if manages
            else _("There are none yet. An admin adds them on the page People.")
        )
        eyebrow, title = escape(_("Trainees")), escape(_("Do you train others?"))
        st.html(f'<p class="eyebrow">{eyebrow}</p><h3>{title}</h3><p>{escape(text)}</p>')
        if manages:
            st.page_link(navigation.page(navigation.PEOPLE), label=_("Add people"), icon=":material/person_add:")
