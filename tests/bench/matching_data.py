"""The development data for matching, as scenarios: read from beside the project, never copied into it."""

import json
from dataclasses import dataclass
from pathlib import Path

from trainer.content.scenario import Move, Scenario

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data"
BAD_MOVES = ("ask_pin", "blame_customer", "promise_find", "threaten", "promise_unfreeze", "medical_advice")
"""Moves of the agent replies that an author would mark `critical`."""


@dataclass(frozen=True)
class Reply:
    """One reply and the moves it holds."""

    text: str
    moves: frozenset[str]
    kind: str
    damaged: bool = False


@dataclass(frozen=True)
class Node:
    """One call node: its moves as a scenario, and replies to it. `number` counts within its file."""

    file: str
    lang: str
    number: int
    scenario: Scenario
    replies: tuple[Reply, ...]

    @property
    def moves(self) -> tuple[str, ...]:
        """The moves heard at the node."""
        return tuple(self.scenario.moves)


def absent() -> str | None:
    """A sentence saying that the data isn't there, or None."""
    names = ("agent-replies-zh.json", "agent-replies-en.json", "clinc150-nodes.json")
    missing = [name for name in names if not (FOLDER / name).is_file()]
    return (
        f"The benchmark data is absent: no {', '.join(missing)} in ../shared/data. Nothing was measured."
        if missing
        else None
    )


def nodes(*, critical: bool = False) -> list[Node]:
    """All nodes; `critical` marks the bad moves as an author would."""
    found = []
    for lang in ("zh", "en"):
        for number, node in enumerate(_read(f"agent-replies-{lang}.json")["nodes"]):
            replies = tuple(Reply(r["text"], frozenset(r["moves"]), r["kind"], r["damaged"]) for r in node["replies"])
            found.append(
                Node(f"agent-{lang}", lang, number, _scenario(node["moves"], lang, critical=critical), replies)
            )
    for number, node in enumerate(_read("clinc150-nodes.json")["nodes"]):
        inside = [Reply(r["text"], frozenset({r["move"]}), "in") for r in node["in"]]
        outside = [Reply(r if isinstance(r, str) else r["text"], frozenset(), "out") for r in node["out"]]
        moves = {move: {"examples": examples} for move, examples in node["moves"].items()}
        found.append(Node("clinc", "en", number, _scenario(moves, "en", critical=False), (*inside, *outside)))
    return found


def _read(name):
    return json.loads((FOLDER / name).read_text("utf-8"))


def _scenario(written, lang, *, critical):
    moves = {
        id_: Move(
            id=id_,
            label={lang: id_},
            keywords={lang: tuple(tuple(group) for group in move.get("keywords", ()))},
            examples={lang: tuple(move["examples"])},
            unless={lang: tuple(move.get("unless", ()))},
            critical="customer" if critical and id_ in BAD_MOVES else None,
        )
        for id_, move in written.items()
    }
    return Scenario(
        id="bench", title={}, languages=(lang,), briefing={}, rubric="", personas={}, moves=moves, nodes={}, start=""
    )
