"""Reads a quiz file: its questions, each with an id of its own; what it refers to is judged by course_checking."""

from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from trainer.content.fields import FILE_ID, Fields, Report, as_mapping
from trainer.content.heading import check_id, read_languages
from trainer.content.problem import Problem
from trainer.content.question_reading import QuestionReader
from trainer.content.quiz import Question, Quiz
from trainer.content.reading import ListNode, MapNode, Node, ScalarNode, shorten
from trainer.content.texts import Texts

QUIZ_KEYS = ("id", "title", "languages", "questions", "pass")
MOST_QUESTIONS = 1_000
"""Of a quiz; nobody answers more, and a hostile file shall not keep us busy."""


class Mention(NamedTuple):
    """A name written somewhere in a file that must exist: `kind` is `competency`, `quiz`, `scenario` or `module`."""

    kind: str
    name: str
    line: int
    column: int
    owner: str = ""


def mentions(report: Report) -> tuple[Mention, ...]:
    """What a file refers to. The owner is the id of the part it stands in."""
    return tuple(Mention(one.kind, one.name, one.line, one.column, one.owner[1]) for one in report.references)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadQuiz:
    """A quiz as far as it could be read, with what is wrong with its file and the names it refers to."""

    file: str
    quiz: Quiz
    problems: tuple[Problem, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def failed(self) -> bool:
        """There is an error among the problems."""
        return any(problem.severity == "error" for problem in self.problems)


def read_quiz(root: MapNode, file: str) -> ReadQuiz:
    """Reads `quizzes/<id>.yaml`."""
    report = Report(file)
    fields = Fields(root, report, QUIZ_KEYS, "a quiz")
    fields.require("id", "title", "languages", "questions")
    languages = read_languages(fields)
    texts = Texts(report, languages)
    quiz = Quiz(
        id=check_id(fields, file),
        title=texts.text(fields.get("title"), "`title`"),
        languages=languages,
        questions=_questions(fields, report, texts),
        pass_mark=float(fields.number("pass", 80, low=0, high=100) or 0),
    )
    return ReadQuiz(file=file, quiz=quiz, problems=tuple(report.problems), mentions=mentions(report))


def _questions(fields: Fields, report: Report, texts: Texts) -> tuple[Question, ...]:
    node = fields.get("questions")
    items = fields.listing("questions")
    if isinstance(node, ListNode) and not items:
        report.add("V208", node, "there is nothing under `questions`; write at least one question")
    if len(items) > MOST_QUESTIONS:
        report.add("V207", node or fields.node, f"`questions` has more than {MOST_QUESTIONS:,}; only those are read")
    reader = QuestionReader(report, texts)
    seen: dict[str, Node] = {}
    found = []
    for item in islice(items, MOST_QUESTIONS):
        mapping = as_mapping(item, report, "a question")
        if mapping is not None:
            found.append(reader.read(mapping, lambda inner: unique_id(inner, "question", "Q805", seen)))
    return tuple(found)


def unique_id(fields: Fields, what: str, code: str, seen: dict[str, Node]) -> str:
    """The id of a question or module: lower-case words joined by hyphens, each once in its file."""
    node = fields.get("id")
    if not isinstance(node, ScalarNode) or node.is_null:
        return fields.word("id") or ""
    name = node.text
    if not FILE_ID.fullmatch(name):
        message = (
            f"the id `{shorten(name)}` is no good: lower-case letters a-z and digits, words joined by -, "
            "such as first-sentence"
        )
        fields.report.add("V204", node, message)
    elif name in seen:
        message = f"there is already a {what} `{shorten(name)}` in line {seen[name].line}; rename one of them"
        fields.report.add(code, node, message)
    seen.setdefault(name, node)
    return name
