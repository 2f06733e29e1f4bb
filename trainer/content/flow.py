"""Where a call can go: nodes nobody reaches, nodes no ending can be reached from, fallbacks that go round for ever."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trainer.content.expression import ExpressionError, Value, holds, parse
from trainer.content.merging import Assembled
from trainer.content.problem import Problem
from trainer.content.scenario import Node, Rule, Scenario
from trainer.content.settle import persona_text

_PATIENCE = 300
"""Turns without a single understood word after which a call is taken to last for ever."""
_TURN_SECONDS = 6.0
_MOOD_LIMIT = 3


def unconditional(rule: Rule) -> bool:
    """A rule that always holds."""
    return not rule.on and rule.did is None and rule.condition is None


def gets_stuck(node: Node) -> bool:
    """Whoever is not understood has no way on here: there is neither an end nor a fallback."""
    return node.end is None and node.fallback is None and not (node.then and unconditional(node.then[-1]))


def ways_on(node: Node) -> Iterator[str]:
    """The nodes a node can lead to."""
    for rule in (*node.then, *((node.fallback,) if node.fallback else ())):
        if rule.go is not None:
            yield rule.go
    if node.silence is not None and node.silence.go is not None:
        yield node.silence.go


def ends_here(node: Node) -> bool:
    """The call can end at this node."""
    return node.end is not None or any(
        rule.end is not None for rule in (*node.then, *((node.fallback,) if node.fallback else ()))
    )


def reached(scenario: Scenario) -> frozenset[str]:
    """The nodes that can be reached from the start."""
    seen: set[str] = set()
    waiting = [scenario.start]
    while waiting:
        name = waiting.pop()
        if name in scenario.nodes and name not in seen:
            seen.add(name)
            waiting.extend(ways_on(scenario.nodes[name]))
    return frozenset(seen)


def check_flow(whole: Assembled) -> Iterator[Problem]:
    """What is wrong with the ways through a call. Needs every jump to lead somewhere."""
    scenario = whole.scenario
    seen = reached(scenario)
    stranded = {name for name in seen if gets_stuck(scenario.nodes[name])}
    for kind, name in () if whole.read.ways_lost or stranded else whole.placed:
        if kind == "node" and ("node", name) in whole.own and name not in seen:
            advice = "let a rule, a fallback or a silence `go` there, or remove it"
            yield Problem(*whole.placed[kind, name], "S302", f"nobody reaches the node `{name}`; {advice}")
    unfinished = seen - _finishing(scenario)
    stuck = [name for name in scenario.nodes if name in unfinished]
    spoiled = any(("node", name) in whole.read.spoiled for name in stuck)
    if stuck and not spoiled and stranded.isdisjoint(stuck):
        others = f" (nor from {', '.join(f'`{name}`' for name in stuck[1:6])})" if stuck[1:] else ""
        message = f"no ending can be reached from the node `{stuck[0]}`{others}; lead it to a node with `end`"
        yield Problem(*whole.placed["node", stuck[0]], "S303", message)
    yield from _rounds(whole, seen - set(stuck))
    for name in sorted(seen):
        if ("node", name) not in whole.read.spoiled:
            yield from _rule_order(whole, scenario.nodes[name])


def _finishing(scenario: Scenario) -> set[str]:
    """The nodes some ending can be reached from."""
    before: dict[str, set[str]] = {}
    finishing = {name for name, node in scenario.nodes.items() if ends_here(node)}
    for name, node in scenario.nodes.items():
        for after in ways_on(node):
            before.setdefault(after, set()).add(name)
    waiting = list(finishing)
    while waiting:
        for name in before.get(waiting.pop(), ()):
            if name not in finishing:
                finishing.add(name)
                waiting.append(name)
    return finishing


def _rule_order(whole: Assembled, node: Node) -> Iterator[Problem]:
    for place, rule in enumerate(node.then):
        if rule.on and rule.did is not None:
            where = whole.places.of("nodes", node.id, "then", place)
            message = "this rule never holds: a turn is either words (`on`) or an action (`did`). Write a rule for each"
            yield Problem(*where, "S328", message, "warning")
    for place, rule in enumerate(node.then[:-1]):
        if unconditional(rule):
            where = whole.places.of("nodes", node.id, "then", place + 1)
            earlier = whole.places.of("nodes", node.id, "then", place)[1]
            message = (
                f"this rule is never reached: the one in line {earlier} has no condition and always holds. "
                "Move that one to the end"
            )
            yield Problem(*where, "S328", message, "warning")
            return


# -- whoever is never understood must get out


def _way_out(node: Node) -> Rule | None:
    """What happens to somebody who is never understood, conditions with `if` left aside."""
    return next((rule for rule in node.then if unconditional(rule)), node.fallback)


def _rounds(whole: Assembled, names: set[str] | frozenset[str]) -> Iterator[Problem]:
    scenario = whole.scenario
    done: set[str] = set()
    for first in scenario.nodes:
        if first not in names:
            continue
        steps: dict[str, int] = {}
        name: str | None = first
        while name is not None and name in names and name not in done and name not in steps:
            steps[name] = len(steps)
            name = _next_node(scenario.nodes[name])
        done.update(steps)
        if name is None or name not in steps:
            continue
        circle = list(steps)[steps[name] :]
        spoiled = any(("node", name) in whole.read.spoiled for name in circle)
        if not spoiled and not all(_gets_out(scenario, name) for name in circle):
            yield _round_problem(whole, circle)


def _next_node(node: Node) -> str | None:
    """Where the never understood go; None when the call ends or the way on is another problem's."""
    rule = _way_out(node)
    if node.end is not None or rule is None or rule.end is not None:
        return None
    return rule.go if rule.go is not None else node.id


