"""The only YAML user: bytes of a file in, a tree that knows its lines and columns out, or Problems.

The parser's events are composed here rather than by PyYAML, because an event loop has no recursion that a hostile file
could overflow, and because limits can be kept while reading instead of afterwards. Scalars stay text; `values.py`-style
readers decide what they mean (YAML 1.2: only `true`/`false` are booleans, only plain decimals are numbers).
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from trainer.content.problem import Problem

# Only its events are used. A PyYAML built without libyaml reads the same, about ten times slower.
_Parser: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 1024 * 1024
MAX_ALIASES = 1_000
MAX_ALIASED_VALUES = 100_000
MAX_DEPTH = 64
SUFFIXES = (".yaml",)

_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?")
_LONGEST_NUMBER = 300
_NULLS = frozenset({"", "~", "null"})
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_FOLDED_BLANK = re.compile(f"(?<={_WIDE}) (?={_WIDE})")
"""What YAML makes of a line's end within a folded text; Chinese is written without it."""


@dataclass(slots=True)
class ScalarNode:
    """A word, number or text as written. `plain`: without quotes, so that `true` or `40` may mean more than text.

    `begins`: the column of the text's first character, when the text stands on one line just as it is; else None.
    """

    text: str
    plain: bool
    line: int
    column: int
    begins: int | None = None

    @property
    def is_null(self) -> bool:
        """Nothing was written."""
        return self.plain and self.text in _NULLS

    @property
    def number(self) -> int | float | None:
        """The number this is, or None. Only plain decimals are numbers."""
        if not self.plain or not _NUMBER.fullmatch(self.text) or len(self.text) > _LONGEST_NUMBER:
            return None
        return float(self.text) if "." in self.text else int(self.text)

    @property
    def boolean(self) -> bool | None:
        """True, False, or None when this is no boolean."""
        return {"true": True, "false": False}.get(self.text) if self.plain else None

    def column_of(self, position: int) -> int:
        """The column of a character of the text, counted from 1; that of the whole where nobody can say."""
        return self.column if self.begins is None else self.begins + position - 1


@dataclass(slots=True)
class ListNode:
    """A list."""

    line: int
    column: int
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class MapNode:
    """Keys with their values, in the order written; each key is there once."""

    line: int
    column: int
    entries: dict[str, tuple[ScalarNode, "Node"]] = field(default_factory=dict)

    def get(self, key: str) -> "Node | None":
        """The value under a key, or None."""
        entry = self.entries.get(key)
        return entry[1] if entry else None


Node = ScalarNode | ListNode | MapNode


