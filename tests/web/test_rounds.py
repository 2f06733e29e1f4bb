"""A form is done once, however often its button is pressed."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from trainer.web.parts.rounds import Rounds


def test_a_second_press_beside_the_first_finds_it_done():
    rounds, begun, may_end = Rounds(), threading.Event(), threading.Event()
    done = []

    def act() -> str:
        begun.set()
        may_end.wait(10)
        done.append("once")
        return "Lin was added."

    with ThreadPoolExecutor() as pool:
        first = pool.submit(rounds.do, 0, act)
        begun.wait(10)
        second = pool.submit(rounds.do, 0, act)
        may_end.set()
    assert (first.result(), second.result()) == ("Lin was added.", "Lin was added.")
    assert done == ["once"]


def test_the_next_round_is_done_anew():
    rounds = Rounds()
    assert rounds.do(rounds.number, lambda: "one") == "one"
    assert rounds.do(rounds.number, lambda: "two") == "two"


def test_what_failed_may_be_tried_again():
    rounds = Rounds()

    def refused() -> str:
        raise ValueError("too short")

    with pytest.raises(ValueError, match="too short"):
        rounds.do(rounds.number, refused)
    assert rounds.do(0, lambda: "done") == "done"
