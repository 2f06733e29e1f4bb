"""Texts by language, variants, words and keyword groups, as authors may write them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trainer.content.fields import Report, as_list, kind_of, suggestion
from trainer.content.reading import ListNode, MapNode, Node, ScalarNode, shorten
from trainer.content.scenario import Card, Groups, Lines, Text

LANGUAGES = ("zh", "en")
"""The languages calls can be held in."""

Check = Callable[[str, Node], None]


@dataclass(frozen=True, slots=True)
class Texts:
    """Reads texts in the languages of one file.

    `languages` are those each text must have. With `strict` off (rubrics), a text may have any of the known languages
    and one without a language serves them all.
    """

    report: Report
    languages: tuple[str, ...]
    strict: bool = True

    def text(self, node: Node | None, what: str, check: Check | None = None) -> Text:
        """One text by language. What isn't there is reported and left out."""
        if node is None:
            return {}
        if isinstance(node, MapNode):
            return {
                lang: value
                for lang, part in self._by_language(node, what).items()
                if (value := self._one(part, f"{what} ({lang})", check)) is not None
            }
        value = self._one(node, what, check)
        return {} if value is None else dict.fromkeys(self.languages, value)

    def lines(self, node: Node | None, what: str, check: Check | None = None) -> Lines:
        """Variants by language: one text, or a list to be drawn from."""
        if node is None:
            return {}
        if isinstance(node, MapNode):
            parts = self._by_language(node, what)
            return {
                lang: lines
                for lang, part in parts.items()
                if (lines := self._variants(part, f"{what} ({lang})", check))
            }
        if isinstance(node, ListNode) and len(self.languages) > 1:
            self._language_needed(node, what, "[…]")
            return {}
        lines = self._variants(node, what, check)
        return dict.fromkeys(self.languages, lines) if lines else {}

    def words(self, node: Node | None, what: str) -> Lines:
        """Lists of words or phrases by language; a language may be missing, which its reader judges."""
        if node is None:
            return {}
        return {
            lang: words
            for lang, part in self._lists(node, what).items()
            if (words := self._phrases(part, f"{what} ({lang})"))
        }

    def groups(self, node: Node | None, what: str) -> Groups:
        """Lists of keyword groups by language."""
        if node is None:
            return {}
        found: dict[str, tuple[tuple[str, ...], ...]] = {}
        for lang, part in self._lists(node, what).items():
            items = as_list(part, self.report, f"{what} ({lang})")
            flat = next((item for item in items if isinstance(item, ScalarNode)), None)
            if flat is not None:
                advice = "[[a, b]] when one of the words is enough, [[a], [b]] when both must be said"
                self.report.add("V203", flat, f"{what} ({lang}) needs groups: {advice}")
                continue
            groups = tuple(group for item in items if (group := self._phrases(item, f"a group of {what} ({lang})")))
            if groups:
                found[lang] = groups
        return found

    def card(self, node: Node | None, what: str, check: Check | None = None) -> Card:
        """Labels with values, by language."""
        if node is None:
            return {}
        if not isinstance(node, MapNode):
            self.report.add(
                "V203", node, f"{what} needs labels with values, such as {{Plan: standard}}, not {kind_of(node)}"
            )
            return {}
        by_language = any(key in LANGUAGES for key in node.entries)
        if not by_language and len(self.languages) > 1:
            if node.entries:
                self._language_needed(node, what, "{label: value}")
            return {}
        parts: Mapping[str, Node] = (
            self._by_language(node, what) if by_language else dict.fromkeys(self.languages, node)
        )
        return {lang: self._labels(part, f"{what} ({lang})", check) for lang, part in parts.items()}

    def _labels(self, node: Node, what: str, check: Check | None) -> dict[str, str]:
        if not isinstance(node, MapNode):
            self.report.add(
                "V203", node, f"{what} needs labels with values, such as {{Plan: standard}}, not {kind_of(node)}"
            )
            return {}
        found = {}
        for label, (_, value) in node.entries.items():
            text = self._one(value, f"{what} `{shorten(label)}`", check, booleans=True)
            if text is not None:
                found[label] = text
        return found

    def _by_language(self, node: MapNode, what: str, *, all_needed: bool = True) -> dict[str, Node]:
        """The parts of a mapping by language, in the file's order; missing and strange ones are reported."""
        strange = False
        for lang, (key, value) in node.entries.items():
            if lang in LANGUAGES:
                if self.strict and lang not in self.languages:
                    self.report.add(
                        "V210",
                        key,
                        f"{what} is also there in `{lang}`, which `languages` does not name; add it or remove this",
                    )
            else:
                strange = True
                self._strange_language(key, value, what)
        found = {lang: entry[1] for lang in self.languages if (entry := node.entries.get(lang))}
        missing = [lang for lang in self.languages if lang not in found]
        if missing and all_needed and self.strict and not strange:
            names = " and ".join(f"`{lang}`" for lang in missing)
            self.report.add(
                "V209",
                node,
                f"{what} is missing in {names}; write {{{', '.join(f'{one}: …' for one in self.languages)}}}",
            )
        return found

    def _strange_language(self, key: ScalarNode, value: Node, what: str) -> None:
        if isinstance(value, ScalarNode) and value.is_null:
            if "：" in key.text:
                advice = "After the language stands an English colon and a space: {zh: …, en: …}"
            elif "”" in key.text:
                advice = 'Quotes are the English ones: {en: "Well, yes"}'
            elif key.text.startswith(("persona.", "fact.")):
                advice = f'A text that begins with {{ needs quotes: "{{{key.text}}}"'
            else:
                advice = 'A text with a comma needs quotes when it stands in braces: {en: "Well, yes"}'
        else:
            close = suggestion(key.text, LANGUAGES)
            advice = f"did you mean `{close}`?" if close else "a text by language is written {zh: …, en: …}"
        self.report.add("V216", key, f"`{shorten(key.text)}` under {what} is no language. {advice}")

    def _language_needed(self, node: Node, what: str, example: str) -> None:
        written = ", ".join(f"{lang}: {example}" for lang in self.languages)
        self.report.add("V209", node, f"{what} needs its languages, because this file has several: {{{written}}}")

    def _one(self, node: Node, what: str, check: Check | None, *, booleans: bool = False) -> str | None:
        if isinstance(node, ScalarNode):
            if not booleans and node.boolean is not None:
                self.report.add("V203", node, f"{what} needs a text, not true or false; put it in quotes if it is one")
                return None
            if node.is_null or not node.text.strip():
                self.report.add("V208", node, f"{what} is empty; write a text")
                return None
            if check is not None and "{" in node.text:
                check(node.text, node)
            return node.text
        slot = next(iter(node.entries), "") if isinstance(node, MapNode) else ""
        if slot.startswith(("persona.", "fact.")):
            advice = f'a text that begins with {{ needs quotes: "{{{shorten(slot)}}}"'
            self.report.add("V203", node, f"{what} needs one text; {advice}")
        else:
            self.report.add("V203", node, f"{what} needs one text, not {kind_of(node)}")
        return None

    def _variants(self, node: Node, what: str, check: Check | None) -> tuple[str, ...]:
        if isinstance(node, ListNode):
            if not node.items:
                self.report.add("V208", node, f"{what} is an empty list; write at least one text")
            return tuple(text for item in node.items if (text := self._one(item, what, check)) is not None)
        text = self._one(node, what, check)
        return () if text is None else (text,)

    def _lists(self, node: Node, what: str) -> dict[str, Node]:
        if isinstance(node, MapNode):
            return self._by_language(node, what, all_needed=False)
        if len(self.languages) > 1:
            self._language_needed(node, what, "[…]")
            return {}
        return dict.fromkeys(self.languages, node)

    def _phrases(self, node: Node, what: str) -> tuple[str, ...]:
        return tuple(
            text
            for item in as_list(node, self.report, what)
            if (text := self._one(item, f"an entry of {what}", None)) is not None
        )
