"""The customer's lines made ahead: what the log says of it."""

import logging
import time

import pytest

from trainer.errors import EngineFailed
from trainer.services.lines import CustomerVoice, SpokenLine


class FailingVoice:
    name = "failing"

    def languages(self):
        return ("en",)

    def speak(self, text, *, lang, persona, tone):  # noqa: ARG002 - the port's
        raise EngineFailed(self.name, "out of order")


def line(number, lang):
    return SpokenLine(text=f"line {number}", lang=lang, persona="f1", tone="calm")


@pytest.mark.parametrize(("lang", "told"), [("zh", 0), ("en", 1)], ids=["no voice", "a voice that fails"])
def test_every_line_tried_in_vain_is_not_a_line_in_the_log(tmp_path, caplog, lang, told):
    speech = CustomerVoice(tmp_path, FailingVoice, lambda _lang: None)
    with caplog.at_level(logging.WARNING):
        speech.prepare(line(number, lang) for number in range(20))
        latest = time.monotonic() + 60
        while speech._waiting and time.monotonic() < latest:
            time.sleep(0.01)
        speech.close()
    assert len([record for record in caplog.records if "not made ahead" in record.message]) == told
