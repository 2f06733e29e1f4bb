"""A call is begun once for each wish: on a slow connection people press twice."""

import pytest

from tests.web.conftest import BAD, TURN, WRONG


@pytest.fixture
def pressed(opened, ann):
    """Presses a button on a page, each time as the page stood before anything came of it."""
    screens = {}

    def press(key, path="", **query):
        screen = screens.setdefault(path, opened(ann, path, **query))
        address = screen.at._page_hash
        screen.press(key)
        screen.at._page_hash = address
        screen.at.query_params.clear()
        screen.at.query_params.update(query)
        screen.at.run()

    return press


def test_a_second_press_leads_to_the_call_that_rings_already(pressed, services, ann):
    pressed("start_late-parcel", "calls")
    pressed("start_late-parcel", "calls")
    assert len(services.calls.history(ann)) == 1


def test_who_comes_back_after_a_while_gets_a_new_call(pressed, services, ann, clock):
    pressed("start_late-parcel", "calls")
    clock.move(61)
    pressed("start_late-parcel", "calls")
    assert len(services.calls.history(ann)) == 2


def test_a_call_that_was_picked_up_is_not_begun_twice_but_followed_by_another(pressed, services, ann):
    pressed("start_late-parcel", "calls")
    services.calls.take_turn(ann, services.calls.history(ann)[0].id, TURN.validate_python({"seq": 1, "type": "answer"}))
    pressed("start_late-parcel", "calls")
    assert len(services.calls.history(ann)) == 2


def test_taking_a_call_up_anew_twice_makes_one_call(pressed, services, ann, taken, clock):
    call = taken(ann, BAD[:3], None)
    clock.move(7 * 24 * 3600)
    pressed("take_up", "call", call=call)
    pressed("take_up", "call", call=call)
    assert len(services.calls.history(ann)) == 2


def test_a_call_may_be_taken_again_right_after_its_debrief(pressed, services, ann, taken):
    call = taken(ann, BAD, WRONG)
    pressed("again_whole", "debrief", call=call)
    pressed("again_whole", "debrief", call=call)
    assert len(services.calls.history(ann)) == 2
