"""Finds the files of content folders and reads them; what several scenarios share is read once."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from trainer.content.articles import article_name, read_article, read_competencies
from trainer.content.fields import FILE_ID, instead, suggestion
from trainer.content.part_reading import Place
from trainer.content.plan_reading import ReadPlans, read_plans
from trainer.content.problem import Problem
from trainer.content.reading import MapNode, Unreadable, parse, read_bytes, walk
from trainer.content.rubric_reading import ReadRubric, read_rubric
from trainer.content.scenario import Article, Text
from trainer.content.scenario_reading import ReadScenario, ReadSnippet, read_scenario, read_snippet
from trainer.errors import WrongUse
from trainer.settings import STARTER_CONTENT, Settings

SCENARIOS, COMMON, RUBRICS, KNOWLEDGE = "scenarios", "scenarios/common", "scenarios/rubrics", "scenarios/knowledge"
QUIZZES, COURSES, ASSETS = "quizzes", "courses", "assets"
COMPETENCIES = "courses/competencies.yaml"
PLAN_SUFFIX = ".plan.yaml"
_LIKE_YAML = (".yml", ".YML", ".Yml", ".YAML", ".Yaml")
HOLDING_CONTENT = (SCENARIOS, "courses", "quizzes")
"""A folder with one of these in it is a content folder."""


def is_content(folder: Path) -> bool:
    """Whether this is a content folder."""
    return any((folder / name).is_dir() for name in HOLDING_CONTENT)


def content_of(settings: Settings) -> tuple[Path, ...]:
    """The settings' content folders. Raises WrongUse for one that isn't there or holds no content."""
    for folder in settings.content:
        if not is_content(folder):
            lacks = (
                "holds no content: there is no folder scenarios/, quizzes/ or courses/ in it"
                if folder.is_dir()
                else "isn't there"
            )
            raise WrongUse(f"TRAINER_CONTENT names {folder}, which {lacks}. Name a content folder, or leave it unset.")
    return settings.content


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file and the content folder it belongs to."""

    root: Path
    path: Path

    @property
    def name(self) -> str:
        """How problems name it, in letters that can be printed."""
        return self.path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    @property
    def id(self) -> str:
        """The id its name gives it."""
        name = self.path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        return name.removesuffix(PLAN_SUFFIX).removesuffix(".yaml")


