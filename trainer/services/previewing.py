"""A quiz, a course or a module's text as its file is right now, for its author. A broken file is no failure."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trainer.content import prose
from trainer.content.course import Course
from trainer.content.course_reading import COURSE_FILE, body_name
from trainer.content.pictures import Picture, read_picture
from trainer.content.problem import Problem
from trainer.content.quiz import Quiz
from trainer.content.reading import MAX_BYTES, Unreadable
from trainer.errors import TrainerError, WrongUse
from trainer.services.lesson_checking import lesson_at
from trainer.services.selection import select


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a file holds, as far as it can be read, and everything wrong with it.

    One of `quiz`, `course` and `texts` (a module's Markdown by language) is there, none when nothing could be read.
    `trouble`: why not, where no problem says so.
    """

    quiz: Quiz | None = None
    course: Course | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    trouble: str = ""


class Previewed:
    """One file that somebody is writing."""

    def __init__(self, path: Path, folders: Sequence[Path]) -> None:
        """Raises WrongUse for a file that isn't there, or is no quiz, course.yaml or text of a module."""
        self.path = path.absolute()
        self._folders = tuple(folders)
        if not self.path.is_file():
            raise WrongUse(f"There is no file {path}. Give a quiz, a course.yaml or the Markdown of a module.")
        if self.path.suffix == ".md" and body_name(self.path.name) is None:
            raise WrongUse(f"{path} is no module's text: those are called NN-<name>.<language>.md.")
        lesson_at(self.path, folders=self._folders)
        self._roots = select([self.path], self._folders)[0].roots

    def stamp(self) -> str:
        """Changes when the file is saved, or another one of its course."""
        folder = self.path.parent
        names = [self.path]
        if self.path.suffix == ".md" or self.path.name == COURSE_FILE:
            try:
                names = sorted(each for each in folder.iterdir() if each.suffix in (".md", ".yaml"))
            except OSError:
                return ""
        return "\n".join(f"{each.name} {_looks(each)}" for each in names)

    def look(self) -> Looked:
        """The file now. Never raises for what is in it."""
        texts = self._texts() if self.path.suffix == ".md" else {}
        try:
            found, problems = lesson_at(self.path, folders=self._folders)
        except (TrainerError, OSError) as error:  # such as a file that is just being replaced
            return Looked(texts=texts, trouble=str(error))
        if texts:
            problems = tuple(each for each in problems if Path(each.file) == self.path)
            return Looked(texts=texts, problems=problems)
        if isinstance(found, Quiz):
            return Looked(quiz=found, problems=problems)
        return Looked(course=found, problems=problems)

    def picture(self, name: str) -> Picture | None:
        """A picture of the content folder (`assets/…`), if it may be shown."""
        inside = prose.picture_name(name)
        for root in self._roots if inside else ():
            try:
                return read_picture(root / str(inside), root)
            except (Unreadable, ValueError, OSError):
                continue
        return None

    def _texts(self) -> dict[str, str]:
        """The module's text in each language, its own first."""
        named = body_name(self.path.name)
        assert named is not None
        found = {}
        for path in (self.path, *sorted(self.path.parent.glob(f"{named[0]}.*.md"))):
            other = body_name(path.name)
            if other is not None and other[0] == named[0]:
                try:
                    with path.open("rb") as file:
                        found[other[1]] = file.read(MAX_BYTES).decode("utf-8", "replace").removeprefix("\ufeff")
                except OSError:
                    continue
        return found


def _looks(path: Path) -> str:
    try:
        stat = os.stat(path)  # noqa: PTH116 - twice a second
    except OSError:
        return ""
    return f"{stat.st_mtime_ns} {stat.st_size} {stat.st_ino}"
