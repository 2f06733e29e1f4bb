"""Reading a module with a real browser: the place is kept, the contents lead to their headings."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Site, expect_settled, new_context

MODULE = "/module?course=first-days&module=greeting"
DEEP = {"width": 800, "height": 420}
"""A screen so low that the text doesn't fit."""
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


@pytest.fixture
def reader(site: Site, context: BrowserContext, page: Page) -> Page:
    headers = site.sign_in(context, "mei")
    context.request.put(site.url + "/api/preferences", data={"lang": "en"}, headers=headers)
    page.set_viewport_size(DEEP)  # type: ignore[arg-type]
    return page


def test_the_place_is_kept_for_the_next_device(site: Site, browser: Browser, reader: Page):
    reader.goto(site.url + MODULE)
    expect(reader.locator(".read-told")).not_to_be_empty()
    reader.get_by_role("heading", name="What to say", exact=True).scroll_into_view_if_needed()
    reader.mouse.move(300, 200)
    reader.mouse.wheel(0, 60)
    reader.wait_for_timeout(500)  # a wheel turns on for a while
    with reader.expect_response("**/learning/reading") as told:
        reader.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert told.value.ok
    sent = told.value.request.post_data_json
    assert sent["module"] == "first-days/greeting"
    assert 0.15 < sent["fraction"] < 0.97
    other = new_context(browser, viewport=DEEP, locale="en-US")  # type: ignore[arg-type]
    site.sign_in(other, "mei")
    elsewhere = other.new_page()
    elsewhere.goto(site.url + MODULE)
    expect(elsewhere.get_by_text("You were here last time.")).to_be_visible()
    assert elsewhere.evaluate(SCROLLED) > 100
    elsewhere.get_by_role("button", name="From the start").click()
    assert elsewhere.evaluate(SCROLLED) == 0
    other.close()


def test_whoever_scrolls_before_the_kept_place_is_found_is_not_thrown_back(
    own_site: Site, context: BrowserContext, page: Page
):
    headers = own_site.sign_in(context)
    kept = {"module": "first-days/greeting", "anchor": "", "fraction": 0.5, "seconds": 5}
    assert context.request.post(own_site.url + "/api/learning/reading", data=kept, headers=headers).ok
    page.set_viewport_size(DEEP)  # type: ignore[arg-type]
    # The text is kept from the script until somebody has scrolled in it.
    page.add_init_script(
        """const find = Document.prototype.querySelector;
        let scrolled = false;
        document.querySelector = (what) => what === "article.prose" && !scrolled ? null : find.call(document, what);
        const scrolling = setInterval(() => {
          const main = find.call(document, "[data-testid=stMain]");
          if (!find.call(document, "article.prose") || !find.call(document, ".st-key-reader_keeper")) return;
          main.scrollTop = 50;
          if (!main.scrollTop) return;
          clearInterval(scrolling);
          scrolled = true;
          document.body.append(document.createElement("i"));
        }, 500)"""
    )
    page.goto(own_site.url + MODULE)
    expect(page.locator(".read-told")).not_to_be_empty()
    assert page.get_by_text("You were here last time.").count() == 0
    assert page.evaluate(SCROLLED) == 50


def test_the_contents_lead_to_a_heading_by_keyboard(site: Site, reader: Page):
    reader.emulate_media(reduced_motion="reduce")  # a text that still glides would be stopped by the next focus
    reader.goto(site.url + MODULE)
    expect(reader.locator(".read-told")).not_to_be_empty()  # until then the browser itself would follow the link
    contents = reader.get_by_role("navigation", name="In this module")
    link = contents.get_by_role("link", name="What not to say")
    expect(link).to_be_hidden()  # above the text the contents would push it down
    contents.locator("summary").press("Enter")
    link.press("Enter")
    heading = reader.get_by_role("heading", name="What not to say", exact=True)
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(link).to_be_hidden()
    contents.locator("summary").press("Enter")
    expect(link).to_have_attribute("aria-current", "true")
    link.press("Escape")
    expect(link).to_be_hidden()
    expect(contents.locator("summary")).to_be_focused()


