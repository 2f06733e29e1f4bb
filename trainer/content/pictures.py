"""Pictures of the content folder: what makes one unfit or unsafe to be shown. Nothing unsafe is handed out."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from xml.parsers import expat

from trainer.content.reading import Unreadable, read_bytes, shorten

MEDIA_TYPES: Mapping[str, str] = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
"""The kinds of pictures, by the ending of the file's name."""
ASSETS = "assets"
_MOST_PICTURES = 20_000
LARGEST_SIDE = 6_000
"""Pixels; a small file can hold a picture that fills a reader's memory."""

_FORBIDDEN = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas", "handler", "listener", "image"}
)
_LINKS = frozenset({"href", "src"})
_URL = re.compile(r"url\(([^)]*)", re.IGNORECASE)
_FAR_STYLE = re.compile(r"@import|@font-face|expression\s*\(|\\|//|data:|javascript:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes and what kind they are."""

    body: bytes
    media_type: str


def find_picture(name: str, roots: Sequence[Path]) -> tuple[Path, Path] | None:
    """The content folder that has a picture (`assets/desk.svg`), the first that does, and the picture's path."""
    for root in roots:
        path = root / name
        if path.is_file() or path.is_symlink():
            return root, path
    return None


def picture_names(root: Path) -> tuple[str, ...]:
    """What lies in the assets of a content folder, as texts name it (`assets/desk.svg`), in order."""
    folder = root / ASSETS
    walked = ((Path(place), names) for place, _, names in os.walk(folder))
    found = (f"{ASSETS}/{(place / name).relative_to(folder).as_posix()}" for place, names in walked for name in names)
    return tuple(sorted(islice(found, _MOST_PICTURES)))


def read_picture(path: Path, root: Path) -> Picture:
    """A picture of a content folder.

    Raises Unreadable with what is wrong: it can't be read or is over 1 MiB, it isn't what its name says, it is too
    large to be shown, or (an SVG) it could run something or ask for something from elsewhere.
    """
    kind = MEDIA_TYPES.get(path.suffix.lower())
    if kind is None:
        raise Unreadable("C915", f"`{path.name}` is no picture that can be shown; use svg, png, jpg or webp")
    body = read_bytes(path, root, "Make it smaller")
    if kind == "image/svg+xml":
        _check_svg(body)
    else:
        _check_pixels(body, kind)
    return Picture(body, kind)


# -- pixels


def _check_pixels(body: bytes, kind: str) -> None:
    size = {"image/png": _png, "image/jpeg": _jpeg, "image/webp": _webp}[kind](body)
    if size is None:
        raise Unreadable("C915", f"the file's name says {kind}, but that is not what is in it; export it again")
    if min(size) <= 0 or max(size) > LARGEST_SIDE:
        side = f"{size[0]:,} x {size[1]:,}"
        raise Unreadable("C915", f"the picture has {side} pixels; at most {LARGEST_SIDE:,} a side can be shown")


def _png(body: bytes) -> tuple[int, int] | None:
    if len(body) < 24 or not body.startswith(b"\x89PNG\r\n\x1a\n") or body[12:16] != b"IHDR":  # noqa: PLR2004 - the header
        return None
    return int.from_bytes(body[16:20], "big"), int.from_bytes(body[20:24], "big")


_JPEG_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def _jpeg(body: bytes) -> tuple[int, int] | None:
    """Goes from marker to marker until the one that tells the size."""
    if not body.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 < len(body) and body[at] == 0xFF:  # noqa: PLR2004 - every marker begins so
        if body[at + 1] in _JPEG_SIZES:
            return int.from_bytes(body[at + 7 : at + 9], "big"), int.from_bytes(body[at + 5 : at + 7], "big")
        at += 2 + max(2, int.from_bytes(body[at + 2 : at + 4], "big"))
    return None


def _webp(body: bytes) -> tuple[int, int] | None:
    if len(body) < 30 or body[:4] != b"RIFF" or body[8:12] != b"WEBP":  # noqa: PLR2004 - the header
        return None
    if body[12:16] == b"VP8X":
        return int.from_bytes(body[24:27], "little") + 1, int.from_bytes(body[27:30], "little") + 1
    if body[12:16] == b"VP8L":
        bits = int.from_bytes(body[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if body[12:16] == b"VP8 ":
        return int.from_bytes(body[26:28], "little") & 0x3FFF, int.from_bytes(body[28:30], "little") & 0x3FFF
    return None


# -- SVG


class _Svg:
    """Walks through the elements of a picture and stops at the first that does more than draw."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self._path: list[str] = []
        self._style: list[str] = []

    def _refuse(self, message: str) -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        raise Unreadable("C916", message, line=line, column=column)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2].lower()
        if not self._path and local != "svg":
            raise Unreadable("C915", f"this is no SVG picture: its first element is `{shorten(local)}`")
        if local in _FORBIDDEN:
            self._refuse(f"`<{local}>` is not allowed in a picture; draw with shapes and text only")
        for key, value in attributes.items():
            self._attribute(key.rpartition(" ")[2].lower(), value)
        self._path.append(local)

    def _attribute(self, key: str, value: str) -> None:
        if key.startswith("on"):
            self._refuse(f"`{shorten(key)}` would run a script; remove it")
        if key in _LINKS and not value.strip().startswith("#"):
            self._refuse(
                f"`{key}` leads out of the picture (`{shorten(value)}`); only parts of the same file, as #part"
            )
        changed = value.rpartition(":")[2].strip().lower()
        if key == "attributename" and (changed in _LINKS or changed.startswith("on")):
            self._refuse("an animation must not change where a link leads or what runs; remove it")
        if key in ("base", "style") or "(" in value or "javascript:" in value.lower():
            self._look(value)
            if key == "base":
                self._refuse("`xml:base` leads out of the picture; remove it")

    def _look(self, style: str) -> None:
        far = [url for url in _URL.findall(style) if not url.strip(" \t\r\n\f'\"").startswith("#")]
        if far or _FAR_STYLE.search(style):
            self._refuse(f"this style asks for something from elsewhere: `{shorten(style)}`; write it out in the file")

    def _text(self, text: str) -> None:
        if self._path and self._path[-1] == "style":
            self._style.append(text)

    def _end(self, _name: str) -> None:
        if self._path.pop() == "style":
            style, self._style = "".join(self._style), []
            self._look(style)

    def _doctype(self, *_: object) -> None:
        self._refuse("a DOCTYPE can define anything; remove the line, pictures don't need one")

    def _instruction(self, target: str, _data: str) -> None:
        self._refuse(f"`<?{shorten(target)}` can ask for something from elsewhere; remove it")


def _check_svg(body: bytes) -> None:
    svg = _Svg()
    try:
        svg.parser.Parse(body, True)
    except expat.ExpatError as error:
        message = f"the picture is broken: {expat.ErrorString(error.code)}; export it again"
        raise Unreadable("C915", message, line=error.lineno, column=error.offset + 1) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise Unreadable("C915", "the picture cannot be read; save it as UTF-8") from error
