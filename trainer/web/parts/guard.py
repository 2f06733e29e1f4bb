"""What a page says when a service can't do what was asked: in plain words, with what was kept and what to do."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from trainer.content.library import Library
from trainer.errors import (
    Conflict,
    ContentHasProblems,
    EngineFailed,
    NotAllowed,
    NotFound,
    StoreFailed,
    TooMany,
    TrainerError,
)
from trainer.people.roles import may
from trainer.web import navigation
from trainer.web.i18n import _, ngettext
from trainer.web.parts import words
from trainer.web.session import Visitor

log = logging.getLogger(__name__)


@contextmanager
def explaining(*, missing: str = "") -> Iterator[None]:
    """Turns an error of a service into an explanation on the page; anything else goes on up.

    `missing` is said of what isn't there, in place of a word about calls.
    """
    try:
        yield
    except NotFound:
        words.trouble(_("Not found"), missing or _("This call doesn't exist, or it belongs to somebody else."))
        _way_home()
    except NotAllowed:
        words.trouble(_("Not for this account"), _("Ask an admin or your trainer if you need to see this page."))
        _way_home()
    except ContentHasProblems as error:
        words.trouble(
            _("The content has mistakes"),
            _("This call can't be used until they are mended. Ask whoever looks after the content."),
        )
        _details(error)
    except StoreFailed as error:
        words.trouble(
            _("The data folder can't be used"),
            _("Everything saved before is kept. Tell whoever runs the server: its disk may be full, or read-only."),
        )
        _details(error)
    except EngineFailed as error:
        words.trouble(_("Speech doesn't work at the moment"), _("Nothing was lost. Try again, or type instead."))
        _details(error)
    except TooMany as error:
        seconds = round(error.retry_after)
        words.trouble(_("That didn't work"), _("Too many attempts. Try again in {n} seconds.").format(n=seconds))
    except Conflict as error:
        words.trouble(_("That didn't work"), _("Things have changed in the meantime. Load the page again."))
        _details(error)
    except TrainerError as error:
        words.trouble(
            _("That didn't work"), _("What was saved before is kept. Load the page again, or tell your trainer.")
        )
        _details(error)


def _details(error: TrainerError) -> None:
    """What the program itself says, in English, goes to the log; folded away on the page of those who can mend it."""
    log.error("%s", error)
    visitor = st.session_state.get("visitor")
    if not isinstance(visitor, Visitor) or not may(visitor.person, "account.manage"):
        return
    title = _("For whoever runs the server")
    st.html(
        f'<details class="technical"><summary>{escape(title)}</summary><p lang="en">{escape(str(error))}</p></details>'
    )


def _way_home() -> None:
    st.page_link(navigation.page(navigation.HOME), label=_("Back to the start"), icon=":material/arrow_back:")


def no_content() -> None:
    """There is nothing to take a call with."""
    words.empty(
        _("There are no calls yet"),
        _("A content folder with scenarios is missing or has mistakes. Run 'trainer check' to see what to mend."),
    )


def broken_content(visitor: Visitor, library: Library) -> None:
    """For those who can mend it: which files have mistakes."""
    errors = [problem for problem in library.problems if problem.severity == "error"]
    if not errors or not may(visitor.person, "account.manage"):
        return
    title = ngettext("{n} mistake in the content", "{n} mistakes in the content", len(errors)).format(n=len(errors))
    with st.expander(title, icon=":material/error:"):
        words.quiet(_("Calls with mistakes are not offered. 'trainer check' prints the same list."))
        words.listing([str(problem) for problem in errors[:50]])
