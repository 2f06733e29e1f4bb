"""The debrief with a real browser: listening, trying again, narrow screens."""

import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Site

TURNS: tuple[dict[str, Any], ...] = (
    {"type": "answer"},
    {"type": "say", "text": "Hello, good morning"},
    {"type": "say", "text": "<b>bold</b> <img src=x onerror=alert(1)>"},
    {"type": "say", "text": "May I have your account number, please?"},
    {"type": "hang_up"},
)


@pytest.fixture
def call(site: Site, context: BrowserContext) -> str:
    return finished(site, context)


def finished(site: Site, context: BrowserContext) -> str:
    """A finished call, its work order handed in."""
    found = site.call(context, "late-parcel", persona="wang")
    headers = {"X-Trainer-CSRF": context.request.get(site.url + "/api/session").json()["csrf"]}
    for seq, turn in enumerate(TURNS, 1):
        answer = context.request.post(f"{site.url}/api/calls/{found}/turns", data={"seq": seq, **turn}, headers=headers)
        assert answer.ok, answer.text()
    fields = {"reason": "late", "notes": "three days"}
    done = context.request.post(f"{site.url}/api/calls/{found}/wrap-up", data={"fields": fields}, headers=headers)
    assert done.ok, done.text()
    return found


def test_a_moment_is_heard_from_its_second(site: Site, page: Page, call: str):
    page.goto(f"{site.url}/debrief?call={call}")
    page.locator(".player-bar").wait_for(state="attached")
    button = page.locator(".moments .listen").first
    second = float(button.get_attribute("data-listen") or "nan")
    button.click()
    bar = page.get_by_role("region", name="Recording")
    expect(bar).to_be_visible()
    expect(bar).to_have_attribute("data-from", re.compile(rf"^{second:g}"))
    expect(bar.locator(".player-told")).to_have_text(re.compile(r"\d:\d\d / \d:\d\d"))
    bar.get_by_role("button", name="Close the player").click()
    expect(bar).to_be_hidden()


def test_trying_again_begins_a_new_call_at_that_turn(site: Site, context: BrowserContext, page: Page, call: str):
    page.goto(f"{site.url}/debrief?call={call}")
    page.locator("#turn-4").get_by_role("button", name="Try again from here").click()
    expect(page).to_have_url(re.compile(r"/call\?call="))
    again = re.sub(r".*call=", "", page.url)
    assert again != call
    view = site.view(context, again)
    assert (view["seq"], view["from_call"]) == (3, call)


def test_buttons_of_another_call_are_left_to_its_own_player(site: Site, page: Page, call: str):
    page.goto(f"{site.url}/debrief?call={call}")
    expect(page.locator("#turn-4").get_by_role("button", name="Try again from here")).to_be_enabled()
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<button data-call=other data-listen=1>Other</button>')"
    )
    page.get_by_role("button", name="Other").dispatch_event("click")
    page.locator("#turn-4 .listen").click()
    expect(page.get_by_role("region", name="Recording")).to_have_attribute("data-from", re.compile(r"^(?!1$)"))


def test_a_wish_that_was_lost_with_the_connection_can_be_had_again(own_site: Site, context: BrowserContext, page: Page):
    call = finished(own_site, context)
    page.goto(f"{own_site.url}/debrief?call={call}")
    again = page.locator("#turn-4 .again")
    expect(again).to_be_enabled()
    own_site.kill()
    expect(page.locator("[data-test-connection-state='CONNECTED']")).to_have_count(0)
    again.dispatch_event("click")
    expect(again).to_be_disabled()
    expect(again).to_be_enabled()
    own_site.start()
    expect(page.locator("[data-test-connection-state='CONNECTED']")).to_have_count(1)
    again.click()
    expect(page).to_have_url(re.compile(r"/call\?call="))


def test_what_was_said_is_shown_as_text(site: Site, page: Page, call: str):
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.goto(f"{site.url}/debrief?call={call}")
    expect(page.locator(".talk").get_by_text("<b>bold</b> <img src=x onerror=alert(1)>")).to_be_visible()
    assert page.locator(".st-key-page img[src='x']").count() == 0
    assert asked == []


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen(site: Site, page: Page, call: str, width: int):
    page.set_viewport_size({"width": width, "height": 844})
    for path in (f"/debrief?call={call}", "/", "/calls", "/history", "/people", "/account"):
        page.goto(site.url + path)
        expect(page.locator(".st-key-page h1")).to_be_visible()
        expect(page.locator(".stMain")).to_have_js_property("scrollWidth", width)


def test_a_point_of_the_perception_line_is_heard(site: Site, page: Page, call: str):
    page.goto(f"{site.url}/debrief?call={call}")
    page.locator(".stVegaLiteChart path[aria-roledescription='circle']").nth(1).click()
    expect(page.get_by_role("region", name="Recording")).to_be_visible()


def test_the_perception_line_is_drawn(site: Site, page: Page, call: str):
    page.goto(f"{site.url}/debrief?call={call}")
    expect(
        page.locator(".st-key-page .stVegaLiteChart canvas, .st-key-page .stVegaLiteChart svg").first
    ).to_be_visible()
    page.get_by_text("The same as a table").click()
    expect(page.locator(".st-key-perception_table tbody tr").first).to_be_visible()
