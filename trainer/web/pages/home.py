"""Home: the one next step with its reason, then the day in brief; for those who train others, their trainees first."""

import streamlit as st

from trainer.services.next_steps import Today, today
from trainer.web import i18n, navigation, session
from trainer.web.i18n import _
from trainer.web.parts import call_row, day, guard, step, trainees, words
from trainer.web.session import Visitor

RECENT = 4
UNDER_WAY = frozenset({"continue", "wrap_up"})
"""Steps that can't wait: a customer is on the line, or a work order is open."""


def page() -> None:
    """Draws the page."""
    visitor = session.visitor()
    with guard.explaining():
        now = today(visitor.services, visitor.person, lang=i18n.lang())
        words.heading(_("Hello, {name}").format(name=visitor.person.display_name))
        if session.may_see_others(visitor) and _trains(visitor, now):
            return
        if now.step is None:
            if now.standing.path or visitor.services.library.scenarios:
                step.nothing_left()
            else:
                guard.no_content()
                return
        else:
            step.hero(visitor, now.step)
            if now.step.kind == "first":
                step.how_it_works()
                if session.may_see_others(visitor):
                    trainees.nobody_yet(visitor)
                return
        _own(visitor, now)


def _trains(visitor: Visitor, now: Today) -> bool:
    """What somebody who trains others sees, and whether there is anybody to train."""
    found = visitor.services.trainees.of(visitor.person)
    if not found:
        return False
    if now.step is not None and now.step.kind in UNDER_WAY:
        step.hero(visitor, now.step)
    else:
        trainees.hero(visitor, found)
    trainees.first(found)
    if now.step is not None and now.step.kind == "first":
        st.page_link(
            navigation.page(navigation.CALLS), label=_("Take a call as your trainees do"), icon=navigation.CALLS.icon
        )
    else:
        words.section(_("Your own training"))
        _own(visitor, now)
    return True


def _own(visitor: Visitor, now: Today) -> None:
    """The visitor's own day, and their latest calls."""
    day.panels(visitor, now)
    if now.calls:
        words.section(_("Lately"))
        with st.container(key="rows_lately"):
            for call in now.calls[:RECENT]:
                call_row.row(call, key="home")
        st.page_link(
            navigation.page(navigation.HISTORY),
            label=_("All my calls"),
            icon=":material/arrow_forward:",
            icon_position="right",
        )
