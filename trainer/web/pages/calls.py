"""The catalogue: every call there is to take."""

import streamlit as st

from trainer.services.courses import closed_calls
from trainer.web import i18n, navigation, session
from trainer.web.i18n import _
from trainer.web.parts import card, guard, words


def page() -> None:
    """Draws the page."""
    visitor = session.visitor()
    with guard.explaining():
        library = visitor.services.library
        best = visitor.services.calls.best_tries(visitor.person)
        words.heading(
            _("Calls"), _("Choose a call. It rings, you answer in your own words, and nobody else hears you.")
        )
        st.page_link(navigation.page(navigation.HISTORY), label=_("My calls"), icon=navigation.HISTORY.icon)
        if not library.scenarios:
            guard.no_content()
            return
        closed = closed_calls(library, visitor.person, visitor.services.courses.path(visitor.person))
        language = card.language_choice(library)
        ordered = sorted(library.scenarios.values(), key=lambda each: (each.level, each.minutes, each.id))
        shown = [each for each in ordered if language in each.languages]
        with st.container(key="cards"):
            for scenario in shown:
                card.scenario(
                    visitor, scenario, language=language, best=best.get(scenario.id), before=closed.get(scenario.id, ())
                )
        card.left_out(len(ordered) - len(shown), i18n.LANGUAGES.get(language, language))
        guard.broken_content(visitor, library)
