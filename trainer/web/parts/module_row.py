"""A module in a list, and the line above its text."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from trainer.learning.path import ModuleState
from trainer.web import i18n, navigation
from trainer.web.i18n import _
from trainer.web.parts import addresses, shown, words


def row(state: ModuleState, *, key: str) -> None:
    """One module. The whole row is the link to its text."""
    slug = state.key.replace("/", "_")
    with st.container(key=f"row_{key}_{slug}", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(_mark(state), width="content")
        with st.container(key=f"row_main_{key}_{slug}", gap=None):
            st.page_link(
                navigation.page(navigation.MODULE),
                label=words.label(i18n.text(state.module.title)),
                query_params=addresses.module(state.key),
            )
            st.html(f'<p class="row-meta">{" · ".join(escape(part) for part in _meta(state))}</p>')
        name, style = standing(state)
        st.html(f'<span class="chip {style}">{escape(name)}</span>', width="content")


def done(states: Sequence[ModuleState]) -> tuple[str, str]:
    """How many of these modules are done: in words, and as HTML of a bar."""
    count = sum(state.done for state in states)
    told = _("{done} of {count} modules done").format(done=count, count=len(states))
    share = f'<i style="width:{100 * count / len(states):.0f}%"></i>'
    return told, f'<div class="share" role="img" aria-label="{escape(told)}">{share}</div>'


def language(state: ModuleState) -> str:
    """The language a module is shown in: the session's, else the first it is there in."""
    bodies = state.module.bodies
    return i18n.among(bodies)


def number(state: ModuleState) -> int:
    """A module's place in its course, from 1."""
    return [module.id for module in state.course.modules].index(state.module.id) + 1


def standing(state: ModuleState) -> tuple[str, str]:
    """How far somebody is with a module, in a word, and the style for it."""
    if state.locked:
        return _("Locked"), "none"
    if state.done:
        return _("Finished"), "good"
    if state.check.under_way:
        return _("Self-check begun"), "warn"
    if state.reading.finished:
        return _("Self-check open"), "warn"
    if state.reading.furthest:
        return _("{n} % read").format(n=int(state.reading.furthest * 20) * 5), "warn"
    return _("New"), "none"


def over(state: ModuleState) -> None:
    """The line above a text: the course, the place in it, how long it takes, how far somebody is."""
    place = _("Module {n} of {count}").format(n=number(state), count=len(state.course.modules))
    name, style = standing(state)
    parts = [escape(i18n.text(state.course.title)), escape(place), escape(shown.minutes(state.module.minutes))]
    st.html(
        f'<p class="module-over"><span>{" · ".join(parts)}</span> <span class="chip {style}">{escape(name)}</span></p>'
    )


def _mark(state: ModuleState) -> str:
    if state.done:
        return f'<span class="mark good"><span aria-hidden="true">✓</span>{_hidden(_("Finished"))}</span>'
    if state.locked:
        return f'<span class="mark none lock">{_hidden(_("Locked"))}</span>'
    return f'<span class="mark none">{number(state)}</span>'


def _hidden(text: str) -> str:
    return f'<span class="visually-hidden">{escape(text)}</span>'


def _meta(state: ModuleState) -> list[str]:
    parts = [shown.minutes(state.module.minutes)]
    if state.locked:
        titles = {state.course.key(module): i18n.text(module.title) for module in state.course.modules}
        names = _(", ").join(titles.get(key, key) for key in state.missing)
        return [*parts, _("First: {names}").format(names=names)]
    if state.check.best is not None:
        parts.append(_("best self-check {score} %").format(score=shown.percent(state.check.best)))
    if state.module.practice:
        parts.append(_("with a call"))
    return parts
