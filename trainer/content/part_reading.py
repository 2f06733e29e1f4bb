"""Reads what scenarios and snippets share: facts, moves, nodes, and the moves that are always heard."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar, get_args

from trainer.content.expression import ExpressionError, parse
from trainer.content.fields import Fields, Reference, Report, as_mapping, as_name, as_number, kind_of
from trainer.content.reading import ListNode, MapNode, Node, ScalarNode, shorten
from trainer.content.scenario import (
    BargeIn,
    Clarify,
    CriticalKind,
    Effect,
    Ending,
    Fact,
    FactKind,
    Lines,
    Move,
    Rule,
    Silence,
    Text,
    Tone,
)
from trainer.content.scenario import Node as CallNode
from trainer.content.templates import template
from trainer.content.texts import Texts

ENDINGS: tuple[str, ...] = get_args(Ending)
FACT_KINDS: tuple[str, ...] = get_args(FactKind)
TONES: tuple[str, ...] = get_args(Tone)
CRITICAL_KINDS: tuple[str, ...] = get_args(CriticalKind)
BARGE_INS: tuple[str, ...] = get_args(BargeIn)
ACTIONS = ("lookup", "search", "read", "transfer", "hold", "resume")
"""What `did` may name; the first word of `lookup.parcel`."""
MOST_PARTS = 1_000
"""Nodes, moves or facts of a file; no call needs so many, and a hostile file could keep the checker busy for hours."""
TARGETED = {"lookup": "record", "read": "desk_article", "transfer": "target"}

_FACT_KEYS = ("kind", "value", "unit")
_MOVE_KEYS = ("label", "keywords", "examples", "unless", "says", "effect", "critical")
_NODE_KEYS = ("say", "tone", "expect", "then", "press", "clarify", "fallback", "silence", "barge_in", "end")
_RULE_KEYS = ("on", "did", "if", "effect", "say", "go", "end")
_FALLBACK_KEYS = ("effect", "say", "go", "end")
_SILENCE_KEYS = ("after", "say", "effect", "times", "go")

Place = tuple[str, int, int]
T = TypeVar("T")


@dataclass(slots=True)
class Parts:
    """What was read, with the place of each part's name by kind (`fact`, `move`, `node`)."""

    facts: dict[str, Fact] = field(default_factory=dict)
    moves: dict[str, Move] = field(default_factory=dict)
    nodes: dict[str, CallNode] = field(default_factory=dict)
    always: tuple[str, ...] = ()
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)


