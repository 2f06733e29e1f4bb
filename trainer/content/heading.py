"""What a content file says of itself: its id, which is its name, and the languages it is written in."""

import re
from pathlib import PurePosixPath

from trainer.content.fields import FILE_ID, Fields, as_word, as_words
from trainer.content.reading import ListNode, MapNode, shorten
from trainer.content.texts import LANGUAGES


def read_languages(fields: Fields) -> tuple[str, ...]:
    """The declared languages; when they can't all be read, the title's too, so that nothing else is reported for it."""
    node = fields.get("languages")
    found = []
    told = len(fields.report.problems)
    if node is not None:
        for lang, place in as_words(node, fields.report, "`languages`"):
            if lang in LANGUAGES:
                found.append(lang)
            else:
                comma = ", with an English comma between" if "，" in lang else ""
                message = f"`{shorten(lang)}` is no language calls are held in; there is `zh` and `en`{comma}"
                fields.report.add("V216", place, message)
        if isinstance(node, ListNode) and not node.items:
            fields.report.add("V208", node, "`languages` is empty; write [zh], [en] or [zh, en]")
    if found and len(fields.report.problems) == told:
        return tuple(found)
    title = fields.get("title")
    if isinstance(title, MapNode):
        return tuple(lang for lang in LANGUAGES if lang in found or lang in title.entries) or LANGUAGES[:1]
    return tuple(found) or LANGUAGES


def check_id(fields: Fields, file: str) -> str:
    """The id, which has to be the file's name."""
    expected = PurePosixPath(file.replace("\\", "/")).name.removesuffix(".yaml")
    node = fields.get("id")
    if node is None:
        return expected
    written = as_word(node, fields.report, "`id`")
    if written is None:
        return expected
    if not FILE_ID.fullmatch(written):
        if written == expected:
            return expected  # the file's name is no good, which is told already
        better = re.sub(r"[^a-z0-9]+", "-", written.lower()).strip("-")
        hint = f"; write `{better}`" if better else ""
        fields.report.add(
            "V204",
            node,
            f"the id `{shorten(written)}` is no good: lower-case letters a-z and digits, words joined by -{hint}",
        )
    elif written != expected:
        fields.report.add(
            "V205",
            node,
            f"the id `{shorten(written)}` is not the file's name; write `{expected}`, or call it `{written}.yaml`",
        )
    return expected
