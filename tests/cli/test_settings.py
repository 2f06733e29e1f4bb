"""Settings that can't be used are told in one line, by every command that needs them."""

import io
import json
import os
import subprocess
import sys

import pytest

from trainer.cli import main
from trainer.cli.serve import typed_only
from trainer.settings import read_settings
from trainer.speech import engines

MANY = ["check", "play gas-smell", "graph gas-smell", "match gas-smell --node open --lang zh", "prepare",
        "rescore --all", "serve"]  # fmt: skip


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs the command with no settings but these; answers the exit code, what it printed and what it complained of."""
    for name in [name for name in os.environ if name.startswith("TRAINER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TRAINER_DATA", str(tmp_path))

    def run_it(command, **variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        if command == "serve":  # as a process of its own: it changes the process it runs in
            done = subprocess.run(
                [sys.executable, "-m", "trainer", "serve", "--port", "65123"],
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
            return done.returncode, done.stdout, done.stderr
        monkeypatch.setattr(sys, "argv", ["trainer", *command.split()])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return left.value.code or 0, said.out, said.err

    return run_it


@pytest.mark.parametrize("command", MANY)
@pytest.mark.parametrize("there", [False, True])
def test_a_folder_without_content_is_wrong_use_wherever_content_is_loaded(run, tmp_path, command, there):
    folder = tmp_path / "our-content"
    if there:
        folder.mkdir()
    exit_code, _, said = run(command, TRAINER_CONTENT=str(folder))
    assert (exit_code, said.count("\n")) == (2, 1)
    assert said.startswith(f"trainer: TRAINER_CONTENT names {folder}, which ")
    assert ("holds no content" if there else "isn't there") in said


def test_accounts_need_no_content(run):
    exit_code, _, said = run("account list", TRAINER_CONTENT="/nowhere")
    assert (exit_code, said.count("\n")) == (0, 1)


@pytest.mark.parametrize(
    ("name", "value", "command"),
    [("lang", "xx", "check"), ("lang", "xx", "serve"), ("voice", "xx", "serve"), ("recogniser", "xx", "serve")],
)
def test_a_value_nobody_knows_is_refused_with_those_there_are(run, tmp_path, name, value, command):
    variable = f"TRAINER_{name.upper()}"
    exit_code, _, said = run(command, **{variable: value})
    assert (exit_code, said.count("\n")) == (2, 1)
    assert {variable, "'xx'"} <= set(said.replace(";", " ").split())
    (tmp_path / "trainer.toml").write_text(f'{name} = "{value}"')
    exit_code, _, said = run(command, **{variable: ""})
    assert (exit_code, said.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("named", "options", "told"),
    [
        ("vosk", {}, "vosk needs a model"),
        ("pocketsphinx, whisper", {}, "whisper needs a model"),
        ("vosk", {"TRAINER_OPTION_VOSK_MODEL_ZH": "/nowhere"}, "/nowhere is no folder"),
    ],
)
@pytest.mark.parametrize("command", ["serve", "settings"])
def test_a_recogniser_that_was_named_and_cannot_start_is_refused(run, named, options, told, command):
    exit_code, _, said = run(command, TRAINER_RECOGNISER=named, **options)
    assert (exit_code, said.count("\n")) == (2, 1)
    assert told in said


@pytest.mark.parametrize(
    ("hearing", "told"),
    [
        ({"zh": None, "en": "pocketsphinx"}, "No recogniser hears Chinese here"),
        ({"zh": None, "en": None}, "No recogniser hears Chinese or English here"),
        ({"zh": "vosk", "en": "vosk"}, ""),
    ],
)
def test_the_start_says_in_which_languages_calls_are_typed(hearing, told):
    sentences = list(typed_only(hearing))
    assert len(sentences) == bool(told)
    assert all(sentence.startswith(told) for sentence in sentences)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('langauge = "en"', "did you mean lang?"),
        ('colour = "red"', "there are: content, database_url"),
        ('lang = ["zh", "en"]', "lang is no text"),
        ("content = [1]", "content is no text"),
        ('options = "fast"', "options is no table"),
        ("[options]\nx = [1]", "options.x is no text"),
        ("lang = ", "can't be read"),
    ],
)
def test_what_is_wrong_with_the_file_is_told(run, tmp_path, written, told):
    (tmp_path / "trainer.toml").write_text(written)
    for command in ("check", "account list", "settings"):
        exit_code, _, said = run(command)
        assert (exit_code, said.count("\n")) == (2, 1)
        assert told in said
        assert "trainer.toml" in said


def test_all_that_can_not_be_used_is_told_at_once_beside_the_settings(run, tmp_path):
    (tmp_path / "trainer.toml").write_text('lang = "xx"\nvoices = "espeak"\n[options]\npace = 1.5\n')
    variables = {"TRAINER_CONTENT": "/nowhere", "TRAINER_RECOGNISER": "vosk, xx", "TRAINER_LANGUAGE": "en"}
    exit_code, shown, said = run("settings --json", **variables)
    assert exit_code == 2
    rows = {row["name"]: (row["value"], row["source"]) for row in json.loads(shown)}
    assert rows["TRAINER_LANG"] == ("xx", "trainer.toml")
    assert rows["TRAINER_CONTENT"] == ("/nowhere", "TRAINER_CONTENT")
    assert rows["TRAINER_OPTION_PACE"] == ("1.5", "option")
    for part in (
        "TRAINER_LANGUAGE is no setting",
        "lang in trainer.toml",
        "'voices'",
        "/nowhere",
        "TRAINER_RECOGNISER",
    ):
        assert part in said
    assert said.count("\n") == 5


def test_variables_of_other_programs_are_their_own_affair(run):
    exit_code, _, said = run("settings", TRAINER_CHROMIUM="/usr/bin/chromium", TRAINER_LANG="", TRAINER_DEBUG="1")
    assert (exit_code, said) == (0, "")


@pytest.mark.parametrize(
    ("asked", "speaks"),
    [
        ("en-GB", "en"),
        ("fr-CH, fr;q=0.9, en;q=0.8, zh;q=0.7", "en"),
        ("zh-TW,en", "zh"),
        ("fr", "zh"),
        ("", "zh"),
        (",;", "zh"),
    ],
)
def test_before_somebody_chooses_the_browsers_language_is_spoken(tmp_path, asked, speaks):
    assert read_settings({"TRAINER_DATA": str(tmp_path)}).first_language(asked) == speaks


@pytest.mark.parametrize("set_to", ["zh", "en"])
def test_a_language_that_was_set_comes_before_the_browsers(tmp_path, set_to):
    found = read_settings({"TRAINER_DATA": str(tmp_path), "TRAINER_LANG": set_to})
    assert [found.first_language(asked) for asked in ("en", "zh", "")] == [set_to] * 3


def test_the_file_may_be_written_by_an_editor_that_marks_utf_8(tmp_path):
    (tmp_path / "trainer.toml").write_bytes('\ufeffcontent = ["a", "b"]\nlang = "en"\n'.encode())
    found = read_settings({"TRAINER_DATA": str(tmp_path)})
    assert (found.lang, [folder.name for folder in found.content]) == ("en", ["a", "b"])
    engines.check_names(found)
