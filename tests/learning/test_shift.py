"""The simulated day: the same by seed, nothing lost, and Erlang C where its assumptions hold."""

import math

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from trainer.learning import erlang, shift

FLAT = (1.0,) * shift.HALF_HOURS
ROSTERS = st.fixed_dictionaries({name: st.integers(0, 30) for name in shift.SHIFTS})
DEMANDS = st.builds(
    shift.Demand,
    calls=st.floats(0, 800),
    curve=st.sampled_from([shift.TWO_PEAKS, shift.NIGHT_OWLS, FLAT, (1.0,) + (0.0,) * 47]),
    handling=st.floats(1, 2000),
    lengths=st.sampled_from(["exponential", "lognormal"]),
    patience=st.none() | st.floats(0.5, 600),
)


def day(demand, agents, *, seed=1, within=20):
    return shift.run(shift.callers(demand, seed=seed), agents, within=within)


@given(DEMANDS, ROSTERS, st.integers(0, 2**32))
@hypothesis_settings(max_examples=40)
def test_the_same_seed_gives_the_same_day(demand, roster, seed):
    agents = shift.on_duty(roster)
    assert day(demand, agents, seed=seed) == day(demand, agents, seed=seed)


@given(DEMANDS, ROSTERS, st.integers(0, 1000))
@hypothesis_settings(max_examples=40)
def test_every_call_is_accounted_for(demand, roster, seed):
    waiting = shift.callers(demand, seed=seed)
    found = shift.run(waiting, shift.on_duty(roster), within=20)
    assert found.whole.calls == len(waiting)
    for each in (*found.half_hours, found.whole):
        left = each.calls - each.answered - each.abandoned
        assert left >= 0
        assert left == 0 or demand.patience is None
        assert 0 <= each.in_time <= each.answered
        assert each.busy <= each.staffed + 1e-6
        assert each.waited >= 0


@given(st.integers(0, 500), st.integers(1, 12))
@hypothesis_settings(max_examples=40)
def test_without_giving_up_an_agent_more_makes_nobody_wait_longer(seed, agents):
    waiting = shift.callers(shift.Demand(calls=300), seed=seed)
    fewer = shift.run(waiting, (agents,) * 48, within=20)
    more = shift.run(waiting, (agents + 1,) * 48, within=20)
    assert more.whole.in_time >= fewer.whole.in_time
    if more.whole.answered == fewer.whole.answered:
        assert more.whole.waited <= fewer.whole.waited + 1e-6


def test_it_agrees_with_erlang_c_where_nobody_gives_up():
    """Fifteen days of 2,400 calls at an even rate; the first hours, when the floor is still empty, weigh little."""
    demand = shift.Demand(calls=2400, curve=FLAT)
    load = erlang.offered(2400, demand.handling, shift.DAY)
    for agents in (7, 8, 10):
        days = [day(demand, (agents,) * 48, seed=seed).whole for seed in range(15)]
        told = erlang.staffed(load, agents, handling=demand.handling, within=20)
        calls = sum(each.calls for each in days)
        assert sum(each.in_time for each in days) / calls == pytest.approx(told.in_time, abs=0.02)
        assert sum(each.waited for each in days) / calls == pytest.approx(told.average_wait, rel=0.1, abs=1)
        occupancy = sum(each.busy for each in days) / sum(each.staffed for each in days)
        assert occupancy == pytest.approx(told.occupancy, abs=0.01)


def test_the_average_lengths_are_those_asked_for():
    for lengths in ("exponential", "lognormal"):
        demand = shift.Demand(calls=15_000, handling=200, lengths=lengths, patience=60)
        found = shift.callers(demand, seed=3)
        assert len(found) == pytest.approx(15_000, rel=0.03)
        assert sum(each.handling for each in found) / len(found) == pytest.approx(200, rel=0.05)
        assert sum(each.patience for each in found) / len(found) == pytest.approx(60, rel=0.05)


def test_calls_follow_the_curve():
    found = day(shift.Demand(calls=10_000), (99,) * 48)
    for half_hour, each in enumerate(found.half_hours):
        expected = shift.Demand(calls=10_000).expected(half_hour)
        assert abs(each.calls - expected) < 5 * math.sqrt(expected)


def test_shifts_lie_over_each_other_where_they_overlap():
    agents = shift.on_duty({"night": 2, "early": 10, "noon": 9, "late": 6, "peak": 3})
    assert agents[0] == 2
    assert agents[8 * 2] == 10
    assert agents[9 * 2] == 13
    assert agents[12 * 2] == 12
    assert agents[17 * 2] == 9
    assert agents[17 * 2 + 1] == 6
    assert agents[47] == 6


def test_a_call_under_way_is_finished_after_the_shift():
    waiting = (shift.Caller(8 * 3600 - 60, math.inf, 600),)
    found = shift.run(waiting, shift.on_duty({"night": 1}), within=20)
    assert found.whole.answered == 1
    assert found.half_hours[16].busy == found.half_hours[16].staffed == 540


def test_a_call_at_midnight_is_answered_by_the_night():
    waiting = (shift.Caller(shift.DAY - 10, math.inf, 60), shift.Caller(shift.DAY - 5, 70, 60))
    found = shift.run(waiting, shift.on_duty({"night": 1}), within=20)
    assert found.whole.answered == 2
    assert found.half_hours[47].waited == pytest.approx(10 + 65)  # the second waits for the first


def test_with_nobody_on_duty_callers_give_up_or_wait_for_ever():
    given_up = day(shift.Demand(calls=50, patience=30), (0,) * 48).whole
    assert given_up.abandoned == given_up.calls > 0
    assert given_up.service_level == 0
    assert given_up.average_wait is None
    assert given_up.occupancy is None
    for_ever = day(shift.Demand(calls=50), (0,) * 48).whole
    assert for_ever.answered == for_ever.abandoned == 0


def test_a_day_without_calls_has_no_shares():
    found = day(shift.Demand(calls=0), (3,) * 48)
    assert found.whole.service_level is None
    assert found.whole.abandonment is None
    assert found.whole.occupancy == 0


def test_too_many_calls_and_half_days_are_refused():
    with pytest.raises(ValueError, match="too many"):
        shift.callers(shift.Demand(calls=30_000), seed=1)
    with pytest.raises(ValueError, match="48"):
        shift.run((), (3,) * 47, within=20)
