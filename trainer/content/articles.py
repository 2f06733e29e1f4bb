"""Reads knowledge articles (Markdown) and the list of competencies."""

import re

from trainer.content.fields import FILE_ID, Report
from trainer.content.problem import Problem
from trainer.content.reading import MAX_BYTES, MapNode
from trainer.content.scenario import Text
from trainer.content.texts import LANGUAGES, Texts

_NAME = re.compile(r"(.+)\.([^.]+)\.md")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)


def article_name(name: str, file: str) -> tuple[str, str] | Problem:
    """The id and language in `refund-policy.zh.md`, or what is wrong with the name."""
    match = _NAME.fullmatch(name)
    if match is None or match[2] not in LANGUAGES or not FILE_ID.fullmatch(match[1]):
        message = f"`{name}` is no good name for an article; write <id>.<language>.md, such as refund-policy.zh.md"
        return Problem(file, 1, 1, "F115", message)
    return match[1], match[2]


def read_article(source: bytes, file: str) -> tuple[str, str] | Problem:
    """The title (the first heading) and the whole text of an article, or what is wrong with it. Never raises."""
    if len(source) > MAX_BYTES:
        return Problem(
            file, 1, 1, "F101", f"the file has {len(source):,} bytes; at most {MAX_BYTES:,} (1 MiB) are read"
        )
    try:
        text = source.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        return Problem(file, line, 1, "F102", "the file is not UTF-8 text. Save it again with the encoding UTF-8")
    if not text.strip():
        return Problem(file, 1, 1, "F103", "the file is empty")
    heading = _HEADING.search(text)
    if heading is None:
        return Problem(
            file, 1, 1, "V208", "the article has no heading, and the first heading is its title; begin with `# Title`"
        )
    return heading[1].strip(), text


def read_competencies(root: MapNode, file: str) -> tuple[dict[str, Text], list[Problem]]:
    """`courses/competencies.yaml`: id to label by language."""
    report = Report(file)
    texts = Texts(report, LANGUAGES)
    found: dict[str, Text] = {}
    for name, (key, node) in root.entries.items():
        if not FILE_ID.fullmatch(name):
            report.add(
                "V204", key, f"the competency `{name[:40]}` is no good id: lower-case letters a-z, words joined by -"
            )
        found[name] = texts.text(node, f"the label of `{name[:40]}`")
    return found, report.problems
