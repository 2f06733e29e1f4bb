"""The forms people come in by: sign-in, and the first visit. Real HTML forms that post to /api.

The answer's HttpOnly cookie is set by the browser itself, and password managers recognise the form. Then the page
loads anew, and Streamlit sees the cookie.
"""

from pathlib import Path

import streamlit as st

from trainer.web.i18n import _

_door = st.components.v2.component(
    "trainer_door", js=Path(__file__).with_name("door.js").read_text("utf-8"), isolate_styles=False
)


def sign_in() -> None:
    """Name and password."""
    _door(
        key="door_sign_in",
        data={
            "post": "/api/session",
            "fields": [
                _field("name", _("Name"), autocomplete="username"),
                _field("password", _("Password"), autocomplete="current-password", secret=True),
            ],
            "submit": _("Sign in"),
            "messages": _messages(),
        },
    )


def first_owner() -> None:
    """The owner's account: name, password, and the one-time code where the server asks for it."""
    _door(
        key="door_first_owner",
        data={
            "post": "/api/owner",
            "fields": [
                _field("name", _("Sign-in name"), autocomplete="username"),
                _field(
                    "password",
                    _("Password"),
                    autocomplete="new-password",
                    secret=True,
                    least=8,
                    hint=_("At least 8 characters."),
                ),
                _field(
                    "display_name",
                    _("Full name"),
                    autocomplete="name",
                    optional=True,
                    placeholder=_("As colleagues see it"),
                ),
                _field(
                    "code",
                    _("One-time code"),
                    autocomplete="one-time-code",
                    when="needs_code",
                    hint=_("The terminal that runs the server shows it."),
                ),
            ],
            "submit": _("Create account and start"),
            "messages": _messages(),
        },
    )


def _field(
    name: str,
    label: str,
    *,
    autocomplete: str,
    secret: bool = False,
    optional: bool = False,
    least: int = 0,
    hint: str = "",
    placeholder: str = "",
    when: str = "",
) -> dict[str, object]:
    return {
        "name": name,
        "label": label,
        "autocomplete": autocomplete,
        "secret": secret,
        "optional": optional,
        "least": least,
        "hint": hint,
        "placeholder": placeholder,
        "when": when,
    }


def _messages() -> dict[str, str]:
    """What to say for each error code of the API; `{n}` is the seconds to wait, `{minutes}` the minutes."""
    return {
        "wrong_password": _("Name and password don't match. Check both and try again."),
        "throttled": _("Too many attempts. Try again in {n} seconds."),
        "throttled_long": _("Too many attempts. Try again in {minutes} minutes."),
        "not_allowed": _("The one-time code isn't right. The terminal that runs the server shows it."),
        "out_of_order": _("There is an account already. Load the page again to sign in."),
        "bad_input": _("A name has 1 to 80 visible characters, a password 8 to 200."),
        "too_long": _("A name has 1 to 80 visible characters, a password 8 to 200."),
        "store_failed": _("The server can't write to its data folder. Ask whoever runs it."),
        "failed": _("The server has a problem. Try again in a moment."),
        "csrf": _("This page is out of date. Load it again."),
        "unreachable": _("The server can't be reached. Check the connection and try again."),
        "other": _("That didn't work ({detail}). Try again in a moment."),
        "missing": _("Please fill this in."),
        "short": _("At least {n} characters."),
        "show": _("Show"),
        "hide": _("Hide"),
        "busy": _("One moment…"),
        "optional": _("optional"),
    }
