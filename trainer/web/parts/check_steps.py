"""The steps of a self-check: a question to answer, an answer to compare or to look at."""

from html import escape

import streamlit as st

from trainer.content.quiz import Question
from trainer.errors import TrainerError
from trainer.learning.answers import Answer
from trainer.learning.arranging import arrange
from trainer.learning.reviewing import Grade
from trainer.services.self_checks import Answered, AttemptView
from trainer.web import i18n
from trainer.web.i18n import _
from trainer.web.parts import addresses, answered, asking, rating, shown
from trainer.web.session import Visitor

HERE = "question"
"""The query parameter that names an answered question still looked at."""
_TWICE = "answered_elsewhere"


def heard(view: AttemptView, question: Question) -> str:
    """Where the wav of a question is, if there is something to be heard."""
    return f"/api/learning/attempts/{view.id}/heard/{question.id}.wav" if question.listen else ""


def ask(visitor: Visitor, view: AttemptView, question: Question) -> None:
    """The question as a form."""
    number = [each.id for each in view.quiz.questions].index(question.id)
    asked = asking.Asked(
        key=f"{view.id}-{number}", question=question, lang=view.lang, seed=view.seed, heard=heard(view, question)
    )

    def took(answer: Answer) -> None:
        before = visitor.services.self_checks.view(visitor.person, view.id).answered
        after = visitor.services.self_checks.answer(visitor.person, view.id, question.id, answer)
        if question.id in before or after.answered[question.id].answer != answer:
            st.session_state[_TWICE] = question.id
        st.query_params[HERE] = question.id

    asking.form(visitor, asked, took)


def compare(visitor: Visitor, view: AttemptView, question: Question, given: Answered) -> None:
    """The own words beside the model answer, and the rating."""

    def rated(grade: Grade) -> None:
        try:
            visitor.services.self_checks.rate(visitor.person, view.id, question.id, grade)
        except TrainerError as error:
            asking.failed(view.id, error)
        else:
            _go_on()

    asking.explain_failure(view.id)
    _twice(question, given)
    _look(visitor, view, question, given)
    rating.rating(visitor, view.id, rated)


def look(visitor: Visitor, view: AttemptView, question: Question, given: Answered) -> None:
    """An answered question, and the way on."""
    _twice(question, given)
    _look(visitor, view, question, given, verdict=True)
    asking.way_on(_("See the result") if view.current is None else _("Next question"), _go_on, key=view.id)


def _go_on() -> None:
    if HERE in st.query_params:
        del st.query_params[HERE]
    st.session_state.pop(_TWICE, None)
    asking.moved_on()


def _twice(question: Question, given: Answered) -> None:
    if st.session_state.get(_TWICE) == question.id:
        text = _("You had answered this in another window, at {time}. That answer counts; it is shown here.")
        st.html(f'<p class="notice">{escape(text.format(time=shown.to_the_second(given.stored_at)))}</p>')


def _look(visitor: Visitor, view: AttemptView, question: Question, given: Answered, *, verdict: bool = False) -> None:
    competency = addresses.competency(visitor.services.library, question.competency)
    line = answered.told(given.mark.points, rating=given.rating) if verdict else ""
    body = answered.block(
        question, given.answer, given.mark, lang=view.lang, order=arrange(question, view.seed),
        competency=competency, heard=heard(view, question),
    )  # fmt: skip
    said = f'<div class="answered-part" lang="{i18n.tag(view.lang)}">{body}</div>'
    st.html(f'<article class="answered">{line}{said}</article>')
