"""Checking content, as the command and the pages ask for it: everything wrong with some folders or files, at once."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.content.checking import Judged, judge
from trainer.content.fields import instead
from trainer.content.folders import (
    COMMON,
    COMPETENCIES,
    KNOWLEDGE,
    PLAN_SUFFIX,
    RUBRICS,
    ContentFile,
    Shelf,
    is_content,
    twice,
)
from trainer.content.problem import Problem
from trainer.content.rubric_checking import Outline, check_rubrics
from trainer.content.scenario import Scenario
from trainer.errors import NotFound, busy_with
from trainer.matching.matcher import Matcher
from trainer.plans.checking import MatcherFor, check_scenario
from trainer.services.check_cache import CheckCache, Finding, product_fingerprint
from trainer.services.content_cache import ContentCache
from trainer.services.lesson_checking import LessonCheck
from trainer.services.selection import Selection, select

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check came to. `problems` are sorted; the counts are of what was looked at."""

    problems: tuple[Problem, ...]
    scenarios: int = 0
    rubrics: int = 0
    plans: int = 0
    courses: int = 0
    quizzes: int = 0
    unchanged: int = 0

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many are warnings."""
        return len(self.problems) - self.errors


def default_matcher(scenario: Scenario, lang: str) -> Matcher:
    """The matcher of the default install."""
    return Matcher(scenario, lang=lang)


def check_folders(
    folders: Sequence[Path],
    *,
    matcher_for: MatcherFor = default_matcher,
    engine: str = "",
    cache: Path | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Everything wrong with content folders. `engine` names what `matcher_for` uses; findings are kept in `cache`."""
    chosen = Selection(roots=tuple(folders))
    return _Check(chosen, matcher_for, engine, cache, progress).run()


