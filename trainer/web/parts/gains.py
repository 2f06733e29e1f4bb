"""The whole in a number, and the weakest competencies with what would raise them most."""

from html import escape

import streamlit as st

from trainer.content.library import Library
from trainer.learning.progress import Gain
from trainer.services.progress import ProgressView
from trainer.web.i18n import _, ngettext
from trainer.web.parts import addresses, shown
from trainer.web.session import Visitor

WEAKEST = 2
NAMED = 3
"""As many things to do are named for each."""


def top(visitor: Visitor, seen: ProgressView) -> None:
    """The panel at the top of the page."""
    own = seen.owner.id == visitor.person.id
    library = visitor.services.library
    number = f"{round(seen.overall)}"
    told = ngettext("The mean of {n} competency.", "The mean of {n} competencies.", len(seen.now)).format(
        n=len(seen.now)
    )
    cards = "".join(_card(library, seen, name, own=own) for name in seen.weakest(WEAKEST))
    raising = f'<div class="raise"><h3>{escape(_("What would raise it most"))}</h3>{cards}</div>' if cards else ""
    st.html(
        f'<section class="overall"><div class="overall-ring"><div class="ring good" style="--share:{seen.overall:.1f}" '
        f'role="img" aria-label="{escape(number)}"><b>{number}</b><span>/ 100</span></div></div>'
        f'<div class="overall-told"><h2>{escape(shown.track(seen.track))}</h2><p>{escape(told)}</p></div>'
        f"{raising}{_formula()}</section>"
    )


def _card(library: Library, seen: ProgressView, name: str, *, own: bool) -> str:
    value = seen.now[name]
    items = "".join(f"<li>{_gain(library, gain, own=own)}</li>" for gain in value.gains[:NAMED])
    title = addresses.competency(library, name)
    return f'<div class="raise-one"><b>{escape(title)} <span>{round(value.value)}</span></b><ul>{items}</ul></div>'


def _gain(library: Library, gain: Gain, *, own: bool) -> str:
    """What to do, as a link for those who can do it themselves, and what it brings at most."""
    kind = {"module": _("Module"), "question": _("Self-check"), "call": _("Call")}[gain.kind]
    title = addresses.title(library, gain.kind, gain.ref)
    href = addresses.doing(library, gain.kind, gain.ref)
    text = escape(f"{kind}{_(': ')}{title}")
    named = f'<a href="{escape(href)}" target="_self">{text}</a>' if own and href else text
    most = _("up to +{points}").format(points=max(1, round(gain.points)))
    return f"{named} <span>{escape(most)}</span>"


def _formula() -> str:
    """How a value comes about, folded away."""
    lines = [
        _("Each competency goes from 0 to 100: 20 for modules, 40 for questions, 40 for calls."),
        _("Modules: the share of its modules that are finished."),
        _(
            "Questions: the latest answer to each counts, in a self-check or in a review. What was never answered "
            "counts 0."
        ),
        _(
            "Calls: the latest three scored calls of each count, the newest three times, the one before twice, the "
            "third once. A critical error halves a call. A call never taken counts 0."
        ),
        _("Where a competency has no calls, no questions or no modules, their share goes to the others."),
        _(
            "Nothing fades with time: a value changes by what is done, or when modules, questions and calls are added "
            "or taken away."
        ),
    ]
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    title = escape(_("How these numbers come about"))
    return f'<details class="formula"><summary>{title}</summary><ul>{items}</ul></details>'