class PartReader:
    """Reads the parts of one file into `parts`, noting problems and references in the report."""

    def __init__(self, report: Report, texts: Texts) -> None:
        self.report = report
        self.texts = texts

    def read(self, fields: Fields) -> Parts:
        """All parts below these keys."""
        parts = Parts()
        parts.facts = self._named(fields, "facts", "fact", self._fact, parts)
        parts.moves = self._named(fields, "moves", "move", self._move, parts)
        parts.nodes = self._named(fields, "nodes", "node", self._node, parts)
        parts.always = fields.references("always", "move")
        parts.references = self.report.references
        return parts

    def _named(
        self, fields: Fields, key: str, kind: str, read: Callable[[str, MapNode], T], parts: Parts
    ) -> dict[str, T]:
        """Every named part under a key, with its place."""
        found: dict[str, T] = {}
        mapping = fields.mapping(key)
        if mapping is None:
            return found
        if len(mapping.entries) > MOST_PARTS:
            self.report.add("V207", mapping, f"`{key}` has more than {MOST_PARTS:,} entries; only those are read")
        for name, (place, node) in islice(mapping.entries.items(), MOST_PARTS):
            as_name(place, self.report, f"the {kind}")
            self.report.owner = (kind, name)
            parts.places[kind, name] = (self.report.file, place.line, place.column)
            if isinstance(node, MapNode):
                found[name] = read(name, node)
            else:
                as_mapping(node, self.report, f"the {kind} `{shorten(name)}`")
                found[name] = self._blank(kind, name)
        self.report.owner = ("", "")
        return found

    @staticmethod
    def _blank(kind: str, name: str) -> Any:  # noqa: ANN401 - one of three shapes, by kind
        if kind == "fact":
            return Fact(id=name, kind="text", value={})
        return Move(id=name, label={}) if kind == "move" else CallNode(id=name, say={})

    # -- texts and templates

    def labels(self, fields: Fields, key: str) -> dict[str, Text]:
        """The texts under a key, each with a name of its own."""
        mapping = fields.mapping(key)
        found: dict[str, Text] = {}
        for name, (place, node) in mapping.entries.items() if mapping else ():
            as_name(place, self.report, f"the entry of `{key}`")
            found[name] = self.texts.text(node, f"`{shorten(name)}`")
        return found

    def template(self, text: str, node: Node) -> None:
        """Notes what a text's templates refer to."""
        parsed = template(text)
        for slot in parsed.slots:
            self.report.refer("persona" if slot.kind == "persona" else "fact", slot.name, node)
        for mistake in parsed.mistakes:
            self.report.add(
                "V212",
                node,
                f"`{shorten(mistake)}` cannot be filled in; write {{persona.key}}, {{fact.name}}, or {{{{ for a brace",
            )

    def effect(self, fields: Fields, key: str = "effect") -> Effect:
        """Numbers added to variables."""
        mapping = fields.mapping(key)
        found: dict[str, float] = {}
        for name, (place, node) in mapping.entries.items() if mapping else ():
            self.report.refer("variable", name, place)
            value = as_number(node, self.report, f"the effect on `{shorten(name)}`")
            if value is not None:
                found[name] = value
        return found

    def condition(self, fields: Fields, key: str) -> str | None:
        """The source of an expression that can be read, its names noted."""
        node = fields.get(key)
        if node is None:
            return None
        if isinstance(node, ScalarNode) and not node.is_null:
            try:
                parsed = parse(node.text)
            except ExpressionError as error:
                message = f"`{shorten(node.text)}` cannot be understood: {error}"
                self.report.add("V213", node, message, column=node.column_of(error.column))
                return None
            self.report.refer("condition", node.text, node)
            for kind, name in parsed.names:
                if kind == "action":
                    self.action(name, node)
                else:
                    self.report.refer(kind, name, node)
            return node.text
        self.report.add("V213", node, f'`{key}` needs a condition such as "mood <= -3", not {kind_of(node)}')
        return None

    def action(self, name: str, node: Node) -> None:
        """Notes what `lookup.parcel` and the like refer to."""
        verb, dot, target = name.partition(".")
        if verb not in ACTIONS or (dot and verb not in TARGETED):
            self.report.refer("action", name, node)
        elif dot:
            self.report.refer(TARGETED[verb], target, node)

    # -- parts

    def _fact(self, name: str, node: MapNode) -> Fact:
        fields = Fields(node, self.report, _FACT_KEYS, f"the fact `{name}`")
        fields.require("kind", "value")
        kind = fields.choice("kind", FACT_KINDS, "text")
        value = self.texts.text(fields.get("value"), f"the value of `{name}`", self.template)
        unit = self.texts.text(fields.get("unit"), f"the unit of `{name}`") if fields.has("unit") else None
        if unit is not None and kind != "money":
            self.report.add(
                "V201", fields.key("unit"), "only facts of the kind `money` have a `unit`; put it in the text instead"
            )
        return Fact(id=name, kind=kind, value=value, unit=unit)  # type: ignore[arg-type] # one of FACT_KINDS

    def _move(self, name: str, node: MapNode) -> Move:
        fields = Fields(node, self.report, _MOVE_KEYS, f"the move `{name}`")
        fields.require("label")
        return Move(
            id=name,
            label=self.texts.text(fields.get("label"), f"the label of `{name}`"),
            keywords=self.texts.groups(fields.get("keywords"), "`keywords`"),
            examples=self.texts.words(fields.get("examples"), "`examples`"),
            unless=self.texts.words(fields.get("unless"), "`unless`"),
            says=fields.references("says", "fact"),
            effect=self.effect(fields),
            critical=fields.choice("critical", CRITICAL_KINDS),  # type: ignore[arg-type] # one of CRITICAL_KINDS
        )

    def _node(self, name: str, node: MapNode) -> CallNode:
        fields = Fields(node, self.report, _NODE_KEYS, f"the node `{name}`")
        fields.require("say")
        return CallNode(
            id=name,
            say=self.texts.lines(fields.get("say"), "`say`", self.template),
            end=fields.choice("end", ENDINGS),  # type: ignore[arg-type] # one of ENDINGS
            tone=fields.choice("tone", TONES, "calm"),  # type: ignore[arg-type] # one of TONES
            expect=fields.references("expect", "move"),
            then=tuple(self._rule(item, _RULE_KEYS, "a rule") for item in fields.listing("then")),
            press=self._lines(fields, "press"),
            clarify=self._clarify(fields),
            fallback=None
            if fields.get("fallback") is None
            else self._rule(fields.get("fallback"), _FALLBACK_KEYS, "`fallback`"),
            silence=self._silence(fields),
            barge_in=fields.choice("barge_in", BARGE_INS, "allow"),  # type: ignore[arg-type] # one of BARGE_INS
        )

    def _lines(self, fields: Fields, key: str) -> Lines | None:
        lines = self.texts.lines(fields.get(key), f"`{key}`", self.template)
        return lines or None

    def _rule(self, node: Node | None, keys: tuple[str, ...], what: str) -> Rule:
        if isinstance(node, ScalarNode) and not node.is_null:
            self.report.add(
                "V203", node, f"{what} needs keys, such as {{go: {shorten(node.text)}}}, not {kind_of(node)}"
            )
            return Rule(go=node.text)
        mapping = None if node is None else as_mapping(node, self.report, what)
        if mapping is None:
            return Rule()
        fields = Fields(mapping, self.report, keys, what)
        if fields.has("go") and fields.has("end"):
            self.report.add("V201", fields.key("end"), f"{what} has `go` and `end`; keep one of them")
        on: tuple[str, ...] = ()
        moves = fields.get("on")
        if isinstance(moves, ListNode):
            on = fields.references("on", "move")
            if not moves.items:
                self.report.add("V208", moves, "`on` is an empty list; name a move, or leave `on` out")
        elif moves is not None:
            one = fields.reference("on", "move")
            on = (one,) if one is not None else ()
        did = fields.word("did")
        if did is not None:
            self.action(did, fields.get("did") or mapping)
        return Rule(
            on=on,
            did=did,
            condition=self.condition(fields, "if"),
            effect=self.effect(fields),
            say=self._lines(fields, "say"),
            go=fields.reference("go", "node"),
            end=fields.choice("end", ENDINGS),  # type: ignore[arg-type] # one of ENDINGS
        )

    def _clarify(self, fields: Fields) -> Clarify:
        mapping = fields.mapping("clarify")
        if mapping is None:
            return Clarify()
        inner = Fields(mapping, self.report, ("times", "say"), "`clarify`")
        times = inner.number("times", 1, low=0, high=10, whole=True)
        return Clarify(times=int(times or 0), say=self._lines(inner, "say"))

    def _silence(self, fields: Fields) -> Silence | None:
        mapping = fields.mapping("silence")
        if mapping is None:
            return None
        inner = Fields(mapping, self.report, _SILENCE_KEYS, "`silence`")
        inner.require("after")
        return Silence(
            after=inner.number("after", 6, low=1, high=600) or 6,
            say=self._lines(inner, "say"),
            effect=self.effect(inner),
            times=int(inner.number("times", 2, low=1, high=20, whole=True) or 2),
            go=inner.reference("go", "node"),
        )
