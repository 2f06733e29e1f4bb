"""One module to read: its text, then its self-check and the calls that practise it."""

import streamlit as st

from trainer.errors import NotFound
from trainer.services.courses import ModulePage
from trainer.web import i18n, navigation, session
from trainer.web.i18n import _
from trainer.web.parts import guard, labs, module_end, module_row, reading, words
from trainer.web.session import Visitor


def page() -> None:
    """Draws the page for the module named in the address."""
    visitor = session.visitor()
    key = f"{st.query_params.get('course', '')}/{st.query_params.get('module', '')}"
    with guard.explaining():
        try:
            found = visitor.services.courses.module(visitor.person, key)
        except NotFound:
            words.trouble(
                _("This module is not there"),
                _("It may have been taken out or renamed. What you did in it is kept, and counts."),
            )
            _to_courses()
            return
        _draw(visitor, found)


def _draw(visitor: Visitor, found: ModulePage) -> None:
    state = found.state
    if state.locked:
        words.heading(i18n.text(state.module.title), _("Something else comes first."))
        with st.container(key="rows"):
            for key in state.missing:
                module_row.row(visitor.services.courses.module(visitor.person, key).state, key="missing")
        _to_courses()
        return
    language = module_row.language(state)
    module_row.over(state)
    if language != i18n.lang():
        words.quiet(_("This module is there in {language} only.").format(language=i18n.LANGUAGES[language]))
    st.html(reading.article(state.module.bodies[language], language))
    reading.keeper(state.key, state.reading, at=st.query_params.get("at", ""))
    labs.draw(visitor, state.module.lab, lang=language)
    module_end.end(visitor, found, language=language)


def _to_courses() -> None:
    st.page_link(navigation.page(navigation.COURSES), label=_("All modules"), icon=":material/arrow_back:")