class Unreadable(Exception):
    """A file stops being read here. Never leaves this package's readers: they turn it into a Problem."""

    def __init__(self, code: str, message: str, *, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.column = code, message, line, column


def parse(source: bytes, file: str) -> tuple[MapNode | None, list[Problem]]:
    """The tree of a YAML file, or None with what stops it from being read. Never raises, whatever the bytes."""
    problems: list[Problem] = []
    try:
        return _parse(source, file, problems), problems
    except Unreadable as stop:
        problems.append(Problem(file, stop.line, stop.column, stop.code, stop.message))
    except yaml.YAMLError as error:
        problems.append(_syntax_problem(error, source, file))
    return None, problems


def _parse(source: bytes, file: str, problems: list[Problem]) -> MapNode:
    if len(source) > MAX_BYTES:
        raise Unreadable(
            "F101", f"the file has {len(source):,} bytes; at most {MAX_BYTES:,} (1 MiB) are read. Split it."
        )
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _line_and_column(source, error.start)
        raise Unreadable(
            "F102",
            "the file is not UTF-8 text. Save it again with the encoding UTF-8 (in Notepad: Save as, Encoding, UTF-8)",
            line=line,
            column=column,
        ) from error
    root = _Composer(text, file, problems).compose()
    if root is None or (isinstance(root, ScalarNode) and root.is_null):
        raise Unreadable("F103", "the file is empty")
    if not isinstance(root, MapNode):
        what = "a list" if isinstance(root, ListNode) else "a text"
        raise Unreadable(
            "F104",
            f"there is {what} at the top of the file; write keys with values instead, such as `id: late-parcel`",
            line=root.line,
            column=root.column,
        )
    return root


class _Composer:
    """Puts the parser's events together, on a stack of its own, within the limits."""

    def __init__(self, text: str, file: str, problems: list[Problem]) -> None:
        self._parser = _Parser(text.removeprefix("\ufeff"))
        self._file = file
        self._problems = problems
        self._anchors: dict[str, Node] = {}
        self._sizes: dict[int, int] = {}
        self._count = 0
        self._aliases = 0
        self._aliased = 0
        self._root: Node | None = None
        self._current: ListNode | MapNode | None = None
        self._key: ScalarNode | None = None
        self._start = 0
        self._stack: list[tuple[ListNode | MapNode | None, ScalarNode | None, int]] = []

    def compose(self) -> Node | None:
        """The node at the top, or None for an empty file. Raises Unreadable or yaml.YAMLError."""
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._list,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        next_event = self._parser.get_event
        while (event := next_event()) is not None:
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
        return self._root

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        if self._root is not None:
            raise _at(event, "F105", "a second document begins here (`---`); keep one document a file")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        mark = event.start_mark
        assert mark is not None
        text = event.value
        if event.style != "|" and event.end_mark is not None and event.end_mark.line > mark.line:
            text = _FOLDED_BLANK.sub("", text)
        node = ScalarNode(text, event.implicit[0], mark.line + 1, mark.column + 1, _begins(event))
        self._count += 1
        if event.tag is not None or event.anchor is not None:
            self._mark(event, node)
        self._add(node)

    def _mapping(self, event: yaml.MappingStartEvent) -> None:
        mark = event.start_mark
        assert mark is not None
        self._open(event, MapNode(mark.line + 1, mark.column + 1))

    def _list(self, event: yaml.SequenceStartEvent) -> None:
        mark = event.start_mark
        assert mark is not None
        self._open(event, ListNode(mark.line + 1, mark.column + 1))

    def _open(self, event: yaml.CollectionStartEvent, node: ListNode | MapNode) -> None:
        self._count += 1
        self._mark(event, node)
        if isinstance(self._current, MapNode) and self._key is None:
            raise _bad_key(node)
        if len(self._stack) >= MAX_DEPTH:
            message = f"lists and keys are nested more than {MAX_DEPTH} deep; nothing here needs so many"
            raise Unreadable("F112", message, line=node.line, column=node.column)
        self._stack.append((self._current, self._key, self._start))
        self._current, self._key, self._start = node, None, self._count

    def _end(self, _: yaml.CollectionEndEvent) -> None:
        node = self._current
        assert node is not None
        self._sizes[id(node)] = self._count - self._start + 1
        self._current, self._key, self._start = self._stack.pop()
        self._add(node)

    def _add(self, node: Node) -> None:
        current = self._current
        if isinstance(current, MapNode):
            if self._key is not None:
                self._put(current, self._key, node)
                self._key = None
            elif isinstance(node, ScalarNode) and not node.is_null:
                self._key = node
            else:
                raise _bad_key(node)
        elif current is not None:
            current.items.append(node)
        elif self._root is None:
            self._root = node

    def _mark(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, node: Node) -> None:
        """Refuses tags and remembers anchors."""
        if event.tag is not None:
            raise _at(event, "F108", f"`{_tag(event.tag)}` is a YAML tag; tags are not allowed. Remove it")
        if event.anchor is not None:
            self._anchors[event.anchor] = node

    def _alias(self, event: yaml.AliasEvent) -> None:
        node = self._anchors.get(event.anchor or "")
        if node is None:
            raise _at(event, "F105", f"`*{event.anchor}` refers to nothing; a text that begins with * needs quotes")
        if node is self._current or any(node is one for one, _, _ in self._stack):
            raise _at(event, "F109", f"`*{event.anchor}` stands inside what it stands for. Write it out instead")
        self._aliases += 1
        size = self._sizes.get(id(node), 1)
        self._aliased += size
        self._count += size
        if self._aliases > MAX_ALIASES or self._aliased > MAX_ALIASED_VALUES:
            raise _at(
                event,
                "F109",
                f"more than {MAX_ALIASES:,} aliases (`*name`), or aliases that stand for more than "
                f"{MAX_ALIASED_VALUES:,} values. Write out what is meant",
            )
        self._add(node)

    def _put(self, mapping: MapNode, key: ScalarNode, node: Node) -> None:
        earlier = mapping.entries.get(key.text)
        if earlier is None:
            mapping.entries[key.text] = (key, node)
            return
        message = f"`{shorten(key.text)}` is already there in line {earlier[0].line}; keep one of them, or rename one"
        self._problems.append(Problem(self._file, key.line, key.column, "F107", message))


def _begins(event: yaml.ScalarEvent) -> int | None:
    """The column at which a scalar's text begins, or None where lines, escapes or doubled quotes change the text."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None or start.line != end.line:
        return None
    quote = 0 if event.implicit[0] else 1
    return start.column + 1 + quote if end.column - start.column == len(event.value) + 2 * quote else None


def _bad_key(node: Node) -> Unreadable:
    what = "a list" if isinstance(node, ListNode) else "nothing" if isinstance(node, ScalarNode) else "a text in braces"
    return Unreadable(
        "F114",
        f"a key has to be a word, and here is {what}. A text that begins with {{ or [ needs quotes: "
        'say: "{persona.name} here"',
        line=node.line,
        column=node.column,
    )


def _at(event: yaml.Event, code: str, message: str) -> Unreadable:
    mark = event.start_mark
    assert mark is not None
    return Unreadable(code, message, line=mark.line + 1, column=mark.column + 1)


def _tag(tag: str) -> str:
    return shorten(tag.replace("tag:yaml.org,2002:", "!!"))


def shorten(text: str, limit: int = 40) -> str:
    """A text short enough for a message, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _line_and_column(source: bytes, offset: int) -> tuple[int, int]:
    before = source[:offset]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return line, column


def _syntax_problem(error: yaml.YAMLError, source: bytes, file: str) -> Problem:
    """What the parser didn't understand, in words for people who write calls, not programs."""
    if isinstance(error, yaml.reader.ReaderError):
        data = source.decode("utf-8", "replace")
        position = next((i for i, sign in enumerate(data) if yaml.reader.Reader.NON_PRINTABLE.match(sign)), 0)
        line = data.count("\n", 0, position) + 1
        column = position - data.rfind("\n", 0, position)
        return Problem(file, line, column, "F105", "an invisible control character stands here. Remove it")
    line, column = 1, 1
    if isinstance(error, yaml.MarkedYAMLError):
        keyless = error.context_mark if error.context == "while scanning a simple key" else None
        if mark := keyless or error.problem_mark or error.context_mark:
            line, column = mark.line + 1, mark.column + 1
    lines = source.decode("utf-8", "replace").splitlines() or [""]
    line = min(line, len(lines))
    here = lines[line - 1]
    if wide := _WIDE_SIGN.search(here):
        sign = wide[1] or wide[2]
        message = f"YAML's own signs are the English ones: write `{_NARROW[sign]} ` instead of `{sign}`"
        return Problem(file, line, wide.start(wide.lastindex or 0) + 1, "F105", message)
    for number in (line, line - 1):  # the one before was perhaps read as a text that goes on
        if number and (odd := _ODD_BLANK.match(lines[number - 1])):
            message = "this line is indented with blanks that are no ordinary ones. Use spaces, two for each step"
            return Problem(file, number, odd.start(1) + 1, "F105", message)
    if here[: len(here) - len(here.lstrip())].count("\t"):
        return Problem(
            file, line, here.index("\t") + 1, "F106", "a tab indents this line. Use spaces, two for each step"
        )
    said = " ".join(str(part) for part in (getattr(error, "context", ""), getattr(error, "problem", "")) if part)
    return Problem(
        file, line, column, "F105", f"YAML cannot be understood here ({said}). {_advice(said, here, lines, line)}"
    )


_WIDE_SIGN = re.compile(r"(?<![^\s{,])[a-z_]+(：)|(，)\s*[a-z_]+[:：]")
"""Chinese punctuation where a key ends, or where the next key begins."""
_NARROW = {"：": ":", "，": ","}
_ODD_BLANK = re.compile(r" *([\u00a0\u2000-\u200b\u3000])")
"""Those of Chinese keyboards and of web pages."""
_IN_BRACES = re.compile(r"[?:][,}]|[?:]\s*$|\{[^}]*[^\s,{:]\?")
_ADVICE = (
    (("quoted scalar",), 'A quotation mark is opened and never closed; inside quotes write \\" for a quotation mark'),
    (
        ("flow mapping", "flow sequence", "flow node"),
        "A bracket or brace is not closed, a comma is missing, or a text with , : ? { } [ ] in it needs quotes",
    ),
    (
        ("mapping values are not allowed",),
        "A text that has a colon followed by a space needs quotes, or the line above is indented differently",
    ),
    (("alias", "anchor"), "A text that begins with * or & needs quotes"),
    (("cannot start any token",), "A text that begins with @, ` or % needs quotes"),
    (("block scalar",), 'A text that begins with > or | needs quotes: mood: ">= 1"'),
    (
        ("block mapping", "block collection", "block end"),
        "Check the indentation: lines that belong together begin at the same column",
    ),
)
"""What the parser says, and what to tell the author then."""


def _advice(said: str, here: str, lines: list[str], line: int) -> str:
    before = lines[line - 2] if line > 1 else ""
    if "\t" in here:
        return "There is a tab in this line; use spaces"
    if any("{" in text and _IN_BRACES.search(text) for text in (here, before)):
        return 'Put text that ends with ? or : in quotes when it stands in braces: {zh: "什么？", en: "Pardon?"}'
    for signs, advice in _ADVICE:
        if any(sign in said for sign in signs):
            return advice
    return "Check the indentation and put texts with special characters in quotes"


def read_bytes(path: Path, root: Path, smaller: str = "Split it") -> bytes:
    """A content file's bytes. Raises Unreadable when it leaves `root` through a link, is too large or can't be read.

    `smaller` is what to do about one that is too large.
    """
    try:
        if path.is_symlink() or root.resolve() not in path.resolve().parents:
            real = path.resolve()
            if root.resolve() not in real.parents:
                raise Unreadable(
                    "F110",
                    f"this is a link to a file outside the content folder ({real.name}). Copy the file here instead",
                )
        if not path.is_file():
            raise Unreadable("F113", "the file cannot be read: it is no ordinary file")
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(
                "F101",
                f"the file has {path.stat().st_size:,} bytes; at most {MAX_BYTES:,} (1 MiB) are read. {smaller}",
            )
        return path.read_bytes()
    except OSError as error:
        raise Unreadable("F113", f"the file cannot be read: {error.strerror or type(error).__name__}") from error
    except RuntimeError as error:  # a loop of links, before Python 3.13
        raise Unreadable("F110", "this is a link that leads back to itself. Copy the file here instead") from error


def walk(root: Path, folder: str, suffix: str | tuple[str, ...]) -> Iterator[Path]:
    """The files of one folder (not of those below it) with a suffix, or one of several, by name."""
    try:
        names = sorted(os.listdir(root / folder))  # noqa: PTH208 - sorting thousands of paths takes much longer
    except OSError:
        return
    paths = (root / folder / name for name in names if name.endswith(suffix) and name[0] != ".")
    yield from (path for path in paths if not path.is_dir())
