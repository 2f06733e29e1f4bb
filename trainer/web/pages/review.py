"""Today's review cards, one at a time, and the coming week."""

import streamlit as st

from trainer.errors import NotFound
from trainer.services.reviews import ReviewDay, Reviewed
from trainer.web import session
from trainer.web.i18n import _
from trainer.web.parts import active, asking, guard, review_card, review_day, sound
from trainer.web.session import Visitor


def page() -> None:
    """Draws the page: a card just answered (`card`) while it is looked at, else the next one, else the end."""
    visitor = session.visitor()
    with guard.explaining(), st.container(key="asking"):
        met = _met(visitor)
        day = visitor.services.reviews.day(visitor.person)
        focus, said = _arrival(visitor, met, day)
        sound.sound(focus=focus, say=said)
        review_day.top(day, looking=met is not None)
        if met is not None:
            review_card.look(visitor, met)
        elif day.stack:
            review_card.elsewhere()
            review_card.ask(visitor, day.stack[0])
        elif day.total:
            review_day.over(day)
        else:
            review_day.nothing_yet()
        review_day.aside(day)
    active.active("review", "stack")


def _arrival(visitor: Visitor, met: Reviewed | None, day: ReviewDay) -> tuple[str, str]:
    """What takes the focus after the latest step, and what a screen reader is told of it."""
    if met is None:
        return (".done-for-today h2" if day.done and not day.stack else ""), ""  # a form takes it by itself
    if met.own_rating:
        return ".answered h2, .answered .told", _("Compare: how did you do?")
    return asking.WAY_ON, _(": ").join([review_card.result(met)[0], review_card.comes_again(visitor, met)])


def _met(visitor: Visitor) -> Reviewed | None:
    card = st.query_params.get(review_card.HERE, "")
    if not card:
        return None
    try:
        return visitor.services.reviews.met(visitor.person, card)
    except NotFound:
        return None
