"""The list of accounts."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from trainer.people.roles import Person, may
from trainer.web import navigation
from trainer.web.i18n import _
from trainer.web.parts import account_forms, shown, words
from trainer.web.session import Visitor

SEARCH_FROM = 8
"""With fewer accounts than this nobody needs to search."""
MOST = 100
"""More than this are not drawn at once; the search finds them."""


def people(visitor: Visitor, everybody: Sequence[Person]) -> None:
    """A row each, found by name."""
    wanted = ""
    if len(everybody) >= SEARCH_FROM:
        wanted = st.text_input(_("Find"), key="find_person", placeholder=_("Name"), width=320).strip().casefold()
    found = [each for each in everybody if wanted in each.name.casefold() or wanted in each.display_name.casefold()]
    if not found:
        words.empty(_("Nobody found"), _("Search for another part of the name."))
        return
    with st.container(key="rows"):
        for person in found[:MOST]:
            _row(visitor, person)
    if len(found) > MOST:
        words.quiet(_("The first {n} are shown. Search to find others.").format(n=MOST))


def _row(visitor: Visitor, person: Person) -> None:
    with st.container(key=f"row_person_{person.id}", horizontal=True, vertical_alignment="center", gap="medium"):
        state = f' <span class="chip none">{escape(_("Disabled"))}</span>' if person.disabled else ""
        st.html(
            f'<div class="person"><b>{escape(person.display_name)}</b>{state}'
            f'<p class="row-meta">{escape(person.name)} · {escape(shown.role(person.role))}</p></div>'
        )
        st.page_link(
            navigation.page(navigation.HISTORY),
            label=_("Their calls"),
            icon=navigation.HISTORY.icon,
            query_params={"person": person.id},
        )
        st.page_link(
            navigation.page(navigation.PROGRESS),
            label=_("Their progress"),
            icon=navigation.PROGRESS.icon,
            query_params={"person": person.id},
        )
        if may(visitor.person, "account.manage"):
            with st.popover(_("Change"), key=f"change_{person.id}", type="tertiary"):
                account_forms.reset_password(visitor, person)
                account_forms.disable(visitor, person)
