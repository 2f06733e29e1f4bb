"""From nothing to a scored call, over HTTP."""

import pytest

pytestmark = pytest.mark.anyio


async def test_the_owner_signs_up_and_takes_a_call_to_its_scorecard(browser):
    assert await browser.meet() | {"csrf": ""} == {
        "signed_in": False, "needs_owner": True, "needs_code": False, "csrf": "", "lang": "en", "person": None,
    }  # fmt: skip
    owner = await browser.post("/owner", {"name": "Olga", "password": "a long password"})
    assert owner.status_code == 201
    assert owner.json()["person"]["role"] == "admin"
    browser.csrf = owner.json()["csrf"]

    call = await browser.begin()
    assert call["phase"] == "ringing"
    assert call["ringing"]["ivr"][0]["say"] == "For deliveries, press 1"
    answered = (await browser.turn(call, 1, "answer")).json()
    assert (answered["phase"], answered["silence_after"]) == ("opening", 4)
    opened = (await browser.turn(call, 2, "say", text="Hello, good morning")).json()
    assert opened["line"]["text"] == "My parcel hasn't moved for three days!"
    audio = await browser.http.get(opened["line"]["audio"])
    assert audio.headers["content-type"] == "audio/wav"
    assert audio.content[:4] == b"RIFF"
    asked = (await browser.turn(call, 3, "say", text="I'm sorry! What is your account number?")).json()
    assert asked["line"]["text"] == "It's 60412"
    assert asked["mood"] == 0
    looked = (await browser.turn(call, 4, "lookup", record="parcel")).json()
    assert looked["desktop"]["records"][0]["shows"] == {"Status": "held"}
    ended = (await browser.turn(call, 5, "say", text="I will rush it for you")).json()
    assert (ended["ended"], ended["phase"], ended["allowed"]) == ("resolved", "ended", [])
    assert [field["id"] for field in ended["wrap_up"]["fields"]] == ["reason", "notes"]

    card = (
        await browser.post(f"/calls/{call['id']}/wrap-up", {"fields": {"reason": "late", "notes": "three days"}})
    ).json()
    assert (card["percent"], card["passed"]) == (100, True)
    assert (await browser.get(f"/calls/{call['id']}/scorecard")).json() == card
    history = (await browser.get("/calls")).json()
    assert [(each["title"], each["percent"]) for each in history] == [("The late parcel", 100)]
