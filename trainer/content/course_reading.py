"""Reads a course: its `course.yaml`, and the Markdown of each module in every language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

from trainer.content.course import TRACKS, Course, Module
from trainer.content.fields import FILE_ID, Fields, Report, as_mapping, as_words, instead
from trainer.content.heading import read_languages
from trainer.content.labs import LABS
from trainer.content.problem import Problem
from trainer.content.quiz_reading import Mention, mentions, unique_id
from trainer.content.reading import ListNode, MapNode, Node, shorten
from trainer.content.texts import LANGUAGES, Texts

COURSE_FILE = "course.yaml"
COURSE_KEYS = ("id", "title", "track", "level", "languages", "modules")
MODULE_KEYS = ("id", "title", "minutes", "body", "quiz", "practice", "lab", "requires")
MOST_MODULES = 200
"""Of a course."""

_BODY_NAME = re.compile(r"(.+)\.([^.]+)\.md")

BodyKey = tuple[str, str]
"""A body's name without language, and its language."""
Place = tuple[int, int]
"""A line and a column of the course's file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """The Markdown files of a course's folder. `unreadable` are there, but what is wrong with them is told already."""

    texts: Mapping[BodyKey, str] = field(default_factory=dict)
    unreadable: frozenset[BodyKey] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCourse:
    """A course as far as it could be read, with what is wrong with its own files and the names it refers to.

    By module id: `bodies`, the Markdown's name without language, and `places`, where the module's keys stand. `texts`:
    the names of all texts that modules name.
    """

    file: str
    course: Course
    problems: tuple[Problem, ...] = ()
    mentions: tuple[Mention, ...] = ()
    bodies: Mapping[str, str] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    places: Mapping[str, Mapping[str, Place]] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """There is an error among the problems."""
        return any(problem.severity == "error" for problem in self.problems)


def body_name(name: str) -> BodyKey | None:
    """The name and language in `03-technology.zh.md`, or None when this is no good name for a module's text."""
    match = _BODY_NAME.fullmatch(name)
    if match is None or match[2] not in LANGUAGES or not FILE_ID.fullmatch(match[1]):
        return None
    return match[1], match[2]


def read_course(root: MapNode, file: str, bodies: Bodies) -> ReadCourse:
    """Reads `courses/<id>/course.yaml` with the texts in its folder."""
    return _CourseReader(root, file, bodies).read()


