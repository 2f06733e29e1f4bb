"""Reads a scenario's personas: who may be calling, and what is true of them."""

from trainer.content.fields import Fields, Report, as_list, as_mapping, as_name, kind_of
from trainer.content.reading import ListNode, MapNode, Node, ScalarNode, shorten
from trainer.content.scenario import Persona, Value
from trainer.content.templates import template
from trainer.content.texts import Texts

VOICES = ("f1", "f2", "f3", "m1", "m2", "m3")
_PERSONA_KEYS = ("id", "name", "voice", "mood")


class PersonaReader:
    """Reads the personas of one file."""

    def __init__(self, report: Report, texts: Texts) -> None:
        self.report = report
        self.texts = texts

    def read(self, node: Node | None) -> dict[str, Persona]:
        """All personas by id, in the file's order."""
        found: dict[str, Persona] = {}
        lines: dict[str, int] = {}
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
                message = f"the persona `{persona.id}` is already there in line {lines[persona.id]}; rename one"
                self.report.add("V215", mapping, message)
                continue
            found[persona.id] = persona
            lines[persona.id] = mapping.line
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
