"""`trainer preview`: a real server shows a file, and shows it again as it is saved."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Process
from tests.support.made_courses import QUIZ, REFUNDS_EN, content, write
from tests.support.ports import free_port

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return content(tmp_path / "content", **{"assets/box.svg": PICTURE})


@pytest.fixture
def preview(chromium: str, folder: Path, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Starts the command for a file of the folder; gives its address."""
    started: list[Process] = []

    def start(name: str) -> str:
        port = free_port()
        command = [sys.executable, "-m", "trainer", "preview", str(folder / name)]
        running = Process(
            command=[*command, "--port", str(port), "--lang", "en", "--no-browser"],
            port=port,
            health="/_stcore/health",
            environment={"TRAINER_DATA": str(tmp_path / "nothing"), "TRAINER_CONTENT": str(folder)},
            log=tmp_path / "preview.log",
        )
        started.append(running)
        running.start()
        return running.url

    yield start
    for each in started:
        each.stop()
    assert not (tmp_path / "nothing").exists()


def test_a_module_follows_every_save(preview, folder, page: Page):
    page.goto(preview("courses/first-steps/01-refunds.en.md"))
    expect(page.get_by_role("heading", name="Listen first")).to_be_visible()
    write(folder, {"courses/first-steps/01-refunds.en.md": REFUNDS_EN + "\n## Boxes\n\n![a box](assets/box.svg)\n"})
    expect(page.get_by_role("heading", name="Boxes")).to_be_visible()
    picture = page.get_by_role("img", name="a box")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 150)
    page.get_by_role("radio", name="中文").click()
    expect(page.get_by_role("heading", name="先听完")).to_be_visible()


def test_a_table_has_the_frame_it_has_on_a_modules_page(preview, folder, page: Page):
    write(folder, {"courses/first-steps/01-refunds.en.md": "# Refunds\n\n| a | b |\n| --- | --- |\n| c | d |\n"})
    page.goto(preview("courses/first-steps/01-refunds.en.md"))
    expect(page.locator(".table-scroll", has=page.get_by_role("table"))).to_have_css("border-top-width", "1px")


def test_a_broken_quiz_is_shown_with_lines_and_comes_back_when_mended(preview, folder, page: Page):
    page.goto(preview("quizzes/refunds.yaml"))
    expect(page.get_by_text("How long may goods be sent back")).to_be_visible()
    expect(page.locator(".given .good").first).to_contain_text("a week")
    expect(page.get_by_text("mistaken")).to_be_visible()
    for broken in ("id: refunds\nquestions: [", "\0", "", "- a list", QUIZ.replace("type: single", "type: singel")):
        write(folder, {"quizzes/refunds.yaml": broken})
        expect(page.locator(".preview-problems .error").first).to_contain_text("Line")
        write(folder, {"quizzes/refunds.yaml": QUIZ})
        expect(page.locator(".preview-problems .error")).to_have_count(0)
        expect(page.get_by_text("How long may goods be sent back")).to_be_visible()
    (folder / "quizzes" / "refunds.yaml").unlink()
    expect(page.get_by_text("can't be read just now")).to_be_visible()
    write(folder, {"quizzes/refunds.yaml": QUIZ})
    expect(page.get_by_text("How long may goods be sent back")).to_be_visible()


def test_a_course_shows_its_modules(preview, folder, page: Page):
    page.goto(preview("courses/first-steps/course.yaml"))
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()
    expect(page.get_by_role("heading", name="Listen first")).to_be_visible()
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="2. Holding a call").click()
    expect(page.get_by_role("heading", name="Ask first")).to_be_visible()


@pytest.mark.parametrize("name", ["nothing.yaml", "scenarios/late-parcel.yaml", "courses/first-steps"])
def test_what_can_not_be_shown_is_said_in_one_line(folder, tmp_path, name):
    command = [sys.executable, "-m", "trainer", "preview", str(folder / name), "--no-browser"]
    environ = os.environ | {"TRAINER_DATA": str(tmp_path / "nothing"), "TRAINER_CONTENT": str(folder)}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
