"""What is wrong with a module's text: links and pictures that lead nowhere, HTML, minutes that can't be true."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from trainer.content.codes import severity_of
from trainer.content.course_reading import ReadCourse
from trainer.content.fields import suggestion
from trainer.content.pictures import find_picture, picture_names, read_picture
from trainer.content.problem import Problem
from trainer.content.prose import Link, leads_somewhere, links, minutes, outline, picture_name, text_lines
from trainer.content.reading import Unreadable, shorten

SITTING = 30
"""Minutes that people read with care at a time, at most."""
FURTHEST = 2.0
"""How many times longer or shorter than its text takes to read a module may say it is."""

_MOST_COMPARED = 500
"""Pictures among which the one that was meant is looked for."""

_UNREAD = re.compile(
    r"!?\[[^\[\]\n]*\]\([^()\n]+\)|[!！]\[\[[^\[\]\n]+\]\]"
    r"|[!！]?\[[^\[\]\n]*\][(（](?:assets/|https?:|mailto:|#)[^()（）\n]+[)）]"
)
"""What was meant to be a link or picture, where it is left standing in the text."""
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--")


@dataclass(slots=True)
class PictureBox:
    """The pictures of some content folders, each judged once."""

    roots: Sequence[Path]
    _judged: dict[str, Problem | None] = field(default_factory=dict)
    _names: list[str] | None = None

    def problem(self, name: str) -> Problem | None:
        """What is wrong with a picture that is there. Its own file is the one to mend."""
        if name not in self._judged:
            self._judged[name] = self._judge(name)
        return self._judged[name]

    def there(self, name: str) -> bool:
        """Some folder has a picture of that name."""
        return find_picture(name, self.roots) is not None

    def like(self, name: str) -> str | None:
        """The picture there is that was probably meant, or None."""
        if self._names is None:
            self._names = [one for root in self.roots for one in picture_names(root)][:_MOST_COMPARED]
        wanted = name.replace("\\", "/").rpartition("/")[2].lower()
        same = (one for one in self._names if one.rpartition("/")[2].lower() == wanted)
        return next(same, None) or suggestion(name, self._names)

    def _judge(self, name: str) -> Problem | None:
        found = find_picture(name, self.roots)
        if found is None:
            return None
        root, path = found
        try:
            read_picture(path, root)
        except Unreadable as stop:
            return Problem(path.as_posix(), stop.line, stop.column, stop.code, stop.message)
        return None


def check_bodies(read: ReadCourse, pictures: PictureBox) -> Iterator[tuple[str, Problem]]:
    """Everything wrong with the texts of one course, each with the file of the text; some of it is in other files."""
    folder = read.file.rpartition("/")[0]
    for module in read.course.modules:
        name = read.bodies.get(module.id)
        bodies = {f"{folder}/{name}.{lang}.md": (lang, body) for lang, body in module.bodies.items()} if name else {}
        for file, (_, body) in bodies.items():
            yield from ((file, problem) for problem in check_body(body, file, pictures))
        place = read.places.get(module.id, {}).get("minutes")
        taken = {lang: max(1.0, minutes(body, lang)) for lang, body in bodies.values()} if place else {}
        longest = max((module.minutes, *taken.values()))
        if place and longest > SITTING:
            message = f"{longest:.0f} min are more than people read at a time ({SITTING}); make several modules of it"
            yield read.file, Problem(read.file, *place, "C923", message, severity_of("C923"))
            continue
        off = {
            lang: took
            for lang, took in taken.items()
            if not took / FURTHEST <= module.minutes <= max(2.0, took * FURTHEST)
        }
        if place and off:
            told = " and ".join(f"about {took:.0f} min in `{lang}`" for lang, took in off.items())
            message = f"the text takes {told} to read, not {module.minutes:g}; write what is true for most people"
            problem = Problem(read.file, *place, "C910", message, severity_of("C910"))
            yield from ((file, problem) for file, (lang, _) in bodies.items() if lang in off)


def check_body(body: str, file: str, pictures: PictureBox) -> Iterator[Problem]:
    """What is wrong with one text."""
    lines = body.split("\n")
    anchors = {heading.anchor for heading in outline(body)}
    for link in links(body):
        found = _picture(link, pictures) if link.alt is not None else _link(link, anchors)
        if isinstance(found, Problem):
            yield found
        elif found:
            line, column = _place(lines, link.lines, link.target)
            yield Problem(file, line, column, found[0], found[1], severity_of(found[0]))
    for span, text in text_lines(body):
        for match in _HTML.finditer(text):
            line, column = _place(lines, span, match[0])
            message = f"`{shorten(match[0])}` is HTML, which is shown as it is written; use Markdown"
            yield Problem(file, line, column, "C919", message, severity_of("C919"))
            break
        for match in _UNREAD.finditer(text):
            line, column = _place(lines, span, match[0])
            if match[0] in lines[line - 1]:  # otherwise its brackets are escaped: it is meant to be text
                yield Problem(file, line, column, "C921", _unread(match[0]), severity_of("C921"))


def _link(link: Link, anchors: set[str]) -> tuple[str, str] | None:
    shown = shorten(unquote(link.target))
    if picture_name(link.target):
        return (
            "C917",
            f"the link to `{shown}` is shown as text only; to show a picture, write an English ! before the [",
        )
    if not leads_somewhere(link.target):
        return "C917", (
            f"the link to `{shown}` is shown as text only; links lead to the web (https://…), a mail address "
            "(mailto:…) or a heading of this text (#heading)"
        )
    if link.target.startswith("#") and unquote(link.target[1:]) not in anchors:
        return "C918", f"there is no heading `{shown}` in this text; there is " + ", ".join(
            f"`#{anchor}`" for anchor in sorted(anchors)[:12]
        )
    return None


def _unread(written: str) -> str:
    if re.search("[！（）]", written):
        advice = "write the signs ! ( ) as they are in English"
    elif " " in written.rpartition("](")[2]:
        advice = "the address has a blank in it; put it between < and >, or rename the file"
    else:
        advice = "a picture is written ![words](assets/name.svg), a link [words](https://…)"
    return f"`{shorten(written, 60)}` is no link or picture and shown as it is written; {advice}"


def _picture(link: Link, pictures: PictureBox) -> tuple[str, str] | Problem | None:
    name = picture_name(link.target)
    shown = shorten(unquote(link.target))
    if name is None:
        like = pictures.like(unquote(link.target)) or "assets/<name>.svg"
        return "C914", f"the picture `{shown}` is not in the content folder's assets; write {like}"
    if not pictures.there(name):
        meant = pictures.like(name)
        hint = f"did you mean `{meant}`?" if meant else "correct the name, or put it there"
        return "C913", f"there is no picture `{shown}` in the content folder; {hint}"
    if not (link.alt or "").strip() and pictures.problem(name) is None:
        return "C922", f"the picture `{shown}` has no words for those who can't see it; write ![what it shows](…)"
    return pictures.problem(name)


def _place(lines: Sequence[str], span: tuple[int, int], text: str) -> tuple[int, int]:
    """The line and column of a text within a paragraph, or the paragraph's beginning."""
    for wanted in (unquote(text), text):
        for number in range(span[0], min(span[1], len(lines)) + 1):
            column = lines[number - 1].find(wanted)
            if wanted and column >= 0:
                return number, column + 1
    return span[0], 1
