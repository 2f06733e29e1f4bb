"""Home: the one next step, and what happened lately."""

import streamlit as st

from trainer.services.next_step import next_step
from trainer.web import i18n, navigation, session
from trainer.web.i18n import _
from trainer.web.parts import call_row, guard, step, words

RECENT = 4


def page() -> None:
    """Draws the page."""
    visitor = session.visitor()
    with guard.explaining():
        scenarios = visitor.services.library.scenarios
        history = visitor.services.calls.history(visitor.person)
        found = next_step(history, scenarios, lang=i18n.lang())
        words.heading(_("Hello, {name}").format(name=visitor.person.display_name))
        if found is None:
            guard.no_content()
        else:
            step.hero(visitor, found)
        taken = [call for call in history if call.turns][:RECENT]
        if taken:
            words.section(_("Lately"))
            with st.container(key="rows"):
                for call in taken:
                    call_row.row(call, key="home")
            st.page_link(
                navigation.page(navigation.HISTORY),
                label=_("All my calls"),
                icon=":material/arrow_forward:",
                icon_position="right",
            )
        elif found is not None:
            step.how_it_works()
