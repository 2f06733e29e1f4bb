"""The work order over HTTP: what is refused, and what counts once."""

import pytest

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("ann")]


async def over(browser):
    await browser.sign_in("ann")
    call = await browser.begin()
    await browser.turn(call, 1, "answer")
    await browser.turn(call, 2, "hang_up")
    return f"/calls/{call['id']}"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"fields": {"nothing": "x"}}, "bad_input"),
        ({"fields": {"reason": "no such choice"}}, "bad_input"),
        ({"fields": {"notes": "x" * 5000}}, "too_long"),
        ({"fields": {"notes": 7}}, "bad_input"),
        ({"fields": {"notes": None}}, "bad_input"),
        ({"fields": {"notes": ["x"]}}, "bad_input"),
        ({"fields": ["notes"]}, "bad_input"),
        ({"fields": {}, "score": 100}, "bad_input"),
        ({}, "bad_input"),
    ],
)
async def test_a_work_order_that_can_not_be_is_refused_and_another_may_follow(browser, body, code):
    call = await over(browser)
    refused = await browser.post(f"{call}/wrap-up", body)
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert refused.json()["detail"]
    assert (await browser.post(f"{call}/wrap-up", {"fields": {"reason": "late"}})).status_code == 200


async def test_the_same_work_order_again_gives_the_same_scorecard(browser):
    call = await over(browser)
    assert (await browser.get(f"{call}/scorecard")).status_code == 409
    first = await browser.post(f"{call}/wrap-up", {"fields": {}})
    assert first.status_code == 200
    assert (await browser.post(f"{call}/wrap-up", {"fields": {}})).content == first.content
    assert (await browser.get(f"{call}/scorecard")).json() == first.json()
    assert (await browser.post(f"{call}/wrap-up", {"fields": {"reason": "late"}})).status_code == 409
