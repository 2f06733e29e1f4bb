"""Reads one question of a quiz: what each type needs, what it doesn't use, and answers that can't be right."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import get_args

from trainer.content.fields import Fields, Report, as_mapping
from trainer.content.persona_reading import VOICES
from trainer.content.quiz import Cloze, Option, Question, QuestionType
from trainer.content.reading import ListNode, MapNode, Node, ScalarNode, shorten
from trainer.content.scenario import Lines, Text
from trainer.content.texts import Texts
from trainer.content.wording import alike

QUESTION_TYPES: tuple[str, ...] = get_args(QuestionType)
GAP = "____"
"""What stands for a gap where a cloze is shown as one text."""
MOST_OPTIONS = 50
FEWEST_OPTIONS = 2

COMMON_KEYS = ("id", "type", "ask", "competency", "explain", "difficulty", "listen", "voice")
TYPE_KEYS: Mapping[str, tuple[str, ...]] = {
    "single": ("options",),
    "multiple": ("options", "scoring"),
    "truefalse": ("answer", "feedback"),
    "numeric": ("answer", "tolerance", "unit"),
    "text": ("accept",),
    "order": ("options",),
    "match": ("options",),
    "cloze": (),
    "open": ("model",),
}
"""The keys that only some types use."""
OPTION_KEYS: Mapping[str, tuple[str, ...]] = {
    "single": ("text", "correct", "feedback", "fixed"),
    "multiple": ("text", "correct", "feedback", "fixed"),
    "order": ("text", "feedback"),
    "match": ("text", "match", "feedback"),
}
"""The keys of an option, by the question's type."""
QUESTION_KEYS = tuple(dict.fromkeys((*COMMON_KEYS, *(key for keys in TYPE_KEYS.values() for key in keys))))
_ALL_OPTION_KEYS = tuple(dict.fromkeys(key for keys in OPTION_KEYS.values() for key in keys))
_NEEDED = {
    "single": ("options",),
    "multiple": ("options",),
    "truefalse": ("answer",),
    "numeric": ("answer",),
    "text": ("accept",),
    "order": ("options",),
    "match": ("options",),
    "open": ("model",),
}
_GAP = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
_BRACES = re.compile(r"\{\{|\}\}")


