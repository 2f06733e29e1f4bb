"""A simulated day on the phones: calls come at random, wait in one queue, are answered or give up.

Event by event, with a seed: the same seed gives the same callers, whoever is rostered, so that two rosters can be
compared call by call. Times are seconds after midnight; a day has 48 half hours.
"""

import heapq
import math
import random
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

DAY = 86_400
HALF_HOUR = 1_800
HALF_HOURS = DAY // HALF_HOUR
MOST_CALLS = 20_000
"""Of a day; about 7 s of computing."""
SPREAD = 0.8
"""Sigma of the lognormal handling times: most calls are short, a few very long."""

SHIFTS: Mapping[str, tuple[float, float]] = {
    "night": (0, 8),
    "early": (8, 12),
    "noon": (12, 16),
    "late": (16, 24),
    "peak": (9, 17.5),
}
"""From hour to hour. The peak shift of part-timers lies over the others."""

# fmt: off
TWO_PEAKS: tuple[float, ...] = (
    22, 20, 17, 15, 14, 13, 12, 11, 10, 10, 11, 12, 15, 20, 30, 48,
    78, 110, 146, 174, 188, 185, 174, 152, 128, 114, 112, 120, 144, 166, 178, 177,
    168, 152, 134, 118, 108, 101, 96, 92, 88, 80, 70, 60, 50, 40, 32, 26,
)
"""How the calls of a service line spread over the half hours: a morning and an afternoon peak."""
NIGHT_OWLS: tuple[float, ...] = (
    140, 152, 168, 182, 190, 186, 168, 140, 108, 80, 58, 42, 32, 26, 22, 20,
    20, 22, 24, 28, 32, 36, 40, 44, 50, 54, 56, 56, 54, 54, 56, 58,
    62, 66, 70, 74, 80, 86, 92, 98, 104, 110, 114, 118, 122, 126, 130, 134,
)
"""A games company's: busiest at two in the morning."""
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Who calls, how long they would wait and how long their calls take.

    `curve` gives each half hour its weight; `patience` is how long callers wait on average, in seconds (exponential;
    None: for ever); `handling` the average seconds of a call with its after-call work.
    """

    calls: float
    curve: Sequence[float] = TWO_PEAKS
    handling: float = 180.0
    lengths: Literal["exponential", "lognormal"] = "exponential"
    patience: float | None = None

    def expected(self, half_hour: int) -> float:
        """The calls a half hour brings on average."""
        return self.calls * self.curve[half_hour] / sum(self.curve)


@dataclass(frozen=True, slots=True)
class Caller:
    """One call: when it comes, how long its caller would wait, how long it takes an agent."""

    arrives: float
    patience: float
    handling: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """What became of the calls that came in a stretch of time.

    in_time: answered within the promise. waited: all seconds that answered callers waited. busy and staffed:
    agent-seconds; an agent who finishes a call after the shift's end is staffed until then. Calls that were neither
    answered nor given up waited when nobody was left to answer, ever.
    """

    calls: int = 0
    answered: int = 0
    in_time: int = 0
    abandoned: int = 0
    waited: float = 0.0
    busy: float = 0.0
    staffed: float = 0.0

    @property
    def service_level(self) -> float | None:
        """The share of all calls answered in time: who gave up counts as not answered. None without calls."""
        return self.in_time / self.calls if self.calls else None

    @property
    def average_wait(self) -> float | None:
        """Average speed of answer, in seconds, over answered calls."""
        return self.waited / self.answered if self.answered else None

    @property
    def abandonment(self) -> float | None:
        """The share of calls that gave up."""
        return self.abandoned / self.calls if self.calls else None

    @property
    def occupancy(self) -> float | None:
        """The share of their time agents were busy."""
        return self.busy / self.staffed if self.staffed else None


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it went: every half hour, and all of them together."""

    half_hours: tuple[Stretch, ...]
    whole: Stretch


def callers(demand: Demand, *, seed: int) -> tuple[Caller, ...]:
    """The calls of a day in order; a Poisson process within each half hour. Raises ValueError for too many."""
    if demand.calls > MOST_CALLS:
        raise ValueError(f"{demand.calls:g} calls a day are too many; at most {MOST_CALLS:,}")
    chance = random.Random(seed)  # noqa: S311 - a simulation, nothing secret
    found = []
    for half_hour in range(HALF_HOURS):
        expected = demand.expected(half_hour)
        if expected <= 0:
            continue
        at, end = half_hour * HALF_HOUR + _gap(chance, HALF_HOUR / expected), (half_hour + 1) * HALF_HOUR
        while at < end:
            patience = math.inf if demand.patience is None else _gap(chance, demand.patience)
            found.append(Caller(at, patience, _length(chance, demand)))
            at += _gap(chance, HALF_HOUR / expected)
    return tuple(found)


