"""Replies to measure matching with, as scenarios.

The shared development data is read from beside the project and never copied into it; `own` are the project's own
nodes, of other domains, in `tests/bench/replies`: `dev` may be fitted on, `test` is only ever measured, and so are
`calls`, replies for the nodes of the starter content.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import yaml

from trainer.content.facts import SettledFact
from trainer.content.scenario import Move, Scenario
from trainer.content.settle import settle
from trainer.plans.examples import heard_at
from trainer.services.checking import scenario_at
from trainer.settings import STARTER_CONTENT

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data"
OWN = Path(__file__).resolve().parent / "replies"
BAD_MOVES = (
    "ask_pin", "blame_customer", "promise_find", "threaten", "promise_unfreeze", "medical_advice",
    "admit_fault", "pressure", "diagnose", "refuse_return", "refuse", "refuse_rude", "promise_pay",
)  # fmt: skip
"""Moves of the agent replies that an author would mark `critical`."""


@dataclass(frozen=True)
class Reply:
    """One reply and the moves it holds. `may`: those that count neither way."""

    text: str
    moves: frozenset[str]
    kind: str
    damaged: bool = False
    may: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Node:
    """One call node: its moves as a scenario, and replies to it. `number` counts within its file."""

    file: str
    lang: str
    number: int
    scenario: Scenario
    replies: tuple[Reply, ...]
    facts: Mapping[str, SettledFact] = field(default_factory=dict)

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


def calls() -> list[Node]:
    """The nodes of the starter content's calls that `calls-en.yaml` has replies for; never fitted on."""
    found = []
    for id_, nodes in yaml.safe_load((OWN / "calls-en.yaml").read_text("utf-8")).items():
        scenario, _ = scenario_at(id_, folders=[STARTER_CONTENT])
        facts = settle(scenario, persona=next(iter(scenario.personas)), lang="en", today=date(2026, 1, 5))
        for name, written in nodes.items():
            heard = heard_at(scenario, scenario.nodes[name])
            for one in written:
                if unheard := {*one["moves"], *one.get("may", ())} - set(heard):
                    raise ValueError(f"{id_}, {name}: {', '.join(sorted(unheard))} is not heard there")
            replies = tuple(
                Reply(one["said"], frozenset(one["moves"]), "call", may=frozenset(one.get("may", ())))
                for one in written
            )
            part = replace(scenario, moves={move: scenario.moves[move] for move in heard})
            found.append(Node(id_, "en", len(found), part, replies, facts))
    return found


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
