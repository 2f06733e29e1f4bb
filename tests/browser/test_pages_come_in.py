"""Coming in for the first time and again, with a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PASSWORD, Site, served


@pytest.fixture(scope="module")
def unset_site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An application for which no language was set, and that nobody has an account in."""
    with served(tmp_path_factory.mktemp("unset"), lang="") as running:
        yield running


def test_a_first_visit_makes_the_account_and_leads_to_a_ringing_phone(own_site: Site, page: Page):
    page.goto(own_site.url)
    page.get_by_label("Sign-in name").fill("mei")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account and start").click()
    page.get_by_role("button", name="Take your first call").click()
    expect(page.get_by_role("button", name="Answer", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/call\?call="))


@pytest.mark.parametrize(("locale", "says"), [("zh-CN", "欢迎使用通话教练"), ("en-GB", "Welcome to Call Trainer")])
def test_a_first_visit_is_greeted_in_the_browsers_language(unset_site: Site, browser: Browser, locale: str, says: str):
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(unset_site.url)
    expect(page.get_by_role("heading", name=says)).to_be_visible()
    context.close()


def test_a_weak_first_password_is_told_before_anything_is_sent(own_site: Site, page: Page):
    page.goto(own_site.url)
    page.get_by_label("Sign-in name").fill("mei")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Create account and start").click()
    expect(page.get_by_text("At least 8 characters.")).to_have_class(re.compile("door-wrong"))
    expect(page.get_by_label("Password")).to_be_focused()


def test_signing_in_survives_a_refresh_and_signing_out_does_not(site: Site, context: BrowserContext, page: Page):
    site.sign_in(context)
    context.clear_cookies()
    page.goto(site.url + "/history")
    page.get_by_label("Name", exact=True).fill("mei")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="My calls")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="My calls")).to_be_visible()
    cookie = next(each for each in context.cookies() if each["name"] == "trainer_session")
    assert cookie["httpOnly"]
    page.locator(".st-key-me").get_by_role("button").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.reload()
    page.get_by_label("Name", exact=True).fill("mei")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="My calls")).to_be_visible()


def test_a_wrong_password_is_told_in_the_readers_language_and_then_slowed_down(
    own_site: Site, context: BrowserContext, page: Page
):
    own_site.sign_in(context)
    context.clear_cookies()
    context.add_cookies([{"name": "trainer_lang", "value": "zh", "url": own_site.url}])
    page.goto(own_site.url)
    page.get_by_label("登录名").fill("mei")
    page.get_by_label("密码", exact=True).fill("wrong password")
    send = page.get_by_role("button", name="登录", exact=True)
    for _try in range(12):
        send.click()
        expect(send).to_be_enabled()
        expect(page.get_by_role("alert").first).not_to_be_empty()
        if "尝试次数过多" in page.get_by_role("alert").first.inner_text():
            return
        expect(page.get_by_role("alert").first).to_have_text("登录名与密码不符，请核对后再试。")
    raise AssertionError("Twelve wrong passwords were not slowed down")


def test_no_page_asks_anything_of_the_internet(site: Site, context: BrowserContext, page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    site.sign_in(context)
    for path in ("/", "/calls", "/history", "/people", "/account"):
        page.goto(site.url + path)
        expect(page.locator(".st-key-page h1")).to_be_visible()
    outside = [url for url in asked if not url.startswith((site.url, "data:", "blob:"))]
    assert outside == []
    assert asked


def test_the_chosen_theme_and_language_hold_after_a_reload(site: Site, context: BrowserContext, page: Page):
    site.sign_in(context)
    page.goto(site.url + "/account")
    page.locator(".st-key-account_theme").get_by_text("Dark").click()
    expect(page.locator(".stApp")).to_have_css("color-scheme", "dark")
    page.goto(site.url + "/calls")
    expect(page.locator(".stApp")).to_have_css("color-scheme", "dark")
    page.goto(site.url + "/account")
    page.locator(".st-key-account_theme").get_by_text("System").click()
    page.locator(".st-key-account_lang").get_by_text("中文").click()
    expect(page.get_by_role("heading", name="我的账号")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="我的账号")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.locator(".st-key-account_lang").get_by_text("English").click()
    expect(page.get_by_role("heading", name="My account")).to_be_visible()


@pytest.mark.parametrize(("lang", "says"), [("en", "Skip to the content"), ("zh", "跳到正文")])
def test_the_first_stop_of_the_keyboard_leads_past_the_bar(
    site: Site, context: BrowserContext, page: Page, lang: str, says: str
):
    headers = site.sign_in(context, "mei")
    context.request.put(site.url + "/api/preferences", data={"lang": lang}, headers=headers)
    page.goto(site.url + "/courses")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_visible()
    link = page.get_by_role("link", name=says)
    expect(link).to_be_attached()
    link.focus()
    page.keyboard.press("Enter")
    expect(heading).to_be_focused()
