"""Texts of one's own read aloud over HTTP: for those signed in, short, and so many a minute."""

import asyncio

import pytest

from trainer.services import reading_aloud

pytestmark = pytest.mark.anyio
PATH = "/learning/speech.wav"


@pytest.fixture
async def phone(browser, ann):
    await browser.sign_in("ann")
    return browser


async def test_a_text_is_read_aloud(phone, voice):
    answer = await phone.get(PATH, params={"text": "For bills,\n press 1.", "lang": "en"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.content[:4] == b"RIFF"
    assert voice.spoken == ["For bills, press 1."]


async def test_nothing_of_it_is_kept(phone, services):
    await phone.get(PATH, params={"text": "账单请按1。", "lang": "zh"})
    assert list((services.settings.data / "voice").rglob("*.wav")) == []


async def test_whoever_is_not_signed_in_hears_nothing(browser, voice):
    assert (await browser.get(PATH, params={"text": "Hello", "lang": "en"})).status_code == 401
    assert voice.spoken == []


@pytest.mark.parametrize(
    "asked",
    [
        {"text": "", "lang": "en"},
        {"lang": "en"},
        {"text": "…!?", "lang": "en"},
        {"text": "\u200b\x00\n", "lang": "en"},
        {"text": "x" * 301, "lang": "en"},
        {"text": "Bonjour", "lang": "fr"},
    ],
)
async def test_what_nobody_can_say_is_refused(phone, voice, asked):
    assert (await phone.get(PATH, params=asked)).status_code == 422
    assert voice.spoken == []


async def test_one_person_is_read_so_much_a_minute_and_another_is_not_held_up(phone, browser, bob, clock):
    texts = [{"text": f"Press {n}", "lang": "en"} for n in range(reading_aloud.MOST)]
    answers = await asyncio.gather(*(phone.get(PATH, params=asked) for asked in texts))
    assert {answer.status_code for answer in answers} == {200}
    clock.move(20)
    refused = await phone.get(PATH, params={"text": "More", "lang": "en"})
    assert refused.status_code == 429
    assert refused.json()["code"] == "throttled"
    assert refused.headers["retry-after"] == "40"
    clock.move(40)
    assert (await phone.get(PATH, params={"text": "More", "lang": "en"})).status_code == 200
    await browser.sign_in("bob")
    assert (await browser.get(PATH, params={"text": "Mine", "lang": "en"})).status_code == 200
