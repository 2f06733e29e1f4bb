"""What the last check found, kept so that the next one looks only at what has changed. Safe to delete at any time."""

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from trainer import __version__
from trainer.content.problem import Problem
from trainer.content.rubric_checking import Outline

PACKAGES = ("call", "content", "matching", "plans", "scoring")
"""The code whose changes make everything found before worthless."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What checking one scenario came to. `key`: the hash of everything it was judged by."""

    key: str
    problems: tuple[Problem, ...]
    outline: Outline | None
    good: bool
    plans: int


def cache_folder(data: Path, environ: Mapping[str, str]) -> Path:
    """The data folder's cache when there is a data folder; the user's cache otherwise."""
    if data.is_dir():
        return data / "cache" / "check"
    if sys.platform == "win32":
        base = Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "call-trainer" / "check"


def product_fingerprint(extra: str = "") -> str:
    """A hash that changes with the product's version and code, and with whatever else decides what is found."""
    digest = hashlib.sha256(f"{__version__}\0{extra}".encode())
    package = Path(__file__).resolve().parent.parent
    for name in PACKAGES:
        for path in sorted((package / name).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                stat = path.stat()
                digest.update(f"{path.name}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return digest.hexdigest()


class CheckCache:
    """Findings by scenario file, in one file for a set of content folders. What can't be read or written is left be."""

    def __init__(self, folder: Path | None, roots: Sequence[Path]) -> None:
        name = hashlib.sha256("\0".join(str(root) for root in roots).encode()).hexdigest()[:24]
        self._path = None if folder is None else folder / f"{name}.json"
        self._known = self._read()
        self._changed = False

    def get(self, file: str, key: str) -> Finding | None:
        """What was found for a file, if nothing it depends on has changed."""
        entry = self._known.get(file)
        if not isinstance(entry, dict) or entry.get("key") != key:
            return None
        try:
            return _finding(entry)
        except (KeyError, TypeError, ValueError):
            return None

    def put(self, file: str, finding: Finding) -> None:
        """Remembers what was found."""
        self._known[file] = {
            "key": finding.key,
            "problems": [
                [one.file, one.line, one.column, one.code, one.message, one.severity] for one in finding.problems
            ],
            "outline": None if finding.outline is None else asdict(finding.outline),
            "good": finding.good,
            "plans": finding.plans,
        }
        self._changed = True

    def keep(self, files: set[str]) -> None:
        """Writes what was found of these files, in one step, so that a check at the same time never sees half of it."""
        if self._path is None or not (self._changed or self._known.keys() - files):
            return
        text = json.dumps({file: entry for file, entry in self._known.items() if file in files}, ensure_ascii=False)
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, suffix=".part")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as writing:
                    writing.write(text)
                Path(name).replace(self._path)
            except OSError:
                Path(name).unlink(missing_ok=True)

    def _read(self) -> dict[str, Any]:
        if self._path is None:
            return {}
        try:
            known = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return known if isinstance(known, dict) else {}


def _finding(entry: Mapping[str, Any]) -> Finding:
    outline = entry["outline"]
    if outline is not None:
        outline = Outline(
            id=outline["id"],
            file=outline["file"],
            place=(outline["place"][0], int(outline["place"][1]), int(outline["place"][2])),
            rubric=outline["rubric"],
            languages=tuple(outline["languages"]),
            names={kind: tuple(names) for kind, names in outline["names"].items()},
            requires=tuple((str(key), int(line), int(column)) for key, line, column in outline["requires"]),
        )
    problems = tuple(
        Problem(str(file), int(line), int(column), str(code), str(message), severity)
        for file, line, column, code, message, severity in entry["problems"]
    )
    return Finding(
        key=entry["key"], problems=problems, outline=outline, good=bool(entry["good"]), plans=int(entry["plans"])
    )
