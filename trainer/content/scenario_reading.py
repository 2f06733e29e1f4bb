"""Reads a scenario file or a snippet: every key, its type and limits; what it refers to is judged by checking."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import get_args

from trainer.content.fields import (
    FILE_ID,
    Fields,
    Report,
    as_list,
    as_mapping,
    as_name,
    as_number,
    as_word,
    as_words,
    kind_of,
    suggestion,
)
from trainer.content.part_reading import PartReader, Parts, Place
from trainer.content.problem import Problem
from trainer.content.reading import ListNode, MapNode, Node, ScalarNode, shorten
from trainer.content.scenario import (
    DeskRecord,
    Desktop,
    FieldType,
    Hold,
    IvrLevel,
    Persona,
    Queue,
    Scenario,
    Text,
    Value,
    WorkOrderField,
    WrapUp,
)
from trainer.content.templates import template
from trainer.content.texts import LANGUAGES, Texts

VOICES = ("f1", "f2", "f3", "m1", "m2", "m3")
FIELD_TYPES: tuple[str, ...] = get_args(FieldType)

SCENARIO_KEYS = (
    "id", "title", "languages", "direction", "opens", "level", "minutes", "competencies", "rubric", "briefing", "use",
    "vars", "personas", "facts", "queue", "desktop", "moves", "start", "nodes", "always", "hold", "wrap_up", "requires",
)  # fmt: skip
SNIPPET_KEYS = ("id", "title", "languages", "facts", "moves", "nodes", "always")
_REQUIRED = ("id", "title", "languages", "briefing", "rubric", "personas", "moves", "start", "nodes")
_RESERVED_VARS = (
    "mood",
    "turn",
    "seconds",
    "ending",
    "and",
    "or",
    "not",
    "true",
    "false",
    "made",
    "count",
    "did",
    "known",
)
_PERSONA_KEYS = ("id", "name", "voice", "mood")
_LISTS = frozenset({"use", "always", "personas", "knowledge"})
_NAMES = frozenset({"facts", "moves", "nodes", "vars", "desktop", "records", "transfer_to"})
_FIELD_KEYS = ("label", "type", "options", "answer", "keywords")


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
    uses: list[tuple[str, Place]] = field(default_factory=list)
    requires: tuple[tuple[str, int, int], ...] = ()
    persona_places: dict[str, Place] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    spoiled: set[tuple[str, str]] = field(default_factory=set)
    lost: set[tuple[str, str]] = field(default_factory=set)

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


def read_languages(fields: Fields) -> tuple[str, ...]:
    """The declared languages; when they can't be read, those of the title, so that nothing else is reported for it."""
    node = fields.get("languages")
    found = []
    if node is not None:
        for lang, place in as_words(node, fields.report, "`languages`"):
            if lang in LANGUAGES:
                found.append(lang)
            else:
                fields.report.add(
                    "V216", place, f"`{shorten(lang)}` is no language calls are held in; there is `zh` and `en`"
                )
        if isinstance(node, ListNode) and not node.items:
            fields.report.add("V208", node, "`languages` is empty; write [zh], [en] or [zh, en]")
    if found:
        return tuple(found)
    title = fields.get("title")
    if isinstance(title, MapNode):
        return tuple(lang for lang in LANGUAGES if lang in title.entries) or LANGUAGES[:1]
    return LANGUAGES


