"""Scores of calls whose work order doesn't come, or isn't asked for."""

import shutil
from dataclasses import replace

import pytest

from tests.conftest import SMALL_CONTENT
from trainer import wiring
from trainer.errors import Conflict
from trainer.services.results import GRACE
from trainer.services.turns import AnswerTurn, HangUpTurn

WITHOUT_ORDER = "late-parcel-briefly"


@pytest.fixture
def settings(settings, tmp_path):
    """The small content with one more scenario, which asks for no work order."""
    content = tmp_path / "content"
    shutil.copytree(SMALL_CONTENT, content)
    written = (content / "scenarios" / "late-parcel.yaml").read_text("utf-8")
    before, _, after = written.partition("\nwrap_up:\n")
    rest = [line for line in after.splitlines() if not line.startswith(" ")]
    text = "\n".join([before, *rest, ""]).replace("id: late-parcel", f"id: {WITHOUT_ORDER}")
    rubric = (content / "scenarios" / "rubrics" / "small.yaml").read_text("utf-8")
    assert "rubric: small" in text
    (content / "scenarios" / f"{WITHOUT_ORDER}.yaml").write_text(
        text.replace("rubric: small", "rubric: small-briefly"), "utf-8"
    )
    items = [line for line in rubric.splitlines() if "wrap_up" not in line]
    (content / "scenarios" / "rubrics" / "small-briefly.yaml").write_text(
        "\n".join(items).replace("id: small", "id: small-briefly"), "utf-8"
    )
    return replace(settings, content=(content,))


def over(services, person, scenario="late-parcel"):
    call = services.calls.begin(person, scenario, "en", seed=1, persona="wang")
    services.calls.take_turn(person, call.id, AnswerTurn(seq=1, type="answer"))
    services.calls.take_turn(person, call.id, HangUpTurn(seq=2, type="hang_up"))
    return call


def test_without_a_work_order_the_score_is_there_when_the_call_is_over(services, ann):
    call = over(services, ann, WITHOUT_ORDER)
    assert services.calls.history(ann)[0].percent == services.calls.scorecard(ann, call.id).percent
    assert len(services.calls.scorecards(ann, call.id)) == 1


def test_a_work_order_handed_in_empty_scores_the_call_without_it(services, ann):
    call = over(services, ann)
    card = services.calls.wrap_up(ann, call.id, {})
    assert services.calls.wrap_up(ann, call.id, {}) == card == services.calls.scorecard(ann, call.id)


def test_long_after_its_time_the_work_order_counts_as_handed_in_empty(services, ann, clock):
    call = over(services, ann)
    limit = services.calls.view(ann, call.id).wrap_up.limit or 0
    clock.move(limit + GRACE - 5)
    with pytest.raises(Conflict, match="work order"):
        services.calls.scorecard(ann, call.id)
    clock.move(3600)
    card = services.calls.scorecard(ann, call.id)
    assert services.calls.view(ann, call.id).wrapped_up
    assert services.calls.wrap_up(ann, call.id, {}) == card
    with pytest.raises(Conflict, match="Another work order"):
        services.calls.wrap_up(ann, call.id, {"reason": "late"})


def test_a_late_work_order_counts_as_long_as_nobody_has_seen_a_score(services, ann, clock):
    call = over(services, ann)
    clock.move(24 * 3600)
    services.calls.wrap_up(ann, call.id, {"reason": "late"})
    assert services.calls.record(ann, call.id).wrap_up.fields == {"reason": "late"}


def test_a_call_whose_work_order_is_awaited_is_not_scored_again(services, ann):
    call = over(services, ann)
    with pytest.raises(Conflict, match="work order"):
        services.calls.rescore(call.id)


def test_the_closed_work_order_is_still_there_after_a_restart(services, ann, clock):
    call = over(services, ann)
    clock.move(24 * 3600)
    card = services.calls.scorecard(ann, call.id)
    with wiring.built(services.settings) as again:
        assert again.calls.view(ann, call.id).wrapped_up
        assert again.calls.scorecard(ann, call.id) == card
