"""Whole calls on the real application."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import FAKE_MICROPHONE, launched, new_context
from tests.browser.desk import NAMES, Desk


def work_order(desk, page):
    page.get_by_label({"en": "Reason", "zh": "原因"}[desk.lang]).select_option("late")
    page.get_by_label({"en": "Notes", "zh": "备注"}[desk.lang]).fill("3")
    desk.button("submit").click()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_typed_call_goes_from_the_ringing_to_the_result(site, context, page, lang):
    words = {
        "en": ("Hello", "I am sorry. May I have your account?", "I will rush it", "three days"),
        "zh": ("您好", "非常抱歉，请报一下您的账号", "我马上给您加急处理", "三天"),
    }[lang]
    call = site.call(context, "late-parcel", lang, persona="wang", seed=1)
    page.goto(f"{site.url}/call?call={call}")
    desk = Desk(page, lang)

    desk.answer()
    desk.say(words[0])
    desk.expect_words(words[3])
    desk.say(words[1])
    desk.expect_words({"en": "60412", "zh": "60412"}[lang])
    desk.say(words[2])
    desk.expect_over()
    work_order(desk, page)

    page.get_by_role("link", name=NAMES[lang]["result"]).click()
    expect(page).to_have_url(re.compile(r"/debrief\?call="))
    view = site.view(context, call)
    assert view["ended"] == "resolved"
    assert view["wrapped_up"]


def test_what_was_looked_up_held_and_read_is_on_the_record(site, context, page):
    call = site.call(context, "late-parcel", persona="wang", seed=1)
    page.goto(f"{site.url}/call?call={call}")
    desk = Desk(page)
    desk.answer()
    desk.say("Hello")
    page.get_by_role("button", name="Look up: Parcel").click()
    expect(page.get_by_text("Not shown yet. First check with the customer")).to_be_visible()
    desk.say("May I have your account number?")
    page.get_by_role("button", name="Look up: Parcel").click()
    expect(page.get_by_text("held", exact=True)).to_be_visible()
    page.get_by_label("Search the knowledge").fill("refund")
    page.get_by_label("Search the knowledge").press("Enter")
    page.locator(".entry").first.click()
    expect(page.locator(".article")).to_be_visible()
    desk.button("hold").click()
    expect(desk.button("resume")).to_be_visible()
    expect(desk.button("send")).to_be_disabled()
    desk.button("resume").click()
    desk.button("transfer").click()
    page.get_by_label("Supervisor").check()
    page.get_by_label("Note for the colleague").fill("Ms Wang, account 60412")
    page.get_by_role("button", name="Put through").click()
    desk.expect_over()

    kinds = [entry["type"] for entry in site.view(context, call)["transcript"] if entry["who"] == "event"]
    kinds = [kind for kind in kinds if kind != "silence"]  # the customer's patience is shorter than a slow machine's
    assert kinds == ["lookup", "lookup", "search", "read", "hold", "resume", "transfer", "ended"]


def test_a_double_click_begins_one_call(site, context, page):
    site.sign_in(context)
    before = len(context.request.get(f"{site.url}/api/calls?limit=500").json())
    page.goto(f"{site.url}/calls")
    page.locator(".st-key-start_late-parcel button").dblclick(delay=40)
    expect(page).to_have_url(re.compile(r"/call\?call="))
    expect(Desk(page).button("answer")).to_be_visible()
    assert len(context.request.get(f"{site.url}/api/calls?limit=500").json()) == before + 1


def test_hanging_up_too_early_asks_first(site, context, page):
    call = site.call(context, "late-parcel")
    page.goto(f"{site.url}/call?call={call}")
    desk = Desk(page)
    desk.answer()
    desk.say("Hello")
    desk.button("hang_up").click()
    page.get_by_role("button", name="Keep talking").click()
    assert site.view(context, call)["ended"] is None
    desk.button("hang_up").click()
    desk.button("hang_up").click()
    desk.expect_over()
    assert site.view(context, call)["ended"] == "dropped"


def test_a_spoken_greeting_is_heard(site, playwright, chromium, spoken):
    voice = spoken("Good morning, how can I help you?", pause=2)
    microphone = f"--use-file-for-fake-audio-capture={voice}%noloop"
    with launched(playwright, chromium, *FAKE_MICROPHONE, microphone) as browser:
        context = new_context(browser)
        page = context.new_page()
        call = site.call(context, "late-parcel", persona="wang", seed=1)
        page.goto(f"{site.url}/call?call={call}")
        desk = Desk(page)
        desk.answer()
        desk.button("speak").click()
        expect(page.locator(".voice .left")).to_have_text(re.compile(r"^00:(?!0[0-3])"))
        desk.button("done").click()
        desk.expect_words("three days")
        said = [entry["text"] for entry in site.view(context, call)["transcript"] if entry["who"] == "agent"]
        context.close()
    assert len(said) == 1
    assert "morning" in said[0].lower() or "help" in said[0].lower()


def test_on_a_narrow_screen_nothing_covers_the_end_of_the_work_order(site, context, page):
    page.set_viewport_size({"width": 390, "height": 560})
    call = site.call(context, "late-parcel", persona="wang", seed=1)
    page.goto(f"{site.url}/call?call={call}")
    desk = Desk(page)
    desk.answer()
    desk.button("hang_up").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Hang up").click()
    desk.button("submit").click()
    expect(page.get_by_role("link", name="See how it went")).to_be_visible()
