"""How many agents a stretch of time needs, by the Erlang C formula.

The formula assumes calls that arrive at random, agents who can all take every call, and callers who never hang up
while they wait. Source: A. K. Erlang, 1917 ("Solution of some problems in the theory of probabilities of significance
in automatic telephone exchanges"); the service level follows from the exponential waiting time of the M/M/N queue.

Loads are in erlangs (agents' worth of continuous work), times in seconds, shares between 0 and 1.
"""

import math
from dataclasses import dataclass

MOST_AGENTS = 1000
"""Beyond this nobody asks for one more agent: such a queue is split."""


@dataclass(frozen=True, slots=True)
class Staffed:
    """What callers and agents live through with so many agents.

    waits: the share of callers who wait at all. in_time: the share answered within the promised seconds. average_wait:
    seconds over all callers, infinite when the work never gets done. occupancy: the share of time agents are busy.
    """

    agents: int
    waits: float
    in_time: float
    average_wait: float
    occupancy: float


def offered(calls: float, handling: float, period: float) -> float:
    """Erlangs: `calls` within `period` seconds, each `handling` seconds of talk and after-call work."""
    return calls * handling / period


def staffed(load: float, agents: int, *, handling: float, within: float) -> Staffed:
    """What `agents` make of `load` erlangs when every call takes `handling` seconds and is promised `within` seconds.

    Total: with no more agents than erlangs everybody waits, for ever; with no load nobody does.
    """
    return _staffed(load, agents, _blocked(load, agents), handling=handling, within=within)


def needed(load: float, *, handling: float, within: float, target: float) -> int | None:
    """The fewest agents that answer the share `target` of calls `within` seconds; None when MOST_AGENTS don't do.

    A target of 1 or more is never quite reached, and taken as the closest a number can come to it.
    """
    if load <= 0:
        return 0
    if load >= MOST_AGENTS:
        return None
    wanted = min(target, 1 - 1e-12)
    blocked = 1.0
    for agents in range(1, MOST_AGENTS + 1):
        blocked = _one_more(load, agents, blocked)
        if agents > load and _staffed(load, agents, blocked, handling=handling, within=within).in_time >= wanted:
            return agents
    return None


def _staffed(load: float, agents: int, blocked: float, *, handling: float, within: float) -> Staffed:
    if load <= 0:
        return Staffed(agents, 0.0, 1.0, 0.0, 0.0)
    if agents <= load:
        return Staffed(agents, 1.0, 0.0, math.inf, 1.0)
    spare = agents - load
    # Erlang C out of Erlang B; both stay between 0 and 1, where the factorials of the textbook overflow.
    waits = agents * blocked / (spare + load * blocked)
    in_time = 1 - waits * math.exp(-spare * within / handling)
    return Staffed(agents, waits, in_time, waits * handling / spare, load / agents)


def _blocked(load: float, agents: int) -> float:
    """Erlang B: the share turned away if nobody could wait, built up agent by agent."""
    blocked = 1.0
    for number in range(1, agents + 1):
        blocked = _one_more(load, number, blocked)
    return blocked


def _one_more(load: float, agents: int, blocked: float) -> float:
    return load * blocked / (agents + load * blocked)
