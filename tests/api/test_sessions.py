"""Signing in and out: whose token holds, and how browsers are told to keep it."""

import dataclasses
from http.cookies import SimpleCookie

import httpx
import pytest
from starlette.applications import Starlette

from tests.api.conftest import Browser
from trainer.api.app import api_app
from trainer.api.mount import ApiMount

pytestmark = pytest.mark.anyio
TOKEN, VISIT = "trainer_session", "trainer_visit"


def kept(answer, name):
    """The cookie as the answer sets it."""
    found = [SimpleCookie(header) for header in answer.headers.get_list("set-cookie")]
    return next(each[name] for each in found if name in each)


@pytest.mark.usefixtures("ann")
async def test_signing_in_gives_a_token_that_nobody_could_have_planted(browser):
    planted = "planted" * 6
    for name in (VISIT, TOKEN):
        browser.http.cookies.set(name, planted)
    tokens = set()
    for _time in range(2):
        answer = await browser.sign_in("ann")
        assert answer.status_code == 200
        tokens.add(kept(answer, TOKEN).value)
    assert len(tokens) == 2
    assert planted not in tokens


@pytest.mark.usefixtures("ann")
async def test_a_token_opens_nothing_after_signing_out_and_signing_in_does_not_revive_it(browser, app):
    await browser.sign_in("ann")
    old = browser.http.cookies[TOKEN]
    assert (await browser.send("DELETE", "/session")).status_code == 204
    thief = Browser(app)
    for _time in range(2):
        thief.http.cookies.set(TOKEN, old)
        assert (await thief.get("/calls")).status_code == 401
        assert not (await thief.meet())["signed_in"]
        await browser.sign_in("ann")
    await thief.http.aclose()


@pytest.mark.usefixtures("ann")
@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_scripts_and_other_sites_never_get_the_cookies_and_https_keeps_them_to_itself(app, scheme):
    browser = Browser(app)
    browser.http.base_url = httpx.URL(f"{scheme}://classroom.local")
    met = await browser.get("/session")
    browser.csrf = met.json()["csrf"]
    signed_in = await browser.post("/session", {"name": "ann", "password": "a long password"})
    for cookie in (kept(met, VISIT), kept(signed_in, TOKEN)):
        assert cookie["httponly"]
        assert cookie["samesite"] == "lax"
        assert cookie["path"] == "/"
        assert cookie["domain"] == ""
        assert bool(cookie["secure"]) is (scheme == "https")
    await browser.http.aclose()


async def test_the_document_tells_that_a_slow_body_is_given_up(browser):
    paths = (await browser.get("/openapi.json")).json()["paths"]
    reading = [route for path in paths.values() for route in path.values() if "413" in route.get("responses", {})]
    assert reading
    assert all("408" in route["responses"] for route in reading)


async def test_who_has_not_chosen_is_answered_in_the_browsers_language(settings, services):
    unset = dataclasses.replace(settings, lang="zh", sources={"lang": "default"})
    stranger = Browser(Starlette(routes=[ApiMount(api_app(dataclasses.replace(services, settings=unset)))]))
    for asked, lang in (("en-GB,en;q=0.9", "en"), ("fr", "zh")):
        stranger.http.headers["Accept-Language"] = asked
        assert (await stranger.meet())["lang"] == lang
    await stranger.http.aclose()
