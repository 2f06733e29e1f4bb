"""People: who has an account, and what work they were given. Trainers look and assign, admins change."""

from collections.abc import Sequence

import streamlit as st

from trainer.errors import NotAllowed
from trainer.people.roles import Person, may
from trainer.web import session
from trainer.web.i18n import _, ngettext
from trainer.web.parts import account_forms, assigning, guard, people_import, people_list, words
from trainer.web.session import Visitor


def page() -> None:
    """Draws the page."""
    visitor = session.visitor()
    with guard.explaining():
        if not session.may_see_others(visitor):
            raise NotAllowed(_("People"))
        people = visitor.services.people.everybody()
        words.heading(_("People"), ngettext("{n} account", "{n} accounts", len(people)).format(n=len(people)))
        done = st.session_state.pop("people_done", None)
        if done:
            words.done(done)
        if may(visitor.person, "work.assign") and _view() == "work":
            assigning.form(visitor, people)
            assigning.given(visitor, people)
        else:
            _accounts(visitor, people)


def _view() -> str:
    """The accounts, or the work that was assigned; an address can ask for either."""
    names = {"accounts": _("Accounts"), "work": _("Assigned work")}
    asked = st.query_params.get("view", "")
    chosen = st.segmented_control(
        _("Show"),
        list(names),
        default=asked if asked in names else "accounts",
        required=True,
        key="people_view",
        format_func=names.__getitem__,
        label_visibility="collapsed",
    )
    return str(chosen)


def _accounts(visitor: Visitor, people: Sequence[Person]) -> None:
    if may(visitor.person, "account.manage"):
        with st.container(key="people_tools", horizontal=True, gap="small"):
            with st.popover(_("Add somebody"), icon=":material/person_add:", type="primary", key="add_popover"):
                account_forms.new_account(visitor)
            # Closed again after an import, which is reported below.
            with st.popover(
                _("Import a list"),
                icon=":material/upload_file:",
                key=f"import_popover_{people_import.done_before()}",
            ):
                people_import.form(visitor)
        people_import.report()
    people_list.people(visitor, people)