@dataclass(slots=True)
class Shelf:
    """The files of some content folders. Reading never raises; what is wrong is in `problems`.

    `problems` are those of snippets. `loose`, one of `scenarios`, `quizzes`, `courses`, or empty: the first root is no
    content folder but any folder that stands for that part of one (for `courses`: the folder of one course).
    """

    roots: Sequence[Path]
    problems: list[Problem] = field(default_factory=list)
    loose: str = ""
    _snippets: dict[Path, ReadSnippet | None] = field(default_factory=dict)
    _shared: "Shared | None" = None

    def tree(self, file: ContentFile, problems: list[Problem]) -> MapNode | None:
        """A YAML file's tree, with its problems noted."""
        source = self.source(file, problems)
        if source is None:
            return None
        root, found = parse(source, file.name)
        problems.extend(found)
        return root

    def source(self, file: ContentFile, problems: list[Problem]) -> bytes | None:
        """A file's bytes, with its problems noted."""
        try:
            return read_bytes(file.path, file.root)
        except Unreadable as stop:
            problems.append(Problem(file.name, stop.line, stop.column, stop.code, stop.message))
            return None

    def files(self, folder: str, suffix: str | tuple[str, ...] = ".yaml") -> Iterator[ContentFile]:
        """The files of one folder in all content folders."""
        for number, root in enumerate(self.roots):
            stands = not number and self.loose and PurePosixPath(folder).parts[0] == self.loose
            within = folder.removeprefix(self.loose).strip("/") or "." if stands else folder
            for path in walk(root, within, suffix):
                yield ContentFile(root, path)

    def quiz_files(self) -> list[ContentFile]:
        """The quizzes; those below quizzes/exams/ are none."""
        return list(self.files(QUIZZES))

    def course_folders(self) -> Iterator[ContentFile]:
        """The folders that courses lie in, by name; some may lack a course.yaml."""
        for number, root in enumerate(self.roots):
            if not number and self.loose == COURSES:
                yield ContentFile(root, root)
                continue
            try:
                names = sorted(name for name in os.listdir(root / COURSES) if name[0] != ".")  # noqa: PTH208 - a thousand names to sort
            except OSError:
                continue
            entries = (root / COURSES / name for name in names)
            yield from (ContentFile(root, entry) for entry in entries if entry.is_dir())

    def scenario_files(self) -> list[ContentFile]:
        """The scenario files, plans left out."""
        return [file for file in self.files(SCENARIOS) if not file.path.name.endswith(PLAN_SUFFIX)]

    def plan_files(self) -> list[ContentFile]:
        """The plan files."""
        return list(self.files(SCENARIOS, PLAN_SUFFIX))

    def read_scenario(self, file: ContentFile, problems: list[Problem]) -> ReadScenario | None:
        """A scenario as written, or None when its file can't be read."""
        root = self.tree(file, problems)
        return None if root is None else read_scenario(root, file.name)

    def read_plans(self, file: ContentFile, problems: list[Problem]) -> ReadPlans | None:
        """The plans of a file, or None when it can't be read."""
        root = self.tree(file, problems)
        return None if root is None else read_plans(root, file.name)

    def snippets(
        self, file: ContentFile, read: ReadScenario, problems: list[Problem]
    ) -> list[tuple[ReadSnippet, Place]]:
        """The snippets a scenario uses, each with the place where it says so."""
        found = []
        for written, place in read.uses:
            path = self._snippet_path(file, written, place, problems)
            snippet = None if path is None else self.snippet(path)
            if snippet is not None:
                found.append((snippet, place))
        return found

    def snippet(self, file: ContentFile) -> ReadSnippet | None:
        """A snippet, read once; its problems are among `problems`."""
        if file.path not in self._snippets:
            root = self.tree(file, self.problems)
            snippet = None if root is None else read_snippet(root, file.name)
            if snippet is not None:
                self.problems.extend(snippet.problems)
            self._snippets[file.path] = snippet
        return self._snippets[file.path]

    def _snippet_path(
        self, file: ContentFile, written: str, place: Place, problems: list[Problem]
    ) -> ContentFile | None:
        pure = PurePosixPath(written.replace("\\", "/"))
        if pure.is_absolute() or ".." in pure.parts or ":" in written:
            message = (
                f"`{written[:60]}` leads out of the content folder; "
                "write a path below scenarios/, such as common/courtesy.yaml"
            )
            problems.append(Problem(*place, "F111", message))
            return None
        others = [(root, root / SCENARIOS) for root in self.roots if root != file.root]
        for root, folder in ((file.root, file.path.parent), *others):
            path = folder / pure
            if path.is_file() or path.is_symlink():
                return ContentFile(root, path)
        there = [f"common/{path.name}" for path in walk(file.root, COMMON, ".yaml")]
        close = suggestion(written, there)
        hint = (
            f"did you mean `{close}`?"
            if close
            else "there is " + (", ".join(there) or "no snippet in scenarios/common")
        )
        problems.append(Problem(*place, "S315", f"there is no snippet `{written[:60]}`; {hint}"))
        return None

    def was_used(self, path: Path) -> bool:
        """The snippet in this file was read."""
        return path in self._snippets

    @property
    def shared(self) -> "Shared":
        """Rubrics, articles and competencies, read once."""
        if self._shared is None:
            self._shared = Shared(self)
        return self._shared

    def lonely_plans(self) -> list[Problem]:
        """Plan files without a scenario."""
        there = {file.path for file in self.scenario_files()}
        names = [path.stem for path in there]
        return [
            _lonely(file, names) for file in self.plan_files() if file.path.with_name(file.id + ".yaml") not in there
        ]

    def name_problems(self) -> list[Problem]:
        """Files whose names say they were meant to be content, but can't be."""
        wanted = "lower-case letters a-z and digits, words joined by -, such as late-parcel.yaml"
        folders = (SCENARIOS, COMMON, RUBRICS, QUIZZES)
        unread = [file for folder in folders for file in self.files(folder, _LIKE_YAML)]
        return [
            *(
                _bad_name(file, f"name it {file.path.stem}.yaml; files that end in {file.path.suffix} are not read")
                for file in unread
            ),
            *(
                _bad_name(file, wanted)
                for folder in folders
                for file in self.files(folder)
                if not FILE_ID.fullmatch(file.id)
            ),
        ]


