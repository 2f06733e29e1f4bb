"""Markdown for readers: safe HTML, a table of contents, sections for the search, and how long it takes to read.

CommonMark with tables. Raw HTML is text. Emphasis works beside Chinese too, where CommonMark's rules, made for words
between spaces, leave the stars standing: `**坐席：**您好`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

SCHEMES = ("http", "https", "mailto")
"""Where links may lead; besides, to a heading of the same text (`#anchor`)."""
PACE: Mapping[str, float] = {"zh": 350.0, "en": 200.0}
"""Characters (zh) or words (en) read in a minute."""

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W_\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+(?:['’.,:-][^\W_\u3400-\u9fff]+)*")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
MOST_FILLED_UP = 10_000
"""Cells that are added in a text to rows of tables that have too few."""
_KEPT = 32
"""Texts whose parsed form is kept in memory: about those that people read just now."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, its level 1-6, and the anchor it has in the HTML (`id`), each once in a text."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the plain text up to the next one. What stands before the first heading has neither."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link or picture (its `alt` isn't None) leads, as written, and the lines (from 1) of its paragraph."""

    target: str
    lines: tuple[int, int]
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class _Parsed:
    tokens: tuple[Token, ...]
    headings: tuple[Heading, ...]


def outline(body: str) -> tuple[Heading, ...]:
    """The headings, in order."""
    return _parsed(body).headings


def to_html(body: str, *, asset: Callable[[str], str]) -> str:
    """Safe HTML, whatever the text is.

    `asset` gives the address for a picture's name (`assets/desk.svg`); with an empty one, and for pictures from
    elsewhere, the words that stand for the picture are shown. Links that lead anywhere but to the web, a mail address
    or a heading are plain text.
    """
    parser = _parser()
    rendered = parser.renderer.render(_parsed(body).tokens, parser.options, {"asset": asset})
    assert isinstance(rendered, str)
    return rendered


def sections(body: str) -> tuple[Section, ...]:
    """The plain text between headings."""
    parsed = _parsed(body)
    headings = iter(parsed.headings)
    found: list[Section] = []
    current: Heading | None = None
    lines: list[str] = []

    def close() -> None:
        text = "\n".join(line for line in lines if line)
        if current is not None or text:
            found.append(Section(current.anchor if current else "", current.text if current else "", text))

    inside = False
    for token in parsed.tokens:
        if token.type == "heading_open":
            close()
            current, lines, inside = next(headings), [], True
        elif token.type == "heading_close":
            inside = False
        elif not inside:
            lines.extend(_words(token))
    close()
    return tuple(found)


def plain(body: str) -> str:
    """The words alone, a line for each paragraph or cell, headings included."""
    return "\n".join(line for token in _parsed(body).tokens for line in _words(token) if line)


def minutes(body: str, lang: str) -> float:
    """How long it takes to read, pictures not counted."""
    text = "\n".join(line for token in _parsed(body).tokens for line in _words(token, pictures=False) if line)
    return (len(_HAN.findall(text)) + len(_WORD.findall(text))) / PACE.get(lang, PACE["en"])


def links(body: str) -> tuple[Link, ...]:
    """Every link and picture."""
    return tuple(link for token in _parsed(body).tokens for link in _links(token))


def text_lines(body: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The running text of every paragraph, without code, and the lines (from 1) it stands in."""
    for token in _parsed(body).tokens:
        if token.type == "inline" and token.map and token.children:
            said = "".join(child.content if child.type == "text" else "\n" for child in token.children)
            yield (token.map[0] + 1, token.map[1]), said


def leads_somewhere(target: str) -> bool:
    """A link may lead there: to the web, a mail address or a heading."""
    if target.startswith("#"):
        return True
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and bool(parts.netloc or parts.scheme.lower() == "mailto")


def picture_name(target: str) -> str | None:
    """The name of a picture in the content folder (`assets/desk.svg`), or None when it is none."""
    name = unquote(target)
    parts = name.split("/")
    if parts[0] != "assets" or len(parts) < 2:  # noqa: PLR2004 - the folder and the file
        return None
    strange = any(part in ("", ".", "..") or part.startswith(".") for part in parts)
    return None if strange or re.search(r'[\\:?#%*<>|"\x00-\x1f\x7f]', name) else name


# -- parsing


@lru_cache(maxsize=_KEPT)
def _parsed(body: str) -> _Parsed:
    tokens = _parser().parse(body)
    headings: list[Heading] = []
    taken: Counter[str] = Counter()
    used: set[str] = set()
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            text = " ".join(_words(tokens[number + 1])).strip()
            anchor = _anchor(text, taken, used)
            token.attrs["id"] = anchor
            headings.append(Heading(int(token.tag[1]), text, anchor))
    return _Parsed(tuple(tokens), tuple(headings))


def _anchor(text: str, taken: Counter[str], used: set[str]) -> str:
    """Letters and digits of any script in lower case, joined by hyphens; numbered where a text has it already."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    signs = (sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in folded)
    base = "-".join("".join(signs).split())[:80].strip("-") or "section"
    while True:
        taken[base] += 1
        anchor = base if taken[base] == 1 else f"{base}-{taken[base]}"
        if anchor not in used:
            used.add(anchor)
            return anchor


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    return parser


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - its name and arguments are the parser's
        """Every link is one: the renderer decides which are shown as such, and the checker tells of the others."""
        return True


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser calls it so
    """CommonMark's tables, while not too many cells were added to short rows: two signs can be made 256 cells.

    The parser sees to that within a table, here it is seen to in the whole text. What comes after is a paragraph.
    """
    if silent or state.env.get("filled_up", 0) >= MOST_FILLED_UP:
        return silent and table(state, start, end, silent)
    before = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    made = sum(token.type == "td_open" for token in state.tokens[before:])
    written = sum(state.src.count("|", state.bMarks[line], state.eMarks[line]) for line in range(start + 2, state.line))
    state.env["filled_up"] = state.env.get("filled_up", 0) + max(0, made - written)
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser calls it so
    """CommonMark's rule, except that a star may stand between punctuation and Chinese."""
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    opens, closes = scanned.can_open, scanned.can_close
    if marker == "*":
        before = state.src[state.pos - 1 : state.pos]
        after = state.src[state.pos + scanned.length : state.pos + scanned.length + 1]
        opens = opens or bool(_WIDE.match(before) and after.strip())
        closes = closes or bool(_WIDE.match(after) and before.strip())
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=opens,
                close=closes,
            )
        )
    state.pos += scanned.length
    return True