def on_duty(roster: Mapping[str, int]) -> tuple[int, ...]:
    """The agents of each half hour when `roster` has so many in each of SHIFTS."""
    counts = [0] * HALF_HOURS
    for name, agents in roster.items():
        begins, ends = SHIFTS[name]
        for half_hour in range(int(begins * 2), int(ends * 2)):
            counts[half_hour] += agents
    return tuple(counts)


def run(waiting: Sequence[Caller], agents: Sequence[int], *, within: float) -> Day:
    """Lets a day happen: `agents` of each half hour answer the callers, first come first served.

    `within` is the promise in seconds. Calls still waiting at midnight are answered by the agents of the first half
    hours, as if the next day began the same way without new calls. Raises ValueError without 48 half hours.
    """
    if len(agents) != HALF_HOURS:
        raise ValueError(f"a day has {HALF_HOURS} half hours, not {len(agents)}")
    return _Floor(waiting, agents, within).run()


def _gap(chance: random.Random, mean: float) -> float:
    """An exponential time, out of one number, so that the stream of chance never shifts."""
    return -math.log(1 - chance.random()) * mean


def _length(chance: random.Random, demand: Demand) -> float:
    if demand.lengths == "exponential":
        return _gap(chance, demand.handling)
    share = min(max(chance.random(), 1e-12), 1 - 1e-12)
    return demand.handling * math.exp(SPREAD * NormalDist().inv_cdf(share) - SPREAD**2 / 2)


class _Tally:
    """What a half hour adds up to while the day runs."""

    __slots__ = ("abandoned", "answered", "busy", "calls", "in_time", "staffed", "waited")

    def __init__(self) -> None:
        self.calls = self.answered = self.in_time = self.abandoned = 0
        self.waited = self.busy = self.staffed = 0.0

    def told(self) -> Stretch:
        return Stretch(self.calls, self.answered, self.in_time, self.abandoned, self.waited, self.busy, self.staffed)


class _Floor:
    """The floor during one run."""

    def __init__(self, waiting: Sequence[Caller], agents: Sequence[int], within: float) -> None:
        self.waiting = waiting
        self.agents = agents
        self.within = within
        self.tallies = [_Tally() for _ in range(HALF_HOURS)]
        self.queue: deque[Caller] = deque()
        self.ends: list[float] = []
        """A heap: when each call under way is done."""
        self.now = 0.0

    def run(self) -> Day:
        position = 0
        for half_hour in range(HALF_HOURS):
            self._work_until(half_hour * HALF_HOUR)
            end = (half_hour + 1) * HALF_HOUR
            while position < len(self.waiting) and self.waiting[position].arrives < end:
                caller = self.waiting[position]
                position += 1
                self._work_until(caller.arrives)
                self._of(caller).calls += 1
                self.queue.append(caller)
                self._take()
        for half_hour in range(HALF_HOURS, 2 * HALF_HOURS + 1):
            self._work_until(half_hour * HALF_HOUR)
            if not self.queue:
                break
        for caller in self.queue:
            self._of(caller).abandoned += caller.patience < math.inf
        stretches = tuple(tally.told() for tally in self.tallies)
        return Day(stretches, _sum(stretches))

    def _work_until(self, moment: float) -> None:
        """Calls end one after another, and whoever is free takes the next."""
        while self.ends and self.ends[0] <= moment:
            self._pass(self.ends[0])
            heapq.heappop(self.ends)
            self._take()
        self._pass(moment)
        self._take()

    def _pass(self, moment: float) -> None:
        """Time goes by and nothing changes. All of it lies within one half hour."""
        if self.now < DAY:
            tally = self.tallies[int(self.now // HALF_HOUR)]
            busy, passed = len(self.ends), moment - self.now
            tally.busy += busy * passed
            tally.staffed += max(busy, self._capacity()) * passed
        self.now = moment

    def _take(self) -> None:
        """The free agents answer those who are still there."""
        while self.queue and len(self.ends) < self._capacity():
            caller = self.queue.popleft()
            waited, tally = self.now - caller.arrives, self._of(caller)
            if waited > caller.patience:
                tally.abandoned += 1
                continue
            tally.answered += 1
            tally.in_time += waited <= self.within
            tally.waited += waited
            heapq.heappush(self.ends, self.now + caller.handling)

    def _capacity(self) -> int:
        return self.agents[int(self.now // HALF_HOUR) % HALF_HOURS]

    def _of(self, caller: Caller) -> _Tally:
        return self.tallies[int(caller.arrives // HALF_HOUR)]


def _sum(stretches: Sequence[Stretch]) -> Stretch:
    return Stretch(
        calls=sum(each.calls for each in stretches),
        answered=sum(each.answered for each in stretches),
        in_time=sum(each.in_time for each in stretches),
        abandoned=sum(each.abandoned for each in stretches),
        waited=math.fsum(each.waited for each in stretches),
        busy=math.fsum(each.busy for each in stretches),
        staffed=math.fsum(each.staffed for each in stretches),
    )