def check_paths(
    paths: Sequence[Path],
    *,
    folders: Sequence[Path],
    matcher_for: MatcherFor = default_matcher,
    engine: str = "",
    cache: Path | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Everything wrong with some folders and files. Raises WrongUse for a path that isn't there or holds no content."""
    found = [_Check(chosen, matcher_for, engine, cache, progress).run() for chosen in select(paths, folders)]
    return Checked(
        problems=tuple(sorted({problem for one in found for problem in one.problems})),
        scenarios=sum(one.scenarios for one in found),
        rubrics=sum(one.rubrics for one in found),
        plans=sum(one.plans for one in found),
        courses=sum(one.courses for one in found),
        quizzes=sum(one.quizzes for one in found),
        unchanged=sum(one.unchanged for one in found),
    )


def scenario_at(place: Path | str, *, folders: Sequence[Path]) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """One scenario by its file or id, for drawing: as far as it can be read, errors or not, with its problems.

    Raises NotFound for an id there isn't, WrongUse for a file that isn't there.
    """
    if isinstance(place, Path):
        chosen = select([place], folders)[0]
        shelf = Shelf(chosen.roots, loose=chosen.loose)
        file = ContentFile(chosen.roots[0], place.absolute())
    else:
        shelf = Shelf(folders)
        there = {one.id: one for one in reversed(shelf.scenario_files())}
        if place not in there:
            raise NotFound(f"There is no scenario called {place}; {instead(place, there)}.")
        file = there[place]
    judged = judge(shelf, file)
    return judged.whole, tuple(sorted((*judged.problems, *shelf.problems)))


# -- the check itself


class _Check:
    def __init__(
        self,
        chosen: Selection,
        matcher_for: MatcherFor,
        engine: str,
        cache: Path | None,
        progress: Progress | None,
    ) -> None:
        self._chosen = chosen
        self._matcher_for = matcher_for
        self._progress = progress
        self._shelf = Shelf(chosen.roots, loose=chosen.loose)
        folder = None if chosen.loose else cache
        self._cache = CheckCache(folder, chosen.roots)
        product = "" if cache is None else product_fingerprint(engine)
        self._shared_key = self._hash_shared(product) if product else ""
        self._lessons = LessonCheck(
            chosen, self._shelf, ContentCache(folder, chosen.roots) if folder else None, self._cache, product
        )
        self._also: frozenset[Path] = frozenset()

    def run(self) -> Checked:
        shelf = self._shelf
        problems = [*shelf.name_problems(), *shelf.lonely_plans()]
        if not shelf.loose and not any(is_content(root) for root in self._chosen.roots):
            problems.append(_no_folder(self._chosen.roots[0]))
        files = self._scenario_files(problems)
        findings: dict[str, Finding] = {}
        unchanged = 0
        for number, file in enumerate(files, 1):
            finding, known = self._finding(file)
            findings[file.name] = finding
            unchanged += known
            problems.extend(finding.problems)
            if self._progress:
                self._progress(number, len(files))
        outlines = [one.outline for one in findings.values() if one.outline]
        across = list(self._across(outlines))
        lessons = self._lessons.run(outlines)
        self._also = lessons.also
        problems = [*_sure(problems, across, findings), *across, *lessons.problems]
        self._cache.keep({file.name for file in self._all_files()} | lessons.kept)
        shown = tuple(sorted({problem for problem in problems if self._asked_for(problem)}))
        return Checked(
            problems=shown,
            scenarios=len(files),
            rubrics=sum(self._asked_for_file(read.report.file) for read in shelf.shared.rubrics.values()),
            plans=sum(one.plans for one in findings.values()),
            courses=lessons.courses,
            quizzes=lessons.quizzes,
            unchanged=unchanged,
        )

    def _all_files(self) -> list[ContentFile]:
        return self._shelf.scenario_files()

    def _scenario_files(self, problems: list[Problem]) -> list[ContentFile]:
        """The scenarios to look at: those asked for, and those that other files asked for belong to."""
        first: dict[str, ContentFile] = {}
        for file in self._all_files():
            if file.id in first:
                problems.append(twice("scenario", file, first[file.id].name))
            else:
                first[file.id] = file
        chosen = self._chosen.files
        if chosen is None:
            return list(first.values())
        shared = any(path.parent.name in ("rubrics", "common", "knowledge", "courses") for path in chosen)
        return [
            file
            for file in first.values()
            if file.path in chosen
            or file.path.with_name(file.id + PLAN_SUFFIX) in chosen
            or (shared and file.root == self._chosen.roots[0])
        ]

    def _asked_for(self, problem: Problem) -> bool:
        return self._asked_for_file(problem.file)

    def _asked_for_file(self, name: str) -> bool:
        """In a folder: all its own files. Of files: those, a scenario's plans, and the snippets it can't do without."""
        path = Path(name)
        if self._chosen.files is None:
            return True
        if path in self._chosen.files or path in self._also:
            return True
        if path.name.endswith(PLAN_SUFFIX):
            return path.with_name(path.name.removesuffix(PLAN_SUFFIX) + ".yaml") in self._chosen.files
        return path.parent.name == "common" and self._shelf.was_used(path)

    def _across(self, outlines: Sequence[Outline]) -> Iterable[Problem]:
        shared = self._shelf.shared
        rubrics = shared.rubrics
        found = list(check_rubrics(rubrics, outlines))
        _ = shared.articles, shared.competencies
        if self._chosen.files is None or any(path.parent.name == "common" for path in self._chosen.files):
            for file in self._shelf.files(COMMON):
                self._shelf.snippet(file)
        return [*found, *shared.problems, *self._shelf.problems]

    def _finding(self, file: ContentFile) -> tuple[Finding, bool]:
        key = self._key(file)
        known = self._cache.get(file.name, key) if key else None
        if known is not None:
            return known, True
        with busy_with(file.name):
            judged = judge(self._shelf, file)
            played = self._played(judged)
        finding = Finding(
            key=key,
            problems=(*judged.problems, *played),
            outline=judged.outline,
            good=judged.scenario is not None,
            plans=len(judged.plans),
        )
        if key:
            self._cache.put(file.name, finding)
        return finding, False

    def _played(self, judged: Judged) -> tuple[Problem, ...]:
        """What matching and playing tell; nothing while the scenario or what it is made of has errors."""
        if judged.scenario is None or judged.places is None:
            return ()
        broken = {one.file for one in self._shelf.problems if one.severity == "error"}
        if broken.intersection(judged.files):
            return ()
        read = self._shelf.shared.rubrics.get(judged.scenario.rubric)
        return check_scenario(
            judged.scenario,
            self._matcher_for,
            rubric=None if read is None or read.report.failed else read.rubric,
            plans=judged.plans,
            articles=self._shelf.shared.articles,
            places=judged.places,
        )

    # -- what a finding depends on

    def _key(self, file: ContentFile) -> str:
        """Empty when a file can't be read: that is looked at anew each time."""
        if not self._shared_key:
            return ""
        digest = hashlib.sha256(self._shared_key.encode())
        plan = file.path.with_name(file.id + PLAN_SUFFIX)
        if not file.path.is_file():  # a pipe would be waited for
            return ""
        try:
            digest.update(os.fsencode(file.path))
            digest.update(hashlib.sha256(file.path.read_bytes()).digest())
            digest.update(hashlib.sha256(plan.read_bytes()).digest() if plan.is_file() else b"none")
        except OSError:
            return ""
        return digest.hexdigest()

    def _hash_shared(self, product: str) -> str:
        digest = hashlib.sha256(product.encode())
        for root in self._chosen.roots:
            digest.update(str(root).encode())
            files = [
                path
                for folder in (COMMON, RUBRICS, KNOWLEDGE)
                for path in sorted((root / folder).glob("*"))
                if path.is_file()
            ]
            for path in (*files, root / COMPETENCIES):
                try:
                    digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
                except OSError:
                    digest.update(path.name.encode())
        return digest.hexdigest()


_BY_RUBRIC = ("P511", "P512")


def _sure(problems: Iterable[Problem], across: Iterable[Problem], findings: Mapping[str, Finding]) -> list[Problem]:
    """What plans score says nothing while something is wrong with the rubric they were scored by."""
    broken = {Path(problem.file).stem for problem in across if problem.severity == "error" and _is_rubric(problem.file)}
    unsure = {
        Path(file).with_name(Path(file).stem + PLAN_SUFFIX)
        for file, one in findings.items()
        if one.outline is not None and one.outline.rubric in broken
    }
    return [one for one in problems if one.code not in _BY_RUBRIC or Path(one.file) not in unsure]


def _is_rubric(file: str) -> bool:
    return Path(file).parent.name == "rubrics"


def _no_folder(root: Path) -> Problem:
    message = "this is no content folder: there is no folder scenarios/, quizzes/ or courses/ in it"
    return Problem(root.as_posix(), 1, 1, "L702", message)
