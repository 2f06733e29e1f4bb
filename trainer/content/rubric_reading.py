"""Reads a rubric file: sections, items, and the rules that prove them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import get_args

from trainer.content.fields import Fields, Report, as_list, as_mapping, as_name, as_word, as_words, kind_of
from trainer.content.heading import check_id
from trainer.content.part_reading import ACTIONS, CRITICAL_KINDS, PartReader
from trainer.content.problem import Problem
from trainer.content.reading import ListNode, MapNode, Node, ScalarNode, shorten
from trainer.content.rubric import AutoRule, Item, ReviewReason, Rubric, Section
from trainer.content.scenario import CALL_ENDINGS, Text
from trainer.content.texts import LANGUAGES, Texts

REVIEW_REASONS: tuple[str, ...] = get_args(ReviewReason)
REPORTED = ("pace", "pauses", "fillers", "talk_over", "loudness", "answer_delay")

_RUBRIC_KEYS = ("id", "title", "pass", "sections", "review", "report_only")
_SECTION_KEYS = ("id", "title", "weight", "items")
_ITEM_KEYS = (
    "id", "ask", "type", "max", "anchors", "weight", "critical", "auto", "not_applicable_if", "show_how",
)  # fmt: skip
_RULE_KEYS = (
    "points", "move", "within", "before", "after", "never", "order", "states", "misstates", "hold", "answer_within",
    "silence_under", "ending", "mood_at_end", "wrap_up", "wrap_up_within", "handover",
)  # fmt: skip


@dataclass(slots=True)
class ReadRubric:
    """A rubric as read. `texts`: every text by language with its place, for the languages of the scenarios using it."""

    rubric: Rubric
    report: Report
    root: MapNode
    texts: list[tuple[str, Text, Node]] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the file alone."""
        return self.report.problems


def read_rubric(root: MapNode, file: str) -> ReadRubric:
    """Reads `scenarios/rubrics/<id>.yaml`."""
    return _RubricReader(root, file).read()


