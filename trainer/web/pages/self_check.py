"""A self-check, one question at a time; its result; or the list of all."""

import streamlit as st

from trainer.content.quiz import Question
from trainer.errors import Conflict
from trainer.services.self_checks import Answered
from trainer.web import i18n, navigation, session
from trainer.web.i18n import _
from trainer.web.parts import (
    active,
    addresses,
    answered,
    asking,
    check_list,
    check_result,
    check_steps,
    check_top,
    guard,
    sound,
    words,
)
from trainer.web.session import Visitor


def page() -> None:
    """Draws the page: `attempt` is shown, `quiz` (with `module`) begun or taken up, neither gives the list."""
    visitor = session.visitor()
    attempt, quiz = st.query_params.get("attempt", ""), st.query_params.get("quiz", "")
    with guard.explaining(missing=_("This self-check doesn't exist, or it belongs to somebody else.")):
        if attempt:
            _draw(visitor, attempt)
        elif quiz:
            _begin(visitor, quiz, st.query_params.get("module", ""))
        else:
            check_list.listing(visitor)


def _begin(visitor: Visitor, quiz: str, module: str) -> None:
    try:
        check_result.begin(visitor, quiz, module)
    except Conflict:
        words.heading(_("Self-check"))
        words.empty(_("Another module comes first"), _("The module tells which ones it builds on."))
        found = visitor.services.library.module(module)
        here = found is not None and found[1].quiz == quiz
        address = addresses.module(module if here else addresses.module_of(visitor.services.library, quiz))
        st.page_link(navigation.page(navigation.MODULE), label=_("To the module"), query_params=address)


def _arrival(question: Question | None, looked_at: Answered | None) -> tuple[str, str]:
    """What takes the focus after the latest step, and what a screen reader is told of it."""
    if question is None:
        return ".check-verdict h2", ""
    if looked_at is None:
        return "", ""  # the form takes it
    if not looked_at.settled:
        return ".answered h2", _("Compare: how did you do?")
    return asking.WAY_ON, answered.in_words(looked_at.mark.points, rating=looked_at.rating)


def _draw(visitor: Visitor, attempt_id: str) -> None:
    view = visitor.services.self_checks.view(visitor.person, attempt_id)
    own = view.owner == visitor.person.id
    looked_at = view.answered.get(st.query_params.get(check_steps.HERE, "")) if own else None
    question = view.current if own else None
    if looked_at is not None:
        question = next(each for each in view.quiz.questions if each.id == st.query_params[check_steps.HERE])
    gone = view.quiz.id not in visitor.services.library.quizzes
    found = visitor.services.library.module(check_result.module_of(visitor, view))
    with st.container(key="asking"):
        focus, said = _arrival(question, looked_at) if own else ("", "")
        sound.sound(focus=focus, say=said)
        title = i18n.text(found[1].title) if found else ""
        check_top.top(view, at=question.id if question else None, module=title)
        check_top.version_note(view, gone=gone)
        given = view.answered.get(question.id) if question else None
        if question is None:
            check_result.result(visitor, view, gone=gone)
        elif given is None:
            check_steps.ask(visitor, view, question)
        elif not given.settled:
            check_steps.compare(visitor, view, question, given)
        else:
            check_steps.look(visitor, view, question, given)
    if own and view.end is None:
        active.active("self_check", view.quiz.id)
