"""Wrong passwords cost time, more each time, and are forgotten in the end."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trainer.people.throttle import FORGOTTEN_AFTER, FREE, LONGEST, Failures, wait

NOW = datetime(2026, 11, 21, tzinfo=UTC)
kinds = st.sampled_from(sorted(FREE))
counts = st.integers(0, 10_000)


def test_the_first_wrong_tries_cost_nothing():
    assert all(wait("pair", Failures(count, NOW), NOW) == 0 for count in range(FREE["pair"]))


def test_twenty_wrong_tries_block_a_name_from_an_address_for_a_quarter_of_an_hour():
    assert wait("pair", Failures(20, NOW), NOW) == 900


@given(kinds, counts)
def test_one_more_wrong_try_never_shortens_the_wait(kind, count):
    assert wait(kind, Failures(count + 1, NOW), NOW) >= wait(kind, Failures(count, NOW), NOW)


@given(kinds, counts, st.floats(0, 10_000))
def test_a_wait_is_within_bounds_and_runs_out(kind, count, later):
    failures = Failures(count, NOW)
    left = wait(kind, failures, NOW + timedelta(seconds=later))
    assert 0 <= left <= LONGEST[kind]
    assert wait(kind, failures, NOW + timedelta(seconds=LONGEST[kind])) == 0


@given(kinds, counts, st.floats(0, 1e8))
def test_a_clock_that_is_set_back_keeps_nobody_out_for_longer(kind, count, back):
    assert wait(kind, Failures(count, NOW), NOW - timedelta(seconds=back)) <= LONGEST[kind]
    assert wait(kind, Failures(count, NOW), NOW - timedelta(minutes=2)) == 0


@given(kinds, counts)
def test_wrong_tries_are_forgotten_after_an_hour(kind, count):
    assert wait(kind, Failures(count, NOW), NOW + FORGOTTEN_AFTER) == 0
