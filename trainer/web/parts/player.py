"""The recording of a call: one player for the page. Buttons anywhere on the page start it at their second.

Such a button is made by `listen`, and one that takes the call up again by `again`; both work by their data attributes.
"""

from html import escape
from pathlib import Path

import streamlit as st

from trainer.web.i18n import _
from trainer.web.parts import shown

_player = st.components.v2.component(
    "trainer_player", js=Path(__file__).with_name("player.js").read_text("utf-8"), isolate_styles=False
)


def player(call_id: str, *, start_at: float | None = None) -> int | None:
    """Puts the player on the page. `start_at`: plays from there at once (for a click in a chart).

    Hands back the turn somebody asked to try again from, once.
    """
    with st.container(key="player"):
        result = _player(
            # Streamlit refuses two underscores in a component's key, and an id may hold them.
            key=f"player_{call_id.encode().hex()}",
            data={
                "address": f"/api/calls/{call_id}/recording.wav",
                "startAt": start_at,
                "words": {
                    "play": _("Play"),
                    "pause": _("Pause"),
                    "close": _("Close the player"),
                    "place": _("Place in the recording"),
                    "loading": _("Loading the recording…"),
                    "missing": _("There is no recording of this call."),
                    "title": _("Recording"),
                },
            },
            on_again_change=lambda: None,
        )
    asked = result.get("again")
    return int(asked) if asked else None


def listen(at: float | None, words: str = "") -> str:
    """The HTML of a button that plays the recording from second `at`; nothing where there is no time."""
    if at is None:
        return ""
    label = _("Listen from {time}").format(time=shown.clock(at))
    return (
        f'<button type="button" class="listen" data-listen="{at:.2f}" aria-label="{escape(label)}">'
        f'<span aria-hidden="true">▶</span> {escape(words or shown.clock(at))}</button>'
    )


def again(seq: int) -> str:
    """The HTML of the button that starts a new call at turn `seq`."""
    return f'<button type="button" class="again" data-again="{seq}">{escape(_("Try again from here"))}</button>'
