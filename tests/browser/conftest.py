"""A real server and a real Chromium.

Without Chromium these tests are skipped and say so; with TRAINER_REQUIRE_BROWSER=1 they fail instead.
"""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.lateness import late
from tests.support.ports import free_port
from trainer.speech.voices.espeak import EspeakVoice

HERE = Path(__file__).parent
SMALL_CONTENT = HERE.parent / "content_small"
PASSWORD = "correct horse battery"
FAKE_MICROPHONE = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
PATIENCE = 60
"""Seconds that a server's start, or anything on a page, may take on a busy machine."""
expect.set_options(timeout=PATIENCE * 1000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def find_chromium() -> str | None:
    """Chromium's path: named in TRAINER_CHROMIUM, or where systems put it."""
    named = os.environ.get("TRAINER_CHROMIUM")
    if named:
        return named
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


@pytest.fixture(scope="session")
def chromium() -> str:
    found = find_chromium()
    if found is None:
        why = "Chromium is missing: install Debian's chromium, or name one in TRAINER_CHROMIUM."
        if os.environ.get("TRAINER_REQUIRE_BROWSER") == "1":
            pytest.fail(why)
        pytest.skip(why)
    return found


# One a file: while Playwright runs, its event loop forbids those of the asynchronous tests that the same worker runs next.
@pytest.fixture(scope="module")
def playwright(chromium: str) -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@contextmanager
def launched(playwright: Playwright, chromium: str, *more: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--lang=en-US", *more])
    try:
        yield browser
    finally:
        browser.close()


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """A browser with a microphone that beeps, and leave to use it."""
    with launched(playwright, chromium, *FAKE_MICROPHONE) as started:
        yield started


def new_context(browser: Browser, **given: Any) -> BrowserContext:
    """A browser's context as all tests use it."""
    made = late(browser.new_context(**given))
    made.set_default_timeout(PATIENCE * 1000)
    return made


def expect_settled(page: Page) -> None:
    """All that the server draws has come."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


@dataclass
class Process:
    """A server of this test run's own."""

    command: list[str]
    port: int
    health: str
    environment: dict[str, str]
    folder: Path = HERE
    log: Path = Path(os.devnull)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, env=os.environ | self.environment, stdout=log, stderr=log
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if httpx.get(self.url + self.health, timeout=5).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.kill()
        pytest.fail(f"The server did not start:\n{self.log.read_text('utf-8', 'replace')[-2000:]}")

    def kill(self) -> None:
        """Dies at once, as in a power cut."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


@dataclass
class Site(Process):
    """`trainer serve` on a data folder of its own."""

    people: dict[str, str] = field(default_factory=dict)

    def sign_in(self, context: BrowserContext, name: str = "mei") -> dict[str, str]:
        """Gives the context's browser an account's cookie; answers the headers for unsafe requests."""
        session = context.request.get(self.url + "/api/session").json()
        headers = {"X-Trainer-CSRF": session["csrf"]}
        body = {"name": name, "password": PASSWORD}
        where = "/api/owner" if session["needs_owner"] else "/api/session"
        answer = context.request.post(self.url + where, data=body, headers=headers)
        assert answer.ok, answer.text()
        return {"X-Trainer-CSRF": context.request.get(self.url + "/api/session").json()["csrf"]}

    def call(self, context: BrowserContext, scenario: str, lang: str = "en", **more: Any) -> str:
        """Signs in, with the interface in the call's language, and begins it; answers its id."""
        headers = self.sign_in(context)
        context.request.put(self.url + "/api/preferences", data={"lang": lang}, headers=headers)
        body = {"scenario": scenario, "lang": lang, "mode": "practice", **more}
        answer = context.request.post(self.url + "/api/calls", data=body, headers=headers)
        assert answer.ok, answer.text()
        return str(answer.json()["id"])

    def view(self, context: BrowserContext, call: str) -> dict[str, Any]:
        """The call as the server knows it."""
        found: dict[str, Any] = context.request.get(f"{self.url}/api/calls/{call}").json()
        return found


@contextmanager
def served(folder: Path, *, content: Path | None = SMALL_CONTENT, lang: str = "en") -> Iterator[Site]:
    """A running application. `content` None is the starter content."""
    environment = {"TRAINER_DATA": str(folder / "data"), "TRAINER_LANG": lang}
    if content is not None:
        environment["TRAINER_CONTENT"] = str(content)
    port = free_port()
    command = [sys.executable, "-c", "from trainer.cli import main; main()", "serve", "--port", str(port)]
    site = Site(command=command, port=port, health="/api/health", environment=environment, log=folder / "server.log")
    site.start()
    try:
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="session")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One application for all tests that don't harm it, on the small content."""
    with served(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def own_site(chromium: str, tmp_path: Path) -> Iterator[Site]:
    """An application that this test may kill."""
    with served(tmp_path) as running:
        yield running


@dataclass
class Double(Process):
    """The hand-written server; see phone_double.py."""

    def begin(self, name: str, **given: Any) -> str:
        self._tell("/double/begin", {"name": name, "lang": "en", **given})
        return name

    def faults(self, *names: str) -> None:
        self._tell("/double/faults", list(names))

    def _tell(self, path: str, what: Any) -> None:
        httpx.post(self.url + path, json=what, timeout=PATIENCE).raise_for_status()

    def told(self, call: str) -> dict[str, Any]:
        found: dict[str, Any] = httpx.get(f"{self.url}/double/told/{call}", timeout=PATIENCE).json()
        return found

    def said(self, call: str) -> list[str]:
        """The words the server took, in order."""
        return [turn["text"] for turn in self.told(call)["taken"] if turn["type"] == "say"]


@pytest.fixture(scope="session")
def double(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Double]:
    folder = tmp_path_factory.mktemp("double")
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "phone_double:app", "--port", str(port), "--log-level", "warning"]
    running = Double(
        command=command, port=port, health="/api/session", environment={"TRAINER_DATA": str(folder)}, log=folder / "log"
    )
    running.start()
    yield running
    running.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = new_context(browser, viewport={"width": 1280, "height": 720}, locale="en-US")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test when a script on it fails."""
    made = context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    yield made
    assert errors == []


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Path]]:
    """Makes a wav for the fake microphone: English words by the voice that comes with the product, then silence."""
    folder = tmp_path_factory.mktemp("spoken")
    voice = EspeakVoice(driver="espeak", name="espeak")

    def make(words: str, *, pause: float) -> Path:
        path = folder / f"{hashlib.sha256(words.encode()).hexdigest()[:12]}-{pause}.wav"
        samples, rate = soundfile.read(io.BytesIO(voice.speak(words, lang="en", persona="m1", tone="calm")))
        quiet = np.zeros(int(rate * pause))
        soundfile.write(path, np.concatenate([quiet[: rate // 2], samples, quiet]), rate, subtype="PCM_16")
        return path

    yield make
    voice.close()
