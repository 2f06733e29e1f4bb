"""Replies to measure matching with, as scenarios.

The shared development data is read from beside the project and never copied into it; `own` are the project's own
nodes, of other domains, in `tests/bench/replies`: `dev` may be fitted on, `test` is only ever measured.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.content.scenario import Move, Scenario

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data"
OWN = Path(__file__).resolve().parent / "replies"
BAD_MOVES = (
    "ask_pin", "blame_customer", "promise_find", "threaten", "promise_unfreeze", "medical_advice",
    "admit_fault", "pressure", "diagnose", "refuse_return", "refuse", "refuse_rude", "promise_pay",
)  # fmt: skip
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
        found += _agents(FOLDER / f"agent-replies-{lang}.json", f"agent-{lang}", lang, critical=critical)
    for number, node in enumerate(_read(FOLDER / "clinc150-nodes.json")["nodes"]):
        inside = [Reply(r["text"], frozenset({r["move"]}), "in") for r in node["in"]]
        outside = [Reply(r if isinstance(r, str) else r["text"], frozenset(), "out") for r in node["out"]]
        moves = {move: {"examples": examples} for move, examples in node["moves"].items()}
        found.append(Node("clinc", "en", number, _scenario(moves, "en", critical=False), (*inside, *outside)))
    return found


def own(half: str, *, critical: bool = False) -> list[Node]:
    """The project's own nodes: half `dev` or `test`."""
    return [
        node
        for lang in ("zh", "en")
        for node in _agents(OWN / f"{half}-{lang}.json", f"{half}-{lang}", lang, critical=critical)
    ]


def small_talk(lang: str, half: int) -> tuple[Reply, ...]:
    """What nobody says to make a move: half 0 may be fitted on, half 1 is only ever measured."""
    lines = (OWN / f"smalltalk-{lang}.txt").read_text("utf-8").splitlines()
    return tuple(Reply(line, frozenset(), "small talk") for line in lines[half::2])


def large(found: Sequence[Node], lang: str, together: int, *, half: int, step: int = 1) -> list[Node]:
    """Nodes with the moves and replies of several of these nodes and small talk, named by the node they are of."""
    own = [node for node in found if node.lang == lang and node.file != "clinc"]
    big = []
    for first in range(0, len(own) - together + 1, step):
        group = [own[(first + place * 3) % len(own)] for place in range(together)]
        if len({(node.file, node.number) for node in group}) < together:
            continue
        moves = {f"{place}.{id_}": m for place, node in enumerate(group) for id_, m in node.scenario.moves.items()}
        replies = [
            replace(reply, moves=frozenset(f"{place}.{move}" for move in reply.moves))
            for place, node in enumerate(group)
            for reply in node.replies
        ]
        scenario = replace(group[0].scenario, moves=moves)
        big.append(Node(f"large-{lang}", lang, first, scenario, (*replies, *small_talk(lang, half))))
    return big


def _agents(path, file, lang, *, critical):
    found = []
    for number, node in enumerate(_read(path)["nodes"]):
        replies = tuple(Reply(r["text"], frozenset(r["moves"]), r["kind"], r["damaged"]) for r in node["replies"])
        found.append(Node(file, lang, number, _scenario(node["moves"], lang, critical=critical), replies))
    return found


def _read(path):
    return json.loads(path.read_text("utf-8"))


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
