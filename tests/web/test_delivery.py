"""How somebody spoke, in words."""

import pytest

from trainer.call.inputs import Delivery
from trainer.web import i18n
from trainer.web.parts import delivery

HEARD = [
    Delivery(seconds=10, pace=120, pauses=1, pause_seconds=0.8, fillers=2, loudness=-20, answer_delay=1.0),
    Delivery(seconds=30, pace=160, pauses=0, fillers=0, loudness=-24, answer_delay=2.0),
]


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setattr(i18n, "lang", lambda: "en")


def test_figures_are_over_the_whole_call():
    cells = dict(delivery._cells(HEARD, "en"))
    assert cells["Pace"] == "150 words a minute"
    assert cells["Time until you answer"] == "1.5 s on average"
    assert cells["Pauses"] == "1 pause, 0.8 s"
    assert cells["Fillers such as “um”"] == "2 times"
    assert cells["You spoke for"] == "40 s"


def test_chinese_is_counted_in_characters():
    assert dict(delivery._cells(HEARD, "zh"))["Pace"] == "150 characters a minute"


def test_what_is_not_known_is_left_out():
    cells = dict(delivery._cells([Delivery(seconds=3)], "en"))
    assert "Pace" not in cells
    assert "Loudness" not in cells
    assert cells["Pauses"] == "0 pauses, 0.0 s"
