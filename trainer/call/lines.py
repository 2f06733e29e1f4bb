"""What the customer says: the variant drawn by the seed, its name, and the facts it gives away."""

import hashlib

from trainer.content.scenario import Lines
from trainer.content.templates import template

PRESS: Lines = {"zh": ("嗯，然后呢？",), "en": ("Yes, and?",)}
CLARIFY: Lines = {"zh": ("不好意思，您说什么？",), "en": ("Pardon?",)}
"""What is said where the author wrote nothing."""


def variants(lines: Lines, lang: str) -> tuple[str, ...]:
    """The variants in `lang`; in English, then in any language, when there are none in it."""
    return lines.get(lang) or lines.get("en") or next((found for found in lines.values() if found), ())


def draw(seed: int, line: str, *, used: int, count: int) -> int:
    """Which of `count` variants of `line` comes when it was said `used` times before.

    The seed decides the first; each time after that comes the next one. The same on every machine and Python.
    """
    digest = hashlib.sha256(f"{seed}/{line}".encode()).digest()
    return (int.from_bytes(digest[:8], "big") + used) % count


def facts_in(text: str) -> tuple[str, ...]:
    """The facts that saying a text makes known, in order."""
    return tuple(dict.fromkeys(slot.name for slot in template(text).slots if slot.kind == "fact"))
