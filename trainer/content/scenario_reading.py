"""Reads a scenario file or a snippet: every key, its type and limits; what it refers to is judged by checking."""

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.content.fields import Fields, Report, as_mapping, as_name, as_number, as_words
from trainer.content.heading import check_id, read_languages
from trainer.content.part_reading import PartReader, Parts, Place
from trainer.content.persona_reading import PersonaReader
from trainer.content.problem import Problem
from trainer.content.reading import ListNode, MapNode, Node, ScalarNode, shorten
from trainer.content.scenario import DeskRecord, Desktop, Hold, IvrLevel, Queue, Scenario, WrapUp
from trainer.content.texts import Texts
from trainer.content.wrap_up_reading import WrapUpReader

SCENARIO_KEYS = (
    "id", "title", "languages", "direction", "opens", "level", "minutes", "competencies", "rubric", "briefing", "use",
    "vars", "personas", "facts", "queue", "desktop", "moves", "start", "nodes", "always", "hold", "wrap_up", "requires",
)  # fmt: skip
SNIPPET_KEYS = ("id", "title", "languages", "facts", "moves", "nodes", "always")
_REQUIRED = ("id", "title", "languages", "briefing", "rubric", "personas", "moves", "start", "nodes")
_RESERVED_VARS = (
    "mood", "turn", "seconds", "ending", "and", "or", "not", "true", "false", "made", "count", "did", "known",
)  # fmt: skip
_LISTS = frozenset({"use", "always", "personas", "knowledge"})
_NAMES = frozenset({"facts", "moves", "nodes", "vars", "desktop", "records", "transfer_to"})


