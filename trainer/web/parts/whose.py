"""Whose calls, or whose progress, a page shows."""

import streamlit as st

from trainer.web import session
from trainer.web.i18n import _
from trainer.web.session import Visitor


def choice(visitor: Visitor, label: str) -> str | None:
    """The id of the person to show: for those who may see others, a choice. None: the visitor themself."""
    asked = st.query_params.get("person")
    if not session.may_see_others(visitor):
        return None
    people = {person.id: person.display_name for person in visitor.services.people.everybody()}
    people.pop(visitor.person.id, None)
    if not people:
        return None
    names = {visitor.person.id: _("My own")} | people
    options = list(names)
    chosen = st.selectbox(
        label,
        options,
        index=options.index(asked) if asked in people else 0,
        key="whose",
        format_func=names.__getitem__,
        width=320,
    )
    return None if chosen == visitor.person.id else chosen
