"""The starter calls understand replies nobody wrote into them, and take no good one for a critical error."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from trainer.content.library import load
from trainer.content.settle import settle
from trainer.matching.matcher import Matcher

ROOT = Path(__file__).parents[2]
REPLIES = Path(__file__).with_name("starter_replies.txt")
UNDERSTOOD_AT_LEAST = 0.9
TODAY = date(2026, 11, 21)


def replies() -> Iterator[tuple[str, str, str, str, frozenset[str]]]:
    """Scenario, language, node, what is said there, and the moves it should make (`-` for none in particular)."""
    for scenario, lang, node, words, moves in judged():
        yield scenario, lang, node, words, frozenset(move for move in moves if not move.startswith("!"))


def judged() -> Iterator[tuple[str, str, str, str, frozenset[str]]]:
    """The same, with the moves that must not be made, each after a `!`."""
    scenario = lang = node = ""
    for line in REPLIES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            scenario, lang, node = line[1:].split()
        elif line.strip():
            words, _, moves = line.partition(" => ")
            yield scenario, lang, node, words, frozenset(moves.split()) - {"-"}


@cache
def library():
    return load([ROOT])


@cache
def matcher(scenario, lang):
    return Matcher(library().scenarios[scenario], lang=lang)


def made(scenario, lang, node, words):
    script = library().scenarios[scenario]
    here = script.nodes[node]
    heard = (*here.expect, *(move for rule in here.then for move in rule.on), *script.always)
    facts = settle(script, persona=next(iter(script.personas)), lang=lang, today=TODAY)
    return set(matcher(scenario, lang).understand(words, moves=tuple(dict.fromkeys(heard)), facts=facts).moves)


def test_the_starter_content_has_no_errors():
    assert [str(problem) for problem in library().problems if problem.severity == "error"] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_most_unforeseen_replies_make_the_moves_they_should(lang):
    asked = [one for one in replies() if one[1] == lang]
    missed = [words for scenario, _, node, words, moves in asked if moves - made(scenario, lang, node, words)]
    assert len(missed) <= (1 - UNDERSTOOD_AT_LEAST) * len(asked), missed


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_agents_really_said_is_not_taken_for_something_else(lang):
    wrong = []
    for scenario, _, node, words, moves in (one for one in judged() if one[1] == lang):
        never = {move.removeprefix("!") for move in moves if move.startswith("!")}
        wrong += [(words, move) for move in made(scenario, lang, node, words) & never]
    assert wrong == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_decent_reply_is_taken_for_a_critical_error(lang):
    wrong = []
    for scenario, _, node, words, moves in (one for one in replies() if one[1] == lang):
        script = library().scenarios[scenario]
        wrong += [(words, move) for move in made(scenario, lang, node, words) - moves if script.moves[move].critical]
    assert wrong == []


@pytest.mark.parametrize(
    ("lang", "words", "offered"),
    [
        ("en", "I ran a half marathon for you", False),
        ("en", "I'll be with you in half a minute", False),
        ("en", "I can let you off half the charge", True),
        ("zh", "您刚才说到一半", False),
        ("zh", "我可以给您少算一半", True),
    ],
)
def test_half_of_something_else_is_no_credit(lang, words, offered):
    heard = matcher("over-quota-complaint", lang).understand(
        words, moves=["offer_credit", "hold_notice"], facts={}, today=TODAY
    )
    assert ("offer_credit" in heard.moves) is offered
