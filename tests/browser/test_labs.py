"""The labs with a real browser: moments dragged and set by keys, a menu mended, heard and kept."""

import re
from collections.abc import Iterator

import pytest
from made_labs import lab_content
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Site, expect_settled, served


@pytest.fixture(scope="module")
def lab_site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("labs")
    with served(folder, content=lab_content(folder / "content")) as running:
        yield running


def opened(site: Site, context: BrowserContext, page: Page, lab: str) -> Locator:
    headers = site.sign_in(context)
    context.request.put(site.url + "/api/preferences", data={"lang": "en"}, headers=headers)
    page.goto(f"{site.url}/module?course=labs&module={lab}")
    box = page.locator(".lab-box")
    box.wait_for()
    expect_settled(page)
    return box


def times(box: Locator) -> dict[str, str]:
    return {name: box.locator(f"[data-time={name}]").inner_text() for name in ("answer", "trunk", "handling")}


def drag(page: Page, box: Locator, which: int, second: int) -> None:
    track = box.locator(".tl-track")
    track.scroll_into_view_if_needed()
    place, knob = track.bounding_box(), box.locator(f"[data-moment='{which}'] b").bounding_box()
    assert place is not None
    assert knob is not None
    page.mouse.move(knob["x"] + knob["width"] / 2, knob["y"] + knob["height"] / 2)
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"] * second / 480, place["y"], steps=5)
    page.mouse.up()


def test_moments_are_dragged_and_the_arrow_keys_go_on(lab_site: Site, context: BrowserContext, page: Page):
    box = opened(lab_site, context, page, "call-timeline")
    assert times(box) == {"answer": "30 s", "trunk": "150 s", "handling": "150 s"}
    drag(page, box, 3, 330)
    assert times(box)["handling"] == "300 s"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert times(box)["handling"] == "290 s"
    expect(page.get_by_label("t3 the work is done")).to_be_focused()


def test_a_task_is_done_by_keys_alone(lab_site: Site, context: BrowserContext, page: Page):
    box = opened(lab_site, context, page, "call-timeline")
    task = box.locator(".lab-tasks li").first
    expect(task).not_to_have_class("met")
    for label, presses, key in (("t3 the work is done", 28, "ArrowRight"), ("t2 somebody hangs up", 22, "ArrowRight")):
        page.get_by_label(label).focus()
        for _ in range(presses):
            page.keyboard.press(key)
    page.get_by_label("t1 it is answered").focus()
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    assert times(box) == {"answer": "20 s", "trunk": "260 s", "handling": "300 s"}
    expect(task).to_have_class("met")
    expect(task).to_contain_text("Done.")


def test_moments_keep_their_order_and_a_hold_lengthens_two_times(lab_site: Site, context: BrowserContext, page: Page):
    box = opened(lab_site, context, page, "call-timeline")
    drag(page, box, 1, 400)
    assert times(box) == {"answer": "150 s", "trunk": "150 s", "handling": "30 s"}
    page.get_by_label("Put the customer on hold").check()
    assert times(box) == {"answer": "150 s", "trunk": "190 s", "handling": "70 s"}
    expect(box.get_by_role("status").first).to_contain_text("Handling time grew by 40 s, trunk time by 40 s")
    page.get_by_label("t2 somebody hangs up").fill("0")
    assert times(box)["trunk"] == "190 s"


def rule(box: Locator, name: str) -> Locator:
    return box.locator(f"[data-rule={name}]")


