"""Home: the one next step with its reason, then the day in brief."""

import streamlit as st

from trainer.services.next_steps import today
from trainer.web import i18n, navigation, session
from trainer.web.i18n import _
from trainer.web.parts import call_row, day, guard, step, words

RECENT = 4


def page() -> None:
    """Draws the page."""
    visitor = session.visitor()
    with guard.explaining():
        now = today(visitor.services, visitor.person, lang=i18n.lang())
        words.heading(_("Hello, {name}").format(name=visitor.person.display_name))
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
                return
        day.panels(visitor, now)
        if now.calls:
            words.section(_("Lately"))
            with st.container(key="rows"):
                for call in now.calls[:RECENT]:
                    call_row.row(call, key="home")
            st.page_link(
                navigation.page(navigation.HISTORY),
                label=_("All my calls"),
                icon=":material/arrow_forward:",
                icon_position="right",
            )
