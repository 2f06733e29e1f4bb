"""How a spoken turn of the trainee is judged."""

from trainer.call import mood, rules
from trainer.call.events import BargedIn, FactWasMisstated, MoveMade, NotUnderstood
from trainer.call.inputs import Say
from trainer.call.lines import CLARIFY, PRESS
from trainer.call.state import CallState
from trainer.call.step import Step
from trainer.content.scenario import Scenario
from trainer.matching.understanding import Understanding

PRESSES_BEFORE_FALLBACK = 2


def moves_heard(scenario: Scenario, state: CallState) -> tuple[str, ...]:
    """The moves that would be understood now: the node's `expect` and `on`, then `always`; none if nobody listens."""
    if state.phase not in ("opening", "talking"):
        return ()
    node = scenario.nodes[state.node]
    named = (*node.expect, *(move for rule in node.then for move in rule.on), *scenario.always)
    return tuple(dict.fromkeys(move for move in named if move in scenario.moves))


def say(step: Step, spoken: Say) -> None:
    """Judges words said while the call is talking or opening."""
    opening = step.state.phase == "opening"
    step.change(turn=step.state.turn + 1, silent_for=0.0)
    if spoken.over_customer and not opening:
        _barge_in(step)
    moves = _make_moves(step, spoken.understanding)
    step.change(last_moves=moves, earlier_moves=step.state.last_moves)
    if opening:
        step.arrive(step.state.node)
    else:
        _answer(step, moves, understood=bool(moves or spoken.understanding.stated))


def _barge_in(step: Step) -> None:
    """`allow` keeps it as evidence, `penalise` also costs mood, `ignore` takes no notice of it at all."""
    how = step.node.barge_in
    if how == "ignore":
        return
    step.note(BargedIn(penalised=how == "penalise"))
    if how == "penalise":
        step.affect(mood.BARGE_IN_PENALTY, why="barge_in")


def _make_moves(step: Step, understanding: Understanding) -> tuple[str, ...]:
    """Makes the moves heard here, `misstates_<fact>` among them, with their effects; facts stated become known."""
    heard = moves_heard(step.scenario, step.state)
    moves = [move for move in understanding.moves if move in heard]
    for stated in understanding.stated:
        step.learn(stated.fact, from_customer=False)
    for wrong in understanding.misstated:
        if wrong.move in heard and wrong.fact in step.scenario.facts:
            step.note(FactWasMisstated(fact=wrong.fact, said=wrong.said))
            moves.append(f"misstates_{wrong.fact}")
    made = tuple(dict.fromkeys(moves))
    for move in made:
        _make(step, move)
    return made


def _make(step: Step, move: str) -> None:
    before = step.state.made.get(move, 0)
    step.change(made={**step.state.made, move: before + 1})
    step.note(MoveMade(move=move, first=before == 0))
    known = step.scenario.moves.get(move)
    if known is not None:
        step.affect(known.effect, why=f"move:{move}", may_raise_mood=before == 0)


def _answer(step: Step, moves: tuple[str, ...], *, understood: bool) -> None:
    place = rules.choose(step, moves=moves)
    if place is not None:
        rules.take(step, place)
    elif understood:
        _press(step)
    else:
        step.note(NotUnderstood())
        _clarify(step)


def _press(step: Step) -> None:
    """Presses on; after two of those at one node the fallback is taken."""
    if step.state.pressed >= PRESSES_BEFORE_FALLBACK and rules.fall_back(step):
        return
    step.change(pressed=step.state.pressed + 1)
    step.say(step.node.press or PRESS, part="press", why="press")


def _clarify(step: Step) -> None:
    """Asks again as often as the node allows, then takes the fallback."""
    clarify = step.node.clarify
    if step.state.clarified >= clarify.times and rules.fall_back(step):
        return
    step.change(clarified=step.state.clarified + 1)
    step.say(clarify.say or CLARIFY, part="clarify", why="clarify")