def test_beside_the_text_the_contents_are_open_and_on_a_telephone_one_line(site: Site, reader: Page):
    reader.set_viewport_size({"width": 1280, "height": 720})
    reader.goto(site.url + MODULE)
    contents = reader.get_by_role("navigation", name="In this module")
    expect(contents.get_by_role("link", name="What not to say")).to_be_visible()
    reader.set_viewport_size({"width": 390, "height": 800})
    expect(contents.get_by_role("link", name="What not to say")).to_be_hidden()
    box = contents.bounding_box()
    assert box is not None
    assert box["height"] < 64
    reader.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 700")
    expect(contents).to_be_in_viewport()


def test_on_paper_there_is_the_whole_text_and_nothing_to_press(site: Site, reader: Page):
    reader.goto(site.url + MODULE)
    expect(reader.locator(".read-told")).not_to_be_empty()
    reader.emulate_media(media="print", color_scheme="dark")
    expect(reader.get_by_role("navigation", name="In this module")).to_be_hidden()
    expect(reader.get_by_role("button")).to_have_count(0)
    assert reader.evaluate("document.documentElement.scrollHeight > innerHeight")
    assert reader.evaluate("getComputedStyle(document.querySelector('article.prose')).color") == "rgb(0, 0, 0)"
    assert reader.evaluate("getComputedStyle(document.querySelector('.prose img')).colorScheme") == "light"


def test_what_an_author_wrote_as_html_is_shown_as_text(site: Site, reader: Page):
    asked: list[str] = []
    reader.on("dialog", lambda dialog: asked.append(dialog.message))
    reader.goto(site.url + MODULE)
    expect(reader.locator("article.prose")).to_contain_text("<script>alert(1)</script>")
    assert asked == []


def test_a_picture_is_drawn(site: Site, reader: Page):
    reader.goto(site.url + MODULE)
    picture = reader.get_by_role("img", name="A desk with a telephone")
    expect(picture).to_be_attached()
    picture.scroll_into_view_if_needed()
    reader.wait_for_function("[...document.querySelectorAll('.prose img')].every((one) => one.naturalWidth > 0)")


def test_the_end_is_reached_by_scrolling(site: Site, context: BrowserContext, reader: Page):
    reader.goto(site.url + MODULE)
    expect(reader.locator(".read-told")).not_to_be_empty()
    with reader.expect_response(
        lambda got: got.url.endswith("/learning/reading") and got.request.post_data_json["fraction"] >= 0.97
    ):
        reader.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 100000")
        expect(reader.get_by_text("Read to the end")).to_be_visible()
    reader.goto(site.url + "/courses")
    expect(reader.get_by_text("Self-check open").first).to_be_visible()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_wider_than_a_telephone(site: Site, context: BrowserContext, page: Page, lang: str):
    headers = site.sign_in(context, "mei")
    context.request.put(site.url + "/api/preferences", data={"lang": lang}, headers=headers)
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("/courses", MODULE):
        page.goto(site.url + path)
        page.locator("h1").first.wait_for()
        expect_settled(page)
        expect(page.locator("[data-testid=stMain]")).to_have_js_property("scrollWidth", 390)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 800, 1280])
def test_all_of_the_bar_is_on_the_screen(site: Site, context: BrowserContext, page: Page, width: int, lang: str):
    headers = site.sign_in(context, "mei")  # the owner, whose bar is the longest
    context.request.put(site.url + "/api/preferences", data={"lang": lang}, headers=headers)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.url + "/courses")
    page.locator("h1").first.wait_for()
    parts = page.locator(".st-key-nav a, .st-key-to_search a, .st-key-me button")
    expect(parts).to_have_count(8)
    expect_settled(page)
    parts.last.hover()  # waits until nothing moves any more
    boxes = [parts.nth(number).bounding_box() for number in range(8)]
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes), boxes
    cut = (
        "() => ![...document.querySelectorAll('.st-key-nav a p')].some((one) => one.scrollWidth > one.clientWidth + 1)"
    )
    page.wait_for_function(cut)
