"""The staffing formula against the module's figures and an independent computation."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.learning import erlang

HANDLING = 180.0


def by_sums(load: float, agents: int) -> float:
    """The probability of waiting as textbooks write it, in exact fractions."""
    a = Fraction(load)
    queued = a**agents / math.factorial(agents) * agents / (agents - a)
    return float(queued / (sum(a**k / math.factorial(k) for k in range(agents)) + queued))


def by_logarithms(load: float, agents: int) -> float:
    """The same for large numbers: logarithms of factorials, added from the largest down."""
    terms = [k * math.log(load) - math.lgamma(k + 1) for k in range(agents)]
    queued = agents * math.log(load) - math.lgamma(agents + 1) + math.log(agents / (agents - load))
    top = max(*terms, queued)
    whole = math.fsum(math.exp(term - top) for term in terms) + math.exp(queued - top)
    return math.exp(queued - top) / whole


@given(st.integers(1, 60), st.floats(0.01, 0.999))
def test_the_share_that_waits_is_that_of_the_exact_sums(agents, occupancy):
    load = agents * occupancy
    found = erlang.staffed(load, agents, handling=HANDLING, within=20).waits
    assert found == pytest.approx(by_sums(load, agents), rel=1e-9, abs=1e-300)


@given(st.integers(1, 1000), st.floats(0.05, 0.9999))
def test_it_stays_right_with_a_thousand_agents(agents, occupancy):
    load = agents * occupancy
    found = erlang.staffed(load, agents, handling=HANDLING, within=20).waits
    assert found == pytest.approx(by_logarithms(load, agents), rel=1e-6, abs=1e-300)


@given(st.floats(0, 1e9), st.integers(0, 1000), st.floats(1, 36_000), st.floats(0, 36_000))
def test_any_load_gives_shares_and_times(load, agents, handling, within):
    found = erlang.staffed(load, agents, handling=handling, within=within)
    assert 0 <= found.waits <= 1
    assert 0 <= found.in_time <= 1
    assert 0 <= found.occupancy <= 1
    assert found.average_wait >= 0


@given(st.floats(0.01, 900), st.integers(1, 999), st.floats(1, 3600), st.floats(0, 600))
def test_one_more_agent_never_makes_it_worse(load, agents, handling, within):
    fewer = erlang.staffed(load, agents, handling=handling, within=within)
    more = erlang.staffed(load, agents + 1, handling=handling, within=within)
    assert more.waits <= fewer.waits
    assert more.in_time >= fewer.in_time
    assert more.average_wait <= fewer.average_wait


@given(st.floats(0.01, 300), st.floats(10, 1800), st.floats(0, 300), st.floats(0.01, 0.999))
def test_the_number_needed_reaches_the_target_and_one_fewer_does_not(load, handling, within, target):
    number = erlang.needed(load, handling=handling, within=within, target=target)
    assert number is not None
    assert erlang.staffed(load, number, handling=handling, within=within).in_time >= target
    assert erlang.staffed(load, number - 1, handling=handling, within=within).in_time < target


@pytest.mark.parametrize(
    ("agents", "waits", "in_20", "in_15", "average", "occupancy"),
    [
        (11, 68.2, 39.0, 37.2, 122.8, 90.9),
        (12, 44.9, 64.0, 62.0, 40.4, 83.3),
        (13, 28.5, 79.6, 77.8, 17.1, 76.9),
        (14, 17.4, 88.8, 87.5, 7.8, 71.4),
        (15, 10.2, 94.1, 93.3, 3.7, 66.7),
    ],
)
def test_the_table_of_the_module_is_what_the_formula_gives(agents, waits, in_20, in_15, average, occupancy):
    load = erlang.offered(200, HANDLING, 3600)
    found = erlang.staffed(load, agents, handling=HANDLING, within=20)
    assert round(100 * found.waits, 1) == waits
    assert round(100 * found.in_time, 1) == in_20
    assert round(100 * erlang.staffed(load, agents, handling=HANDLING, within=15).in_time, 1) == in_15
    assert round(found.average_wait, 1) == average
    assert round(100 * found.occupancy, 1) == occupancy


def test_the_numbers_of_agents_the_module_names():
    assert erlang.needed(10, handling=HANDLING, within=20, target=0.8) == 14
    assert erlang.needed(10, handling=HANDLING, within=15, target=0.9) == 15


def test_nobody_to_answer_and_nobody_calling():
    assert erlang.needed(0, handling=HANDLING, within=20, target=0.8) == 0
    assert erlang.staffed(3, 3, handling=HANDLING, within=20).average_wait == math.inf
    assert erlang.staffed(0, 0, handling=HANDLING, within=20).in_time == 1


def test_a_load_for_more_than_a_thousand_agents_has_no_number():
    assert erlang.needed(999.5, handling=HANDLING, within=20, target=0.99) is None
    assert erlang.needed(1e12, handling=HANDLING, within=20, target=0.8) is None
