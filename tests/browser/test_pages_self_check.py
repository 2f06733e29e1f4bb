"""A whole self-check in a real browser: every type of question, by mouse, keyboard and touch, refreshed in the middle."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PASSWORD, Site, new_context, served

CONTENT = Path(__file__).parents[1] / "web" / "content"
ADDRESS = "/self-check?quiz=parcels&module=answering/parcels"


@pytest.fixture(scope="module")
def learning(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An application on content with a quiz of every type."""
    with served(tmp_path_factory.mktemp("learning"), content=CONTENT) as running:
        yield running


def expect_told(page: Page, verdict: str) -> None:
    expect(page.locator(".told b")).to_have_text(verdict)


def on(page: Page, number: int) -> None:
    """Goes on to a question."""
    page.get_by_role("button", name="Next question").click()
    expect(page.get_by_text(f"Question {number} of 9", exact=True)).to_be_visible()
    expect(page.locator(".told")).to_have_count(0)  # what is old goes last


def check(page: Page) -> None:
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".told")).to_be_visible()


def put_first(page: Page, text: str) -> None:
    expect(page.locator(".ask-order li")).to_have_count(4)
    while page.locator(".ask-order li").first.locator(".ask-what").inner_text() != text:
        page.get_by_role("button", name=f"Move up: {text}").press("Enter")


def test_a_whole_self_check_with_every_type_and_a_refresh(  # noqa: PLR0915 - a whole one, from end to end
    learning: Site, context: BrowserContext, page: Page
):
    learning.sign_in(context)
    page.goto(learning.url + ADDRESS)
    expect(page).to_have_url(re.compile(r"attempt=[0-9a-f]{32}$"))

    send = page.get_by_role("button", name="Check", exact=True)
    expect(send).to_be_disabled()
    page.get_by_role("radio", name="Check the account").check()
    check(page)
    expect_told(page, "Right")
    expect(page.get_by_text(re.compile(r"saved \d\d:\d\d:\d\d"))).to_be_visible()
    page.reload()
    expect(page.locator(".told b")).to_have_text("Right")
    on(page, 2)

    with page.expect_response(re.compile(r"/heard/signs\.wav")) as heard:
        page.get_by_role("button", name="Listen", exact=True).click()
    assert heard.value.status in (200, 206)
    expect(send).to_be_disabled()
    expect(page.get_by_text("My parcel hasn't moved for three days!")).to_have_count(0)
    page.get_by_role("checkbox", name="It is about a parcel").check()
    page.reload()
    expect(page.get_by_role("checkbox", name="It is about a parcel")).to_be_checked()
    check(page)
    expect_told(page, "Partly right")
    expect(page.get_by_text("My parcel hasn't moved for three days!")).to_be_visible()
    on(page, 3)

    page.get_by_role("radio", name="False").check()
    check(page)
    on(page, 4)

    answer = page.get_by_role("textbox", name="Your answer (yuan)")
    expect(answer).to_be_focused()
    answer.fill("a few")
    answer.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("no single number")
    answer.fill("forty")
    answer.press("Enter")
    expect(page.locator(".told b")).to_have_text("Right")
    next_question = page.get_by_role("button", name="Next question")
    expect(next_question).to_be_focused()
    next_question.press("Enter")

    page.get_by_role("textbox", name="Your answer").fill("Held.")
    page.keyboard.press("Enter")
    expect(page.locator(".told b")).to_have_text("Right")
    on(page, 6)

    expect(send).to_be_disabled()
    for text in ("Explain", "Look up", "Check the account", "Greet"):
        put_first(page, text)
    check(page)
    expect_told(page, "Right")
    on(page, 7)

    for line, partner in (
        ("angry", "listen to the end"),
        ("in a hurry", "say the result first"),
        ("confused", "go step by step"),
    ):
        expect(send).to_be_disabled()
        page.get_by_label(line, exact=True).select_option(partner)
    check(page)
    expect_told(page, "Right")
    on(page, 8)

    page.get_by_label("Gap 1 of 2").fill("verify")
    expect(send).to_be_disabled()
    page.get_by_label("Gap 2 of 2").fill("look up")
    page.keyboard.press("Enter")
    expect(page.locator(".told b")).to_have_text("Right")
    on(page, 9)

    page.get_by_role("textbox", name="Your answer").fill("I'm sorry.\nI'll look at once.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Model answer")).to_be_visible()
    page.reload()
    expect(page.get_by_text("I'll look at once.")).to_be_visible()
    page.get_by_role("button", name="Had it").click()

    expect(page.get_by_role("heading", name="Passed")).to_be_visible()
    expect(page.locator(".check-verdict")).to_contain_text("7 of 8 questions fully right")
    page.locator("details.item summary").nth(1).click()
    expect(page.get_by_text("My parcel hasn't moved for three days!")).to_be_visible()


