"""The recording of a call: one player for the page. Buttons anywhere on the page start it at their second.

Such a button is made by `listen`, and one that takes the call up again by `again`; both work by their data attributes,
belong to one call, and are disabled until the script behind them is there: a press before that would be lost.
"""

from html import escape
from pathlib import Path

import streamlit as st

from trainer.web.i18n import _

_player = st.components.v2.component(
    "trainer_player", js=Path(__file__).with_name("player.js").read_text("utf-8"), isolate_styles=False
)


def player(call_id: str, *, start_at: float | None = None, zero: float = 0.0) -> int | None:
    """Puts the player on the page. `start_at`: plays from there at once (for a click in a chart).

    `zero`: the second of the recording that is shown as 0:00; what lies before it is the ringing.

    Hands back the turn somebody asked to try again from, once.
    """
    with st.container(key="player"):
        result = _player(
            # Streamlit refuses two underscores in a component's key, and an id may hold them.
            key=f"player_{call_id.encode().hex()}",
            data={
                "call": call_id,
                "address": f"/api/calls/{call_id}/recording.wav",
                "startAt": start_at,
                "zero": zero,
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


def listen(call_id: str, at: float, time: str) -> str:
    """The HTML of a button that plays a call's recording from second `at`, which people know as `time`."""
    label = _("Listen from {time}").format(time=time)
    return (
        f'<button type="button" class="listen" data-call="{escape(call_id)}" data-listen="{at:.2f}" '
        f'aria-label="{escape(label)}" disabled>'
        f'<span aria-hidden="true">▶</span> {escape(time)}</button>'
    )


def again(call_id: str, seq: int) -> str:
    """The HTML of the button that starts a new call at turn `seq` of a call."""
    words = escape(_("Try again from here"))
    named = f'data-call="{escape(call_id)}" data-again="{seq}"'
    return f'<button type="button" class="again" {named} disabled>{words}</button>'
