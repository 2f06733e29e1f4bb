"""How the phone behaves under the fingers: keys, silence, captions, the microphone, text from others."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import FAKE_MICROPHONE, launched, new_context
from tests.browser.desk import open_double


def test_a_call_can_be_taken_by_keyboard_alone(double, page):
    desk = open_double(double, page, "keys")
    expect(desk.button("answer")).to_be_visible()
    page.keyboard.press("Alt+A")
    expect(desk.reply).to_be_focused()
    page.keyboard.type("Hello")
    page.keyboard.press("Enter")
    desk.expect_words("forty yuan too high")
    page.keyboard.press("Alt+H")
    expect(desk.button("resume")).to_be_visible()
    page.keyboard.press("Alt+H")
    expect(desk.button("hold")).to_be_visible()
    page.keyboard.press("Alt+K")
    page.keyboard.type("50")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 found for “50”")).to_be_visible()
    page.keyboard.press("Alt+I")
    page.keyboard.type("first line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("bye")
    page.keyboard.press("Enter")
    desk.expect_over()
    page.keyboard.press("Alt+W")
    expect(page.get_by_label("Reason")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("13800")
    page.keyboard.press("Tab")
    page.keyboard.type("refund")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="See how it went")).to_be_focused()
    assert double.said("keys") == ["Hello", "first line\nbye"]
    assert double.told("keys")["work_order"] == {"reason": "o0", "number": "13800", "notes": "refund"}


def test_enter_that_chooses_a_chinese_word_does_not_send(double, page):
    desk = open_double(double, page, "ime", lang="zh")
    desk.answer()
    desk.reply.fill("您")
    pressed = (
        "(field, more) => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', cancelable: true, ...more}))"
    )
    for composing in ({"isComposing": True}, {"keyCode": 229}):
        desk.reply.evaluate(pressed, composing)
    expect(desk.reply).to_have_value("您")
    desk.reply.press("Enter")
    desk.expect_words("多了四十块钱")
    assert double.said("ime") == ["您"]


def test_letters_typed_here_are_no_shortcuts_of_the_page(double, page):
    desk = open_double(double, page, "letters")
    desk.answer()
    desk.reply.press_sequentially("r c r")
    page.wait_for_timeout(300)
    expect(page.get_by_text("runs 0")).to_be_visible()


def test_markup_in_what_the_customer_says_stays_text(double, page):
    desk = open_double(double, page, "markup")
    desk.answer()
    for words in ("Hello", "<img src=x onerror=alert(1)>", "So?"):
        desk.say(words)
    desk.expect_words("<b>Bold</b> claims!")
    page.locator(".entry").first.click()
    expect(page.locator(".article")).to_contain_text("<script>alert(1)</script>")
    expect(page.locator(".shell img, .shell script")).to_have_count(0)


def test_saying_nothing_is_told_to_the_server(double, page):
    desk = open_double(double, page, "quiet", silence=1)
    desk.answer()
    desk.expect_words("forty yuan too high")
    silences = [turn for turn in double.told("quiet")["taken"] if turn["type"] == "silence"]
    assert silences[0]["seconds"] >= 1


def test_typing_is_not_silence(double, page):
    page.clock.install()
    desk = open_double(double, page, "typing", silence=30)
    desk.answer()
    for letter in "a slow typist":
        desk.reply.press_sequentially(letter)
        page.clock.run_for(3_500)
    assert [turn["type"] for turn in double.told("typing")["taken"]] == ["answer"]
    page.clock.run_for(35_000)
    desk.expect_words("forty yuan too high")


def test_speaking_while_the_customer_talks_is_cutting_in(double, page):
    desk = open_double(double, page, "barge", line_seconds=20)
    desk.answer()
    desk.say("Hello")
    expect(page.locator(".avatar.talking")).to_have_count(1)
    desk.say("Wait a moment")
    taken = double.told("barge")["taken"]
    assert "over_customer" not in taken[1]
    assert taken[2]["over_customer"] is True


def test_speaking_sends_a_recording_the_recogniser_can_read(double, page):
    desk = open_double(double, page, "voice")
    desk.answer()
    desk.speak_a_second()
    desk.expect_words("heard words")
    expect(page.get_by_text("heard with doubt")).to_be_visible()
    audio = double.told("voice")["taken"][1]["audio"]
    assert audio["rate"] == 16000
    assert audio["channels"] == 1
    assert 0.9 < audio["seconds"] < 60


def test_a_recording_can_be_thrown_away(double, page):
    desk = open_double(double, page, "discard")
    desk.answer()
    desk.button("speak").click()
    expect(desk.button("done")).to_be_visible()
    page.keyboard.press("Escape")
    expect(desk.button("speak")).to_be_visible()
    assert [turn["type"] for turn in double.told("discard")["taken"]] == ["answer"]


def test_hands_free_sends_when_the_speaker_pauses(double, playwright, chromium, spoken):
    microphone = f"--use-file-for-fake-audio-capture={spoken('Good morning, how can I help you?', pause=4)}"
    with launched(playwright, chromium, *FAKE_MICROPHONE, microphone) as browser:
        page = new_context(browser).new_page()
        desk = open_double(double, page, "hands-free")
        desk.answer()
        page.get_by_role("button", name="Settings").click()
        page.get_by_label("Hands-free").check()
        page.get_by_role("button", name="Settings").click()
        desk.expect_words("heard words")
    turn = double.told("hands-free")["taken"][1]
    assert 1.5 < turn["audio"]["seconds"] < 6


def test_silence_in_a_recording_counts_for_nothing(double, page):
    desk = open_double(double, page, "silent")
    desk.answer()
    double.faults("silent_turn")
    desk.speak_a_second()
    expect(page.get_by_text("Nothing was heard, and nothing was counted")).to_be_visible()
    desk.say("Typed instead")
    assert [turn["seq"] for turn in double.told("silent")["taken"]] == [1, 2]


def test_without_a_recogniser_typing_goes_with_the_recording(double, page):
    desk = open_double(double, page, "deaf", deaf=True)
    expect(page.get_by_text("No speech recogniser is installed")).to_be_visible()
    desk.answer()
    double.faults("deaf_turn")
    desk.speak_a_second()
    expect(page.get_by_text("Your recording is kept for your trainer")).to_be_visible()
    desk.say("What I said")
    assert len(double.told("deaf")["taken"][1]["recording"]) == 64


def test_a_refused_microphone_is_said_and_typing_goes_on(double, playwright, chromium):
    with launched(playwright, chromium, "--deny-permission-prompts") as browser:
        page = new_context(browser).new_page()
        desk = open_double(double, page, "refused")
        desk.answer()
        desk.button("speak").click()
        expect(page.get_by_text("You can type everything").first).to_be_visible()
        desk.say("Typed")
        desk.expect_words("forty yuan too high")
    assert double.said("refused") == ["Typed"]


def test_captions_can_be_switched_off_and_stay_off(double, page):
    desk = open_double(double, page, "captions")
    desk.answer()
    desk.say("Hello")
    desk.expect_words("forty yuan too high")
    page.keyboard.press("Alt+C")
    expect(desk.button("captions")).to_have_attribute("aria-pressed", "false")
    expect(desk.conversation).not_to_contain_text("forty yuan")
    page.reload()
    expect(desk.button("captions")).to_have_attribute("aria-pressed", "false")
    expect(desk.conversation).not_to_contain_text("forty yuan")


def test_an_exam_has_neither_captions_nor_the_browsers_speech(double, page):
    desk = open_double(double, page, "exam", exam=True)
    desk.answer()
    desk.say("Hello")
    expect(desk.button("captions")).to_be_disabled()
    page.get_by_role("button", name="Settings").click()
    expect(page.get_by_text("The browser's voice")).to_have_count(0)


def test_repeat_says_the_last_line_again(double, page):
    desk = open_double(double, page, "repeat")
    desk.answer()
    desk.say("Hello")
    expect(page.locator(".playing")).to_have_count(1)
    expect(page.locator(".playing")).to_have_count(0)
    desk.button("repeat").click()
    expect(page.locator(".playing")).to_have_count(1)


def test_calling_out_waits_until_the_customer_picks_up(double, page):
    desk = open_double(double, page, "outbound", direction="outbound")
    expect(page.get_by_text("Calling the customer")).to_be_visible()
    expect(desk.button("answer")).to_be_hidden()
    expect(desk.reply).to_be_enabled()
    assert double.told("outbound")["taken"][0]["type"] == "answer"


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_is_wider_than_the_screen(double, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    desk = open_double(double, page, f"width-{width}", lang="zh")
    desk.answer()
    desk.say("您好")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_narrow_screen_the_work_order_comes_up_by_itself(double, page):
    page.set_viewport_size({"width": 390, "height": 844})
    desk = open_double(double, page, "narrow")
    desk.answer()
    desk.reply.fill("bye")
    desk.reply.press("Enter")
    expect(page.get_by_label("Reason")).to_be_visible()
    expect(desk.button("submit")).to_be_enabled()
