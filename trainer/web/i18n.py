"""The interface's languages: gettext catalogues, read from the committed .po files when first needed.

`_` and `ngettext` speak the language of the session that is being drawn. Content has its own texts by language;
`text` chooses among those.
"""

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path

import streamlit as st
from babel.messages.pofile import read_po

LANGUAGES: Mapping[str, str] = {"zh": "中文", "en": "English"}
"""Language code to its own name."""
LOCALE = Path(__file__).with_name("locale")
_SESSION_KEY = "lang"


def lang() -> str:
    """The language of the session being drawn."""
    chosen = st.session_state.get(_SESSION_KEY)
    return str(chosen) if chosen in LANGUAGES else "zh"


def among(languages: Iterable[str]) -> str:
    """The session's language where it is one of these, else the first of them."""
    offered = tuple(languages)
    return lang() if lang() in offered else offered[0]


def speak(language: str) -> None:
    """Makes `language` the session's; an unknown one changes nothing."""
    if language in LANGUAGES:
        st.session_state[_SESSION_KEY] = language


@functools.cache
def catalogue(language: str) -> Mapping[str | tuple[str, ...], str | tuple[str, ...]]:
    """Message to translation, for those that have one."""
    with (LOCALE / language / "messages.po").open("rb") as file:
        read = read_po(file, locale=language)
    found = {_key(message.id): _key(message.string) for message in read if message.id}
    return {message: texts for message, texts in found.items() if all((texts,) if isinstance(texts, str) else texts)}


def _key(part: str | list[str] | tuple[str, ...] | None) -> str | tuple[str, ...]:
    return part if isinstance(part, str) else tuple(part or ())


def _(message: str) -> str:
    """`message` in the session's language; itself where the catalogue lacks it (a test makes sure none does)."""
    found = catalogue(lang()).get(message, message)
    return found if isinstance(found, str) else found[0]


def ngettext(one: str, many: str, count: float) -> str:
    """The form for `count`, in the session's language. Put the number in with `.format(n=…)`."""
    forms = catalogue(lang()).get((one, many), (one, many))
    if isinstance(forms, str):
        return forms
    return forms[0] if count == 1 or len(forms) == 1 else forms[1]


def tag(language: str) -> str:
    """The language's tag for HTML's `lang`."""
    return {"zh": "zh-Hans"}.get(language, language)


def sentences(parts: Iterable[str]) -> str:
    """Whole sentences one after the other; a full stop in Chinese brings its own space. Empty ones are left out."""
    return ("" if lang() == "zh" else " ").join(part for part in parts if part)


def text(texts: Mapping[str, str] | None, language: str | None = None) -> str:
    """Content's text in `language` (default: the session's), else in whichever language it has."""
    if not texts:
        return ""
    return texts.get(language or lang()) or next(iter(texts.values()))
