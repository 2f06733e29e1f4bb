"""Which pages there are, their addresses, and how one leads to another."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from trainer.web.i18n import _


@dataclass(frozen=True, slots=True)
class Place:
    """A page: the module under `pages` whose `page()` draws it, its address ("" is the root), its icon in the bar."""

    module: str
    path: str
    icon: str | None = None


HOME = Place("home", "", ":material/home:")
CALLS = Place("calls", "calls", ":material/call:")
COURSES = Place("courses", "courses", ":material/menu_book:")
REVIEW = Place("review", "review", ":material/style:")
PROGRESS = Place("progress", "progress", ":material/insights:")
HISTORY = Place("history", "history", ":material/history:")
PEOPLE = Place("people", "people", ":material/group:")
ACCOUNT = Place("account", "account", ":material/tune:")
CALL = Place("call", "call")
DEBRIEF = Place("debrief", "debrief")
MODULE = Place("module", "module")
SELF_CHECK = Place("self_check", "self-check")
SEARCH = Place("search", "search", ":material/search:")
UNDER = {MODULE: COURSES, SELF_CHECK: COURSES, CALL: CALLS, DEBRIEF: CALLS, HISTORY: CALLS}
"""Pages that belong to one in the bar."""
IN_BAR = (HOME, COURSES, REVIEW, CALLS, PROGRESS)
"""The pages the bar leads to; those who see others have `PEOPLE` besides."""
PLACES = (*IN_BAR, HISTORY, PEOPLE, ACCOUNT, SEARCH, CALL, DEBRIEF, MODULE, SELF_CHECK)

_KEY = "pages"


def pages(*, instead: str | None = None) -> dict[str, st.Page]:
    """Every page by its module's name. `instead` names a module drawn at every address, such as `sign_in`.

    The addresses stay the same, so that whoever signs in arrives where they were going.
    """
    made = {
        place.module: st.Page(
            _drawing(instead or place.module),
            title=title(instead or place.module),
            url_path=place.path or None,
            default=not place.path,
        )
        for place in PLACES
    }
    st.session_state[_KEY] = made
    return made


def page(place: Place) -> st.Page:
    """The page for links, as made in this run."""
    found = st.session_state[_KEY][place.module]
    assert isinstance(found, st.Page)
    return found


def go(place: Place, **query: str) -> NoReturn:
    """Leaves for another page at once."""
    st.switch_page(page(place), query_params=query)


def title(module: str) -> str:
    """The page's name in the session's language."""
    # Only the one asked for is looked up: every page of the bar asks on every run.
    return {
        "home": lambda: _("Home"),
        "calls": lambda: _("Calls"),
        "courses": lambda: _("Learn"),
        "module": lambda: _("Module"),
        "self_check": lambda: _("Self-check"),
        "review": lambda: _("Review"),
        "progress": lambda: _("Progress"),
        "search": lambda: _("Search"),
        "call": lambda: _("Call"),
        "debrief": lambda: _("Debrief"),
        "history": lambda: _("My calls"),
        "people": lambda: _("People"),
        "account": lambda: _("My account"),
        "sign_in": lambda: _("Sign in"),
        "first_visit": lambda: _("Welcome"),
    }[module]()


def _drawing(module: str) -> Callable[[], None]:
    def draw() -> None:
        importlib.import_module(f"trainer.web.pages.{module}").page()

    return draw
