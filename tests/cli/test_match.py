"""`trainer match`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from trainer.cli.match import command

SCENARIO = str(Path(__file__).parents[1] / "content_small" / "scenarios" / "late-parcel.yaml")


def lines(*arguments, said):
    result = CliRunner().invoke(command, [SCENARIO, *arguments], input=said)
    assert result.exception is None, result.exception
    return [json.loads(line) for line in result.output.splitlines()]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_reply_gives_one_line(lang):
    node = "open"
    answers = lines("--node", node, "--lang", lang, said="sorry\n\n<b>👍</b>\n非常抱歉\n")
    assert [answer["text"] for answer in answers] == ["sorry", "<b>👍</b>", "非常抱歉"]
    for answer in answers:
        assert set(answer) >= {"text", "moves", "accepted"}
        for move in answer["moves"]:
            assert set(move) >= {"id", "confidence", "method", "evidence"}


def test_an_unknown_node_is_named():
    result = CliRunner().invoke(command, [SCENARIO, "--node", "nowhere", "--lang", "en"], input="")
    assert "no node nowhere" in str(result.exception)