def check_id(fields: Fields, file: str) -> str:
    """The id, which has to be the file's name."""
    expected = PurePosixPath(file.replace("\\", "/")).name.removesuffix(".yaml")
    node = fields.get("id")
    if node is None:
        return expected
    written = as_word(node, fields.report, "`id`")
    if written is None:
        return expected
    if not FILE_ID.fullmatch(written):
        better = re.sub(r"[^a-z0-9]+", "-", written.lower()).strip("-")
        hint = f"; write `{better}`" if better else ""
        fields.report.add(
            "V204",
            node,
            f"the id `{shorten(written)}` is no good: lower-case letters a-z and digits, words joined by -{hint}",
        )
    elif written != expected:
        fields.report.add(
            "V205",
            node,
            f"the id `{shorten(written)}` is not the file's name; write `{expected}`, or call it `{written}.yaml`",
        )
    return expected


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
        read = ReadScenario(
            scenario=None,  # type: ignore[arg-type] # made below, when its places are known
            parts=parts,
            root=self.root,
            file=self.file,
            problems=report.problems,
            spoiled=report.spoiled,
            lost=report.lost,
        )
        direction = fields.choice("direction", ("inbound", "outbound"), "inbound")
        personas = self._personas(read)
        read.uses = [(path, self._place(place)) for path, place in self._uses()]
        read.requires = tuple(self._requires())
        read.scenario = Scenario(
            id=check_id(fields, self.file),
            title=self.texts.text(fields.get("title"), "`title`"),
            languages=self.languages,
            briefing=self.texts.text(fields.get("briefing"), "`briefing`", self.parts.template),
            rubric=self.parts.reference(fields, "rubric", "rubric") or "",
            personas=personas,
            moves=parts.moves,
            nodes=parts.nodes,
            start=self.parts.reference(fields, "start", "node") or "",
            direction=direction,  # type: ignore[arg-type] # one of the two
            opens=fields.choice("opens", ("agent", "customer"), "customer" if direction == "outbound" else "agent"),  # type: ignore[arg-type]
            level=int(fields.number("level", 1, low=1, high=3, whole=True) or 1),
            minutes=fields.number("minutes", 4, low=0.5, high=120) or 4,
            competencies=tuple(self.parts.references(fields, "competencies", "competency")),
            vars=self._vars(),
            facts=parts.facts,
            queue=self._queue(),
            desktop=self._desktop(),
            always=parts.always,
            hold=self._hold(),
            wrap_up=self._wrap_up(),
            requires=tuple(name for name, _, _ in read.requires),
        )
        for key in ("rubric", "start", "personas", "id", "nodes"):
            read.places[key] = self._place(fields.get(key) or self.root)
        return read

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

    # -- personas

    def _personas(self, read: ReadScenario) -> dict[str, Persona]:
        found: dict[str, Persona] = {}
        node = self.fields.get("personas")
        entries = [] if node is None else as_list(node, self.report, "`personas`")
        if isinstance(node, ListNode) and not entries:
            self.report.add(
                "V208",
                node,
                "there is nobody under `personas`; write at least one: {id: wang, name: 王女士, voice: f1}",
            )
        first: tuple[str, set[str]] | None = None
        for entry in entries:
            mapping = as_mapping(entry, self.report, "a persona")
            if mapping is None:
                continue
            persona = self._persona(mapping)
            if persona.id in found:
                line = read.persona_places[persona.id][1]
                message = f"the persona `{persona.id}` is already there in line {line}; rename one"
                self.report.add("V215", mapping, message)
                continue
            found[persona.id] = persona
            read.persona_places[persona.id] = self._place(mapping)
            keys = set(persona.keys)
            if first is None:
                first = (persona.id, keys)
            elif keys != first[1]:
                self._differ(mapping, persona.id, keys, first)
        return found

    def _differ(self, node: MapNode, name: str, keys: set[str], first: tuple[str, set[str]]) -> None:
        said = []
        if missing := sorted(first[1] - keys):
            said.append(f"`{name}` lacks " + ", ".join(f"`{key}`" for key in missing))
        if extra := sorted(keys - first[1]):
            said.append(f"`{first[0]}` lacks " + ", ".join(f"`{shorten(key)}`" for key in extra))
        self.report.add("S317", node, f"all personas need the same keys: {' and '.join(said)}")

    def _persona(self, mapping: MapNode) -> Persona:
        own = {key: entry for key, entry in mapping.entries.items() if key not in _PERSONA_KEYS}
        known = MapNode(
            mapping.line, mapping.column, {key: entry for key, entry in mapping.entries.items() if key not in own}
        )
        fields = Fields(known, self.report, _PERSONA_KEYS, "a persona")
        fields.require("id", "name", "voice")
        name_node = fields.get("id")
        if isinstance(name_node, ScalarNode) and not name_node.is_null:
            name = as_name(name_node, self.report, "the persona")
        else:
            name = fields.word("id") or ""
        keys: dict[str, Value] = {}
        for key, (place, node) in own.items():
            as_name(place, self.report, "the persona's key")
            value = self._value(node, key)
            if value is not None:
                keys[key] = value
        return Persona(
            id=name,
            name=self.texts.text(fields.get("name"), "`name`"),
            voice=fields.choice("voice", VOICES, "f1") or "f1",
            mood=int(fields.number("mood", 0, low=-3, high=3, whole=True) or 0),
            keys=keys,
        )

    def _value(self, node: Node, key: str) -> Value | None:
        """A persona's key: one value, or a text by language."""
        if isinstance(node, MapNode):
            return self.texts.text(node, f"`{shorten(key)}`", self._no_template) or None
        if not isinstance(node, ScalarNode) or node.is_null:
            what = "a text, a number, true or false, or a text by language"
            code = "V208" if isinstance(node, ScalarNode) else "V203"
            self.report.add(code, node, f"the persona's key `{shorten(key)}` needs {what}, not {kind_of(node)}")
            return None
        if node.boolean is not None:
            return node.boolean
        if node.number is not None:
            return node.number
        if "{" in node.text:
            self._no_template(node.text, node)
        return node.text

    def _no_template(self, text: str, node: Node) -> None:
        slots = template(text).slots
        if slots:
            advice = f"{{{slots[0].kind}.{slots[0].name}}} is not filled in here; write it where the line is said"
            self.report.add("V212", node, f"a persona's key cannot be made of others: {advice}")

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
            knowledge=tuple(self.parts.references(fields, "knowledge", "article")),
            transfer_to=self._labels(fields, "transfer_to"),
        )

    def _labels(self, fields: Fields, key: str) -> dict[str, Text]:
        mapping = fields.mapping(key)
        found: dict[str, Text] = {}
        for name, (place, node) in mapping.entries.items() if mapping else ():
            as_name(place, self.report, f"the entry of `{key}`")
            found[name] = self.texts.text(node, f"`{shorten(name)}`")
        return found

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
            requires=tuple(self.parts.references(fields, "requires", "fact")),
            shows=self.texts.card(fields.get("shows"), "`shows`", self.parts.template),
        )

    def _hold(self) -> Hold | None:
        mapping = self.fields.mapping("hold")
        if mapping is None:
            return None
        fields = Fields(mapping, self.report, ("announce", "limit", "effect"), "`hold`")
        return Hold(
            announce=self.parts.reference(fields, "announce", "move"),
            limit=fields.number("limit", None, low=1, high=3600),
            effect=self.parts.effect(fields),
        )

    def _wrap_up(self) -> WrapUp | None:
        mapping = self.fields.mapping("wrap_up")
        if mapping is None:
            return None
        fields = Fields(mapping, self.report, ("limit", "fields"), "`wrap_up`")
        fields.require("fields")
        inner = fields.mapping("fields")
        return WrapUp(
            fields={name: self._field(key, node) for name, (key, node) in inner.entries.items()} if inner else {},
            limit=fields.number("limit", None, low=1, high=7200),
        )

    def _field(self, key: ScalarNode, node: Node) -> WorkOrderField:
        name = as_name(key, self.report, "the field")
        mapping = as_mapping(node, self.report, f"the field `{shorten(name)}`")
        if mapping is None:
            return WorkOrderField(id=name, label={}, type="text")
        fields = Fields(mapping, self.report, _FIELD_KEYS, f"the field `{shorten(name)}`")
        fields.require("label", "type")
        kind = fields.choice("type", FIELD_TYPES, "text")
        options = self._labels(fields, "options")
        if kind == "choice" and not fields.has("options"):
            self.report.add(
                "V202", mapping, f"the field `{shorten(name)}` needs the key `options`, because its type is `choice`"
            )
        elif kind != "choice" and fields.has("options"):
            self.report.add("V201", fields.key("options"), "only fields of the type `choice` have `options`")
        answer, by_ending = self._answer(fields, options if kind == "choice" else None)
        return WorkOrderField(
            id=name,
            label=self.texts.text(fields.get("label"), "`label`"),
            type=kind,  # type: ignore[arg-type] # one of FIELD_TYPES
            options=options,
            answer=answer,
            answer_by_ending=by_ending,
            keywords=self.texts.groups(fields.get("keywords"), "`keywords`"),
        )

    def _answer(self, fields: Fields, options: dict[str, Text] | None) -> tuple[Text | None, dict[str, Text]]:
        """The right answer, and the right answers by ending."""
        node = fields.get("answer")
        if node is None:
            return None, {}
        endings = ("resolved", "callback", "escalated", "lost", "abandoned", "dropped")
        if not isinstance(node, MapNode) or any(key in LANGUAGES for key in node.entries):
            return self._right(node, options, "`answer`"), {}
        by_ending: dict[str, Text] = {}
        for ending, (key, value) in node.entries.items():
            if ending in endings:
                by_ending[ending] = self._right(value, options, f"the answer for `{ending}`")
                continue
            close = suggestion(ending, endings)
            hint = (
                f"did you mean `{close}`?"
                if close
                else "answers are given by ending: " + ", ".join(f"`{one}`" for one in endings)
            )
            self.report.add("V206", key, f"`{shorten(ending)}` is no ending; {hint}")
        return None, by_ending

    def _right(self, node: Node, options: dict[str, Text] | None, what: str) -> Text:
        if options is None:
            return self.texts.text(node, what, self.parts.template)
        word = as_word(node, self.report, what)
        if word is None:
            return {}
        if "{" in word:
            self.parts.template(word, node)
        elif options and word not in options:
            close = suggestion(word, options)
            hint = f"did you mean `{close}`?" if close else "one of " + ", ".join(f"`{option}`" for option in options)
            self.report.add("V206", node, f"{what} is `{shorten(word)}`, which is none of the options; {hint}")
        return dict.fromkeys(self.languages, word)
