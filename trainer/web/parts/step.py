"""The next step, large."""

from html import escape

import streamlit as st

from trainer.services.next_step import NextStep
from trainer.web import i18n, navigation
from trainer.web.i18n import _
from trainer.web.parts import card, shown
from trainer.web.session import Visitor


def hero(visitor: Visitor, step: NextStep) -> None:
    """What to do now, with its one button."""
    scenario = visitor.services.library.scenarios[step.scenario]
    eyebrow, text, label = _told(step)
    with st.container(key="hero"):
        st.html(
            f'<p class="eyebrow">{escape(eyebrow)}</p><h2>{escape(i18n.text(scenario.title))}</h2><p>{escape(text)}</p>'
        )
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if st.button(label, key="next_step", type="primary", icon=":material/call:"):
                if step.kind in {"continue", "wrap_up"} and step.call:
                    navigation.go(navigation.CALL, call=step.call.id)
                language = i18n.lang() if i18n.lang() in scenario.languages else scenario.languages[0]
                card.start(visitor, scenario.id, language=language)
            st.page_link(navigation.page(navigation.CALLS), label=_("Choose another call"))


def _told(step: NextStep) -> tuple[str, str, str]:
    """The line above, the text, the button."""
    score = shown.percent(step.call.percent if step.call else None)
    return {
        "first": (
            _("Your first call"),
            _(
                "The phone rings, a customer speaks, and you answer by voice or by typing. "
                "Nobody else hears it, and you can take it as often as you like."
            ),
            _("Take your first call"),
        ),
        "continue": (
            _("Interrupted"),
            _("The customer is still on the line. Everything said so far was kept."),
            _("Continue the call"),
        ),
        "wrap_up": (
            _("Nearly done"),
            _("The call is over. Fill in the work order to see your score."),
            _("Finish the work order"),
        ),
        "again": (
            _("Try again"),
            _("Your best so far is {score}. One more try usually helps most while the call is fresh.").format(
                score=score
            ),
            _("Take the call again"),
        ),
        "new": (_("Your next call"), _("You passed what you have tried. Here is something new."), _("Take the call")),
        "better": (
            _("All passed"),
            _("You have passed every call. This one has most to gain: your best is {score}.").format(score=score),
            _("Take the call again"),
        ),
    }[step.kind]


def how_it_works() -> None:
    """For somebody who has never taken a call: what will happen."""
    steps = [
        (_("Answer"), _("The phone rings. Pick up and greet the customer.")),
        (_("Talk"), _("Say it in your own words. The customer reacts to what you say, and how.")),
        (_("Look back"), _("See the moments that mattered, and try again from any of them.")),
    ]
    items = "".join(f"<li><b>{escape(title)}</b><span>{escape(text)}</span></li>" for title, text in steps)
    st.html(f'<ol class="how">{items}</ol>')
