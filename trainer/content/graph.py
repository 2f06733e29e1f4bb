"""A scenario as a Mermaid flowchart: nodes with their first line, rules with conditions, and every other way on."""

import json
import re
from collections.abc import Iterator

from trainer.content.reading import shorten
from trainer.content.scenario import Node, Rule, Scenario

_LINE_LENGTH = 60
_RESERVED = frozenset({"end", "graph", "subgraph", "flowchart", "style", "class", "click", "default", "linkstyle"})


def mermaid(scenario: Scenario, lang: str | None = None) -> str:
    """The flowchart's source. Jumps to nowhere lead to a node marked as missing: broken calls can be drawn too."""
    lang = lang if lang in scenario.languages else next(iter(scenario.languages), "en")
    return "\n".join(_lines(scenario, lang)) + "\n"


def _lines(scenario: Scenario, lang: str) -> Iterator[str]:
    title = " ".join((scenario.title.get(lang) or scenario.id).split())
    yield f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---"
    yield "flowchart TD"
    yield f'  start(("{escaped("☎")}")) --> {_name(scenario.start)}'
    for node in scenario.nodes.values():
        yield f"  {_name(node.id)}{_shape(node, lang)}"
    missing = dict.fromkeys(
        target for node in scenario.nodes.values() for target in _targets(node) if target not in scenario.nodes
    )
    if scenario.start not in scenario.nodes:
        missing[scenario.start] = None
    for name in missing:
        yield f'  {_name(name)}["{escaped(name)} ✗"]'
    endings: dict[str, None] = {}
    for node in scenario.nodes.values():
        for line, ending in _edges(scenario, node, lang):
            yield f"  {line}"
            if ending:
                endings[ending] = None
    for ending in endings:
        yield f'  ending_{ending}(["{ending}"])'


def _shape(node: Node, lang: str) -> str:
    said = next(iter(node.say.get(lang, ())), "")
    label = escaped(node.id) + ("<br/>" + escaped(shorten(said, _LINE_LENGTH)) if said else "")
    if node.end is not None:
        return f'(["{label}<br/>{node.end}"])'
    return f'["{label}"]'


def _targets(node: Node) -> Iterator[str]:
    for rule in (*node.then, *((node.fallback,) if node.fallback else ())):
        if rule.go:
            yield rule.go
    if node.silence and node.silence.go:
        yield node.silence.go


def _edges(scenario: Scenario, node: Node, lang: str) -> Iterator[tuple[str, str | None]]:
    for rule in node.then:
        yield _edge(node, rule, _conditions(scenario, rule, lang), "-->")
    if node.fallback is not None:
        yield _edge(node, node.fallback, "fallback" + _effect(node.fallback), "-.->")
    if node.silence is not None and node.silence.go:
        label = f"silence {node.silence.times + 1} × {node.silence.after:g} s"
        yield f'{_name(node.id)} -.->|"{escaped(label)}"| {_name(node.silence.go)}', None


def _edge(node: Node, rule: Rule, label: str, arrow: str) -> tuple[str, str | None]:
    target = f"ending_{rule.end}" if rule.end else _name(rule.go or node.id)
    return f'{_name(node.id)} {arrow}|"{escaped(label)}"| {target}', rule.end


def _conditions(scenario: Scenario, rule: Rule, lang: str) -> str:
    parts = []
    if rule.on:
        parts.append(" + ".join(_move(scenario, move, lang) for move in rule.on))
    if rule.did:
        parts.append(f"did {rule.did}")
    if rule.condition:
        parts.append(f"if {rule.condition}")
    return (", ".join(parts) or "always") + _effect(rule)


def _move(scenario: Scenario, name: str, lang: str) -> str:
    move = scenario.moves.get(name)
    return (move.label.get(lang) if move else None) or name


def _effect(rule: Rule) -> str:
    return "".join(f" [{name} {amount:+g}]" for name, amount in rule.effect.items())


def _name(node: str) -> str:
    """A node's id as Mermaid takes it: words of its own language get an underscore."""
    safe = re.sub(r"[^A-Za-z0-9_]", lambda sign: f"_{ord(sign[0]):x}_", node) or "_"
    return f"n_{safe}" if safe.lower() in _RESERVED or safe.startswith(("ending_", "n_")) or safe == "start" else safe


def escaped(text: str) -> str:
    """A text for a quoted Mermaid label: what has a meaning there is written as a code of its own."""
    return "".join(
        f"#{ord(sign)};" if sign in '"#&<>`\\{}[]|' or ord(sign) < ord(" ") else sign for sign in " ".join(text.split())
    )
