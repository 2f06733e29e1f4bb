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


FEE = """\
id: fee
title: The fee
languages: [en]
rubric: any
briefing: Say the fee.
personas: [{id: ann, name: Ann, voice: f1}]
facts: {fee: {kind: money, value: 40}}
moves: {quote_fee: {label: Quotes the fee, says: [fee], keywords: [[fee, comes to]]}}
start: open
nodes:
  open: {say: How much is it?, expect: [quote_fee], fallback: {go: bye}}
  bye: {say: Bye., end: lost}
"""


@pytest.mark.parametrize(
    ("said", "accepted"),
    [
        ("that comes to forty yuan", ["quote_fee"]),
        ("that comes to fifty yuan", ["misstates_fee"]),
        ("that comes to a lot", []),
    ],
)
def test_a_wrong_value_is_shown_as_the_move_that_a_call_counts(tmp_path, said, accepted):
    (tmp_path / "fee.yaml").write_text(FEE, "utf-8")
    result = CliRunner().invoke(command, [str(tmp_path / "fee.yaml"), "--node", "open", "--lang", "en"], input=said)
    answer = json.loads(result.output)
    assert answer["accepted"] == accepted
    assert [move["id"] for move in answer["moves"] if move["accepted"]] == accepted
