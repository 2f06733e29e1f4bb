"""`trainer check` and `trainer graph` as people and programs call them."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "docs" / "problems" / "example"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def run(folder, tmp_path):
    """Runs the command in a place of its own: exit code, output lines, errors."""

    def run(*words):
        done = subprocess.run(
            [sys.executable, "-c", "from trainer.cli import main; main()", *words],
            cwd=tmp_path,
            env={
                **os.environ,
                "TRAINER_DATA": str(tmp_path / "data"),
                "TRAINER_CONTENT": str(folder),
                "XDG_CACHE_HOME": str(tmp_path / "cache"),
                "PYTHONUTF8": "1",
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout.splitlines(), done.stderr

    return run


def spoil(folder):
    path = folder / "scenarios" / "example.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("fallback: {go: close}", "fallback: {go: closing}").replace("level: 1", ""), "utf-8")


def test_content_without_problems_is_counted(run):
    assert run("check") == (0, ["0 errors, 0 warnings in 1 scenario, 1 plan, 1 rubric, 1 course and 1 quiz."], "")


def test_problems_are_lines_that_editors_understand(run, folder):
    spoil(folder)
    code, lines, errors = run("check")
    assert (code, errors) == (1, "")
    assert re.fullmatch(r"content/scenarios/example\.yaml:35:20: S301 .* did you mean `close`\?", lines[0])
    assert lines[1] == "1 error, 0 warnings in 1 scenario, 0 plans, 1 rubric, 1 course and 1 quiz."


def test_problems_are_a_document_for_programs(run, folder):
    spoil(folder)
    code, lines, _ = run("check", "--json", "content")
    document = json.loads("\n".join(lines))
    assert code == 1
    assert document["errors"] == 1
    assert document["problems"][0] | {"message": ""} == {
        "file": "content/scenarios/example.yaml",
        "line": 35,
        "column": 20,
        "code": "S301",
        "severity": "error",
        "message": "",
    }


def test_warnings_alone_are_no_failure(run, folder):
    (folder / "scenarios" / "example.plan.yaml").unlink()
    code, lines, _ = run("check")
    assert code == 0
    assert "S323 warning: " in lines[0]


def test_a_check_writes_nothing_beside_the_content(run, tmp_path):
    run("check")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "content"]


def test_a_path_that_is_not_there_is_one_line_and_exit_2(run):
    code, lines, errors = run("check", "nowhere")
    assert (code, lines) == (2, [])
    assert re.fullmatch(r"trainer: There is no nowhere\..*\n", errors)


def test_a_scenario_is_drawn_with_its_rules_and_ways_out(run):
    code, lines, _ = run("graph", "example", "--lang", "en")
    drawing = "\n".join(lines)
    assert code == 0
    assert "flowchart TD" in lines
    assert 'open["open<br/>Why is my bill forty yuan higher this month?"]' in drawing
    assert 'open -->|"Asks for the account number"| close' in drawing
    assert 'open -.->|"fallback"| close' in drawing
    assert 'close(["close<br/>All right, thank you.<br/>resolved"])' in drawing


def test_a_file_is_drawn_too_even_with_errors(run, folder):
    spoil(folder)
    code, lines, errors = run("graph", "content/scenarios/example.yaml", "--format", "mermaid")
    assert code == 0
    assert '  closing["closing ✗"]' in lines
    assert "S301" in errors


def test_what_cannot_be_drawn_is_one_line(run, folder):
    (folder / "scenarios" / "example.yaml").write_text("- a", "utf-8")
    code, lines, errors = run("graph", "example")
    assert (code, lines) == (1, [])
    assert re.fullmatch(r"trainer: example cannot be drawn: .*F104 .*\n", errors)


def test_an_unknown_scenario_is_not_found(run):
    code, _, errors = run("graph", "exampel")
    assert code == 2
    assert "did you mean `example`" in errors


@pytest.mark.parametrize(
    "words",
    [
        ["graph", "example", "--format", "dot"],
        ["match", "example", "--node", "open"],
        ["match", "example", "--node", "open", "--lang", "fr"],
        ["play", "example", "--seed", "first"],
        ["check", "--colour"],
        ["chekc"],
        ["play", "nobody"],
        ["graph", "nobody.yaml"],
        ["check", "nowhere"],
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(run, words):
    code, output, errors = run(*words)
    assert (code, output) == (2, [])
    assert errors.startswith("trainer: ")
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize(("words", "code"), [(["--help"], 0), (["check", "--help"], 0), (["--version"], 0), ([], 2)])
def test_help_is_help(run, words, code):
    got, output, errors = run(*words)
    assert got == code
    assert output or "Usage" in errors
    assert "trainer: " not in errors
