"""How far somebody is: the stated formula and what always holds for it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.learning.progress import Evidence, Kind, Offer, over_time, overall, values

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
FULL = Offer(
    modules=frozenset({"c/one", "c/two"}), questions=frozenset({"q/1", "q/2", "r/1"}), calls=frozenset({"easy", "hard"})
)
REFS: dict[Kind, list[str]] = {
    "module": ["c/one", "c/two", "c/gone"], "question": ["q/1", "q/2", "r/1", "q/gone"], "call": ["easy", "hard", "gone"],
}  # fmt: skip


def happened(kind: Kind, ref: str, value: float = 1, *, hours: float = 0) -> Evidence:
    return Evidence(at=NOON + hours * HOUR, kind=kind, ref=ref, value=value)


def value(*evidence: Evidence, offer: Offer = FULL) -> float:
    return values(evidence, {"empathy": offer})["empathy"].value


# The formula


def test_nothing_done_is_nothing():
    assert value() == 0


def test_everything_done_at_its_best_is_a_hundred():
    best = [happened(kind, ref) for kind in REFS for ref in FULL.of(kind)]
    assert value(*best) == pytest.approx(100)


def test_modules_bring_twenty_by_their_share():
    assert value(happened("module", "c/one")) == pytest.approx(10)


def test_questions_bring_forty_and_the_latest_answer_of_each_counts():
    assert value(happened("question", "q/1", 0.5)) == pytest.approx(40 / 3 / 2)
    assert value(happened("question", "q/1", 1), happened("question", "q/1", 0, hours=1)) == 0


def test_calls_bring_forty_and_the_latest_three_of_each_count_three_two_one():
    calls = [happened("call", "easy", share, hours=hour) for hour, share in enumerate((1, 0, 0.5, 1))]
    assert value(*calls) == pytest.approx(20 * (3 * 1 + 2 * 0.5 + 1 * 0) / 6)
    assert value(*calls[:1]) == pytest.approx(20)
    assert value(*calls[:2]) == pytest.approx(20 * (3 * 0 + 2 * 1) / 5)


@pytest.mark.parametrize(
    ("offer", "parts"),
    [
        (FULL, {"module": 20, "question": 40, "call": 40}),
        (Offer(modules=FULL.modules, questions=FULL.questions), {"module": 100 / 3, "question": 200 / 3}),
        (Offer(questions=FULL.questions, calls=FULL.calls), {"question": 50, "call": 50}),
        (Offer(calls=FULL.calls), {"call": 100}),
    ],
)
def test_where_a_kind_is_missing_its_share_goes_to_the_others(offer, parts):
    found = values([], {"empathy": offer})["empathy"].parts
    assert {kind: most for kind, (_points, most) in found.items()} == pytest.approx(parts)


def test_what_the_content_no_longer_offers_does_not_count():
    assert value(happened("call", "gone"), happened("question", "q/gone"), happened("module", "c/gone")) == 0


def test_a_competency_without_anything_on_offer_is_nothing():
    assert value(happened("call", "easy"), offer=Offer()) == 0


def test_the_whole_is_the_mean_of_the_competencies():
    found = values([happened("call", "easy")], {"a": Offer(calls=frozenset({"easy"})), "b": FULL, "c": FULL})
    assert overall(found) == pytest.approx((100 + 20 + 20) / 3)
    assert overall({}) == 0


# What is behind a value, and what would raise it


def test_behind_a_value_is_what_counts_in_it_newest_first():
    calls = [happened("call", "easy", 0.5, hours=hour) for hour in range(5)]
    answers = [happened("question", "q/1", 0, hours=10), happened("question", "q/1", 1, hours=11)]
    behind = values([*calls, *answers, happened("call", "gone")], {"empathy": FULL})["empathy"].behind
    assert behind == (answers[1], calls[4], calls[3], calls[2])


def test_gains_name_the_most_first_and_a_quiz_once():
    gains = values([happened("question", "q/1", 0.5)], {"empathy": FULL})["empathy"].gains
    assert [(gain.kind, gain.ref) for gain in gains] == [
        ("call", "easy"), ("call", "hard"), ("question", "q"), ("question", "r"), ("module", "c/one"),
        ("module", "c/two"),
    ]  # fmt: skip
    assert [gain.points for gain in gains] == pytest.approx([20, 20, 20, 40 / 3, 10, 10])


# What always holds

kinds = st.sampled_from(sorted(REFS))
happenings = kinds.flatmap(
    lambda kind: st.builds(
        Evidence,
        at=st.integers(0, 10_000).map(lambda minute: NOON + timedelta(minutes=minute)),
        kind=st.just(kind),
        ref=st.sampled_from(REFS[kind]),
        value=st.just(1.0) if kind == "module" else st.floats(0, 1),
    )
)
histories = st.lists(happenings, max_size=12, unique_by=lambda one: one.at)
offers = st.builds(
    Offer,
    modules=st.frozensets(st.sampled_from(REFS["module"])),
    questions=st.frozensets(st.sampled_from(REFS["question"])),
    calls=st.frozensets(st.sampled_from(REFS["call"])),
)


@given(histories, offers)
def test_a_value_lies_between_none_and_a_hundred_and_is_the_sum_of_its_parts(history, offer):
    found = values(history, {"empathy": offer})["empathy"]
    assert -1e-9 <= found.value <= 100 + 1e-9
    assert found.value == pytest.approx(sum(points for points, _most in found.parts.values()))
    assert all(-1e-9 <= points <= most + 1e-9 for points, most in found.parts.values())


@given(histories, offers)
def test_what_could_be_gained_is_what_is_missing(history, offer):
    found = values(history, {"empathy": offer})["empathy"]
    if found.parts:
        assert found.value + sum(gain.points for gain in found.gains) == pytest.approx(100, abs=1)


@given(histories, offers, st.data())
def test_more_points_for_the_same_thing_never_lower_a_value(history, offer, data):
    if not history:
        return
    place = data.draw(st.integers(0, len(history) - 1))
    one = history[place]
    more = data.draw(st.floats(one.value, 1))
    better = Evidence(at=one.at, kind=one.kind, ref=one.ref, value=more)
    assert value(*history[:place], better, *history[place + 1 :], offer=offer) >= value(*history, offer=offer) - 1e-9


@given(histories, offers, st.randoms())
def test_only_time_orders_the_evidence(history, offer, random):
    shuffled = list(history)
    random.shuffle(shuffled)
    assert values(shuffled, {"empathy": offer}) == values(history, {"empathy": offer})


@given(histories, offers, st.integers(0, 10_000))
def test_nothing_fades(history, offer, days):
    end = max((one.at for one in history), default=NOON)
    [then, later] = over_time(history, {"empathy": offer}, [end, end + timedelta(days=days)])
    assert then == later
    assert then["empathy"] == pytest.approx(value(*history, offer=offer))


@given(histories, offers)
def test_the_picture_over_time_tells_what_was_true_then(history, offer):
    moments = sorted({one.at for one in history})
    shown = over_time(history, {"empathy": offer}, moments)
    for moment, found in zip(moments, shown, strict=True):
        then = [one for one in history if one.at <= moment]
        assert found["empathy"] == pytest.approx(value(*then, offer=offer))


@given(histories, offers, kinds, st.data())
def test_doing_something_for_the_first_time_never_lowers_a_value(history, offer, kind, data):
    ref = data.draw(st.sampled_from(REFS[kind]))
    before = [one for one in history if (one.kind, one.ref) != (kind, ref)]
    after = [*before, happened(kind, ref, data.draw(st.floats(0, 1)), hours=1000)]
    assert value(*after, offer=offer) >= value(*before, offer=offer) - 1e-9


def test_points_out_of_range_are_taken_for_the_nearest_that_is():
    assert value(happened("question", "q/1", 7)) == value(happened("question", "q/1", 1))
    assert value(happened("question", "q/1", -3)) == 0


def test_of_two_things_at_the_same_moment_the_one_told_last_counts_everywhere():
    twice = [happened("question", "q/1", 0), happened("question", "q/1", 1)]
    assert (
        value(*twice)
        == pytest.approx(over_time(twice, {"empathy": FULL}, [NOON])[0]["empathy"])
        == pytest.approx(40 / 3)
    )
