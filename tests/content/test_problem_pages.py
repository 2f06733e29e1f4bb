"""Every code has a page in docs/problems, and what the pages show is so."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from trainer.content.codes import CODES
from trainer.services.checking import check_folders

PROBLEMS = Path(__file__).parents[2] / "docs" / "problems"
PROGRAM = Path(__file__).parents[2] / "trainer"
BLOCK = re.compile(
    r"^```(?P<lang>\w+)(?: (?P<kind>file|part)=(?P<path>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
PAGES = sorted(path.stem for path in PROBLEMS.glob("[A-Z]*.md") if path.stem != "README")


def keys_of(text):
    """The top-level keys of a YAML text, each with its lines."""
    found = {}
    key = ""
    for line in text.splitlines(keepends=True):
        if match := re.match(r"([a-z_]+):", line):
            key = match[1]
            found[key] = ""
        found[key] = found.get(key, "") + line
    return found


def lay(page, part, folder):
    """Puts what a page shows under a heading over a copy of the example folder."""
    content = folder / "content"
    shutil.copytree(PROBLEMS / "example", content)
    section = re.split(r"^## ", (PROBLEMS / f"{page}.md").read_text("utf-8"), flags=re.MULTILINE)
    shown = next(text for text in section if text.startswith(part))
    blocks = list(BLOCK.finditer(shown))
    assert blocks, f"{page} shows nothing under {part}"
    for block in blocks:
        if block["lang"] == "sh":
            if sys.platform == "win32":
                pytest.skip("the example is a command of a Unix shell")
            subprocess.run(["sh", "-ec", block["text"]], cwd=content, check=True)
            continue
        path = content / unquote(block["path"])
        text = block["text"]
        if block["kind"] == "part":
            text = "".join((keys_of(path.read_text("utf-8")) | keys_of(text)).values())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    second = folder / "second"
    return [content, second] if second.exists() else [content]


@pytest.mark.parametrize("code", PAGES)
def test_the_failing_example_of_a_page_has_that_problem_and_no_other(code, tmp_path):
    problems = check_folders(lay(code, "Fails", tmp_path)).problems
    assert {problem.code for problem in problems} == {code}, "\n".join(map(str, problems))
    assert {problem.severity for problem in problems} == {CODES[code].severity}


@pytest.mark.parametrize("code", PAGES)
def test_the_passing_example_of_a_page_has_no_problem_at_all(code, tmp_path):
    problems = check_folders(lay(code, "Passes", tmp_path)).problems
    assert not problems, "\n".join(map(str, problems))


def test_every_code_has_a_page_and_every_page_a_code():
    assert sorted(CODES) == PAGES


def test_the_index_lists_every_page():
    assert re.findall(r"^\| \[(\w+)\]\(\1\.md\)", (PROBLEMS / "README.md").read_text("utf-8"), re.MULTILINE) == list(
        dict.fromkeys(sorted(CODES, key=lambda code: ("FVSRPMLQC".index(code[0]), code)))
    )


def test_no_code_is_used_that_is_not_listed_and_none_is_listed_that_is_not_used():
    used = set()
    for path in PROGRAM.rglob("*.py"):
        if path.name != "codes.py":
            used |= set(re.findall(r'"([FVSRPMLQC][1-9]\d\d)"', path.read_text("utf-8")))
    assert used == set(CODES)
