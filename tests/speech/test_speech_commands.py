"""`trainer speak` and `trainer transcribe` as a person types them."""

import json
import subprocess
import sys

import numpy as np
import pytest
import speech_sounds as sounds


def trainer(tmp_path, *words):
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *words],
        capture_output=True,
        env={"TRAINER_DATA": str(tmp_path / "data"), "PATH": ""},
        check=False,
    )


COMMAND = "import sys; from trainer.cli import main; sys.argv[0] = 'trainer'; main()"


@pytest.mark.slow
def test_what_is_spoken_can_be_transcribed(tmp_path):
    file = str(tmp_path / "line.wav")
    spoken = trainer(tmp_path, "speak", "could you give me your account number please", "--lang", "en", "--out", file)
    assert (spoken.returncode, spoken.stderr) == (0, b"")
    heard = trainer(tmp_path, "transcribe", file, "--lang", "en", "--json")
    assert heard.returncode == 0
    answer = json.loads(heard.stdout)
    assert answer["engine"] == "pocketsphinx"
    assert answer["silent"] is False
    assert answer["delivery"]["seconds"] > 1


def test_without_a_file_the_wav_goes_to_standard_output_and_nothing_else_does(tmp_path):
    samples, rate = sounds.samples_of(trainer(tmp_path, "speak", "您好", "--lang", "zh", "--voice", "m1").stdout)
    assert rate == 22_050
    assert np.abs(samples).max() > 0.05


def test_silence_is_told_before_any_engine(tmp_path):
    (tmp_path / "quiet.wav").write_bytes(sounds.wav(np.zeros(16_000)))
    told = trainer(tmp_path, "transcribe", str(tmp_path / "quiet.wav"), "--lang", "zh")
    assert (told.returncode, told.stdout.strip()) == (0, b"(silence)")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("speak", "x", "--lang", "en", "--voice", "q9"), b"There is no voice 'q9'"),
        (("speak", " ", "--lang", "en"), b"nothing to speak"),
        (("speak", "x", "--lang", "en", "--tone", "bored"), b"There is no tone 'bored'"),
        (("transcribe", "gone.wav", "--lang", "en"), b"There is no file"),
        (("transcribe", __file__, "--lang", "en"), b"isn't a wav"),
        (("transcribe", __file__, "--lang", "en", "--node", "open"), b"--node needs --scenario"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(tmp_path, words, told):
    run = trainer(tmp_path, *words)
    assert run.returncode == 2
    assert told in run.stderr
    assert run.stderr.count(b"\n") == 1


def test_a_language_nobody_hears_points_to_the_documentation(tmp_path):
    (tmp_path / "said.wav").write_bytes(sounds.wav(sounds.babble(1)))
    run = trainer(tmp_path, "transcribe", str(tmp_path / "said.wav"), "--lang", "zh")
    assert run.returncode == 2
    assert b"docs/speech.md" in run.stderr
