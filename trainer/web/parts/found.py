"""What a search found: hits by kind with the words marked, and a knowledge article to read."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from trainer.content.library import Library
from trainer.matching.terms import Part
from trainer.services.search_texts import KINDS, Kind
from trainer.services.searching import Hit, SearchResult
from trainer.web import i18n, navigation
from trainer.web.i18n import _
from trainer.web.parts import reading, words


def results(result: SearchResult, query: str) -> None:
    """All hits, as one piece of HTML. Their links are relative, so that they hold wherever the application is."""
    groups = []
    for kind in KINDS:
        hits = result.of(kind)
        if hits:
            count = f"{len(hits)}+" if kind in result.more else str(len(hits))
            items = "".join(_item(hit, query) for hit in hits)
            groups.append(f"<h2>{escape(_name(kind))} <small>{count}</small></h2><ol>{items}</ol>")
    st.html(f'<div class="found">{"".join(groups)}</div>')


def article(library: Library, name: str, *, back: str) -> None:
    """A knowledge article to read, in the session's language where it is written in that."""
    found = library.articles.get(name)
    st.page_link(
        navigation.page(navigation.SEARCH),
        label=_("Back to what was found") if back else _("Search"),
        icon=":material/arrow_back:",
        query_params={"q": back} if back else None,
    )
    if found is None:
        words.empty(_("This article is not there"), _("It may have been taken out or renamed."))
        return
    language = i18n.among(found.body)
    st.html(reading.article(found.body[language], language))


def _name(kind: Kind) -> str:
    return {
        "module": _("Modules"),
        "article": _("Knowledge"),
        "question": _("Self-check questions"),
        "call": _("Calls"),
    }[kind]


def _item(hit: Hit, query: str) -> str:
    title = hit.title or (Part(hit.where),)
    where = [hit.where] if hit.title and hit.where else []
    if hit.lang != i18n.lang():
        where.append(i18n.LANGUAGES.get(hit.lang, hit.lang))
    if hit.kind == "question":
        where.append(_("is asked in the self-check"))
    told = f'<p class="found-where">{escape(" · ".join(where))}</p>' if where else ""
    text = f"<p>{_marked(hit.extract)}</p>" if hit.extract else ""
    lock = f'<span class="chip none">{escape(_("Locked"))}</span>' if hit.locked else ""
    address = _address(hit, query)
    name = f'<a href="{escape(address)}" target="_self">{_marked(title)}</a>' if address else f"<b>{_marked(title)}</b>"
    tag = escape({"zh": "zh-Hans"}.get(hit.lang, hit.lang))
    return f'<li lang="{tag}"><div class="found-name">{name}{lock}</div>{text}{told}</li>'


def _marked(parts: Sequence[Part]) -> str:
    return "".join(f"<mark>{escape(part.text)}</mark>" if part.hit else escape(part.text) for part in parts)


def _address(hit: Hit, query: str) -> str:
    """Where a hit leads; nowhere for a question of no module."""
    if hit.kind == "article":
        return "search?" + urlencode({"q": query, "article": hit.key})
    if hit.kind == "call":
        return "calls"
    course, _slash, module = (hit.module if hit.kind == "question" else hit.key).partition("/")
    if not module:
        return ""
    # In another language the headings are others.
    at = {"at": hit.anchor} if hit.anchor and hit.lang == i18n.lang() else {}
    return "module?" + urlencode({"course": course, "module": module, **at})
