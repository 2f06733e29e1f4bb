"""The courses of a track, module by module."""

from html import escape

import streamlit as st

from trainer.learning.path import ModuleState
from trainer.web import i18n, navigation, session
from trainer.web.i18n import _
from trainer.web.parts import addresses, guard, learning_choices, module_row, shown, words


def page() -> None:
    """Draws the page."""
    visitor = session.visitor()
    with guard.explaining():
        words.heading(_("Learn"), _("Read a module, check yourself, practise it on a call. What you miss comes back."))
        courses = visitor.services.library.courses.values()
        if not courses:
            words.empty(
                _("There are no courses yet"),
                _("A content folder with courses is missing or has mistakes. Run 'trainer check' to see what to mend."),
            )
            return
        track = learning_choices.track(visitor, key="track", labelled=False)
        states = visitor.services.courses.path(visitor.person, track)
        if not states:
            words.empty(_("Nothing for this track yet"), _("Choose another track above."))
        for course_id in dict.fromkeys(state.course.id for state in states):
            _course([state for state in states if state.course.id == course_id])
        guard.broken_content(visitor, visitor.services.library)


def _course(states: list[ModuleState]) -> None:
    course = states[0].course
    told, bar = module_row.done(states)
    undone = [state for state in states if not state.done]
    minutes = shown.minutes(sum(state.module.minutes for state in undone))
    left = " · " + _("{minutes} of reading left").format(minutes=minutes) if undone else ""
    st.html(
        f'<header class="section course"><h2>{escape(i18n.text(course.title))}</h2>'
        f"<p>{escape(told)}{escape(left)}</p>"
        f"{bar}</header>"
    )
    following = next((state for state in undone if not state.locked), None)
    if following is not None:
        label = _("Go on") if following.reading.furthest or len(undone) < len(states) else _("Begin")
        name = f"{label}{_(': ')}{i18n.text(following.module.title)}"
        if st.button(words.label(name), key=f"go_on_{course.id}", type="primary", icon=":material/menu_book:"):
            navigation.go(navigation.MODULE, **addresses.module(following.key))
    if not undone:
        words.quiet(_("You have done every module of this course. Now make it a habit: calls and the daily review."))
        st.page_link(navigation.page(navigation.CALLS), label=_("Practise on calls"), icon=navigation.CALLS.icon)
    with st.container(key=f"rows_{course.id}"):
        for state in states:
            module_row.row(state, key="course")
