"""What surrounds every page: the bar, the person's menu, and the browser's memory of language and theme."""

from html import escape
from pathlib import Path

import streamlit as st

from trainer.web import i18n, navigation, session
from trainer.web.i18n import _
from trainer.web.parts import words
from trainer.web.session import Visitor

_HERE = Path(__file__).parent
_keeper = st.components.v2.component("trainer_keeper", js=(_HERE / "keeper.js").read_text("utf-8"))


def keep(page: st.Page) -> None:
    """Has the browser remember language and theme, and apply the theme."""
    with st.container(key="keeper"):
        _keeper(
            key="keeper_state",
            data={
                "lang": i18n.lang(),
                "theme": st.session_state["theme"],
                "here": page.url_path,
                "paths": [place.path for place in navigation.PLACES],
                "skip": _("Skip to the content"),
            },
        )


def bar(visitor: Visitor | None, page: st.Page) -> None:
    """The bar on top: the name, the pages, the person's menu."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        st.html(
            f'<a class="brand" href="/" target="_self"><i></i><b>{escape(_("Call Trainer"))}</b></a>', width="content"
        )
        if visitor:
            _links(visitor, page)
        with st.container(
            key="me",
            horizontal=True,
            horizontal_alignment="right",
            vertical_alignment="center",
            wrap=False,
            gap="xxsmall",
        ):
            if visitor:
                with st.container(key="to_search", width="content"):
                    place = navigation.SEARCH
                    st.page_link(navigation.page(place), label=navigation.title(place.module), icon=place.icon)
            _menu(visitor)


def _links(visitor: Visitor, page: st.Page) -> None:
    shown = list(navigation.IN_BAR)
    if session.may_see_others(visitor):
        shown.append(navigation.PEOPLE)
    own = next((place for place in navigation.PLACES if navigation.page(place).url_path == page.url_path), None)
    at = {own, navigation.UNDER.get(own) if own else None}
    with st.container(key="nav", horizontal=True, wrap=False, gap="xxsmall"):
        for place in shown:
            here = "here" if place in at else "link"
            with st.container(key=f"nav_{here}_{place.module}", width="content"):
                st.page_link(navigation.page(place), label=navigation.title(place.module), icon=place.icon)


def _menu(visitor: Visitor | None) -> None:
    label = words.label(visitor.person.display_name) if visitor else _("Language and look")
    icon = ":material/account_circle:" if visitor else ":material/translate:"
    with st.popover(label, icon=icon, type="tertiary", key="menu"):
        languages()
        themes()
        if visitor:
            st.page_link(navigation.page(navigation.ACCOUNT), label=_("My account"), icon=navigation.ACCOUNT.icon)
            st.button(
                _("Sign out"), key="sign_out", icon=":material/logout:", type="tertiary", on_click=session.sign_out
            )


def languages(key: str = "menu_lang", *, labelled: bool = True) -> None:
    """The language switch. Where its place says what it is for, `labelled` False hides its label from the eye only."""

    def changed() -> None:
        session.prefer(lang=st.session_state[key])

    st.segmented_control(
        _("Language"),
        list(i18n.LANGUAGES),
        default=i18n.lang(),
        required=True,
        key=key,
        format_func=lambda code: i18n.LANGUAGES[code],
        on_change=changed,
        label_visibility="visible" if labelled else "collapsed",
    )


def themes(key: str = "menu_theme") -> None:
    """The switch between light, dark and what the system says."""
    names = {"system": _("System"), "light": _("Light"), "dark": _("Dark")}

    def changed() -> None:
        session.prefer(theme=st.session_state[key])

    st.segmented_control(
        _("Look"),
        list(names),
        default=st.session_state["theme"],
        required=True,
        key=key,
        format_func=lambda name: names[name],
        on_change=changed,
    )
