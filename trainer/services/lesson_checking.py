"""Checking quizzes, courses and their pictures; what was found of a course's texts is kept until one changes."""

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.content.course import Course
from trainer.content.course_checking import check_curriculum
from trainer.content.course_reading import COURSE_FILE, ReadCourse
from trainer.content.curriculum import Kept, read_curriculum
from trainer.content.folders import Shelf
from trainer.content.pictures import MEDIA_TYPES, picture_names
from trainer.content.problem import Problem
from trainer.content.prose_checking import PictureBox, check_bodies
from trainer.content.quiz import Quiz
from trainer.content.rubric_checking import Outline
from trainer.errors import WrongUse
from trainer.services.check_cache import CheckCache, Finding
from trainer.services.selection import Selection, select

_PICTURE = re.compile(r"assets/[\w./-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """What checking came to. `also`: files that were not asked for by name, but belong to those that were."""

    problems: tuple[Problem, ...]
    quizzes: int
    courses: int
    also: frozenset[Path]
    kept: frozenset[str]


def lesson_at(path: Path, *, folders: Sequence[Path]) -> tuple[Quiz | Course | None, tuple[Problem, ...]]:
    """The quiz in a file, or the course that a course.yaml or a module's Markdown belongs to, with its problems.

    As far as it can be read, errors or not; None when there is nothing to show. Raises WrongUse for a path that isn't
    there or is no quiz, course or text of one.
    """
    chosen = select([path], folders)[0]
    if chosen.files is None:
        raise WrongUse(f"{path} is a content folder; give a quiz, a course.yaml or the Markdown of a module.")
    shelf = Shelf(chosen.roots, loose=chosen.loose)
    check = LessonCheck(chosen, shelf, None, CheckCache(None, chosen.roots), "")
    found = check.asked()
    if found is None and not check.concerns_lessons():
        raise WrongUse(f"{path} is no quiz, no course and no text of a course.")
    lessons = check.run(())
    asked = chosen.files | lessons.also
    return found, tuple(sorted({problem for problem in lessons.problems if Path(problem.file) in asked}))


class LessonCheck:
    """One check of the quizzes and courses of a selection. `product` is empty when nothing is to be kept."""

    def __init__(self, chosen: Selection, shelf: Shelf, kept: Kept | None, cache: CheckCache, product: str) -> None:
        self._chosen = chosen
        self._shelf = shelf
        self._cache = cache
        self._product = product
        self._curriculum = read_curriculum(shelf, kept)
        self._also: set[Path] = set()
        self._boxes: dict[Path, PictureBox] = {}
        self._names: dict[Path, tuple[str, ...]] = {}

    def run(self, outlines: Iterable[Outline]) -> Lessons:
        """Everything wrong with them, alone and together with the calls that `outlines` are of."""
        shared = self._shelf.shared
        curriculum = self._curriculum
        problems = [
            *curriculum.problems,
            *check_curriculum(
                curriculum,
                scenarios={file.id for file in self._shelf.scenario_files()},
                competencies=None if shared.competencies_lost else shared.competencies,
                outlines=outlines,
            ),
        ]
        courses = [one for one in curriculum.courses.values() if self._concerns(one)]
        for course in courses:
            problems.extend(self._texts(course, curriculum.roots[course.course.id]))
        problems.extend(self._pictures())
        if self._chosen.loose:  # nobody expects a file on its own to be named by a course
            problems = [problem for problem in problems if problem.code != "Q812"]
        return Lessons(
            problems=tuple(problems),
            quizzes=sum(self._asked(one.file) for one in curriculum.quizzes.values()),
            courses=len(courses),
            also=frozenset(self._also),
            kept=frozenset(one.file for one in curriculum.courses.values()),
        )

    def _asked(self, file: str) -> bool:
        return self._chosen.files is None or Path(file) in self._chosen.files or Path(file) in self._also

    def _concerns(self, read: ReadCourse) -> bool:
        """Something of the course was asked for; with its own file, all of it was."""
        if self._chosen.files is None:
            return True
        folder = Path(read.file).parent
        if folder / COURSE_FILE in self._chosen.files:
            self._also.update(folder.glob("*.md"))
            return True
        return any(path.parent == folder for path in self._chosen.files)

    def asked(self) -> Quiz | Course | None:
        """The quiz or course that was asked for, errors or not."""
        files = self._chosen.files or ()
        quizzes = (one.quiz for one in self._curriculum.quizzes.values() if Path(one.file) in files)
        courses = (one.course for one in self._curriculum.courses.values() if self._concerns(one))
        return next(quizzes, None) or next(courses, None)

    def concerns_lessons(self) -> bool:
        """Some file asked for is meant to be a quiz, a course or a text of one, even if it can't be read."""
        quizzes = {file.path for file in self._shelf.quiz_files()}
        folders = {folder.path for folder in self._shelf.course_folders()}
        return any(path in quizzes or path.parent in folders for path in self._chosen.files or ())

    # -- texts

    def _texts(self, read: ReadCourse, root: Path) -> Iterable[Problem]:
        """What is wrong with a course's texts; of pictures, only those in texts that were asked for."""
        key = self._key(read, root) if self._product else ""
        known = self._cache.get(read.file, key) if key and self._chosen.files is None else None
        if known is not None:
            return known.problems
        box = self._boxes.setdefault(root, PictureBox(self._roots(root)))
        found = []
        for text, problem in check_bodies(read, box):
            if problem.file not in (text, read.file) and self._asked(text):
                self._also.add(Path(problem.file))
            found.append(problem)
        if key and self._chosen.files is None:
            finding = Finding(key=key, problems=tuple(found), outline=None, good=True, plans=0)
            self._cache.put(read.file, finding)
        return found

    def _roots(self, root: Path) -> tuple[Path, ...]:
        return (root, *(other for other in self._shelf.roots if other != root))

    def _key(self, read: ReadCourse, root: Path) -> str:
        """Changes with the texts, the minutes told, and the looks of the pictures shown."""
        digest = hashlib.sha256(self._product.encode())
        names: set[str] = set()
        for module in read.course.modules:
            place = read.places.get(module.id, {}).get("minutes")
            digest.update(f"\0{module.id}\0{read.bodies.get(module.id)}\0{module.minutes}\0{place}".encode())
            for lang, body in module.bodies.items():
                digest.update(f"\0{lang}\0{body}".encode("utf-8", "surrogatepass"))
                names.update(_PICTURE.findall(body))
        for folder in self._roots(root):
            if folder not in self._names:
                self._names[folder] = picture_names(folder)
            for name in self._names[folder]:
                # In a text, other names may be written in ways that only its parser understands.
                shown = name in names or not _PICTURE.fullmatch(name)
                looks = _looks(folder / name) if shown else ""
                digest.update(f"\0{folder}/{name}{looks}".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()

    def _pictures(self) -> Iterable[Problem]:
        """Of the pictures that were asked for themselves."""
        for path in sorted(self._chosen.files or ()):
            if path.suffix.lower() not in MEDIA_TYPES:
                continue
            root = self._chosen.roots[0]
            problem = PictureBox((root,)).problem(path.relative_to(root).as_posix())
            if problem is not None:
                yield problem


def _looks(path: Path) -> str:
    try:
        stat = os.stat(path)  # noqa: PTH116 - for every picture at every check
    except (OSError, ValueError):
        return ""
    return f" {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_size}"
