"""What comes after a module's text: the self-check, the calls that practise it, the neighbours."""

from html import escape

import streamlit as st

from trainer.learning.path import ModuleState
from trainer.services.courses import ModulePage
from trainer.web import i18n, navigation
from trainer.web.i18n import _, ngettext
from trainer.web.parts import addresses, begin_call, shown, words
from trainer.web.session import Visitor


def end(visitor: Visitor, found: ModulePage, *, language: str) -> None:
    """Draws it."""
    state = found.state
    with st.container(key="module_end"):
        if state.module.quiz and state.module.quiz in visitor.services.library.quizzes:
            _check(visitor, state, language=language)
        elif not state.reading.finished and st.button(_("I have read this"), key="read_done", type="primary"):
            _read(visitor, state)
            st.rerun()
        for name in state.module.practice:
            _practise(visitor, name)
        _neighbours(found)


def _check(visitor: Visitor, state: ModuleState, *, language: str) -> None:
    quiz = visitor.services.library.quizzes[state.module.quiz or ""]
    count = ngettext("{n} question", "{n} questions", len(quiz.questions)).format(n=len(quiz.questions))
    needed = _("passed with {percent} %").format(percent=shown.points(quiz.pass_mark))
    told = _("Small cases, an answer to each at once. What you miss comes back in your review.")
    label = _("Check yourself")
    if state.check.under_way:
        label = _("Go on with the self-check")
    elif state.check.tries:
        label = _("Check yourself again")
    with st.container(key="hero"):
        st.html(
            f'<p class="eyebrow">{escape(_("Self-check"))}</p><h2>{escape(i18n.text(quiz.title))}</h2>'
            f"<p>{escape(count)} · {escape(needed)}{escape(_best(state))}<br>{escape(told)}</p>"
        )
        if st.button(label, key="check_yourself", type="primary", icon=":material/fact_check:"):
            _read(visitor, state)
            lang = language if language in quiz.languages else quiz.languages[0]
            begun = visitor.services.self_checks.begin(visitor.person, quiz.id, lang, module=state.key)
            navigation.go(navigation.SELF_CHECK, attempt=begun.id)


def _best(state: ModuleState) -> str:
    if state.check.best is None:
        return ""
    return " · " + _("your best: {score} %").format(score=shown.percent(state.check.best))


def _read(visitor: Visitor, state: ModuleState) -> None:
    """Whoever presses a button below the text has come to its end."""
    if not state.reading.finished:
        visitor.services.courses.keep_place(visitor.person, state.key, anchor="", fraction=1)


def _practise(visitor: Visitor, name: str) -> None:
    scenario = visitor.services.library.scenarios.get(name)
    if scenario is None:
        return
    with st.container(key=f"practise_{name}", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(
            f'<p class="eyebrow">{escape(_("Practise it on a call"))}</p><h3>{escape(i18n.text(scenario.title))}</h3>'
            f'<p class="row-meta">{escape(shown.minutes(scenario.minutes))} · {escape(shown.level(scenario.level))}</p>'
        )
        if st.button(_("Take the call"), key=f"take_{name}", icon=":material/call:"):
            begin_call.new(visitor, scenario.id, language=i18n.among(scenario.languages))


def _neighbours(found: ModulePage) -> None:
    with st.container(key="neighbours", horizontal=True, horizontal_alignment="distribute"):
        if found.before is not None:
            _neighbour(found.before, icon=":material/arrow_back:", position="left")
        else:
            st.page_link(navigation.page(navigation.COURSES), label=_("All modules"), icon=":material/arrow_back:")
        if found.after is not None:
            _neighbour(found.after, icon=":material/arrow_forward:", position="right")


def _neighbour(state: ModuleState, *, icon: str, position: str) -> None:
    st.page_link(
        navigation.page(navigation.MODULE),
        label=words.label(i18n.text(state.module.title)),
        query_params=addresses.module(state.key),
        icon=icon,
        icon_position="right" if position == "right" else "left",
    )
