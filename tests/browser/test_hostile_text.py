"""Whatever somebody types or is called is shown as the text it is, on every page: nothing of it runs or is built."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PASSWORD, Site
from tests.browser.desk import Desk

NAME = (
    "*Mei* <img src=hostile onerror='pwned=1'> ![i](http://hostile.invalid/i.png) [l](http://hostile.invalid) :red[r]"
)
SAID = (
    "<script>window.pwned = 1</script>",
    "<img src=hostile onerror='window.pwned=1'><svg onload='window.pwned=1'>",
    "![pic](http://hostile.invalid/pic.png) [link](http://hostile.invalid/) [js](javascript:window.pwned=1)",
    "refund \u202etxet desrever\u202c \u2066isolated",
    "😀🎉👩‍👩‍👧‍👦",
    "x" * 2000,
)
CONTROLS = "nul \x00 escape \x1b[31m bell \x07 end"
NOTES = f"three days <b>bold</b> {SAID[1]} {SAID[2]}"


class Watched:
    """A page, and what on it should not have happened."""

    def __init__(self, site: Site, page: Page) -> None:
        self.site, self.page = site, page
        self.asked: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))

    def open(self, path: str) -> None:
        self.page.goto(self.site.url + path)
        expect(self.page.locator(".st-key-page h1")).to_be_visible()

    def expect_harmless(self, *texts: str) -> None:
        """Each text is there as it was written, and nothing was made of it."""
        for text in texts:
            expect(self.page.get_by_text(text).first).to_be_attached()
        made = "[src*=hostile], a[href*=hostile], a[href^='javascript:'], [onerror], [onload]"
        assert self.page.locator(made).count() == 0
        assert self.page.evaluate("window.pwned") is None
        assert [url for url in self.asked if "hostile" in url] == []


@pytest.fixture
def watched(own_site: Site, context: BrowserContext, page: Page) -> Iterator[Watched]:
    """Signed in as an owner of a hostile name."""
    session = context.request.get(own_site.url + "/api/session").json()
    body = {"name": "mei", "password": PASSWORD, "display_name": NAME}
    answer = context.request.post(own_site.url + "/api/owner", data=body, headers={"X-Trainer-CSRF": session["csrf"]})
    assert answer.ok, answer.text()
    return Watched(own_site, page)


def work_order(page: Page, notes: str) -> None:
    page.get_by_label("Reason").select_option("late")
    page.get_by_label("Notes").fill(notes)
    Desk(page).button("submit").click()
    expect(page.get_by_role("link", name="See how it went")).to_be_visible()


def test_nothing_typed_in_a_call_becomes_more_than_text(watched: Watched, context: BrowserContext):
    site, page = watched.site, watched.page
    call = site.call(context, "late-parcel", persona="wang", seed=1)
    page.goto(f"{site.url}/call?call={call}")
    desk = Desk(page)
    desk.answer()
    page.get_by_label("Search the knowledge").fill(SAID[1])
    page.get_by_label("Search the knowledge").press("Enter")
    desk.say(SAID[0])
    desk.say(SAID[1])
    desk.button("transfer").click()
    page.get_by_label("Supervisor").check()
    page.get_by_label("Note for the colleague").fill(SAID[2])
    page.get_by_role("button", name="Put through").click()
    desk.expect_over()
    work_order(page, NOTES)
    watched.expect_harmless(*SAID[:2])
    page.reload()
    watched.expect_harmless(*SAID[:2])
    watched.open(f"/debrief?call={call}")
    watched.expect_harmless(*SAID[:3], NOTES)
    watched.open("/history")
    watched.expect_harmless("The late parcel")


def test_odd_letters_stay_themselves_and_break_nothing(watched: Watched, context: BrowserContext):
    site, page = watched.site, watched.page
    call = site.call(context, "late-parcel", persona="wang", seed=1)
    page.goto(f"{site.url}/call?call={call}")
    desk = Desk(page)
    desk.answer()
    for words in SAID[3:]:
        desk.say(words)
    desk.button("hang_up").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Hang up").click()
    desk.expect_over()
    work_order(page, SAID[3])
    for path in (f"/call?call={call}", f"/debrief?call={call}"):
        page.goto(site.url + path)
        watched.expect_harmless(*SAID[3:])
        # A long word and a turned line stay in their places.
        expect(page.locator(".stMain")).to_have_js_property("scrollWidth", 1280)


def test_control_characters_sent_past_the_keyboard_are_no_words(watched: Watched, context: BrowserContext):
    site, page = watched.site, watched.page
    call = site.call(context, "late-parcel", persona="wang", seed=1)
    headers = {"X-Trainer-CSRF": context.request.get(site.url + "/api/session").json()["csrf"]}
    for seq, turn in enumerate(({"type": "answer"}, {"type": "say", "text": CONTROLS}, {"type": "hang_up"}), 1):
        answer = context.request.post(f"{site.url}/api/calls/{call}/turns", data={"seq": seq, **turn}, headers=headers)
        assert answer.ok, answer.text()
    body = {"fields": {"reason": "late", "notes": CONTROLS}}
    assert context.request.post(f"{site.url}/api/calls/{call}/wrap-up", data=body, headers=headers).ok
    for path in (f"/call?call={call}", f"/debrief?call={call}"):
        page.goto(site.url + path)
        watched.expect_harmless("escape")


def test_a_name_is_shown_as_it_is_to_everybody(watched: Watched, context: BrowserContext):
    page = watched.page
    watched.site.sign_in(context)
    watched.open("/")
    watched.expect_harmless(f"Hello, {NAME}", NAME)
    watched.open("/people")
    page.get_by_role("button", name="Add somebody").click()
    page.get_by_label("Sign-in name").fill("<b>li</b>[x](http://hostile.invalid)")
    page.get_by_label("Full name").fill(NAME)
    page.get_by_label("First password").fill(PASSWORD)
    page.get_by_role("button", name="Add", exact=True).click()
    watched.expect_harmless(f"{NAME} was added.")
    watched.open("/people")
    page.get_by_role("button", name="Add somebody").click()
    page.get_by_label("Sign-in name").fill("<b>li</b>[x](http://hostile.invalid)")
    page.get_by_label("First password").fill(PASSWORD)
    page.get_by_role("button", name="Add", exact=True).click()
    watched.expect_harmless("There is an account called <b>li</b>[x](http://hostile.invalid) already.")
    watched.open("/history")
    page.get_by_role("combobox", name="Whose calls").click()
    watched.expect_harmless(NAME)
