"""Active time: what pages tell is believed only as far as it can be true."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.learning.reading_time import LONGEST_REPORT, credited

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def counted(reports: list[tuple[float, float]]) -> float:
    """All that is counted of reports: (seconds since the one before, seconds told)."""
    now, last, total = NOON, None, 0.0
    for passed, told in reports:
        now += seconds(passed)
        total += credited(told, last=last, now=now)
        last = now
    return total


def test_what_a_page_tells_is_counted():
    assert credited(15, last=NOON, now=NOON + seconds(15.2)) == 15


def test_no_more_counts_than_has_passed():
    assert credited(15, last=NOON, now=NOON + seconds(4)) == 4


def test_after_a_long_pause_only_what_was_told_counts():
    assert credited(15, last=NOON, now=NOON + timedelta(hours=5)) == 15


def test_the_very_first_report_is_believed_up_to_the_longest():
    assert credited(15, last=None, now=NOON) == 15
    assert credited(1e9, last=None, now=NOON) == LONGEST_REPORT


def test_two_tabs_do_not_count_the_same_time_twice():
    both = [(0.0, 15.0), *[(7.5, 15.0)] * 20]
    assert counted(both) == pytest.approx(15 + 150)


@pytest.mark.parametrize("told", [0, -5, float("nan"), float("-inf")])
def test_no_time_at_all_counts_nothing(told):
    assert credited(told, last=NOON, now=NOON + seconds(60)) == 0


def test_endless_time_is_cut():
    assert credited(float("inf"), last=NOON, now=NOON + timedelta(hours=1)) == LONGEST_REPORT


def test_a_clock_put_back_counts_nothing_and_then_goes_on():
    assert credited(15, last=NOON, now=NOON - timedelta(hours=1)) == 0
    assert credited(15, last=NOON - timedelta(hours=1), now=NOON - timedelta(hours=1) + seconds(15)) == 15


def test_a_clock_put_forward_counts_no_more_than_was_told():
    assert credited(15, last=NOON, now=NOON + timedelta(days=400)) == 15


reports = st.lists(st.tuples(st.floats(0, 3600), st.floats(-10, 1e6)), max_size=30)


@given(reports)
def test_never_more_than_has_passed_since_the_first_report(found):
    passed = sum(gap for gap, _told in found[1:])
    first = min(max(found[0][1], 0), LONGEST_REPORT) if found else 0
    assert counted(found) <= first + passed + 1e-3


@given(st.floats(allow_nan=True), st.none() | st.floats(-1e6, 1e6))
def test_one_report_counts_from_none_to_the_longest(told, since):
    last = None if since is None else NOON - seconds(since)
    assert 0 <= credited(told, last=last, now=NOON) <= LONGEST_REPORT


@given(reports, st.integers(0, 29))
def test_a_second_tab_adds_no_more_than_time_there_was(found, times):
    doubled = [each for gap, told in found for each in ((gap, told), *[(0.0, told)] * (times % 3))]
    assert counted(doubled) <= counted([(gap, 1e6) for gap, _told in found]) + 1e-3
