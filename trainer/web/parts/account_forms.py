"""Forms about accounts."""

import streamlit as st

from trainer.errors import NotAllowed, TooMany, TrainerError
from trainer.people.names import PASSWORD_LEAST
from trainer.people.roles import ROLES, Person
from trainer.web.i18n import _
from trainer.web.parts import rounds, shown, told, words
from trainer.web.session import Visitor


def own_password(visitor: Visitor) -> None:
    """Another password for oneself; the present one is asked for, wrong tries are slowed down."""
    said = st.container(key="own_password_said")
    with st.form("own_password", border=False, clear_on_submit=True):
        current = st.text_input(_("Present password"), type="password", key="current", autocomplete="current-password")
        new = st.text_input(
            _("New password"),
            type="password",
            key="new",
            autocomplete="new-password",
            placeholder=_("At least 8 characters"),
        )
        if not st.form_submit_button(_("Change password"), type="primary", key="change_password"):
            return
    trouble = _changed(visitor, current, new)
    if trouble:
        said.error(trouble, icon=":material/error:")
        return
    said.success(_("Your password is changed. Other browsers were signed out."), icon=":material/check:")


def _changed(visitor: Visitor, current: str, new: str) -> str:
    """Changes it; hands back what is wrong instead, "" when it is done."""
    if len(new) < PASSWORD_LEAST:
        return _("The new password needs at least {n} characters. Nothing was changed.").format(n=PASSWORD_LEAST)
    people = visitor.services.people
    try:
        people.sign_in(visitor.person.name, current, address=st.context.ip_address)
        people.set_password(visitor.person.name, new, staying=visitor.token)
    except NotAllowed:
        return _("The present password is wrong. Nothing was changed.")
    except TooMany as error:
        return _("Too many attempts. Try again in {n} seconds.").format(n=round(error.retry_after))
    except TrainerError as error:
        return told.reason(error)
    return ""


def new_account(visitor: Visitor) -> None:
    """Somebody new."""
    done = rounds.of("new_account")
    n = done.number
    with st.form(f"new_account_{n}", border=False):
        left, right = st.columns(2)
        name = left.text_input(_("Sign-in name"), key=f"new_name_{n}", autocomplete="off")
        display_name = right.text_input(
            _("Full name"), key=f"new_display_name_{n}", placeholder=_("optional"), autocomplete="off"
        )
        password = left.text_input(
            _("First password"),
            type="password",
            key=f"new_password_{n}",
            autocomplete="new-password",
            placeholder=_("At least 8 characters"),
        )
        roles = {each: shown.role(each) for each in ROLES}
        role = right.selectbox(_("Role"), list(roles), format_func=roles.__getitem__, key=f"new_role_{n}")
        if not st.form_submit_button(_("Add"), type="primary", key=f"add_account_{n}"):
            return

    def add() -> str:
        added = visitor.services.people.add(name, password, role=role, display_name=display_name or None)
        return _("{name} was added.").format(name=added.display_name)

    try:
        st.session_state["people_done"] = done.do(n, add)
    except TrainerError as error:
        words.refused(_("Nobody was added. {reason}").format(reason=told.reason(error)))
        return
    st.rerun()


def reset_password(visitor: Visitor, person: Person) -> None:
    """Another password for somebody who forgot theirs."""
    done = rounds.of(f"reset_{person.id}")
    n = done.number
    with st.form(f"reset_{person.id}_{n}", border=False):
        new = st.text_input(
            _("New password"), type="password", key=f"reset_to_{person.id}_{n}", autocomplete="new-password"
        )
        if not st.form_submit_button(_("Set password"), key=f"reset_go_{person.id}_{n}"):
            return

    def reset() -> str:
        visitor.services.people.set_password(person.name, new, staying=visitor.token)
        if person.id == visitor.person.id:
            return _("Your password is changed. Other browsers were signed out.")
        return _("{name} has a new password and is signed out everywhere.").format(name=person.display_name)

    try:
        st.session_state["people_done"] = done.do(n, reset)
    except TrainerError as error:
        words.refused(_("Nothing was changed. {reason}").format(reason=told.reason(error)))
        return
    st.rerun()


def disable(visitor: Visitor, person: Person) -> None:
    """Closes an account, or opens it again: it can always be undone."""
    label = _("Allow sign-in again") if person.disabled else _("Disable the account")
    # Two buttons, not one: a second press on the one must not undo the first.
    key = f"{'enable' if person.disabled else 'disable'}_{person.id}"
    if not st.button(label, key=key, disabled=person.id == visitor.person.id):
        return
    try:
        visitor.services.people.disable(person.name, disabled=not person.disabled)
    except TrainerError as error:
        words.refused(_("Nothing was changed. {reason}").format(reason=told.reason(error)))
        return
    done = _("{name} can sign in again.") if person.disabled else _("{name} can't sign in any more. All records stay.")
    st.session_state["people_done"] = done.format(name=person.display_name)
    st.rerun()
