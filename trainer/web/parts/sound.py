"""What can be heard on a page: buttons anywhere on it play the wav they name, once the script behind them is there.

For those who listen to the page itself, what just happened is said, and the focus set on what comes next.
"""

from html import escape
from pathlib import Path

import streamlit as st

from trainer.web.i18n import _

_sound = st.components.v2.component(
    "trainer_sound", js=Path(__file__).with_name("sound.js").read_text("utf-8"), isolate_styles=False
)


def sound(*, focus: str = "", say: str = "") -> None:
    """Makes the page's buttons play. `focus`: the selector of what takes the focus, once; `say`: told with it."""
    with st.container(key="sound"):
        _sound(
            key="sound_state",
            data={
                "focus": focus,
                "say": say,
                "words": {"missing": _("The voice doesn't work at the moment. Show the text instead.")},
            },
        )


def button(address: str) -> str:
    """The HTML of a button that plays the wav at `address`."""
    return f'<button type="button" class="hear" data-hear="{escape(address)}" disabled>{escape(_("Listen"))}</button>'
