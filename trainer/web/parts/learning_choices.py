"""What somebody chooses about their learning: the track they follow, and review cards a day."""

import streamlit as st

from trainer.content.course import TRACKS, Track
from trainer.learning.reviewing import DAILY_LIMIT
from trainer.services.people import PREFERENCES
from trainer.web.i18n import _
from trainer.web.parts import shown
from trainer.web.session import Visitor


def track(visitor: Visitor, *, key: str, labelled: bool = True) -> Track:
    """The track chosen, the person's own to begin with; a change is kept at once."""
    own = visitor.services.courses.track(visitor.person)

    def changed() -> None:
        visitor.services.people.prefer(visitor.person, track=st.session_state[key])

    names = {each: shown.track(each) for each in TRACKS}
    chosen = st.segmented_control(
        _("Track"),
        list(names),
        default=own,
        required=True,
        key=key,
        format_func=names.__getitem__,
        on_change=changed,
        label_visibility="visible" if labelled else "collapsed",
    )
    return chosen or own


def review_limit(visitor: Visitor, *, key: str) -> None:
    """The most review cards a day; a change is kept at once."""
    liked = visitor.services.people.preferences(visitor.person).get("review_limit", str(DAILY_LIMIT))

    def changed() -> None:
        visitor.services.people.prefer(visitor.person, review_limit=st.session_state[key])

    st.segmented_control(
        _("Review cards a day, at most"),
        list(PREFERENCES["review_limit"]),
        default=liked,
        required=True,
        key=key,
        on_change=changed,
    )
