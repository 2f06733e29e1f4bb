"""Nothing is lost and nothing is heard twice: refresh, restart, network, tabs, sign-in."""

from playwright.sync_api import expect

from tests.browser.conftest import new_context
from tests.browser.desk import Desk, open_double


def test_a_refresh_in_the_middle_goes_on_where_it_was(double, page):
    desk = open_double(double, page, "refresh")
    desk.answer()
    desk.say("Hello")
    desk.expect_words("forty yuan too high")
    expect(page.locator(".playing")).to_have_count(0)
    heard = double.told("refresh")["heard"]
    desk.reply.fill("half a sen")
    page.reload()
    desk.expect_words("forty yuan too high")
    expect(desk.reply).to_have_value("half a sen")
    desk.say("May I have your number?")
    desk.expect_words("one three eight")
    assert double.said("refresh") == ["Hello", "May I have your number?"]
    assert double.told("refresh")["heard"][: len(heard) + 1] == [*heard, "3-0"], "the first line was not played again"


def test_a_line_cut_off_by_a_refresh_is_said_again(double, page):
    desk = open_double(double, page, "cut", line_seconds=20)
    desk.answer()
    desk.say("Hello")
    expect(page.locator(".avatar.talking")).to_have_count(1)
    page.reload()
    desk.expect_words("forty yuan too high")
    page.locator("header.head").click()
    expect(page.locator(".avatar.talking")).to_have_count(1)


def test_a_rerun_of_the_page_leaves_the_phone_alone(double, page):
    desk = open_double(double, page, "rerun")
    desk.answer()
    desk.reply.fill("half a sent")
    page.get_by_test_id("stBaseButton-secondary").click()
    expect(page.get_by_text("runs 1")).to_be_visible()
    expect(desk.reply).to_have_value("half a sent")


def test_what_is_typed_while_the_server_is_dead_arrives_after_its_restart(own_site, context, page):
    call = own_site.call(context, "late-parcel", persona="wang", seed=1)
    page.goto(f"{own_site.url}/call?call={call}")
    desk = Desk(page)
    desk.answer()
    desk.say("Hello")
    own_site.kill()
    desk.reply.fill("May I have your account number?")
    desk.reply.press("Enter")
    expect(page.get_by_text("Nothing is lost: 1 kept here")).to_be_visible()
    own_site.start()
    desk.expect_words("60412")
    said = [entry["text"] for entry in own_site.view(context, call)["transcript"] if entry["who"] == "agent"]
    assert said == ["Hello", "May I have your account number?"]


def test_a_turn_typed_offline_survives_closing_the_page(double, context, page):
    desk = open_double(double, page, "offline")
    desk.answer()
    desk.say("Hello")
    context.set_offline(True)
    desk.reply.fill("Said in a tunnel")
    desk.reply.press("Enter")
    expect(page.get_by_text("Nothing is lost: 1 kept here")).to_be_visible()
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{double.url}/?call=offline&lang=en")
    Desk(page).expect_words("Said in a tunnel")
    assert double.said("offline") == ["Hello", "Said in a tunnel"]


def test_an_answer_lost_on_the_way_is_fetched_without_saying_it_twice(double, page):
    desk = open_double(double, page, "lost")
    desk.answer()
    double.faults("lost_after", "lost_before")
    desk.say("Only once")
    desk.expect_words("forty yuan too high")
    assert double.said("lost") == ["Only once"]


def test_a_full_disk_is_said_and_tried_again(double, page):
    desk = open_double(double, page, "disk")
    desk.answer()
    double.faults("disk_full")
    desk.reply.fill("Keep this")
    desk.reply.press("Enter")
    expect(page.get_by_text("can't store anything at the moment")).to_be_visible()
    desk.expect_words("forty yuan too high")
    assert double.said("disk") == ["Keep this"]


def test_two_tabs_never_say_a_thing_twice(double, context, page):
    desk = open_double(double, page, "tabs")
    desk.answer()
    desk.say("Hello")
    other = context.new_page()
    other.goto(f"{double.url}/?call=tabs&lang=en")
    second = Desk(other)
    second.expect_words("forty yuan too high")
    expect(page.get_by_text("This call goes on in another tab")).to_be_visible()
    second.say("From the second tab")
    desk.expect_words("From the second tab")
    desk.say("Back in the first")
    expect(other.get_by_text("This call goes on in another tab")).to_be_visible()
    assert double.said("tabs") == ["Hello", "From the second tab", "Back in the first"]


def test_two_browsers_with_one_call_are_told_and_keep_their_words(double, browser, page):
    desk = open_double(double, page, "browsers")
    desk.answer()
    desk.say("Hello")
    elsewhere = new_context(browser)
    other = elsewhere.new_page()
    other.goto(f"{double.url}/?call=browsers&lang=en")
    second = Desk(other)
    second.expect_words("forty yuan too high")
    second.say("From the other browser")
    desk.reply.fill("Too late")
    desk.reply.press("Enter")
    expect(page.get_by_text("your words were not sent")).to_be_visible()
    expect(desk.reply).to_have_value("Too late")
    desk.expect_words("From the other browser")
    desk.reply.press("Enter")
    desk.expect_words("Too late")
    elsewhere.close()
    assert double.said("browsers") == ["Hello", "From the other browser", "Too late"]


def test_signing_in_again_sends_what_waited(double, page):
    desk = open_double(double, page, "signed-out")
    desk.answer()
    double.faults("signed_out")
    desk.reply.fill("Still here")
    desk.reply.press("Enter")
    expect(page.get_by_text("Your sign-in has run out")).to_be_visible()
    page.get_by_label("User name").fill("mei")
    page.get_by_label("Password").fill("secret")
    page.get_by_label("Password").press("Enter")
    desk.expect_words("forty yuan too high")
    expect(page.get_by_text("Your sign-in has run out")).to_be_hidden()
    assert double.said("signed-out") == ["Still here"]


def test_a_long_outage_leaves_the_phone_usable(own_site, context, page):
    call = own_site.call(context, "late-parcel", persona="wang", seed=1)
    page.goto(f"{own_site.url}/call?call={call}")
    desk = Desk(page)
    desk.answer()
    desk.say("Hello")
    own_site.kill()
    desk.reply.fill("Still")
    expect(page.locator("[data-test-connection-state='PINGING_SERVER']")).to_have_count(1)
    page.wait_for_timeout(8000)
    page.keyboard.type(" typing")
    expect(desk.reply).to_have_value("Still typing")
    expect(page.get_by_role("dialog")).to_have_count(0)
    own_site.start()
    expect(page.locator("[data-test-connection-state='CONNECTED']")).to_have_count(1)
    expect(desk.reply).to_have_value("Still typing")
