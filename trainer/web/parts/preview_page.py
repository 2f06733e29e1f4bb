"""A file that somebody is writing, drawn as people will see it; and drawn again when it is saved."""

from collections.abc import Mapping
from html import escape
from urllib.parse import quote

import streamlit as st

from trainer.content.course import Course
from trainer.content.quiz import Quiz
from trainer.services.previewing import Previewed
from trainer.web import i18n, previewing
from trainer.web.i18n import _
from trainer.web.parts import frame, previewed, reading, words

LOOKED_EVERY = 0.5
"""Seconds between two looks at the file's time and size."""


def page(file: Previewed) -> None:
    """The page, which follows the file."""
    stamp = file.stamp()
    with st.container(key="page"), st.container(key=f"preview_{i18n.lang()}"):
        with st.container(key="preview_top", horizontal=True, vertical_alignment="center"):
            told = escape(_("as it is saved"))
            st.html(f'<p class="preview-name"><b>{escape(file.path.name)}</b> {told}</p>')
            frame.languages(labelled=False)
        _draw(file)
    _watch(file, stamp)


@st.fragment(run_every=LOOKED_EVERY)
def _watch(file: Previewed, drawn: str) -> None:
    if file.stamp() != drawn:
        st.rerun()


def _draw(file: Previewed) -> None:
    """What is wrong, then what is there."""
    looked = file.look()
    st.html(previewed.problems(looked.problems, file.path.as_posix()))
    if looked.trouble:
        words.trouble(_("This file can't be read just now"), looked.trouble)
    if looked.texts:
        _text(looked.texts)
    elif looked.quiz is not None:
        _quiz(looked.quiz)
    elif looked.course is not None:
        _course(looked.course)
    elif not looked.trouble:
        words.empty(_("Nothing can be shown yet"), _("Mend what is wrong above; the page follows as you save."))


def _text(bodies: Mapping[str, str]) -> None:
    """A module's text, as its page shows it."""
    language = i18n.among(bodies)
    if language != i18n.lang():
        words.quiet(
            _("This module is there in {language} only.").format(language=i18n.LANGUAGES.get(language, language))
        )
    st.html(reading.article(bodies[language], language, asset=lambda name: previewing.PICTURES + quote(name)))


def _quiz(one: Quiz) -> None:
    """Every question with its answers."""
    words.heading(i18n.text(one.title), _("Passed from {n} %").format(n=f"{one.pass_mark:g}"))
    drawn = (previewed.question(each, n, i18n.lang(), each.competency) for n, each in enumerate(one.questions, 1))
    st.html(f'<div class="preview-questions">{"".join(drawn)}</div>')


def _course(one: Course) -> None:
    """The course's modules, and the text of the one that is chosen."""
    words.heading(i18n.text(one.title))
    if not one.modules:
        return
    names = {module.id: f"{n}. {i18n.text(module.title)}" for n, module in enumerate(one.modules, 1)}
    chosen = st.selectbox(_("Module"), list(names), key="module", format_func=lambda name: names.get(name, name))
    module = next((each for each in one.modules if each.id == chosen), one.modules[0])
    if module.bodies:
        _text(module.bodies)
