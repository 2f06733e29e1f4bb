"""Reads what is to be done after a scenario's call: the work order's fields and their right answers."""

from typing import get_args

from trainer.content.fields import Fields, Report, as_mapping, as_name, as_word, suggestion
from trainer.content.part_reading import PartReader
from trainer.content.reading import MapNode, Node, ScalarNode, shorten
from trainer.content.scenario import CALL_ENDINGS, FieldType, Text, WorkOrderField, WrapUp
from trainer.content.texts import LANGUAGES, Texts

FIELD_TYPES: tuple[str, ...] = get_args(FieldType)
_FIELD_KEYS = ("label", "type", "options", "answer", "keywords")


class WrapUpReader:
    """Reads the wrap-up of one file."""

    def __init__(self, report: Report, texts: Texts, parts: PartReader) -> None:
        self.report = report
        self.texts = texts
        self.parts = parts

    def read(self, mapping: MapNode) -> WrapUp:
        """All fields with their right answers."""
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
        options = self.parts.labels(fields, "options")
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
        if not isinstance(node, MapNode) or any(key in LANGUAGES for key in node.entries):
            return self._right(node, options, "`answer`"), {}
        by_ending: dict[str, Text] = {}
        for ending, (key, value) in node.entries.items():
            if ending in CALL_ENDINGS:
                by_ending[ending] = self._right(value, options, f"the answer for `{ending}`")
                continue
            close = suggestion(ending, CALL_ENDINGS)
            hint = (
                f"did you mean `{close}`?"
                if close
                else "answers are given by ending: " + ", ".join(f"`{one}`" for one in CALL_ENDINGS)
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
        return dict.fromkeys(self.texts.languages, word)