class _CourseReader:
    def __init__(self, root: MapNode, file: str, bodies: Bodies) -> None:
        self.file = file
        self.report = Report(file)
        self.fields = Fields(root, self.report, COURSE_KEYS, "a course")
        self.bodies = bodies
        self.id = PurePosixPath(file).parent.name
        self.seen: dict[str, Node] = {}
        self.used: dict[str, tuple[str, Node]] = {}
        self.places: dict[str, dict[str, Place]] = {}
        self.languages: tuple[str, ...] = ()
        self.texts = Texts(self.report, ())

    def read(self) -> ReadCourse:
        fields = self.fields
        fields.require("id", "title", "track", "languages", "modules")
        self.languages = read_languages(fields)
        self.texts = Texts(self.report, self.languages)
        self._check_id()
        track = fields.choice("track", TRACKS, "agent")
        course = Course(
            id=self.id,
            title=self.texts.text(fields.get("title"), "`title`"),
            track=track,  # type: ignore[arg-type] # one of TRACKS
            languages=self.languages,
            modules=self._modules(),
            level=int(fields.number("level", 1, low=1, high=3, whole=True) or 1),
        )
        return ReadCourse(
            file=self.file,
            course=course,
            problems=tuple(self.report.problems),
            mentions=mentions(self.report),
            bodies={owner: name for name, (owner, _) in self.used.items()},
            texts=frozenset(self.used),
            places=self.places,
        )

    def _check_id(self) -> None:
        """The id has to be the folder's name."""
        written = self.fields.word("id")
        if written is None or written == self.id:
            return
        node = self.fields.get("id")
        assert node is not None
        if FILE_ID.fullmatch(written):
            message = (
                f"the id `{shorten(written)}` is not the folder's name; "
                f"write `{shorten(self.id)}`, or call the folder `{shorten(written)}`"
            )
            self.report.add("V205", node, message)
        else:
            message = f"the id `{shorten(written)}` is no good; it is the folder's name: write `{shorten(self.id)}`"
            self.report.add("V204", node, message)

    def _modules(self) -> tuple[Module, ...]:
        node = self.fields.get("modules")
        items = self.fields.listing("modules")
        if isinstance(node, ListNode) and not items:
            self.report.add("V208", node, "there is nothing under `modules`; write at least one module")
        if len(items) > MOST_MODULES and node is not None:
            self.report.add("V207", node, f"`modules` has more than {MOST_MODULES}; only those are read")
        found = []
        for item in islice(items, MOST_MODULES):
            mapping = as_mapping(item, self.report, "a module")
            if mapping is not None:
                found.append(self._module(mapping))
        return tuple(found)

    def _module(self, mapping: MapNode) -> Module:
        fields = Fields(mapping, self.report, MODULE_KEYS, "a module")
        fields.require("id", "title", "minutes", "body")
        name = unique_id(fields, "module", "C903", self.seen)
        self.report.owner = ("module", name)
        self.places[name] = {"": self._place(mapping)} | {
            key: self._place(node) for key in MODULE_KEYS if (node := fields.get(key)) is not None
        }
        minutes = fields.number("minutes", low=0.5, high=240)
        if minutes is None:
            self.places[name].pop("minutes", None)  # nothing can be compared with what could not be read
        module = Module(
            id=name,
            title=self.texts.text(fields.get("title"), "`title`"),
            minutes=float(minutes or 5),
            bodies=self._bodies(fields, name),
            quiz=fields.reference("quiz", "quiz"),
            practice=fields.references("practice", "scenario"),
            lab=self._lab(fields),
            requires=self._requires(fields),
        )
        if not fields.has("quiz"):
            message = f"the module `{shorten(name)}` has no `quiz`, so nobody can check what they understood"
            self.report.add("C911", mapping, message)
        self.report.owner = ("", "")
        return module

    def _place(self, node: Node) -> Place:
        return (node.line, node.column)

    def _lab(self, fields: Fields) -> str | None:
        word = fields.word("lab")
        node = fields.get("lab")
        if word is None or node is None or word in LABS:
            return word
        self.report.add("C920", node, f"there is no lab named `{shorten(word)}`; {instead(word, LABS)}")
        return None

    def _requires(self, fields: Fields) -> tuple[str, ...]:
        """Module ids of this course stand for whole keys."""
        node = fields.get("requires")
        if node is None:
            return ()
        found = []
        for word, place in as_words(node, self.report, "`requires`"):
            key = word if "/" in word else f"{self.id}/{word}"
            self.report.refer("module", key, place)
            found.append(key)
        return tuple(dict.fromkeys(found))

    # -- the Markdown

    def _bodies(self, fields: Fields, owner: str) -> dict[str, str]:
        name, node = fields.word("body"), fields.get("body")
        if name is None or node is None:
            return {}
        if not self._good_name(name, node):
            return {}
        if name in self.used:
            other, earlier = self.used[name]
            message = (
                f"the text `{shorten(name)}` is that of the module `{shorten(other)}` in line {earlier.line} already; "
                "each module has one of its own"
            )
            self.report.add("C904", node, message)
        else:
            self.used[name] = (owner, node)
        missing = [
            lang
            for lang in self.languages
            if (name, lang) not in self.bodies.texts and (name, lang) not in self.bodies.unreadable
        ]
        if missing:
            self.report.add("C901", node, self._missing(name, missing))
        texts = self.bodies.texts
        return {lang: texts[name, lang] for lang in self.languages if (name, lang) in texts}

    def _good_name(self, name: str, node: Node) -> bool:
        if FILE_ID.fullmatch(name):
            return True
        pure = PurePosixPath(name.replace("\\", "/"))
        if pure.is_absolute() or len(pure.parts) > 1 or ".." in pure.parts or ":" in name:
            message = f"`{shorten(name)}` leads out of the course's folder; the text lies beside {COURSE_FILE}"
            self.report.add("F111", node, message)
            return False
        bare = re.sub(r"(\.(zh|en))?\.md$", "", name)
        hint = f"write `{bare}`" if FILE_ID.fullmatch(bare) else "such as 01-first-steps for 01-first-steps.zh.md"
        self.report.add(
            "V204",
            node,
            f"`body` is the Markdown's name without language and ending, in lower-case letters, digits and -; {hint}",
        )
        return False

    def _missing(self, name: str, missing: list[str]) -> str:
        files = " and ".join(f"{name}.{lang}.md" for lang in missing)
        there = sorted({one for one, _ in (*self.bodies.texts, *self.bodies.unreadable)})
        if name in there:
            return f"there is no {files} beside {COURSE_FILE}; write the text in that language"
        return f"there is no {files} beside {COURSE_FILE}; {instead(name, there)}"
