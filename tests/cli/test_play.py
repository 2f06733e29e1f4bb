"""`trainer play`: a call in the terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from trainer.cli import trainer as trainer_command
from trainer.errors import WrongUse

SMALL = Path(__file__).parent.parent / "content_small"


@pytest.fixture
def trainer(tmp_path, monkeypatch):
    """Runs `trainer play` on the small content with lines on standard input."""
    monkeypatch.setenv("TRAINER_DATA", str(tmp_path))
    monkeypatch.setenv("TRAINER_CONTENT", str(SMALL))

    def run(*arguments, typed=""):
        return CliRunner().invoke(trainer_command, ["play", *arguments], input=typed)

    return run


def as_process(tmp_path, *arguments, content=SMALL):
    """Runs it as a shell would."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TRAINER_")}
    return subprocess.run(
        [sys.executable, "-m", "trainer", "play", *arguments],
        input=b"Hello",
        capture_output=True,
        check=False,
        timeout=120,
        env=environ | {"TRAINER_DATA": str(tmp_path), "TRAINER_CONTENT": str(content), "PYTHONUTF8": "1"},
    )


GOOD = """Hello, good morning

I'm sorry! What is your account number?
/lookup parcel
I will rush it for you
"""


def test_a_call_is_played_line_by_line_and_ends_with_the_scorecard(trainer):
    done = trainer(
        "late-parcel", "--lang", "en", "--wrap-up", "reason=late", "--wrap-up", "notes=three days", typed=GOOD
    )
    shown = done.stdout
    assert done.exit_code == 0
    assert "My parcel hasn't moved for three days!" in shown
    assert "[the call ended: resolved]" in shown
    assert "A small rubric: 100 %, passed" in shown
    assert done.stderr == ""


def test_what_happens_is_told_in_the_calls_language(trainer):
    typed = "您好\n/hold 20\n您好\n/search 退款\n/transfer supervisor\n/hangup\n"
    said = trainer("late-parcel", "--lang", "zh", typed=typed).output
    for words in (
        "[保持中，事先没有告知]",
        "20 秒后取回",
        "[问候，重复]",
        "[心情 ",
        "[找到：refunds]",
        "通话结束：",
        "，未通过（及格线 ",
    ):
        assert words in said
    for words in ("hold]", "mood", "again", "found", "ended", "passed", "pass mark"):
        assert words not in said


def test_json_prints_one_event_a_line_and_then_the_scorecard(trainer):
    done = trainer("late-parcel", "--lang", "en", "--json", typed=GOOD)
    parts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [part["type"] for part in parts[:2]] == ["answered", "move_made"]
    assert parts[-2] == {"type": "ended", "ending": "resolved"}
    assert parts[-1]["rubric"] == "small"
    assert 0 <= parts[-1]["percent"] <= 100


def test_the_same_lines_give_the_same_call(trainer):
    assert trainer("late-parcel", "--json", typed=GOOD).stdout == trainer("late-parcel", "--json", typed=GOOD).stdout


def test_the_end_of_the_input_hangs_up(trainer):
    done = trainer("late-parcel", "--lang", "en", "--json", typed="Hello")
    assert done.exit_code == 0
    assert '"ending":"dropped"' in done.stdout


def test_actions_begin_with_a_slash(trainer):
    typed = (
        "Hello\n/hold 20\n/resume\n/search refund\n/read refunds\n/silence 7\n/transfer supervisor she lost a parcel\n"
    )
    done = trainer("late-parcel", "--lang", "en", "--json", typed=typed)
    kinds = [json.loads(line).get("type") for line in done.stdout.splitlines()]
    for kind in ("hold_began", "hold_ended", "searched", "article_read", "transferred", "ended"):
        assert kind in kinds, done.stdout + done.stderr


def test_speaking_takes_a_customer_back_from_hold(trainer):
    done = trainer("late-parcel", "--lang", "en", "--json", typed="Hello\n/hold 20\nSo sorry!\n")
    parts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [part["seconds"] for part in parts if part.get("type") == "hold_ended"] == [pytest.approx(21, abs=3)]
    assert "ignored" not in [part.get("type") for part in parts]


@pytest.mark.parametrize(
    ("arguments", "typed", "words"),
    [
        (["late-parcell"], "", "did you mean late-parcel?"),
        (["late-parcel", "--lang", "fr"], "", "isn't written in fr"),
        (["late-parcel", "--persona", "zed"], "", "no persona zed"),
        (["late-parcel", "--wrap-up", "nothing=1"], "", "FIELD=VALUE"),
        (["late-parcel"], "Hello\n/sing\n", "line 2: there is no /sing"),
        (["late-parcel"], "/hold long\n", "line 1: /hold needs seconds: /hold 20"),
        (["late-parcel"], "Hello\n/lookup nothing\n", "there is parcel"),
        (["late-parcel"], "Hello\n/search\n", "write what to look for"),
    ],
)
def test_wrong_use_says_what_to_write(trainer, arguments, typed, words):
    done = trainer(*arguments, typed=typed)
    assert isinstance(done.exception, WrongUse)
    assert words in str(done.exception)


def test_wrong_use_is_one_line_and_exit_2(tmp_path):
    done = as_process(tmp_path, "late-parcell")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == [
        "trainer: There is no scenario late-parcell; did you mean late-parcel?"
    ]


def test_content_with_errors_is_one_line_and_exit_1(tmp_path):
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "broken.yaml").write_text("id: broken\n", "utf-8")
    done = as_process(tmp_path, "broken", content=tmp_path)
    assert (done.returncode, len(done.stderr.decode().splitlines())) == (1, 1)
    assert "broken.yaml:1" in done.stderr.decode()


def test_odd_bytes_and_words_are_just_words(trainer):
    done = trainer("late-parcel", "--lang", "en", typed=b"\xff\xfe\x00\n\xf0\x9f\x98\x80\n<script>\n" + b"x" * 5000)
    assert done.exit_code == 0


def test_help_shows_an_example(trainer):
    assert "Example:" in trainer("--help").stdout


def test_a_scenario_can_be_given_as_a_file(trainer, monkeypatch, tmp_path):
    monkeypatch.setenv("TRAINER_CONTENT", str(tmp_path / "elsewhere"))
    (tmp_path / "elsewhere" / "scenarios").mkdir(parents=True)
    result = trainer(str(SMALL / "scenarios" / "late-parcel.yaml"), "--lang", "en", "--json", typed="Hello\n")
    assert json.loads(result.output.splitlines()[-1])["rubric"] == "small"
    assert "There is no file" in str(trainer("scenarios/nobody.yaml").exception)
