"""Taking typed values out of a YAML tree, collecting what is wrong with each instead of stopping at the first."""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from trainer.content.codes import severity_of
from trainer.content.problem import Problem
from trainer.content.reading import ListNode, MapNode, Node, ScalarNode, shorten

FILE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

MOST_PROBLEMS = 500
"""Of one file; nobody reads more, and a hostile file shall not make us write them."""
_MOST_SUGGESTIONS = 20
_MOST_KNOWN = 300

_SYNONYMS = {
    "goto": "go",
    "next": "go",
    "jump": "go",
    "to": "go",
    "when": "if",
    "condition": "if",
    "text": "say",
    "line": "say",
    "says_text": "say",
    "ending": "end",
    "rules": "then",
    "default": "fallback",
    "else": "fallback",
    "otherwise": "fallback",
    "name": "title",
    "lang": "languages",
    "language": "languages",
    "phrases": "examples",
    "words": "keywords",
    "question": "ask",
    "variables": "vars",
    "include": "use",
    "imports": "use",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A name written somewhere that must exist: `kind` is `node`, `move`, `fact`… `owner` is the part it stands in."""

    kind: str
    name: str
    file: str
    node: Node
    owner: tuple[str, str]

    @property
    def line(self) -> int:
        """The line it stands in."""
        return self.node.line

    @property
    def column(self) -> int:
        """The column it begins at."""
        return self.node.column


@dataclass(slots=True)
class Report:
    """What reading one file gathers beside its values: problems, and the names it refers to."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    owner: tuple[str, str] = ("", "")
    spoiled: set[tuple[str, str]] = field(default_factory=set)
    lost: set[tuple[str, str]] = field(default_factory=set)

    def add(self, code: str, node: Node, message: str, *, column: int | None = None) -> None:
        """Notes a problem at a node; the part it is in is `spoiled`, and what follows from that is not reported.

        In parts that are `lost` something is not even there. `column`: where in its line, if not where it begins.
        """
        if len(self.problems) >= MOST_PROBLEMS:
            return
        self.spoiled.add(self.owner)
        if code in ("V203", "V208"):
            self.lost.add(self.owner)
        self.problems.append(Problem(self.file, node.line, column or node.column, code, message, severity_of(code)))

    def refer(self, kind: str, name: str, node: Node) -> None:
        """Notes that `name` has to exist."""
        self.references.append(Reference(kind, name, self.file, node, self.owner))

    @property
    def failed(self) -> bool:
        """There is an error among the problems."""
        return any(problem.severity == "error" for problem in self.problems)


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """The known word somebody probably meant, or None."""
    known = list(known)
    if _SYNONYMS.get(word) in known:
        return _SYNONYMS[word]
    tidy = {one.lower().replace("-", "_"): one for one in known}
    close = difflib.get_close_matches(word.lower().replace("-", "_")[:80], tidy, n=1, cutoff=0.66)
    return tidy[close[0]] if close else None


def instead(word: str, known: Collection[str]) -> str:
    """What to write instead of an unknown word: the likely one, or all there are."""
    close = suggestion(word, known) if len(known) <= _MOST_KNOWN else None
    if close:
        return f"did you mean `{close}`?"
    if not known:
        return "there is none"
    some = sorted(known)
    return "there is " + ", ".join(f"`{one}`" for one in some[:12]) + (" and more" if len(some) > 12 else "")  # noqa: PLR2004


def kind_of(node: Node) -> str:
    """What stands there, in an author's words."""
    if isinstance(node, ListNode):
        return "a list"
    if isinstance(node, MapNode):
        return "keys with values"
    if node.is_null:
        return "nothing"
    if node.boolean is not None or node.number is not None:
        return f"`{node.text}`"
    return f"`{shorten(node.text)}`"


class Fields:
    """The keys of one mapping. Unknown ones are reported at once; a misspelt one is read as what was probably meant."""

    def __init__(self, node: MapNode, report: Report, keys: Collection[str], what: str) -> None:
        self.node = node
        self.report = report
        self.what = what
        self._entries: Mapping[str, tuple[ScalarNode, Node]] = node.entries
        if not node.entries.keys() <= set(keys):
            self._unknown(keys)

    def _unknown(self, keys: Collection[str]) -> None:
        entries = {name: entry for name, entry in self.node.entries.items() if name in keys}
        asked = 0
        for name, entry in self.node.entries.items():
            if name in keys:
                continue
            asked += 1
            free = [key for key in keys if key not in entries]
            close = suggestion(name, free) if asked <= _MOST_SUGGESTIONS else None
            if close:
                entries[close] = entry
                hint = f"did you mean `{close}`?"
            else:
                hint = "known here: " + ", ".join(f"`{key}`" for key in keys)
            if name == "<<":
                hint = "YAML's merge key is not supported; write the keys out"
            self.report.add("V201", entry[0], f"{self.what} has no key `{shorten(name)}`; {hint}")
        self._entries = entries

    def has(self, key: str) -> bool:
        """The key is there, whatever its value."""
        return key in self._entries

    def key(self, key: str) -> Node:
        """Where the key stands; the mapping itself when it isn't there."""
        entry = self._entries.get(key)
        return entry[0] if entry else self.node

    def get(self, key: str) -> Node | None:
        """The value, or None when the key isn't there."""
        entry = self._entries.get(key)
        return entry[1] if entry else None

    def require(self, *keys: str) -> None:
        """Reports each of the keys that isn't there."""
        for key in keys:
            if key not in self._entries:
                self.report.add("V202", self.node, f"{self.what} needs the key `{key}`")

    def mapping(self, key: str) -> MapNode | None:
        """The value as a mapping; anything else is reported."""
        node = self.get(key)
        return None if node is None else as_mapping(node, self.report, f"`{key}`")

    def listing(self, key: str) -> list[Node]:
        """The value as a list; anything else is reported."""
        node = self.get(key)
        return [] if node is None else as_list(node, self.report, f"`{key}`")

    def reference(self, key: str, kind: str) -> str | None:
        """A name that must exist, noted as one."""
        node = self.get(key)
        if node is None:
            return None
        name = as_word(node, self.report, f"`{key}`")
        if name is not None:
            self.report.refer(kind, name, node)
        return name

    def references(self, key: str, kind: str) -> tuple[str, ...]:
        """A list of names that must exist, each noted as one."""
        node = self.get(key)
        found = [] if node is None else as_words(node, self.report, f"`{key}`")
        for name, place in found:
            self.report.refer(kind, name, place)
        return tuple(name for name, _ in found)

    def number(
        self,
        key: str,
        default: float | None = None,
        *,
        low: float | None = None,
        high: float | None = None,
        whole: bool = False,
    ) -> float | None:
        """The value as a number within the limits (both included), or the default."""
        node = self.get(key)
        if node is None:
            return default
        value = as_number(node, self.report, f"`{key}`", low=low, high=high, whole=whole)
        return default if value is None else value

    def choice(self, key: str, choices: Collection[str], default: str | None = None) -> str | None:
        """The value as one of several words, or the default."""
        node = self.get(key)
        if node is None:
            return default
        value = as_choice(node, self.report, f"`{key}`", choices)
        return default if value is None else value

    def word(self, key: str) -> str | None:
        """The value as one text that has no languages, such as an id or an expression."""
        node = self.get(key)
        return None if node is None else as_word(node, self.report, f"`{key}`")

    def boolean(self, key: str, *, default: bool) -> bool:
        """The value as true or false."""
        node = self.get(key)
        if node is None:
            return default
        value = node.boolean if isinstance(node, ScalarNode) else None
        if value is None:
            self.report.add(
                "V203", node, f"`{key}` is true or false, in small letters and without quotes, not {kind_of(node)}"
            )
            return default
        return value


def as_mapping(node: Node, report: Report, what: str) -> MapNode | None:
    """A mapping, or None with a problem."""
    if isinstance(node, MapNode):
        return node
    if isinstance(node, ScalarNode) and node.is_null:
        report.add("V208", node, f"there is nothing under {what}; write its keys, or leave it out")
    else:
        report.add("V203", node, f"{what} needs keys with values (`key: value`), not {kind_of(node)}")
    return None


def as_list(node: Node, report: Report, what: str) -> list[Node]:
    """A list's items, or nothing with a problem."""
    if isinstance(node, ListNode):
        return node.items
    if isinstance(node, ScalarNode) and node.is_null:
        report.add("V208", node, f"there is nothing under {what}; write a list such as [a, b], or leave it out")
    else:
        report.add("V203", node, f"{what} needs a list such as [a, b], not {kind_of(node)}")
    return []


def as_number(
    node: Node, report: Report, what: str, *, low: float | None = None, high: float | None = None, whole: bool = False
) -> float | None:
    """A number within limits, or None with a problem."""
    value = node.number if isinstance(node, ScalarNode) else None
    if value is None and isinstance(node, ScalarNode) and node.is_null:
        report.add("V208", node, f"there is nothing under {what}; write a number, or leave it out")
        return None
    if value is None:
        report.add(
            "V203", node, f"{what} needs a number such as {3 if whole else 2.5}, without quotes, not {kind_of(node)}"
        )
        return None
    if whole and not isinstance(value, int):
        report.add("V203", node, f"{what} needs a whole number, not {value}")
        return None
    if (low is not None and value < low) or (high is not None and value > high):
        limits = f"from {low:,} to {high:,}" if low is not None and high is not None else f"at least {low:,}"
        if low is None and high is not None:
            limits = f"at most {high:,}"
        report.add(
            "V207", node, f"{what} has to be {limits}, not {shorten(node.text if isinstance(node, ScalarNode) else '')}"
        )
        return None
    return value


def as_choice(node: Node, report: Report, what: str, choices: Collection[str]) -> str | None:
    """One of the words, or None with a problem."""
    word = as_word(node, report, what)
    if word is None or word in choices:
        return word
    hint = "one of " + ", ".join(f"`{choice}`" for choice in choices)
    close = suggestion(word, choices)
    report.add(
        "V206", node, f"{what} is {hint}, not `{shorten(word)}`" + (f"; did you mean `{close}`?" if close else "")
    )
    return close


def as_word(node: Node, report: Report, what: str) -> str | None:
    """One text without languages, or None with a problem."""
    if isinstance(node, ScalarNode):
        if not node.is_null and node.text.strip():
            return node.text
        report.add("V208", node, f"there is nothing under {what}")
        return None
    report.add("V203", node, f"{what} needs one word or text, not {kind_of(node)}")
    return None


def as_name(node: ScalarNode, report: Report, what: str) -> str:
    """A name inside a file: lower-case words joined by underscores. Reported otherwise, and used nevertheless."""
    if not NAME.fullmatch(node.text):
        better = re.sub(r"[^a-z0-9]+", "_", node.text.lower()).strip("_")
        hint = f"; write `{better}`" if NAME.fullmatch(better) else ""
        report.add(
            "V204",
            node,
            f"{what} `{shorten(node.text)}` is no good name: lower-case letters a-z and digits, words joined by _"
            + hint,
        )
    return node.text


def as_words(node: Node, report: Report, what: str) -> list[tuple[str, ScalarNode]]:
    """A list of words with their places, each once."""
    found: dict[str, ScalarNode] = {}
    for item in as_list(node, report, what):
        word = as_word(item, report, f"each entry of {what}")
        if word is None:
            continue
        assert isinstance(item, ScalarNode)
        if word in found:
            report.add("V215", item, f"`{shorten(word)}` is listed twice under {what}; keep one")
        else:
            found[word] = item
    return list(found.items())
