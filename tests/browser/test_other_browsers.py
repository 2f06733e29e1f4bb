"""What other browsers do with sound, done to Chromium before the page loads: Safari's gestures, Firefox without a
loudspeaker; and scroll bars that take room."""

import re
from collections.abc import Iterator

import pytest
from made_labs import lab_content
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.browser.conftest import Double, Site, served
from tests.browser.desk import open_double

NO_LOUDSPEAKER = """
Object.defineProperty(BaseAudioContext.prototype, 'state', { get: () => 'suspended' });
AudioContext.prototype.resume = () => new Promise(() => {});
"""
"""Firefox on a computer that has none: allowed to sound, the context never runs and never says why."""

NEVER_RECORDS = "AudioContext.prototype.resume = () => new Promise(() => {});"

LIFTED = """
let gesture = false;
let heard = false;
for (const type of ['pointerup', 'click']) {
  addEventListener(type, () => { gesture = true; setTimeout(() => { gesture = false; }); }, { capture: true });
}
const { resume } = AudioContext.prototype;
const state = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'state').get;
Object.defineProperty(BaseAudioContext.prototype, 'state', { get() { return heard ? state.call(this) : 'suspended'; } });
AudioContext.prototype.resume = function () {
  if (!gesture) return new Promise(() => {});
  heard = true;
  return resume.call(this).then(() => this.dispatchEvent(new Event('statechange')));
};
"""
"""Safari on a tablet: a finger counts once it is lifted, and only while its event is handled."""

EACH_BY_A_CLICK = """
let gesture = false;
addEventListener('click', () => { gesture = true; setTimeout(() => { gesture = false; }); }, { capture: true });
const may = new WeakSet();
const { load, play } = HTMLMediaElement.prototype;
HTMLMediaElement.prototype.load = function () { if (gesture) may.add(this); return load.call(this); };
HTMLMediaElement.prototype.play = function () {
  if (gesture) may.add(this);
  return may.has(this) ? play.call(this) : Promise.reject(new DOMException('No gesture', 'NotAllowedError'));
};
"""
"""Safari: an element may play for good once it was loaded or played while a click was handled, else never."""


@pytest.fixture(scope="module")
def lab_site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("labs")
    with served(folder, content=lab_content(folder / "content")) as running:
        yield running


def test_where_no_loudspeaker_is_the_page_says_so_and_the_call_goes_on(double: Double, page: Page):
    page.add_init_script(NO_LOUDSPEAKER)
    desk = open_double(double, page, "mute")
    desk.answer()
    expect(page.get_by_text("no loudspeaker or headset was found")).to_be_visible()
    desk.say("Hello")
    desk.expect_words("forty yuan too high")
    desk.say("May I have your number?")
    desk.expect_words("one three eight")
    expect(page.locator(".avatar.talking")).to_have_count(0)
    assert double.said("mute") == ["Hello", "May I have your number?"]


def test_a_line_that_nobody_can_hear_takes_its_time_and_then_silence_counts(double: Double, page: Page):
    page.add_init_script(NO_LOUDSPEAKER)
    desk = open_double(double, page, "mute-silent", silence=1)
    desk.answer()
    desk.expect_words("forty yuan too high")
    expect(page.locator(".avatar.talking")).to_have_count(1)
    desk.expect_words("one three eight")
    assert [turn["type"] for turn in double.told("mute-silent")["taken"]][:3] == ["answer", "silence", "silence"]


def test_a_microphone_that_never_starts_is_said_and_typing_goes_on(double: Double, page: Page):
    page.add_init_script(NEVER_RECORDS)
    desk = open_double(double, page, "stuck")
    desk.answer()
    desk.button("speak").click()
    expect(page.get_by_text("The microphone did not start").first).to_be_visible()
    desk.say("Typed")
    assert double.said("stuck") == ["Typed"]


def test_the_phone_rings_once_a_finger_is_lifted(double: Double, page: Page):
    page.add_init_script(LIFTED)
    open_double(double, page, "tapped")
    hint = page.get_by_text("Click or press any key to hear the phone ring.")
    expect(hint).to_be_visible()
    page.get_by_text("Incoming call").hover()
    page.mouse.down()
    expect(hint).to_be_visible()
    page.mouse.up()
    expect(hint).to_be_hidden()


def test_a_recording_is_heard_where_a_click_has_passed_before_it_came(site: Site, context: BrowserContext, page: Page):
    call = site.call(context, "late-parcel", persona="wang")
    headers = {"X-Trainer-CSRF": context.request.get(site.url + "/api/session").json()["csrf"]}
    for seq, turn in enumerate(({"type": "answer"}, {"type": "say", "text": "Hello"}, {"type": "hang_up"}), 1):
        context.request.post(f"{site.url}/api/calls/{call}/turns", data={"seq": seq, **turn}, headers=headers)
    context.request.post(f"{site.url}/api/calls/{call}/wrap-up", data={"fields": {}}, headers=headers)
    page.add_init_script(EACH_BY_A_CLICK)
    page.goto(f"{site.url}/debrief?call={call}")
    page.locator(".player-bar").wait_for(state="attached")
    page.locator(".moments .listen").first.click()
    expect(page.locator(".player-toggle")).to_have_attribute("data-state", "playing")


def test_the_menu_is_heard_piece_by_piece_after_one_click(lab_site: Site, context: BrowserContext, page: Page):
    headers = lab_site.sign_in(context)
    context.request.put(lab_site.url + "/api/preferences", data={"lang": "en"}, headers=headers)
    page.add_init_script(EACH_BY_A_CLICK)
    page.goto(f"{lab_site.url}/module?course=labs&module=ivr-designer")
    speech = re.compile(r"/speech\.wav")
    with page.expect_response(speech) as first:
        page.get_by_role("button", name="Dial").click()
    with page.expect_response(lambda got: speech.search(got.url) is not None and got.url != first.value.url):
        pass
    expect(page.locator(".ivr-phone .warn")).to_have_text("")


@pytest.mark.parametrize("width", [1280, 900])
def test_the_bar_has_no_scroll_bars(site: Site, playwright: Playwright, chromium: str, width: int):
    # Playwright hides Chromium's, which people see.
    browser = playwright.chromium.launch(
        executable_path=chromium, args=["--no-sandbox"], ignore_default_args=["--hide-scrollbars"]
    )
    try:
        context = browser.new_context(viewport={"width": width, "height": 720}, locale="en-US")
        site.sign_in(context)
        page = context.new_page()
        for path in ("/courses", "/progress"):
            page.goto(site.url + path)
            expect(page.locator(".st-key-page h1")).to_be_visible()
            expect(page.locator(".st-key-to_search")).to_be_visible()
            found = page.evaluate(
                """[...document.querySelectorAll('.st-key-bar, .st-key-bar *')].filter((each) => {
                  const { overflowX, overflowY, borderLeftWidth, borderTopWidth } = getComputedStyle(each);
                  if (overflowX === 'visible' && overflowY === 'visible') return false;
                  if (overflowX === 'hidden' && overflowY === 'hidden') return false;
                  return each.offsetWidth - each.clientWidth > 4 * parseFloat(borderLeftWidth)
                    || each.offsetHeight - each.clientHeight > 4 * parseFloat(borderTopWidth) + 1;
                }).map((each) => each.className)"""
            )
            assert found == []
    finally:
        browser.close()
