"""The top of a self-check: which one it is, how far one has come, what was saved."""

from html import escape

import streamlit as st

from trainer.services.self_checks import AttemptView
from trainer.web import i18n
from trainer.web.i18n import _
from trainer.web.parts import answered, shown


def top(view: AttemptView, *, at: str | None, module: str) -> None:
    """Title and progress. `at` is the question shown (None: the result), `module` the module's title, if it has one."""
    name = i18n.text(view.quiz.title, view.lang)
    title = escape(name)
    eyebrow = escape(f"{_('Self-check')} · {module}" if module not in ("", name) else _("Self-check"))
    progress = ""
    if at is not None:
        number = next(place for place, each in enumerate(view.quiz.questions, 1) if each.id == at)
        told = _("Question {n} of {count}").format(n=number, count=len(view.quiz.questions))
        progress = f'<div class="check-progress"><b>{escape(told)}</b>{_dots(view, at)}{_saved(view)}</div>'
    st.html(f'<header class="head check-head"><p class="eyebrow">{eyebrow}</p><h1>{title}</h1>{progress}</header>')


def version_note(view: AttemptView, *, gone: bool) -> None:
    """A quiet word where the quiz has changed, or gone, since this was begun."""
    if gone:
        text = _("This self-check has been taken out of the content. What you began can be finished, and is kept.")
    elif view.edited and view.end is None:
        text = _("This self-check has been edited since you began. You finish the version you began.")
    elif view.edited:
        text = _("This self-check has been edited since; this is the version you took.")
    else:
        return
    st.html(f'<p class="quiet">{escape(text)}</p>')


def _dots(view: AttemptView, at: str) -> str:
    dots = ""
    for number, question in enumerate(view.quiz.questions, 1):
        given = view.answered.get(question.id)
        if given is not None and given.settled:
            word, style = answered.verdict(given.mark.points if given.mark.points is not None else given.rating)
            mark = {"good": "✓", "bad": "✗", "warn": "½", "none": "–"}[style]
        else:
            word, style, mark = _("open"), "open", ""
        here = ' aria-current="step"' if question.id == at else ""
        told = _("Question {n}: {result}").format(n=number, result=word)
        dots += (
            f'<li class="{style}"{here} title="{escape(told)}"><span aria-hidden="true">{mark}</span>'
            f'<span class="visually-hidden">{escape(told)}</span></li>'
        )
    return f'<ol class="dots">{dots}</ol>'


def _saved(view: AttemptView) -> str:
    if view.saved_at is None:
        return ""
    return f'<span class="saved">{escape(_("saved {time}").format(time=shown.to_the_second(view.saved_at)))}</span>'
