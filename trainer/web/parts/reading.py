"""A module's text: its table of contents, the text as safe HTML, and the part of the browser that keeps the place."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from trainer.content import prose
from trainer.learning.path import Reading
from trainer.web.i18n import _

PICTURES = "/api/learning/pictures/"
BRIEF_CONTENTS = 3
"""A text with fewer headings needs no table of contents."""
_HERE = Path(__file__).parent
_reader = st.components.v2.component(
    "trainer_reader", js=(_HERE / "reader.js").read_text("utf-8"), isolate_styles=False
)


def article(body: str, lang: str, *, asset: Callable[[str], str] | None = None) -> str:
    """The HTML of a text with its table of contents beside it. `asset` gives a picture's address."""
    contents = _contents(body)
    style = "reader" if contents else "reader alone"
    text = prose.to_html(body, asset=asset or (lambda name: PICTURES + quote(name)))
    tag = {"zh": "zh-Hans"}.get(lang, lang)
    title, end, rest = text.partition("</h1>\n") if text.startswith("<h1") else ("", "", text)
    return (
        f'<div class="{style}"><div class="prose title" lang="{escape(tag)}">{title}{end}</div>{contents}'
        f'<article class="prose" lang="{escape(tag)}">{rest}</article></div>'
    )


def _contents(body: str) -> str:
    headings = [heading for heading in prose.outline(body) if heading.level == 2]  # noqa: PLR2004 - below the title
    if len(headings) < BRIEF_CONTENTS:
        return ""
    items = "".join(f'<li><a href="#{escape(heading.anchor)}">{escape(heading.text)}</a></li>' for heading in headings)
    title = escape(_("In this module"))
    bar = '<div class="read-bar" aria-hidden="true"><i></i></div>'
    return (
        f'<nav class="toc" aria-label="{title}"><details><summary><b>{title}</b><span class="read-told"></span>{bar}'
        f"</summary><ol>{items}</ol></details></nav>"
    )


def keeper(module: str, place: Reading, *, at: str = "") -> None:
    """Keeps the place in the text for every device and counts active time. `at`: a heading to go to instead."""
    with st.container(key="reader_keeper"):
        _reader(
            key=f"reader_{module.encode().hex()}",
            data={
                "module": module,
                "at": at,
                "fraction": 0 if place.finished else place.fraction,
                "furthest": place.furthest,
                "words": {
                    "read": _("{n} % read"),
                    "whole": _("Read to the end"),
                    "back": _("You were here last time."),
                    "top": _("From the start"),
                },
            },
        )
