"""A scenario as a card in the catalogue."""

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from trainer.content.library import Library
from trainer.content.scenario import Scenario
from trainer.records.scorecards import BestTry
from trainer.web import i18n, navigation
from trainer.web.i18n import _, ngettext
from trainer.web.parts import addresses, begin_call, shown, words
from trainer.web.session import Visitor

SURPRISE = ""
"""The choice of persona that leaves it to the application."""
TRAINED = 4
"""More competencies than these are only counted."""
_BETWEEN_CHINESE = re.compile(r"(?<=[\u2e80-\uffef]) (?=[\u2e80-\uffef])")
"""The blank that a folded line of YAML leaves between two Chinese characters."""


def language_choice(library: Library) -> str:
    """The language calls are to be taken in; the session's to begin with. Remembered while the session lasts."""
    offered = sorted({language for each in library.scenarios.values() for language in each.languages}, reverse=True)
    if len(offered) == 1:
        return offered[0]
    before = st.session_state.get("call_lang", i18n.lang())
    chosen = st.segmented_control(
        _("Language of the call"),
        offered,
        default=before if before in offered else offered[0],
        required=True,
        format_func=lambda code: i18n.LANGUAGES.get(code, code),
        key="call_lang_choice",
    )
    st.session_state["call_lang"] = chosen
    return str(chosen)


def scenario(
    visitor: Visitor, one: Scenario, *, language: str, best: BestTry | None, before: Sequence[str] = ()
) -> None:
    """The card, with the choice of customer and the button that starts the call.

    Where modules come `before` it (their keys), the way to them instead.
    """
    with st.container(key=f"card_{one.id}"):
        st.html(_face(one, visitor.services.library, best, locked=bool(before)))
        if before:
            _locked(visitor.services.library, one, before)
            return
        with st.container(key=f"start_row_{one.id}", horizontal=True, vertical_alignment="bottom", gap="small"):
            names = {SURPRISE: _("Surprise me")}
            names |= {persona.id: i18n.text(persona.name, language) for persona in one.personas.values()}
            persona = st.selectbox(_("Customer"), list(names), key=f"persona_{one.id}", format_func=names.__getitem__)
            if st.button(_("Start the call"), key=f"start_{one.id}", type="primary", icon=":material/call:"):
                begin_call.new(visitor, one.id, language=language, persona=persona or None)


def left_out(count: int, language: str) -> None:
    """Says that some calls exist only in other languages."""
    if count:
        text = ngettext(
            "{n} more call isn't available in {language}.", "{n} more calls aren't available in {language}.", count
        )
        words.quiet(text.format(n=count, language=language))


def _locked(library: Library, one: Scenario, before: Sequence[str]) -> None:
    """What comes first, to go there."""
    with st.container(key=f"locked_{one.id}", gap=None):
        st.html(f'<p class="quiet">{escape(_("Finish this first:"))}</p>')
        for key in before:
            st.page_link(
                navigation.page(navigation.MODULE),
                label=words.label(addresses.title(library, "module", key)),
                icon=navigation.COURSES.icon,
                query_params=addresses.module(key),
            )


def _face(one: Scenario, library: Library, best: BestTry | None, *, locked: bool) -> str:
    names = [addresses.competency(library, name) for name in one.competencies]
    more = [f"+{len(names) - TRAINED}"] if len(names) > TRAINED else []
    trained = "".join(f"<li>{escape(name)}</li>" for name in names[:TRAINED] + more)
    kind = _("Incoming") if one.direction == "inbound" else _("Outgoing")
    facts = " · ".join(escape(part) for part in (kind, shown.level(one.level), shown.minutes(one.minutes)))
    return (
        f'<article class="face"><div class="face-top"><p class="eyebrow">{facts}</p>{_best(best, locked=locked)}</div>'
        f"<h3>{escape(i18n.text(one.title))}</h3>"
        f'<p class="face-brief">{escape(_gist(i18n.text(one.briefing)))}</p><ul class="tags">{trained}</ul></article>'
    )


def _gist(briefing: str, most: int = 110) -> str:
    """The beginning of a briefing, in whole sentences where they fit. `most` counts a Chinese character twice."""
    flat = _BETWEEN_CHINESE.sub("", " ".join(briefing.split()))
    columns = 0
    for end, char in enumerate(flat):
        columns += 2 if char > "\u2e7f" else 1
        if columns > most:
            cut = max(flat.rfind(mark, 0, end) for mark in "。！？.!?")
            return flat[: cut + 1] if cut > end // 3 else f"{flat[:end].rstrip()}…"
    return flat


def _best(best: BestTry | None, *, locked: bool) -> str:
    if locked and best is None:
        return f'<span class="chip none">{escape(_("Locked"))}</span>'
    if best is None:
        return f'<span class="chip none">{escape(_("Not tried yet"))}</span>'
    name, style = shown.outcome(None if best.waits else best.passed, best.critical)
    label = escape(_("Best: {score}").format(score=shown.percent(best.percent)))
    return f'<span class="chip {style}">{label} · {escape(name)}</span>'
