"""Which files somebody means who names paths to be checked, and the content folders these belong to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.content.course_reading import COURSE_FILE
from trainer.content.folders import ASSETS, COURSES, HOLDING_CONTENT, QUIZZES, SCENARIOS, is_content
from trainer.content.pictures import MEDIA_TYPES
from trainer.content.reading import MAX_BYTES
from trainer.errors import WrongUse

CONTENT_SUFFIXES = (".yaml", ".yml", ".md", *MEDIA_TYPES)
"""How the names of content files end."""

_QUESTIONS = re.compile(rb"^questions[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Content folders and, of their files, those asked for (None: all of them). `loose`: see `Shelf`."""

    roots: tuple[Path, ...]
    files: frozenset[Path] | None = None
    loose: str = ""


def select(paths: Sequence[Path], folders: Sequence[Path]) -> list[Selection]:
    """Sorts paths by the content folder they belong to. Raises WrongUse."""
    whole: dict[Path, None] = {}
    parts: dict[tuple[Path, str], set[Path]] = {}
    for written in paths:
        path = written.absolute()
        if not path.exists() and not path.is_symlink():
            raise WrongUse(f"There is no {written}. Give a content folder, or files in one.")
        if not path.is_dir() and path.suffix.lower() not in CONTENT_SUFFIXES:
            raise WrongUse(f"{written} is no content: that is in files ending in {', '.join(CONTENT_SUFFIXES)}.")
        if path.is_dir() and is_content(path):
            whole[path] = None
            continue
        root, loose = _root_of(path), ""
        if root is None:
            root, loose = _loose(written, path)
        inside = frozenset(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else frozenset((path,))
        parts.setdefault((root, loose), set()).update(inside)
    chosen = [Selection(roots=_with_neighbours(root, folders)) for root in whole]
    for (root, loose), files in parts.items():
        if root not in whole:
            roots = (root, *folders) if loose else _with_neighbours(root, folders)
            chosen.append(Selection(roots=roots, files=frozenset(files), loose=loose))
    return chosen


def _root_of(path: Path) -> Path | None:
    """The content folder a path lies in: the one whose scenarios/ (or courses/…) it is below."""
    for folder in (path, *path.parents):
        if folder.name in (*HOLDING_CONTENT, ASSETS) and (folder != path or path.is_dir()):
            return folder.parent
    return None


def _loose(written: Path, path: Path) -> tuple[Path, str]:
    """What a path outside of content folders stands for: the folder it is in, and which part of one that is like."""
    if path.is_dir():
        if not (path / COURSE_FILE).is_file():
            raise WrongUse(f"{written} is no content folder: it has no folder scenarios/, quizzes/ or courses/ in it.")
        return path, COURSES
    if path.name == COURSE_FILE or path.suffix == ".md":
        return path.parent, COURSES
    if path.suffix.lower() in MEDIA_TYPES:
        raise WrongUse(f"{written} is in no content folder; pictures are checked below assets/ of one.")
    return path.parent, QUIZZES if _is_quiz(path) else SCENARIOS


def _is_quiz(path: Path) -> bool:
    """A file outside of content folders is a quiz when it has questions."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as reading:
            return _QUESTIONS.search(reading.read(MAX_BYTES)) is not None
    except OSError:
        return False


def _with_neighbours(root: Path, folders: Sequence[Path]) -> tuple[Path, ...]:
    """A folder of the settings is checked with the others beside it, which its files may refer to."""
    known = [folder.absolute() for folder in folders]
    return (root, *(folder for folder in known if folder != root)) if root in known else (root,)
