"""Templates in texts: `{persona.name}`, `{fact.fee}`, and `{{` for a brace."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

_PART = re.compile(r"\{\{|\{\s*(persona|fact)\.([a-z][a-z0-9_]*)\s*\}|\{[^{}]*\}?")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a text to be filled in: a persona's key or a fact."""

    kind: Literal["persona", "fact"]
    name: str


@dataclass(frozen=True, slots=True)
class Template:
    """A text in pieces. `mistakes` are braces that mean nothing; they stay in the text as written."""

    pieces: tuple[str | Slot, ...]
    mistakes: tuple[str, ...] = ()

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What has to be filled in, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Slot))


@lru_cache(maxsize=4096)
def template(text: str) -> Template:
    """Takes a text apart. Never raises."""
    pieces: list[str | Slot] = []
    mistakes = []
    done = 0
    for match in _PART.finditer(text):
        pieces.append(text[done : match.start()])
        done = match.end()
        if match[0] == "{{":
            pieces.append("{")
        elif match[1] == "persona":
            pieces.append(Slot("persona", match[2]))
        elif match[1] == "fact":
            pieces.append(Slot("fact", match[2]))
        else:
            pieces.append(match[0])
            mistakes.append(match[0])
    pieces.append(text[done:])
    return Template(tuple(piece for piece in pieces if piece != ""), tuple(mistakes))
