"""Silence and hold: what the customer makes of being left waiting."""

import math

from trainer.call import rules
from trainer.call.events import FellSilent, HoldBegan, HoldEnded
from trainer.call.state import CallState
from trainer.call.step import Step
from trainer.content.scenario import Scenario, Silence

GREETING_PATIENCE = 4.0
"""Seconds of silence after which a customer who waits for a greeting speaks first."""
TIMER_SLACK = 0.05
"""Seconds that a phone's timer may run short."""
MOST_SILENCES = 60
"""How many times one report of silence can make the customer speak, however long it was."""


def silence_after(scenario: Scenario, state: CallState) -> float | None:
    """In how many more seconds of silence the customer speaks; None when silence changes nothing."""
    if state.phase == "opening":
        return max(0.0, GREETING_PATIENCE - state.silent_for)
    silence = scenario.nodes[state.node].silence if state.phase == "talking" else None
    return max(0.0, silence.after - state.silent_for) if silence else None


def stay_silent(step: Step, seconds: float) -> None:
    """Lets `seconds` of silence pass while the call is talking or opening."""
    passed = step.state.silent_for + (seconds if math.isfinite(seconds) and seconds > 0 else 0.0)
    step.change(silent_for=passed)
    if step.state.phase == "opening":
        if passed + TIMER_SLACK >= GREETING_PATIENCE:
            step.note(FellSilent(seconds=GREETING_PATIENCE, times=1))
            step.arrive(step.state.node)
        return
    node = step.state.node
    silence = step.node.silence
    if silence is None or silence.after <= 0:
        return
    for _ in range(MOST_SILENCES):
        if step.over or step.state.node != node or step.state.silent_for + TIMER_SLACK < silence.after:
            return
        _lose_patience(step, silence)
    step.change(silent_for=0.0)


def _lose_patience(step: Step, silence: Silence) -> None:
    """`after` seconds have passed once more."""
    times = step.state.silences + 1
    step.change(silences=times, silent_for=max(0.0, step.state.silent_for - silence.after))
    step.note(FellSilent(seconds=silence.after, times=times))
    if times > silence.times and silence.go is not None:
        step.enter(silence.go)
        return
    step.affect(silence.effect, why=f"silence:{step.state.node}")
    if silence.say is not None:
        step.say(silence.say, part="silence", why="silence")


def hold(step: Step) -> None:
    """Puts the customer on hold. Not having told them in this or the last turn has its effect at once."""
    hold_rules = step.scenario.hold
    announce = hold_rules.announce if hold_rules else None
    announced = announce is None or announce in (*step.state.last_moves, *step.state.earlier_moves)
    step.change(phase="on_hold", hold_began=step.state.at)
    step.count_action("hold")
    step.note(HoldBegan(announced=announced))
    if hold_rules and not announced:
        step.affect(hold_rules.effect, why="hold:unannounced")


def end_hold(step: Step) -> tuple[str, ...]:
    """Ends a hold, with the effect for each limit that passed; gives back what the customer has to react to."""
    began = step.state.hold_began if step.state.hold_began is not None else step.state.at
    seconds = max(0.0, step.state.at - began)
    hold_rules = step.scenario.hold
    limit = hold_rules.limit if hold_rules else None
    passed = max(0, math.ceil(seconds / limit) - 1) if limit and limit > 0 else 0
    deferred = step.state.deferred
    step.change(phase="talking", hold_began=None, deferred=(), silent_for=0.0)
    step.note(HoldEnded(seconds=seconds, limits_passed=passed))
    if hold_rules and passed:
        step.affect(hold_rules.effect, why="hold:limit", times=passed)
    return deferred


def resume(step: Step) -> None:
    """Takes the customer back; they now react to the hold and to what was done meanwhile."""
    deferred = end_hold(step)
    step.count_action("resume")
    place = rules.choose(step, actions=("hold", "resume", *deferred))
    if place is not None:
        rules.take(step, place)