def _lonely(file: ContentFile, there: Sequence[str]) -> Problem:
    message = f"there is no scenario {file.id}.yaml beside this plan; {instead(file.id, there)}"
    return Problem(file.name, 1, 1, "P501", message)


def _bad_name(file: ContentFile, advice: str) -> Problem:
    return Problem(file.name, 1, 1, "F115", f"`{PurePosixPath(file.name).name}` is no good name for a file: {advice}")


class Shared:
    """What scenarios refer to by id."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lost = False
        self.problems: list[Problem] = []

    @cached_property
    def rubrics(self) -> dict[str, ReadRubric]:
        """Every rubric that can be read, errors or not, by id."""
        found: dict[str, ReadRubric] = {}
        for file in self._shelf.files(RUBRICS):
            root = self._shelf.tree(file, self.problems)
            if root is None:
                continue
            read = read_rubric(root, file.name)
            self.problems.extend(read.problems)
            if file.id in found:
                self.problems.append(twice("rubric", file, found[file.id].report.file))
            else:
                found[file.id] = read
        return found

    @cached_property
    def rubric_files(self) -> frozenset[str]:
        """The ids of rubric files, unreadable ones too: a scenario naming one isn't wrong."""
        return frozenset(file.id for file in self._shelf.files(RUBRICS))

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Every article by id."""
        titles: dict[str, dict[str, str]] = {}
        bodies: dict[str, dict[str, str]] = {}
        for file in self._shelf.files(KNOWLEDGE, ".md"):
            named = article_name(file.path.name, file.name)
            if isinstance(named, Problem):
                self.problems.append(named)
                continue
            name, lang = named
            source = self._shelf.source(file, self.problems)
            article = None if source is None else read_article(source, file.name)
            if isinstance(article, Problem):
                self.problems.append(article)
                article = ("", "")
            title, body = article or ("", "")
            titles.setdefault(name, {}).setdefault(lang, title)
            bodies.setdefault(name, {}).setdefault(lang, body)
        return {name: Article(id=name, title=titles[name], body=bodies[name]) for name in titles}

    @cached_property
    def competencies(self) -> dict[str, Text]:
        """Every competency's label by id; the first folder that has one wins. No list: the starter content's."""
        found: dict[str, Text] = {}
        files = [ContentFile(root, root / COMPETENCIES) for root in self._shelf.roots]
        files = [file for file in files if file.path.is_file() or file.path.is_symlink()]
        for file in files or [ContentFile(STARTER_CONTENT, STARTER_CONTENT / COMPETENCIES)]:
            tree = self._shelf.tree(file, self.problems)
            if tree is not None:
                labels, problems = read_competencies(tree, file.name)
                self.problems.extend(problems)
                found = labels | found
            else:
                self._lost = True
        return found

    @property
    def competencies_lost(self) -> bool:
        """A list of competencies could not be read, so nobody knows which there are."""
        _ = self.competencies
        return self._lost


def twice(kind: str, file: ContentFile, earlier: str) -> Problem:
    """Two folders have a file of the same name."""
    return Problem(file.name, 1, 1, "L701", f"there is already a {kind} `{file.id}` in {earlier}; rename one of them")
