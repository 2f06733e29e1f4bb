"""A fault of the program's own is one line that says what it was busy with, and exit code 3."""

import io
import sys

import pytest

from tests.conftest import SMALL_CONTENT
from trainer.cli import main
from trainer.matching.matcher import Matcher
from trainer.plans import checking as plan_checking


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TRAINER_DATA", str(tmp_path))
    monkeypatch.setenv("TRAINER_CONTENT", str(SMALL_CONTENT))
    monkeypatch.delenv("TRAINER_DEBUG", raising=False)

    def run_it(*arguments):
        monkeypatch.setattr(sys, "argv", ["trainer", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"hello\n")))
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code, capsys.readouterr().err

    return run_it


def fails(*_args, **_named):
    raise ZeroDivisionError("by\nzero")


def test_a_fault_while_a_plan_is_played_names_the_scenario_and_the_plan(run, monkeypatch):
    monkeypatch.setattr(plan_checking, "play", fails)
    code, said = run("check", "--fresh")
    assert (code, said.count("\n")) == (3, 1)
    assert "late-parcel, plan `a good call`" in said
    assert "ZeroDivisionError: by zero" in said


def test_a_fault_of_matching_names_the_scenario(run, monkeypatch):
    monkeypatch.setattr(Matcher, "understand", fails)
    code, said = run("check", "--fresh")
    assert (code, said.count("\n")) == (3, 1)
    assert "late-parcel" in said


def test_any_other_command_ends_in_one_line_too(run, monkeypatch):
    monkeypatch.setattr(Matcher, "understand", fails)
    code, said = run("play", "late-parcel", "--lang", "en")
    assert (code, said.count("\n")) == (3, 1)
    assert "TRAINER_DEBUG=1" in said


def test_where_it_failed_is_shown_to_who_asks(run, monkeypatch):
    monkeypatch.setattr(plan_checking, "play", fails)
    monkeypatch.setenv("TRAINER_DEBUG", "1")
    code, said = run("check", "--fresh")
    assert code == 3
    assert "Traceback" in said
    assert "in fails" in said
