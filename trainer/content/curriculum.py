"""All quizzes and courses of some content folders: read, or taken from what was kept since they last changed."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeVar

from trainer.content.course_reading import COURSE_FILE, Bodies, BodyKey, ReadCourse, body_name, read_course
from trainer.content.fields import FILE_ID
from trainer.content.folders import ContentFile, Shelf, twice
from trainer.content.problem import Problem
from trainer.content.quiz_reading import ReadQuiz, read_quiz
from trainer.content.reading import Unreadable

Read = TypeVar("Read", ReadQuiz, ReadCourse)

MOST_BYTES = 256 * 1024
"""Of a module's text: over an hour of reading. Longer ones, made for it, could keep whoever shows them busy."""

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S|^ {0,3}\S.*\n {0,3}(=+|-+)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """How files look from outside; `text` changes with every edit. `newest`: when the last was changed, in ns."""

    text: str
    newest: int


class Kept(Protocol):
    """Where what was read is kept for the next time, by file and by how the files looked that it was read from."""

    def get(self, shape: type[Read], file: str, stamp: Stamp) -> Read | None:
        """What was read of a file when it looked like that, or None."""

    def put(self, file: str, stamp: Stamp, read: ReadQuiz | ReadCourse) -> None:
        """Keeps it, if that is possible."""

    def finish(self) -> None:
        """Everything was asked for; what was not is gone."""


@dataclass(frozen=True, slots=True)
class Curriculum:
    """Quizzes and courses by id, errors or not. `lost` are the ids of courses that could not be read at all."""

    quizzes: dict[str, ReadQuiz] = field(default_factory=dict)
    courses: dict[str, ReadCourse] = field(default_factory=dict)
    roots: dict[str, Path] = field(default_factory=dict)
    quiz_files: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    def module_keys(self) -> set[str]:
        """Every module there is, as `course/module`."""
        return {one.course.key(module) for one in self.courses.values() for module in one.course.modules}


def read_curriculum(shelf: Shelf, kept: Kept | None = None) -> Curriculum:
    """Reads every quiz and course. Never raises for what authors wrote."""
    problems: list[Problem] = []
    quizzes = _quizzes(shelf, kept, problems)
    courses: dict[str, ReadCourse] = {}
    roots: dict[str, Path] = {}
    lost: set[str] = set()
    for folder in shelf.course_folders():
        name = folder.path.name
        if name in courses or name in lost:
            file = ContentFile(folder.root, folder.path / COURSE_FILE)
            earlier = courses[name].file if name in courses else f"{name}/{COURSE_FILE}"
            problems.append(replace(twice("course", file, earlier), message=_TWICE.format(name, earlier)))
            continue
        found = _course(shelf, folder, kept, problems)
        if isinstance(found, ReadCourse):
            courses[name], roots[name] = found, folder.root
            problems.extend(found.problems)
        elif found:
            lost.add(name)
    if kept:
        kept.finish()
    return Curriculum(
        quizzes=quizzes,
        courses=courses,
        roots=roots,
        quiz_files=frozenset(file.id for file in shelf.quiz_files()),
        lost=frozenset(lost),
        problems=tuple(problems),
    )


_TWICE = "there is already a course `{}` in {}; rename the folder of one of them"


def _quizzes(shelf: Shelf, kept: Kept | None, problems: list[Problem]) -> dict[str, ReadQuiz]:
    found: dict[str, ReadQuiz] = {}
    for file in shelf.quiz_files():
        if file.id in found:
            problems.append(twice("quiz", file, found[file.id].file))
            continue
        stamp = stamp_of([file.path]) if kept else None
        read = kept.get(ReadQuiz, file.name, stamp) if kept and stamp else None
        if read is None:
            root = shelf.tree(file, problems)
            if root is None:
                continue
            read = read_quiz(root, file.name)
            if kept and stamp:
                kept.put(file.name, stamp, read)
        found[file.id] = read
        problems.extend(read.problems)
    return found


def stamp_of(paths: Sequence[Path | str]) -> Stamp | None:
    """How files look now, or None when one can't be looked at."""
    parts = []
    newest = 0
    for path in paths:
        try:
            stat = os.stat(path)  # noqa: PTH116 - thousands of files at every start
        except (OSError, ValueError):
            return None
        parts.append(f"{stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_size} {stat.st_ino}")
        newest = max(newest, stat.st_mtime_ns if os.name == "nt" else stat.st_ctime_ns)
    return Stamp("\n".join(parts), newest)


# -- courses


