"""The call engine: a state and what the trainee did in, a new state and what happened out.

Pure: no clock, no files, no randomness beyond the seed. Any input at any moment gives an answer; what is not possible
now gives `Ignored` and changes nothing.
"""

import math
from collections.abc import Mapping

from trainer.call import actions, mood, turns, waiting
from trainer.call.events import Answered, Event, Ignored
from trainer.call.inputs import (
    Answer,
    HangUp,
    HoldCustomer,
    Input,
    LookUp,
    Read,
    Resume,
    Say,
    Search,
    StaySilent,
    Transfer,
)
from trainer.call.record import Opening
from trainer.call.state import CallState, Phase
from trainer.call.step import Step
from trainer.call.turns import moves_heard
from trainer.call.waiting import silence_after
from trainer.content.facts import SettledFact
from trainer.content.scenario import Scenario
from trainer.errors import NotFound, WrongUse

__all__ = ["allowed", "begin", "moves_heard", "respond", "silence_after"]

_ALLOWED: dict[Phase, tuple[str, ...]] = {
    "ringing": ("answer", "hang_up"),
    "opening": ("say", "lookup", "search", "read", "silence", "hang_up"),
    "talking": ("say", "hold", "lookup", "search", "read", "transfer", "silence", "hang_up"),
    "on_hold": ("resume", "lookup", "search", "read", "transfer", "hang_up"),
    "ended": (),
}
_REASON: dict[Phase, str] = {
    "ringing": "ringing",
    "opening": "not_begun",
    "talking": "not_on_hold",
    "on_hold": "on_hold",
    "ended": "call_ended",
}


def begin(scenario: Scenario, opening: Opening) -> tuple[CallState, tuple[Event, ...]]:
    """A call that rings, at the start node, in the persona's mood.

    Raises NotFound for a persona the scenario hasn't, WrongUse for a language it isn't written in.
    """
    persona = scenario.personas.get(opening.persona)
    if persona is None:
        raise NotFound(
            f"The scenario {scenario.id} has no persona {opening.persona}; it has {', '.join(scenario.personas)}."
        )
    if opening.lang not in scenario.languages:
        raise WrongUse(
            f"The scenario {scenario.id} isn't written in {opening.lang}; it is in {', '.join(scenario.languages)}."
        )
    variables = {**scenario.vars, mood.NAME: mood.cut(float(persona.mood))}
    return CallState(opening=opening, node=scenario.start, variables=variables), ()


def allowed(scenario: Scenario, state: CallState) -> tuple[str, ...]:
    """The types of input that are possible now; none after the end, always at least `hang_up` before it."""
    desk = scenario.desktop
    things = {
        "lookup": desk.records,
        "search": desk.knowledge,
        "read": desk.knowledge,
        "transfer": desk.transfer_to,
    }
    absent = {name for name, there in things.items() if not there}
    return tuple(name for name in _ALLOWED[state.phase] if name not in absent)


def respond(
    scenario: Scenario, state: CallState, done: Input, *, facts: Mapping[str, SettledFact] | None = None
) -> tuple[CallState, tuple[Event, ...]]:
    """The state after what the trainee did, and all that it caused, in order. Never raises for any input.

    Time never runs backwards: an input that claims to be earlier than the last one happens at the same moment.
    `facts` are the call's settled facts, for callers that have them at hand; without them they are settled again.
    """
    if done.type not in _ALLOWED[state.phase]:
        return state, (Ignored(reason=_REASON[state.phase] if done.type != "answer" else _answered(state)),)
    step = Step(scenario, state, facts)
    if math.isfinite(done.at):
        step.change(at=max(state.at, done.at))
    _carry_out(step, done)
    return step.state, tuple(step.events)


def _answered(state: CallState) -> str:
    return "call_ended" if state.phase == "ended" else "already_answered"


def _carry_out(step: Step, done: Input) -> None:  # noqa: C901 - one plain case an input
    match done:
        case Answer():
            _answer(step)
        case Say():
            turns.say(step, done)
        case HoldCustomer():
            waiting.hold(step)
        case Resume():
            waiting.resume(step)
        case LookUp():
            actions.look_up(step, done)
        case Search():
            actions.search(step, done)
        case Read():
            actions.read(step, done)
        case Transfer():
            actions.transfer(step, done)
        case StaySilent():
            waiting.stay_silent(step, done.seconds)
        case HangUp():
            _hang_up(step)


def _answer(step: Step) -> None:
    step.note(Answered(after=step.state.at))
    step.change(answered_at=step.state.at)
    if step.scenario.opens == "agent":
        step.change(phase="opening")
    else:
        step.arrive(step.state.node)


def _hang_up(step: Step) -> None:
    if step.state.phase == "on_hold":
        waiting.end_hold(step)
    step.end("dropped")
