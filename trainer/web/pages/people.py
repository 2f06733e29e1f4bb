"""People: who has an account. Trainers look, admins change."""

import streamlit as st

from trainer.errors import NotAllowed
from trainer.people.roles import may
from trainer.web import session
from trainer.web.i18n import _, ngettext
from trainer.web.parts import account_forms, guard, people_import, people_list, words


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