def test_a_flawed_menu_is_mended_until_every_rule_is_kept(lab_site: Site, context: BrowserContext, page: Page):
    box = opened(lab_site, context, page, "ivr-designer")
    rules = ("levels", "choices", "seconds", "zero", "queue")
    for name in rules:
        expect(rule(box, name)).to_have_class("broken")
    page.get_by_label("Before the choices it says").fill("Thank you for calling Brightside Power.")
    expect(rule(box, "seconds")).to_have_class("kept")
    for _ in range(2):
        page.get_by_role("button", name="Remove choice 1").click()
    expect(rule(box, "choices")).to_have_class("kept")
    page.get_by_label("0 leads to a person").check()
    rule(box, "zero").get_by_role("button", name="a repair: no 0").click()
    page.get_by_label("0 leads to a person").check()
    rule(box, "levels").get_by_role("button").click()
    page.get_by_role("button", name="a home", exact=True).first.click()
    page.get_by_label("Where choice 1 leads").select_option("queue")
    expect(rule(box, "levels")).to_have_class("kept")
    expect(rule(box, "zero")).to_have_class("kept")
    rule(box, "queue").get_by_role("button").click()
    page.get_by_role("button", name="Add the place in the queue").click()
    page.get_by_role("button", name="Add the expected wait").click()
    for name in rules:
        expect(rule(box, name)).to_have_class("kept")
    expect(box.locator(":scope > [role=status]")).to_contain_text("All five rules are kept.")

    page.reload()
    for name in rules:
        expect(rule(box, name)).to_have_class("kept")
    page.get_by_role("button", name="Back to the example").click()
    expect(rule(box, "choices")).to_have_class("broken")
    page.get_by_role("button", name="Undo").click()
    expect(rule(box, "choices")).to_have_class("kept")


def test_the_menu_is_heard_and_walked_through_with_the_keys(lab_site: Site, context: BrowserContext, page: Page):
    box = opened(lab_site, context, page, "ivr-designer")
    spoken = re.compile(r"/speech\.wav\?")
    with page.expect_response(spoken) as first:
        page.get_by_role("button", name="Dial").click()
    assert first.value.ok
    line = box.locator(".ivr-line")
    expect(line).to_contain_text("Thank you for calling Brightside Power")
    with page.expect_response(spoken) as second:
        page.get_by_role("button", name="6", exact=True).click()
    assert second.value.ok
    expect(line).to_contain_text("For a home, press 1.")
    page.keyboard.press("0")
    expect(line).to_contain_text("Sorry, that is not a choice.")
    page.keyboard.press("#")
    expect(line).to_contain_text("For electric vehicles, press 7.")
    page.get_by_label("With sound").uncheck()
    page.get_by_role("button", name="5", exact=True).click()
    expect(line).to_contain_text("If your power is off")
    expect(box.locator(".ivr-phone [role=status]")).to_have_text(re.compile("Answered by the menu itself after"))
    page.get_by_role("button", name="Hang up").click()
    expect(line).to_be_hidden()


def test_a_choice_is_added_moved_and_removed_by_keys(lab_site: Site, context: BrowserContext, page: Page):
    opened(lab_site, context, page, "ivr-designer")
    page.get_by_role("button", name="Add a choice").press("Enter")
    page.keyboard.type("a meter reading")
    expect(page.get_by_label("Choice 8", exact=True)).to_have_value("a meter reading")
    up = page.get_by_role("button", name="Move choice 8 up")
    up.press("Enter")
    expect(page.get_by_label("Choice 7", exact=True)).to_have_value("a meter reading")
    expect(up).to_be_focused()
    page.get_by_role("button", name="Remove choice 8").press("Enter")
    expect(page.get_by_role("button", name="Add a choice")).to_be_focused()
    expect(page.get_by_label("Choice 8", exact=True)).to_have_count(0)


def test_what_somebody_writes_is_shown_as_text(lab_site: Site, context: BrowserContext, page: Page):
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    box = opened(lab_site, context, page, "ivr-designer")
    page.get_by_label("Choice 6", exact=True).fill("<img src=x onerror=alert(1)>")
    expect(box.locator(".ivr-map")).to_contain_text("<img src=x")
    assert box.locator("img").count() == 0
    assert asked == []


def test_a_damaged_design_in_the_browser_gives_way_to_the_example(lab_site: Site, context: BrowserContext, page: Page):
    opened(lab_site, context, page, "ivr-designer")
    page.evaluate(
        "for (const key of Object.keys(localStorage)) if (key.includes('ivr')) localStorage[key] = '{\"level\": 7}'"
    )
    page.reload()
    expect(page.get_by_label("Choice 7", exact=True)).to_have_value("electric vehicles")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("lab", ["call-timeline", "ivr-designer"])
def test_no_lab_is_wider_than_the_screen(lab_site: Site, context: BrowserContext, page: Page, lab: str, width: int):
    page.set_viewport_size({"width": width, "height": 844})
    opened(lab_site, context, page, lab)
    expect(page.locator(".stMain")).to_have_js_property("scrollWidth", width)