def _round_problem(whole: Assembled, circle: Sequence[str]) -> Problem:
    node = whole.scenario.nodes[circle[0]]
    path = (
        ("nodes", node.id, "fallback")
        if node.fallback and _way_out(node) is node.fallback
        else ("nodes", node.id, "then")
    )
    if len(circle) == 1:
        rule = _way_out(node)
        round_trip = (
            f"the fallback of `{node.id}` stays there"
            if rule and rule.go is None
            else f"the fallback of `{node.id}` leads back to it"
        )
    else:
        round_trip = "these fallbacks lead in a circle: " + " → ".join(f"`{name}`" for name in (*circle, circle[0]))
    message = (
        f"{round_trip}, so whoever is never understood never gets out; lead one of them to an ending, "
        'or add a rule that gets out, such as {if: "mood <= -3", end: escalated}'
    )
    return Problem(*whole.places.of(*path), "S304", message)


@dataclass(slots=True)
class _Silent:
    """A call in which nothing is ever understood, as conditions see it."""

    scenario: Scenario
    who: str
    lang: str
    variables: dict[str, float]
    turn: int = 0
    seconds: float = 0.0
    ending: str = ""

    def variable(self, name: str) -> float:
        return self.variables.get(name, 0.0)

    def persona(self, key: str) -> Value:
        persona = self.scenario.personas[self.who]
        value = persona.keys.get(key)
        if isinstance(value, bool | int | float):
            return value
        return persona.mood if key == "mood" else persona_text(persona, key, self.lang)

    def made(self, move: str) -> bool:  # noqa: ARG002 - nothing is ever made
        return False

    def count(self, move: str) -> int:  # noqa: ARG002
        return 0

    def did(self, action: str) -> bool:  # noqa: ARG002
        return False

    def known(self, fact: str) -> bool:  # noqa: ARG002
        return False

    def change(self, effect: Mapping[str, float]) -> None:
        for name, amount in effect.items():
            value = self.variables.get(name, 0.0) + amount
            self.variables[name] = max(-_MOOD_LIMIT, min(_MOOD_LIMIT, value)) if name == "mood" else value


def _gets_out(scenario: Scenario, start: str) -> bool:
    """Plays on from a node without a single word understood; every persona must get out."""
    lang = scenario.languages[0]
    for persona in scenario.personas.values():
        variables = {**scenario.vars, "mood": float(persona.mood)}
        if not _plays_out(_Silent(scenario, persona.id, lang, variables), start):
            return False
    return True


def _plays_out(call: _Silent, name: str) -> bool:
    nodes = call.scenario.nodes
    unheard = 0
    for _ in range(_PATIENCE):
        node = nodes.get(name)
        if node is None or node.end is not None:
            return True
        call.turn += 1
        call.seconds += _TURN_SECONDS
        rule = next((one for one in node.then if not one.on and one.did is None and _holds(one, call)), None)
        unheard = unheard + 1 if rule is None else 0
        if unheard > node.clarify.times:
            rule, unheard = node.fallback, 0
        if rule is None:
            continue
        call.change(rule.effect)
        if rule.end is not None:
            return True
        name = rule.go or name
    return False


def _holds(rule: Rule, call: _Silent) -> bool:
    if rule.condition is None:
        return True
    try:
        return holds(parse(rule.condition), call)
    except ExpressionError:
        return False