def test_an_order_is_dragged_with_a_finger_on_a_narrow_screen(learning: Site, browser: Browser):
    context = new_context(browser, viewport={"width": 390, "height": 800}, has_touch=True, locale="en-US")
    try:
        headers = learning.sign_in(context)
        context.request.put(learning.url + "/api/preferences", data={"lang": "en"}, headers=headers)
        page = context.new_page()
        page.goto(learning.url + ADDRESS)
        go_to_order(page)
        items = page.locator(".ask-order li")
        expect(items).to_have_count(4)
        expect(page.get_by_role("button", name="Next question")).to_have_count(0)
        items.first.locator(".ask-grip").click(trial=True)  # waits until nothing moves any more
        first = items.first.locator(".ask-what").inner_text()
        start = items.first.locator(".ask-grip").bounding_box()
        end = items.nth(2).bounding_box()
        assert start
        assert end
        touch = context.new_cdp_session(page)
        x, y = start["x"] + 6, start["y"] + start["height"] / 2
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        bottom = end["y"] + end["height"] - 4
        for step in range(1, 9):
            at = y + (bottom - y) * step / 8
            touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": at}]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        expect(items.nth(2).locator(".ask-what")).to_have_text(first)
        expect(page.get_by_role("button", name="Check", exact=True)).to_be_enabled()
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390
    finally:
        context.close()


def go_to_order(page: Page) -> None:
    """Answers whatever comes before the question that is to be put in order."""
    while True:
        expect(page.locator(".ask, .told").first).to_be_visible()
        if page.locator(".ask-order").count():
            return
        if page.locator(".told").count():
            page.get_by_role("button", name="Next question").click()
            expect(page.locator(".told")).to_have_count(0)
            continue
        if page.locator(".ask-card").count():
            page.locator(".ask-card").first.click()
        else:
            page.locator(".ask-field").fill("7")
        check(page)


def test_active_time_is_reported_while_somebody_is_there(learning: Site, context: BrowserContext, page: Page):
    learning.sign_in(context)
    page.clock.install()
    with page.expect_response("**/api/session"):  # what counts is there
        page.goto(learning.url + "/review")
    expect(page.get_by_role("heading", name="Review", exact=True)).to_be_visible()
    page.mouse.move(200, 300)
    with page.expect_request("**/api/learning/activity") as report:
        for _second in range(40):
            page.clock.run_for(1000)
    sent = json.loads(report.value.post_data or "{}")
    assert (sent["kind"], sent["ref"]) == ("review", "stack")
    assert 14 <= sent["seconds"] <= 17
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(60_000)
    asked.clear()
    page.clock.run_for(120_000)  # nobody has touched anything for a minute
    assert not [url for url in asked if url.endswith("/activity")]


def test_the_focus_follows_each_step_and_what_happened_is_told(learning: Site, context: BrowserContext, page: Page):
    """By keyboard alone: the way on is focused and in sight, the verdict in a region that screen readers know."""
    learning.sign_in(context)
    adding = [sys.executable, "-c", "from trainer.cli import main; main()", "account", "add", "kim"]
    subprocess.run(adding, env=os.environ | learning.environment, input=PASSWORD, text=True, check=True)
    learning.sign_in(context, "kim")
    page.set_viewport_size({"width": 1280, "height": 420})
    page.goto(learning.url + "/module?course=answering&module=parcels")
    page.get_by_role("button", name="Check yourself").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    group = page.get_by_role("radiogroup", name=re.compile("."))
    expect(group).to_be_visible()
    page.get_by_role("radio", name="Check the account").press("Space")
    page.get_by_role("button", name="Check", exact=True).press("Enter")
    way_on = page.get_by_role("button", name="Next question")
    expect(way_on).to_be_focused()
    expect(way_on).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("status").filter(has_text="Right")).to_have_count(1)
    way_on.press("Enter")
    expect(page.locator("#ask-text")).to_be_focused()


def test_where_the_system_chooses_the_colours_what_is_chosen_is_framed(
    learning: Site, context: BrowserContext, page: Page
):
    learning.sign_in(context, "mei")
    page.emulate_media(forced_colors="active")
    page.goto(learning.url + "/courses")
    button = page.get_by_role("button", name=re.compile("^menu_book|Begin|Go on")).first
    colours = button.evaluate(
        "(e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e.querySelector('p')).color]"
    )
    assert colours[0] != colours[1]
    here = page.locator("[class*='st-key-nav_here_'] a")
    expect(here).to_have_css("outline-style", "solid")