# -- words and links


def _words(token: Token, *, pictures: bool = True) -> Iterable[str]:
    """The plain text of a block, a line each."""
    if token.type in ("fence", "code_block"):
        return [line.strip() for line in token.content.splitlines()]
    if token.type != "inline" or not token.children:
        return []
    return ["".join(_said(token.children, pictures=pictures)).strip()]


def _said(tokens: Sequence[Token], *, pictures: bool) -> Iterator[str]:
    for number, token in enumerate(tokens):
        if token.type in ("text", "code_inline", "text_special"):
            yield token.content
        elif token.type == "image" and pictures:
            yield "".join(_said(token.children or (), pictures=True))
        elif token.type in ("softbreak", "hardbreak"):
            yield _blank(tokens, number)


def _blank(tokens: Sequence[Token], number: int) -> str:
    """What the end of a line is between words: a space, but nothing between Chinese characters."""
    near = range(1, 4)  # marks of emphasis, which have no words, may stand between
    before = next((said for i in near if i <= number and (said := tokens[number - i].content)), "")
    after = next((said for i in near if number + i < len(tokens) and (said := tokens[number + i].content)), "")
    return "" if _WIDE.match(before[-1:]) and _WIDE.match(after[:1]) else " "


def _links(token: Token) -> Iterator[Link]:
    if token.type != "inline" or not token.children or not token.map:
        return
    lines = (token.map[0] + 1, token.map[1])
    for child in token.children:
        if child.type == "link_open":
            yield Link(str(child.attrs.get("href", "")), lines)
        elif child.type == "image":
            alt = "".join(_said(child.children or (), pictures=True))
            yield Link(str(child.attrs.get("src", "")), lines, alt)


# -- HTML


class _Renderer(RendererHTML):
    """Writes HTML without trusting the text. Tokens are kept and shared, so nothing here changes them."""

    def link_open(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        target = str(tokens[idx].attrs.get("href", ""))
        if not leads_somewhere(target):
            return ""
        title = _attribute("title", tokens[idx].attrs.get("title"))
        if target.startswith("#"):
            return f'<a href="{escapeHtml(unquote(target))}"{title}>'
        return f'<a href="{escapeHtml(target)}"{title} target="_blank" rel="noopener noreferrer">'

    def link_close(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        opened = next(tokens[i] for i in range(idx - 1, -1, -1) if tokens[i].type == "link_open")
        return "</a>" if leads_somewhere(str(opened.attrs.get("href", ""))) else ""

    def image(self, tokens: Sequence[Token], idx: int, _: OptionsDict, env: MutableMapping[str, Any]) -> str:
        token = tokens[idx]
        alt = "".join(_said(token.children or (), pictures=True))
        name = picture_name(str(token.attrs.get("src", "")))
        address = env["asset"](name) if name else ""
        if not address:
            return f'<span class="picture-missing">{escapeHtml(alt)}</span>'
        title = _attribute("title", token.attrs.get("title"))
        return f'<img src="{escapeHtml(address)}" alt="{escapeHtml(alt)}"{title} loading="lazy">'

    def softbreak(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        return _blank(tokens, idx).replace(" ", "\n")

    def table_open(self, *_: object) -> str:
        return '<div class="table-scroll"><table>\n'

    def table_close(self, *_: object) -> str:
        return "</table></div>\n"


def _attribute(name: str, value: object) -> str:
    return f' {name}="{escapeHtml(str(value))}"' if value else ""
