"""Who looks at the page and how they like it, read from the cookies that came with the connection."""

from dataclasses import dataclass
from typing import Literal, get_args

import streamlit as st

from trainer.api.signed_in import SESSION_COOKIE
from trainer.people.roles import Person, may
from trainer.services import Services
from trainer.web import i18n, running

Theme = Literal["system", "light", "dark"]
THEMES: tuple[Theme, ...] = get_args(Theme)
LANG_COOKIE = "trainer_lang"
THEME_COOKIE = "trainer_theme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """The person at the screen, and the services that act for them."""

    person: Person
    token: str
    services: Services


def cookies() -> dict[str, str]:
    """The browser's cookies, as sent when this page connected."""
    return dict(st.context.cookies)


def recognise() -> Visitor | None:
    """Who has signed in, None for nobody. Also settles the session's language and theme on its first run."""
    services = running.services()
    sent = cookies()
    token = sent.get(SESSION_COOKIE, "")
    person = services.people.who(token) if token else None
    visitor = Visitor(person=person, token=token, services=services) if person else None
    if "theme" not in st.session_state:
        _settle(services, person, sent)
    st.session_state["visitor"] = visitor
    return visitor


def _settle(services: Services, person: Person | None, sent: dict[str, str]) -> None:
    """Language and theme: what the person chose, else what this browser remembers, else what is set. And the zone.

    What was chosen before signing in becomes the person's choice, where they had made none.
    """
    liked = services.people.preferences(person) if person else {}
    i18n.speak(services.settings.first_language(st.context.locale or ""))
    i18n.speak(liked.get("lang") or sent.get(LANG_COOKIE, ""))
    theme = liked.get("theme") or sent.get(THEME_COOKIE, "")
    st.session_state["theme"] = theme if theme in THEMES else "system"
    zone = st.context.timezone or ""
    if person and zone and liked.get("zone") != zone:
        services.people.is_at(person, zone)
    if person and "lang" not in liked:
        services.people.prefer(person, lang=i18n.lang(), theme=st.session_state["theme"])


def needs_owner() -> bool:
    """Whether nobody has an account yet."""
    return running.services().people.needs_owner()


def visitor() -> Visitor:
    """The person signed in; only for pages that main.py shows to people who are."""
    found = st.session_state["visitor"]
    assert isinstance(found, Visitor)
    return found


def still_in(found: Visitor) -> bool:
    """Whether the visitor is signed in at this moment; for what is done before the page is drawn anew."""
    return found.services.people.who(found.token) is not None


def may_see_others(found: Visitor) -> bool:
    """Whether the visitor may see the accounts and calls of others at all."""
    anyone = Person(id="", name="", display_name="", role="trainee")
    return may(found.person, "account.see", anyone)


def prefer(*, lang: str | None = None, theme: str | None = None) -> None:
    """Changes the language or the theme for this session and, for a person, for good."""
    if lang is not None:
        i18n.speak(lang)
    if theme in THEMES:
        st.session_state["theme"] = theme
    found: Visitor | None = st.session_state.get("visitor")
    if found is not None:
        found.services.people.prefer(found.person, lang=lang, theme=theme)


def sign_out() -> None:
    """Ends the session on the server; the cookie that is left opens nothing."""
    found = visitor()
    found.services.people.sign_out(found.token)
    st.session_state["visitor"] = None
