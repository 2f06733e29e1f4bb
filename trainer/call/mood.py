"""The customer's mood and the author's other variables: how an effect changes them.

Mood runs from -3 (furious) to 3 (delighted) and is cut at both ends. A move raises it only the first time it is made
in a call, so that reciting sympathy does not buy a happy customer; falls and other variables count every time.
"""

import math
from collections.abc import Iterator, Mapping

from trainer.call.events import VariableChanged
from trainer.content.scenario import Effect

LOWEST = -3.0
HIGHEST = 3.0
NAME = "mood"
BARGE_IN_PENALTY: Effect = {NAME: -1}


def cut(mood: float) -> float:
    """`mood` within -3 and 3."""
    return min(HIGHEST, max(LOWEST, mood))


def changes(
    variables: Mapping[str, float],
    effect: Effect,
    *,
    why: str,
    times: int = 1,
    may_raise_mood: bool = True,
) -> Iterator[VariableChanged]:
    """What `effect`, held `times` times over, changes; nothing is yielded for a variable that stays the same.

    `may_raise_mood` is False for a move made again.
    """
    now = dict(variables)
    for name, delta in effect.items():
        if name == NAME and delta > 0 and not may_raise_mood:
            continue
        before = now.get(name, 0.0)
        after = before + delta * times
        if name == NAME:
            after = cut(after)
        if after == before or not math.isfinite(after):
            continue
        now[name] = after
        yield VariableChanged(name=name, before=before, after=after, why=why)
