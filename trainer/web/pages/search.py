"""Finds words in modules, knowledge articles, questions and calls; articles are read here."""

import streamlit as st

from trainer.web import i18n, session
from trainer.web.i18n import _
from trainer.web.parts import found, guard, words

MORE = 50
"""Things of a kind that are shown when more are asked for."""


def page() -> None:
    """Draws the page: an article where the address names one (`?article=…`), else the field and what it finds."""
    visitor = session.visitor()
    with guard.explaining():
        name = st.query_params.get("article", "")
        if name:
            found.article(visitor.services.library, name, back=st.query_params.get("q", ""))
            return
        words.heading(_("Search"))
        query = _field()
        if not query.strip():
            words.quiet(_("In Chinese two characters are enough. In English any form of a word is found."))
            return
        most = int(st.session_state.get("search_most", 0)) if st.session_state.get("search_last") == query else 0
        st.session_state["search_last"], st.session_state["search_most"] = query, most
        limits = {"most": most} if most else {}
        result = visitor.services.search.find(visitor.person, query, lang=i18n.lang(), **limits)
        if not result.ready:
            words.empty(_("The search is being made ready"), _("Texts are being read for it. Try again in a minute."))
            st.button(_("Try again"), key="search_again")
        elif not result.understood:
            words.empty(_("Nothing to look for"), _("Type a word, or two characters."))
        elif not result.hits:
            title = _("Nothing was found for “{words}”").format(words=query.strip()[:80])
            words.empty(title, _("Try another word for it, or fewer words."))
        else:
            found.results(result, query)
            if result.more and not most:
                st.button(_("Show more"), key="search_more", on_click=_more)


def _more() -> None:
    st.session_state["search_most"] = MORE


def _field() -> str:
    """The field, with what the address asks for; the address follows what is typed."""
    asked = st.query_params.get("q", "")
    if st.session_state.get("search_asked") != asked:
        st.session_state["search_asked"] = st.session_state["search_words"] = asked
    typed = st.text_input(
        _("What are you looking for?"),
        key="search_words",
        icon=":material/search:",
        max_chars=200,
        label_visibility="collapsed",
        placeholder=_("What are you looking for?"),
    )
    if typed != asked:
        st.session_state["search_asked"] = typed
        st.query_params["q"] = typed
    return typed
