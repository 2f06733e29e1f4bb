"""Calls that were left in the middle: for a while they can be gone on with, later they are only remembered."""

import pytest
from pydantic import TypeAdapter

from tests.web.conftest import GOOD
from trainer.services.out_of_order import OutOfOrder
from trainer.services.turns import TurnRequest

TURN: TypeAdapter[TurnRequest] = TypeAdapter(TurnRequest)
HOUR = 3600


def test_a_call_left_at_noon_goes_on_in_the_evening(opened, services, ann, taken, clock):
    call = taken(ann, GOOD[:3], None)
    clock.move(10 * HOUR)
    assert not services.calls.view(ann, call).interrupted
    assert services.calls.take_turn(ann, call, TURN.validate_python({"seq": 4, "type": "hold"})).seq == 4
    assert "Continue" in opened(ann, "history").text


def test_days_later_nobody_is_on_the_line_and_the_record_is_as_it_was(opened, services, ann, taken, clock):
    call = taken(ann, GOOD[:3], None)
    before = services.calls.record(ann, call)
    clock.move(13 * HOUR)
    with pytest.raises(OutOfOrder) as refused:
        services.calls.take_turn(ann, call, TURN.validate_python({"seq": 4, "type": "hold"}))
    assert (refused.value.code, refused.value.call.interrupted) == ("call_interrupted", True)
    again = services.calls.take_turn(ann, call, TURN.validate_python({"seq": 3, **GOOD[2]}))
    assert again.seq == 3  # a repeated turn still has its answer
    assert services.calls.record(ann, call) == before
    text = opened(ann, "history").text
    assert "Broken off" in text
    assert "Continue" not in text
    assert "Continue" not in opened(ann).text


def test_it_can_be_read_and_taken_up_anew(opened, services, ann, coach, taken, clock):
    call = taken(ann, GOOD[:3], None)
    clock.move(72 * HOUR)
    screen = opened(ann, "call", call=call)
    assert "no longer on the line" in screen.text
    assert "您好，速达快递" in screen.text
    screen.at.button(key="take_up").click().run()
    newest = services.calls.history(ann)[0]
    assert (newest.from_call, newest.from_seq, newest.interrupted) == (call, 3, False)
    text = opened(coach, "call", call=call).text
    assert "no longer on the line" in text
    assert "Take it up" not in text