class _RubricReader:
    def __init__(self, root: MapNode, file: str) -> None:
        self.root = root
        self.report = Report(file)
        self.texts = Texts(self.report, LANGUAGES, strict=False)
        self.parts = PartReader(self.report, self.texts)
        self.kept: list[tuple[str, Text, Node]] = []
        self.items: dict[str, Node] = {}
        self.file = file

    def read(self) -> ReadRubric:
        fields = Fields(self.root, self.report, _RUBRIC_KEYS, "a rubric")
        fields.require("id", "title", "pass", "sections")
        sections = fields.listing("sections")
        if isinstance(node := fields.get("sections"), ListNode) and not sections:
            self.report.add("V208", node, "there is nothing under `sections`; write at least one section with items")
        review = fields.mapping("review")
        reasons: tuple[str, ...] = ()
        if review is not None:
            inner = Fields(review, self.report, ("needs_person",), "`review`")
            reasons = self._choices(inner, "needs_person", REVIEW_REASONS)
        title = self._text(fields, "title")
        seen: dict[str, Node] = {}
        rubric = Rubric(
            id=check_id(fields, self.file),
            title=title or {},
            pass_mark=fields.number("pass", 80, low=0, high=100) or 0,
            sections=tuple(section for node in sections if (section := self._section(node, seen)) is not None),
            needs_person=reasons,  # type: ignore[arg-type] # each of REVIEW_REASONS
            report_only=self._choices(fields, "report_only", REPORTED),
        )
        return ReadRubric(rubric, self.report, self.root, self.kept)

    def _text(self, fields: Fields, key: str) -> Text | None:
        node = fields.get(key)
        if node is None:
            return None
        text = self.texts.text(node, f"`{key}`")
        self.kept.append((f"`{key}`", text, node))
        return text

    def _choices(self, fields: Fields, key: str, choices: tuple[str, ...]) -> tuple[str, ...]:
        node = fields.get(key)
        found = []
        for word, place in as_words(node, self.report, f"`{key}`") if node is not None else ():
            if word in choices:
                found.append(word)
            else:
                hint = ", ".join(f"`{choice}`" for choice in choices)
                self.report.add("V206", place, f"`{shorten(word)}` cannot stand under `{key}`; there is {hint}")
        return tuple(found)

    def _unique_id(self, fields: Fields, what: str, seen: dict[str, Node]) -> str:
        node = fields.get("id")
        if not isinstance(node, ScalarNode) or node.is_null:
            return fields.word("id") or ""
        name = as_name(node, self.report, what)
        if name in seen:
            self.report.add(
                "V215", node, f"{what} `{shorten(name)}` is already there in line {seen[name].line}; rename one"
            )
        seen[name] = node
        return name

    def _section(self, node: Node, seen: dict[str, Node]) -> Section | None:
        mapping = as_mapping(node, self.report, "a section")
        if mapping is None:
            return None
        fields = Fields(mapping, self.report, _SECTION_KEYS, "a section")
        fields.require("id", "weight", "items")
        items = fields.listing("items")
        if isinstance(listed := fields.get("items"), ListNode) and not items:
            self.report.add("V208", listed, "there is nothing under `items`; write at least one item")
        return Section(
            id=self._unique_id(fields, "the section", seen),
            weight=self._weight(fields),
            items=tuple(made for item in items if (made := self._item(item)) is not None),
            title=self._text(fields, "title"),
        )

    def _weight(self, fields: Fields) -> float:
        node = fields.get("weight")
        if isinstance(node, ScalarNode) and node.number is not None and node.number <= 0:
            self.report.add("V207", node, "`weight` has to be more than 0; leave out what shall not count")
            return 1
        return fields.number("weight", 1, high=1_000_000) or 1

    def _item(self, node: Node) -> Item | None:
        mapping = as_mapping(node, self.report, "an item")
        if mapping is None:
            return None
        fields = Fields(mapping, self.report, _ITEM_KEYS, "an item")
        fields.require("id", "ask", "type")
        name = self._unique_id(fields, "the item", self.items)
        self.report.owner = ("item", name)
        kind = fields.choice("type", ("yesno", "scale"), "yesno")
        highest: float | None = 1
        if kind == "scale":
            fields.require("max", "anchors")
            highest = fields.number("max", None, low=1, high=100)
        else:
            for key in ("max", "anchors"):
                if fields.has(key):
                    self.report.add(
                        "V201",
                        fields.key(key),
                        f"an item of the type `yesno` has no `{key}`; remove it, or write type: scale",
                    )
        item = Item(
            id=name,
            ask=self._text(fields, "ask") or {},
            type=kind,  # type: ignore[arg-type] # one of the two
            max=1 if highest is None else highest,
            anchors=self._anchors(fields, highest) if kind == "scale" else {},
            weight=self._weight(fields) if fields.has("weight") else 1,
            critical=fields.choice("critical", CRITICAL_KINDS),  # type: ignore[arg-type] # one of CRITICAL_KINDS
            auto=tuple(self._auto(fields, kind == "scale", highest)),
            not_applicable_if=self.parts.condition(fields, "not_applicable_if"),
            show_how=self._text(fields, "show_how"),
        )
        self.report.owner = ("", "")
        return item

    def _anchors(self, fields: Fields, highest: float | None) -> dict[int, Text]:
        """The anchors; `highest` is None when `max` can't be read, and then nothing is out of range."""
        mapping = fields.mapping("anchors")
        found: dict[int, Text] = {}
        if mapping is None:
            return found
        for written, (key, node) in mapping.entries.items():
            points = ScalarNode(written, plain=True, line=key.line, column=key.column).number
            if not isinstance(points, int) or points < 0 or (highest is not None and points > highest):
                last = "" if highest is None else f", which is {highest:g}"
                self.report.add("R404", key, f"`{shorten(written)}` is no anchor; they go from 0 to `max`{last}")
                continue
            found[points] = self.texts.text(node, f"the anchor {points}")
            self.kept.append((f"the anchor {points}", found[points], node))
        missing = [str(points) for points in range(int(highest or 0) + 1) if points not in found]
        if missing and len(found) == len(mapping.entries):
            self.report.add(
                "R404",
                fields.key("anchors"),
                f"an anchor is missing for {', '.join(missing[:12])}; say what earns so many points",
            )
        return found

    # -- rules

    def _auto(self, fields: Fields, scale: bool, highest: float | None) -> Iterator[AutoRule]:  # noqa: FBT001
        node = fields.get("auto")
        if node is None:
            return
        if isinstance(node, ListNode):
            if not scale:
                self.report.add(
                    "R405",
                    node,
                    "a list under `auto` is for items of the type `scale`; a `yesno` item has one set of rules",
                )
            elif not node.items:
                self.report.add(
                    "V208", node, "`auto` is an empty list; write rules, or leave it out and a person judges"
                )
            for item in node.items if scale else ():
                rule = self._rule(item, highest, listed=True)
                if rule is not None:
                    yield rule
            return
        rule = self._rule(node, highest, listed=False)
        if rule is not None:
            yield rule

    def _rule(self, node: Node, highest: float | None, *, listed: bool) -> AutoRule | None:
        mapping = as_mapping(node, self.report, "`auto`")
        if mapping is None:
            return None
        fields = Fields(mapping, self.report, _RULE_KEYS, "`auto`")
        if listed:
            fields.require("points")
        elif fields.has("points"):
            self.report.add(
                "R405",
                fields.key("points"),
                "`points` stand in a list of rules: [{points: 1, move: …}, {points: 3, move: …}]",
            )
        if not set(mapping.entries) - {"points"}:
            self.report.add(
                "R405", mapping, "there is no rule here; write one such as {move: empathy}, or leave `auto` out"
            )
        for key in ("within", "before", "after"):
            if fields.has(key) and not fields.has("move"):
                self.report.add(
                    "R405",
                    fields.key(key),
                    f"`{key}` says more about a `move`, and there is none; write {{move: …, {key}: …}}",
                )
        return AutoRule(
            points=fields.number("points", None, low=0, high=highest),
            move=self._reference(fields, "move", "move"),
            within=self._whole(fields, "within"),
            before=self._happening(fields, "before"),
            after=self._happening(fields, "after"),
            never=self._reference(fields, "never", "move"),
            order=self._order(fields),
            states=self._reference(fields, "states", "fact"),
            misstates=self._reference(fields, "misstates", "fact"),
            hold=fields.choice("hold", ("announced", "within_limit")),  # type: ignore[arg-type] # one of the two
            answer_within=fields.number("answer_within", None, low=0, high=3600),
            silence_under=fields.number("silence_under", None, low=0, high=3600),
            ending=self._endings(fields),
            mood_at_end=fields.number("mood_at_end", None, low=-3, high=3),
            wrap_up=self._names(fields, "wrap_up", "field"),
            wrap_up_within=fields.number("wrap_up_within", None, low=0, high=7200),
            handover=self._names(fields, "handover", "fact"),
        )

    def _whole(self, fields: Fields, key: str) -> int | None:
        value = fields.number(key, None, low=1, high=1000, whole=True)
        return None if value is None else int(value)

    def _reference(self, fields: Fields, key: str, kind: str) -> str | None:
        node = fields.get(key)
        if isinstance(node, ListNode):
            self.report.add(
                "R405",
                node,
                f"`{key}` needs one {kind}, not a list; write a set of rules for each, or an item for each",
            )
            return None
        return fields.reference(key, kind)

    def _happening(self, fields: Fields, key: str) -> str | None:
        """A move or an action."""
        node = fields.get(key)
        if node is None:
            return None
        word = as_word(node, self.report, f"`{key}`")
        if word is None:
            return None
        if word.partition(".")[0] in ACTIONS:
            self.parts.action(word, node)
        else:
            self.report.refer("move", word, node)
        return word

    def _names(self, fields: Fields, key: str, kind: str) -> tuple[str, ...]:
        node = fields.get(key)
        if isinstance(node, ListNode) and not node.items:
            self.report.add("V208", node, f"`{key}` is an empty list; name a {kind}")
        if isinstance(node, ScalarNode) and not node.is_null:
            one = fields.reference(key, kind)
            return () if one is None else (one,)
        return fields.references(key, kind)

    def _order(self, fields: Fields) -> tuple[str, ...]:
        node = fields.get("order")
        if node is None:
            return ()
        names = fields.references("order", "move")
        if isinstance(node, ListNode) and len(node.items) < 2:  # noqa: PLR2004 - an order has two ends
            self.report.add("R405", node, "`order` needs at least two moves: [verify, quote_fee]")
        return names

    def _endings(self, fields: Fields) -> tuple[str, ...]:
        node = fields.get("ending")
        if node is None:
            return ()
        if isinstance(node, ScalarNode):
            one = fields.choice("ending", CALL_ENDINGS)
            return () if one is None else (one,)
        if isinstance(node, ListNode):
            if not node.items:
                self.report.add("V208", node, "`ending` is an empty list; name an ending")
            return self._choices(fields, "ending", CALL_ENDINGS)
        as_list(node, self.report, f"`ending` ({kind_of(node)})")
        return ()