class QuestionReader:
    """Reads questions in the languages of their quiz, noting problems and competencies in the report."""

    def __init__(self, report: Report, texts: Texts) -> None:
        self.report = report
        self.texts = texts

    def read(self, mapping: MapNode, name: Callable[[Fields], str]) -> Question:
        """The question as far as it can be read. `name` reads its id."""
        fields = Fields(mapping, self.report, QUESTION_KEYS, "a question")
        fields.require("id", "type", "ask", "competency")
        kind = fields.choice("type", QUESTION_TYPES)
        competency = fields.word("competency") or ""
        if competency:
            self.report.refer("competency", competency, fields.get("competency") or mapping)
        question = Question(
            id=name(fields),
            type=kind or "open",  # type: ignore[arg-type] # one of QUESTION_TYPES
            ask=self.texts.text(fields.get("ask"), "`ask`"),
            competency=competency,
            explain=self._optional(fields, "explain"),
            difficulty=int(fields.number("difficulty", 1, low=1, high=3, whole=True) or 1),
            listen=self._optional(fields, "listen"),
            voice=fields.choice("voice", VOICES),
        )
        if not fields.has("explain"):
            self.report.add(
                "Q810", mapping, f"the question `{shorten(question.id)}` has no `explain`: say why the answer is right"
            )
        if kind is None:
            return question
        self._unused(fields, kind)
        fields.require(*_NEEDED.get(kind, ()))
        return self._typed(fields, kind, question)

    def _optional(self, fields: Fields, key: str) -> Text | None:
        return self.texts.text(fields.get(key), f"`{key}`") if fields.has(key) else None

    def _unused(self, fields: Fields, kind: str) -> None:
        """What is written, but means nothing in a question of this type."""
        for key in QUESTION_KEYS:
            if fields.has(key) and key not in COMMON_KEYS and key not in TYPE_KEYS[kind]:
                users = " and ".join(f"`{one}`" for one, keys in TYPE_KEYS.items() if key in keys)
                message = f"a question of the type `{kind}` has no `{key}` (that is for {users}); remove it"
                self.report.add("Q806", fields.key(key), message)
        if fields.has("voice") and not fields.has("listen"):
            message = "`voice` says who is heard, but nothing is: add `listen` with the line, or remove `voice`"
            self.report.add("Q806", fields.key("voice"), message)
        if kind != "cloze":
            for node in _scalars(fields.get("ask")):
                if _GAP.search(node.text):
                    message = f"`{{{{…}}}}` leaves a gap only in a question of the type `cloze`; this one is `{kind}`"
                    self.report.add("Q806", node, message)

    def _typed(self, fields: Fields, kind: str, question: Question) -> Question:
        """What belongs to one type only."""
        if kind in OPTION_KEYS:
            options = self._options(fields, kind)
            scoring = fields.choice("scoring", ("partial", "all")) if kind == "multiple" else None
            return replace(question, options=options, all_or_nothing=scoring == "all")
        if kind == "truefalse":
            return self._truefalse(fields, question)
        if kind == "numeric":
            return self._numeric(fields, question)
        if kind == "text":
            return replace(question, accept=self._accept(fields.get("accept")))
        if kind == "cloze":
            return self._cloze(fields, question)
        return replace(question, model=self._optional(fields, "model"))

    # -- types with options

    def _options(self, fields: Fields, kind: str) -> tuple[Option, ...]:
        node = fields.get("options")
        items = fields.listing("options")
        if isinstance(node, ListNode):
            if len(items) < FEWEST_OPTIONS:
                self.report.add("Q802", node, f"a question of the type `{kind}` needs at least two options")
            if len(items) > MOST_OPTIONS:
                self.report.add("V207", node, f"there are {len(items):,} options; at most {MOST_OPTIONS} are read")
        read = [(item, option) for item in islice(items, MOST_OPTIONS) if (option := self._option(item, kind))]
        self._same("Q803", [(item, option.text) for item, option in read], "text")
        if kind == "match":
            self._same("Q804", [(item, option.match or {}) for item, option in read], "match")
        if kind in ("single", "multiple") and len(read) == len(items) and isinstance(node, ListNode) and items:
            if any(_doubtful(item) for item in items):
                return tuple(option for _, option in read)  # what is wrong with `correct` is told; that is enough
            self._correct(node, kind, read)
        return tuple(option for _, option in read)

    def _option(self, node: Node, kind: str) -> Option | None:
        mapping = as_mapping(node, self.report, "an option")
        if mapping is None:
            return None
        fields = Fields(mapping, self.report, _ALL_OPTION_KEYS, "an option")
        fields.require(*(("text", "match") if kind == "match" else ("text",)))
        for key in _ALL_OPTION_KEYS:
            if fields.has(key) and key not in OPTION_KEYS[kind]:
                message = f"an option of the type `{kind}` has no `{key}`; remove it"
                self.report.add("Q806", fields.key(key), message)
        if kind in ("single", "multiple") and not fields.has("feedback"):
            message = "this option has no `feedback`: tell whoever chooses it why it is right or what it would lead to"
            self.report.add("Q811", mapping, message)
        chosen = kind in ("single", "multiple")
        return Option(
            text=self.texts.text(fields.get("text"), "`text`"),
            correct=fields.boolean("correct", default=False) if chosen else False,
            feedback=self._optional(fields, "feedback"),
            match=self._optional(fields, "match") if kind == "match" else None,
            fixed=fields.boolean("fixed", default=False) if chosen else False,
        )

    def _same(self, code: str, texts: list[tuple[Node, Text]], key: str) -> None:
        """Options that read the same in some language: nobody could tell them apart."""
        first: dict[tuple[str, str], Node] = {}
        for node, text in texts:
            for lang, words in text.items():
                earlier = first.setdefault((lang, alike(words) or words), node)
                if earlier is not node:
                    message = (
                        f"`{key}` reads `{shorten(words)}` as in the option in line {earlier.line}; "
                        "make them different, or leave one out"
                    )
                    self.report.add(code, node, message)
                    break

    def _correct(self, node: ListNode, kind: str, read: list[tuple[Node, Option]]) -> None:
        right = [item for item, option in read if option.correct]
        if not right:
            self.report.add("Q801", node, f"no option is right; write `correct: true` {_RIGHT[kind]}")
        elif kind == "single" and len(right) > 1:
            message = (
                f"a second option is right, after the one in line {right[0].line}; "
                "keep one `correct: true`, or write type: multiple"
            )
            self.report.add("Q801", right[1], message)

    # -- the others

    def _truefalse(self, fields: Fields, question: Question) -> Question:
        truth = fields.boolean("answer", default=False) if fields.has("answer") else None
        said: dict[str, Text | None] = {"right": None, "wrong": None}
        mapping = fields.mapping("feedback")
        if mapping is not None:
            inner = Fields(mapping, self.report, ("right", "wrong"), "`feedback`")
            said = {key: self._optional(inner, key) for key in said}
        return replace(question, truth=truth, feedback_right=said["right"], feedback_wrong=said["wrong"])

    def _numeric(self, fields: Fields, question: Question) -> Question:
        number = fields.number("answer")
        tolerance = fields.number("tolerance", 0, low=0)
        return replace(
            question,
            number=None if number is None else float(number),
            tolerance=float(tolerance or 0),
            unit=self._optional(fields, "unit"),
        )

    def _accept(self, node: Node | None) -> Lines:
        """What is accepted, by language; every language has something, and nothing is there twice."""
        words = self.texts.words(node, "`accept`")
        if node is None:
            return words
        parts: Mapping[str, Node] = (
            {lang: part for lang, (_, part) in node.entries.items()}
            if isinstance(node, MapNode)
            else dict.fromkeys(self.texts.languages[:1], node)
        )
        for lang, part in parts.items():
            if isinstance(part, ListNode):
                if not part.items:
                    self.report.add("Q807", part, f"nothing is accepted in `{lang}`; write at least one answer")
                self._distinct([(item, item.text) for item in part.items if isinstance(item, ScalarNode)])
        missing = [lang for lang in self.texts.languages if lang not in parts]
        if isinstance(node, MapNode) and missing:
            names = " and ".join(f"`{lang}`" for lang in missing)
            self.report.add("V209", node, f"`accept` is missing in {names}; write what is accepted there")
        return words

    def _distinct(self, answers: list[tuple[Node, str]]) -> None:
        """Answers are compared without case, punctuation and width, so some that look different aren't."""
        first: dict[str, str] = {}
        for node, answer in answers:
            form = alike(answer)
            if not form:
                if answer.strip():
                    self.report.add("Q807", node, f"`{shorten(answer)}` has no letter or digit, so nobody can give it")
                continue
            if form in first:
                message = f"`{shorten(answer)}` counts the same as `{shorten(first[form])}`; keep one of them"
                self.report.add("Q807", node, message)
            first.setdefault(form, answer)

    def _cloze(self, fields: Fields, question: Question) -> Question:
        node = fields.get("ask")
        places: Mapping[str, Node] = (
            {lang: part for lang, (_, part) in node.entries.items()}
            if isinstance(node, MapNode)
            else dict.fromkeys(question.ask, node or fields.node)
        )
        found = {lang: self._gaps(text, lang, places.get(lang, fields.node)) for lang, text in question.ask.items()}
        counts = {lang: len(cloze.gaps) for lang, cloze in found.items() if cloze.gaps and not _unpaired(cloze)}
        first = next(iter(counts), "")
        for lang, count in counts.items():
            if count != counts[first]:
                message = (
                    f"the number of gaps differs: {count} in `{lang}`, {counts[first]} in `{first}`; "
                    "leave out as many in each language"
                )
                self.report.add("Q809", places.get(lang, fields.node), message)
        shown = {lang: GAP.join(cloze.texts) for lang, cloze in found.items()}
        return replace(question, ask=shown, cloze=found)

    def _gaps(self, text: str, lang: str, node: Node) -> Cloze:
        """A text taken apart at its gaps."""
        texts, gaps = [], []
        done = 0
        for match in _GAP.finditer(text):
            texts.append(text[done : match.start()])
            done = match.end()
            answers = [answer.strip() for answer in match[1].split("|")]
            if not all(answers):
                self.report.add(
                    "Q807", node, f"the gap `{shorten(match[0])}` accepts nothing; write what belongs there"
                )
            self._distinct([(node, answer) for answer in answers])
            gaps.append(tuple(answer for answer in answers if answer) or ("",))
        texts.append(text[done:])
        cloze = Cloze(texts=tuple(texts), gaps=tuple(gaps))
        if _unpaired(cloze):
            message = f"the braces in `ask` ({lang}) don't pair up; each gap is written {{{{answer}}}}"
            self.report.add("Q808", node, message)
        elif not gaps:
            message = f"there is no gap in `ask` ({lang}); put {{{{ and }}}} around what is left out: {{{{answer}}}}"
            self.report.add("Q808", node, message)
        return cloze


_RIGHT = {"single": "under the right one", "multiple": "under each right one"}


def _unpaired(cloze: Cloze) -> bool:
    """Some braces are left over beside the gaps."""
    return any(_BRACES.search(part) for part in cloze.texts)


def _doubtful(option: Node) -> bool:
    """Whether the option is right is written, but neither as true nor as false."""
    entry = option.entries.get("correct") if isinstance(option, MapNode) else None
    return entry is not None and not (isinstance(entry[1], ScalarNode) and entry[1].boolean is not None)


def _scalars(node: Node | None) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, MapNode):
        yield from (part for _, part in node.entries.values() if isinstance(part, ScalarNode))