def _course(shelf: Shelf, folder: ContentFile, kept: Kept | None, problems: list[Problem]) -> ReadCourse | bool:
    """The course in a folder; otherwise whether the folder was meant to hold one."""
    try:
        names = sorted(os.listdir(folder.path))  # noqa: PTH208 - thousands of folders at every start
    except OSError:
        return False
    texts = [name for name in names if name.endswith(".md") and not name.startswith(".")]
    file = ContentFile(folder.root, folder.path / COURSE_FILE)
    if COURSE_FILE not in names:
        close = next((name for name in names if name.lower() in (COURSE_FILE, "course.yml")), None)
        if close:
            place = ContentFile(folder.root, folder.path / close)
            message = f"`{close}` is no good name for a course's file: name it {COURSE_FILE}"
            problems.append(Problem(place.name, 1, 1, "F115", message))
            return True
        if texts:
            place = ContentFile(folder.root, folder.path / texts[0])
            message = f"there is no {COURSE_FILE} beside this text; write one that names it as a module's `body`"
            problems.append(Problem(place.name, 1, 1, "C912", message))
        return bool(texts)
    if not FILE_ID.fullmatch(folder.path.name):
        message = "the folder of a course is named by its id: lower-case letters a-z and digits, words joined by -"
        problems.append(Problem(file.name, 1, 1, "F115", message))
    base = f"{folder.path}{os.sep}"
    stamp = stamp_of([base + name for name in (COURSE_FILE, *texts)]) if kept else None
    if stamp:
        stamp = replace(stamp, text="\n".join((stamp.text, *texts)))
    read = kept.get(ReadCourse, file.name, stamp) if kept and stamp else None
    if read is not None:
        return read
    root = shelf.tree(file, problems)
    if root is None:
        return True
    said: list[Problem] = []
    bodies = _bodies(shelf, folder, texts, said)
    read = read_course(root, file.name, bodies)
    said.extend(_unfit(folder, read, bodies))
    read = replace(read, problems=(*read.problems, *said))
    if kept and stamp:
        kept.put(file.name, stamp, read)
    return read


def _bodies(shelf: Shelf, folder: ContentFile, names: Sequence[str], problems: list[Problem]) -> Bodies:
    texts: dict[BodyKey, str] = {}
    unreadable: set[BodyKey] = set()
    for name in names:
        file = ContentFile(folder.root, folder.path / name)
        key = body_name(name)
        if key is None:
            message = f"`{file.path.name}` is no good name for a module's text; write NN-<name>.<language>.md, such as "
            problems.append(Problem(file.name, 1, 1, "F115", f"{message}01-first-steps.zh.md"))
            continue
        text = _text(shelf, file, problems)
        if text is None:
            unreadable.add(key)
        else:
            texts[key] = text
    return Bodies(texts=texts, unreadable=frozenset(unreadable))


def _text(shelf: Shelf, file: ContentFile, problems: list[Problem]) -> str | None:
    """A module's text, or None with what is wrong with its file."""
    source = shelf.source(file, problems)
    if source is None:
        return None
    found = _decoded(source)
    if isinstance(found, str):
        return found
    problems.append(Problem(file.name, found.line, found.column, found.code, found.message))
    return None


def _decoded(source: bytes) -> str | Unreadable:
    if len(source) > MOST_BYTES:
        return Unreadable(
            "F101", f"the text has {len(source):,} bytes; at most {MOST_BYTES:,} are read. Make more modules of it"
        )
    try:
        text = source.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        return Unreadable("F102", "the file is not UTF-8 text. Save it again with the encoding UTF-8", line=line)
    if not text.strip():
        return Unreadable("F103", "the file is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unfit(folder: ContentFile, read: ReadCourse, bodies: Bodies) -> list[Problem]:
    """Texts without a heading, and those no module names."""
    found = []
    modules = read.course.modules
    whole = bool(modules) and all(one.bodies and one.id in read.bodies for one in modules)
    for (name, lang), text in bodies.texts.items():
        file = ContentFile(folder.root, folder.path / f"{name}.{lang}.md").name
        if name not in read.texts:
            if not whole:
                continue  # some module's text is not known, and may be this one
            message = f"no module of this course names this text; write `body: {name}` in a module, or remove the file"
            found.append(Problem(file, 1, 1, "C909", message, "warning"))
        elif lang not in read.course.languages:
            message = f"the course's `languages` don't name `{lang}`; add it there, or remove the file"
            found.append(Problem(file, 1, 1, "C909", message, "warning"))
        elif not _HEADING.search(text):
            message = "the text has no heading, and headings are its table of contents; begin with `# Title`"
            found.append(Problem(file, 1, 1, "C902", message))
    return found
