"""Which of a node's rules is taken, and what taking it does."""

from collections.abc import Collection

from trainer.call.names import holds
from trainer.call.step import Step
from trainer.content.scenario import Rule


def choose(step: Step, *, moves: Collection[str] = (), actions: Collection[str] = (), bare: bool = True) -> int | None:
    """The place of the first rule whose conditions all hold, None when none does.

    `moves` are those made in this turn, `actions` those taken in it (`lookup`, `lookup.parcel`). With `bare` False a
    rule without any condition is passed over.
    """
    for place, rule in enumerate(step.node.then):
        if not bare and not (rule.on or rule.did or rule.condition):
            continue
        if _fits(rule, step, moves, actions):
            return place
    return None


def _fits(rule: Rule, step: Step, moves: Collection[str], actions: Collection[str]) -> bool:
    if rule.on and not all(move in moves for move in rule.on):
        return False
    if rule.did is not None and rule.did not in actions:
        return False
    return rule.condition is None or holds(rule.condition, step.scenario, step.state)


def take(step: Step, place: int) -> None:
    """Takes the rule at `place` of this node."""
    _follow(step, step.node.then[place], part=f"rule{place}", why=f"rule:{step.state.node}.{place}")


def fall_back(step: Step) -> bool:
    """Takes the node's fallback; False when it has none."""
    fallback = step.node.fallback
    if fallback is None:
        return False
    _follow(step, fallback, part="fallback", why=f"fallback:{step.state.node}")
    return True


def _follow(step: Step, rule: Rule, *, part: str, why: str) -> None:
    step.affect(rule.effect, why=why)
    if rule.say is not None:
        step.say(rule.say, part=part, why="rule")
    if rule.go is not None:
        step.enter(rule.go)
    elif rule.end is not None:
        step.end(rule.end)