@dataclass(slots=True)
class ReadSnippet:
    """A snippet as read."""

    languages: tuple[str, ...]
    parts: Parts
    root: MapNode
    report: Report
    file: str

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the file alone."""
        return self.report.problems


@dataclass(slots=True)
class ReadScenario:
    """A scenario as read, without its snippets yet.

    `uses`: paths under `use` with their places. `requires`: module keys with line and column.
    """

    scenario: Scenario
    parts: Parts
    root: MapNode
    file: str
    problems: list[Problem]
    uses: list[tuple[str, Place]]
    requires: tuple[tuple[str, int, int], ...]
    places: dict[str, Place]
    spoiled: set[tuple[str, str]]
    lost: set[tuple[str, str]]

    @property
    def misread(self) -> frozenset[str]:
        """The keys, of the file and of its desktop, under which stands a list instead of names, or the other way."""
        desktop = self.root.get("desktop")
        inner = desktop.entries if isinstance(desktop, MapNode) else {}
        wrong = frozenset(
            key
            for key, (_, node) in (*self.root.entries.items(), *inner.items())
            if (key in _LISTS and not isinstance(node, ListNode)) or (key in _NAMES and not isinstance(node, MapNode))
        )
        return wrong | {"records", "knowledge", "transfer_to"} if "desktop" in wrong else wrong

    @property
    def ways_lost(self) -> bool:
        """Some way through the call could not be read, so what seems unreachable may not be."""
        return any(kind == "node" for kind, _ in self.lost)


def read_snippet(root: MapNode, file: str) -> ReadSnippet:
    """Reads `scenarios/common/<id>.yaml`."""
    report = Report(file)
    fields = Fields(root, report, SNIPPET_KEYS, "a snippet")
    fields.require("languages")
    languages = read_languages(fields)
    check_id(fields, file)
    parts = PartReader(report, Texts(report, languages)).read(fields)
    return ReadSnippet(languages, parts, root, report, file)


def read_scenario(root: MapNode, file: str) -> ReadScenario:
    """Reads `scenarios/<id>.yaml`. The scenario is whole only when there are no errors among the problems."""
    return _ScenarioReader(root, file).read()


class _ScenarioReader:
    def __init__(self, root: MapNode, file: str) -> None:
        self.root = root
        self.file = file
        self.report = Report(file)
        self.fields = Fields(root, self.report, SCENARIO_KEYS, "a scenario")
        self.fields.require(*_REQUIRED)
        self.languages = read_languages(self.fields)
        self.texts = Texts(self.report, self.languages)
        self.parts = PartReader(self.report, self.texts)

    def read(self) -> ReadScenario:
        fields, report = self.fields, self.report
        parts = self.parts.read(fields)
        for key in ("moves", "nodes"):
            node = fields.get(key)
            if isinstance(node, MapNode) and not node.entries:
                report.add("V208", node, f"there is nothing under `{key}`; write at least one")
        direction = fields.choice("direction", ("inbound", "outbound"), "inbound")
        uses = [(path, self._place(place)) for path, place in self._uses()]
        requires = tuple(self._requires())
        scenario = Scenario(
            id=check_id(fields, self.file),
            title=self.texts.text(fields.get("title"), "`title`"),
            languages=self.languages,
            briefing=self.texts.text(fields.get("briefing"), "`briefing`", self.parts.template),
            rubric=fields.reference("rubric", "rubric") or "",
            personas=PersonaReader(report, self.texts).read(fields.get("personas")),
            moves=parts.moves,
            nodes=parts.nodes,
            start=fields.reference("start", "node") or "",
            direction=direction,  # type: ignore[arg-type] # one of the two
            opens=fields.choice("opens", ("agent", "customer"), "customer" if direction == "outbound" else "agent"),  # type: ignore[arg-type]
            level=int(fields.number("level", 1, low=1, high=3, whole=True) or 1),
            minutes=fields.number("minutes", 4, low=0.5, high=120) or 4,
            competencies=fields.references("competencies", "competency"),
            vars=self._vars(),
            facts=parts.facts,
            queue=self._queue(),
            desktop=self._desktop(),
            always=parts.always,
            hold=self._hold(),
            wrap_up=self._wrap_up(),
            requires=tuple(name for name, _, _ in requires),
        )
        return ReadScenario(
            scenario=scenario,
            parts=parts,
            root=self.root,
            file=self.file,
            problems=report.problems,
            uses=uses,
            requires=requires,
            places={key: self._place(fields.get(key) or self.root) for key in ("id", "rubric")},
            spoiled=report.spoiled,
            lost=report.lost,
        )

    def _place(self, node: Node) -> Place:
        return (self.file, node.line, node.column)

    def _uses(self) -> list[tuple[str, Node]]:
        node = self.fields.get("use")
        return [] if node is None else list(as_words(node, self.report, "`use`"))

    def _requires(self) -> Iterator[tuple[str, int, int]]:
        """Whether the modules exist is judged across files, by course_checking."""
        node = self.fields.get("requires")
        for word, place in as_words(node, self.report, "`requires`") if node is not None else ():
            yield word, place.line, place.column

    def _vars(self) -> dict[str, float]:
        found: dict[str, float] = {}
        mapping = self.fields.mapping("vars")
        for name, (key, node) in mapping.entries.items() if mapping else ():
            as_name(key, self.report, "the variable")
            if name in _RESERVED_VARS:
                what = (
                    "`mood` is always there and begins with the persona's"
                    if name == "mood"
                    else f"`{name}` has a meaning of its own"
                )
                self.report.add(
                    "V204", key, f"{what}; " + ("leave it out" if name == "mood" else "choose another name")
                )
                continue
            value = as_number(node, self.report, f"the variable `{shorten(name)}`")
            found[name] = 0 if value is None else value
        return found

    # -- before, during and after the call

    def _queue(self) -> Queue | None:
        mapping = self.fields.mapping("queue")
        if mapping is None:
            return None
        fields = Fields(mapping, self.report, ("wait", "ivr"), "`queue`")
        levels = []
        for item in fields.listing("ivr"):
            level = as_mapping(item, self.report, "a level of `ivr`")
            if level is None:
                continue
            inner = Fields(level, self.report, ("say", "press"), "a level of `ivr`")
            inner.require("say", "press")
            say = self.texts.text(inner.get("say"), "`say`", self.parts.template)
            press = inner.get("press")
            silent = isinstance(press, ScalarNode) and not press.plain and not press.text  # an announcement: no key
            levels.append(IvrLevel(say=say, press="" if silent else inner.word("press") or ""))
        return Queue(wait=fields.number("wait", 0, low=0, high=7200) or 0, ivr=tuple(levels))

    def _desktop(self) -> Desktop:
        mapping = self.fields.mapping("desktop")
        if mapping is None:
            return Desktop()
        fields = Fields(mapping, self.report, ("customer", "records", "knowledge", "transfer_to"), "`desktop`")
        records = fields.mapping("records")
        return Desktop(
            customer=self.texts.card(fields.get("customer"), "`customer`", self.parts.template),
            records={name: self._record(key, node) for name, (key, node) in records.entries.items()} if records else {},
            knowledge=fields.references("knowledge", "article"),
            transfer_to=self.parts.labels(fields, "transfer_to"),
        )

    def _record(self, key: ScalarNode, node: Node) -> DeskRecord:
        name = as_name(key, self.report, "the record")
        mapping = as_mapping(node, self.report, f"the record `{shorten(name)}`")
        if mapping is None:
            return DeskRecord(id=name, label={})
        fields = Fields(mapping, self.report, ("label", "requires", "shows"), f"the record `{shorten(name)}`")
        fields.require("label", "shows")
        return DeskRecord(
            id=name,
            label=self.texts.text(fields.get("label"), "`label`"),
            requires=fields.references("requires", "fact"),
            shows=self.texts.card(fields.get("shows"), "`shows`", self.parts.template),
        )

    def _hold(self) -> Hold | None:
        mapping = self.fields.mapping("hold")
        if mapping is None:
            return None
        fields = Fields(mapping, self.report, ("announce", "limit", "effect"), "`hold`")
        return Hold(
            announce=fields.reference("announce", "move"),
            limit=fields.number("limit", None, low=1, high=3600),
            effect=self.parts.effect(fields),
        )

    def _wrap_up(self) -> WrapUp | None:
        mapping = self.fields.mapping("wrap_up")
        return WrapUpReader(self.report, self.texts, self.parts).read(mapping) if mapping else None
