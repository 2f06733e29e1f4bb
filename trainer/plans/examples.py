"""Checks authors' examples against the matcher: each makes its own move, and no other's comes too close."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from trainer.content.codes import severity_of
from trainer.content.merging import Places
from trainer.content.problem import Problem
from trainer.content.scenario import Node, Scenario
from trainer.matching.keywords import Keyword, KeywordGroups, Said
from trainer.matching.matcher import Matcher
from trainer.matching.understanding import MoveMatch


def without_facts(scenario: Scenario) -> Scenario:
    """The scenario with moves that ask for no facts: an example shows the wording, its values are another matter."""
    moves = {
        name: replace(move, says=()) if move.says and (move.keywords or move.examples) else move
        for name, move in scenario.moves.items()
    }
    return replace(scenario, moves=moves)


def heard_at(scenario: Scenario, node: Node) -> tuple[str, ...]:
    """The moves heard at a node."""
    named = (*node.expect, *(move for rule in node.then for move in rule.on), *scenario.always)
    return tuple(dict.fromkeys(move for move in named if move in scenario.moves))


def check_examples(scenario: Scenario, matchers: Mapping[str, Matcher], places: Places) -> Iterator[Problem]:
    """Examples that don't make their own move (errors), and those near to another move heard beside it (warnings).

    `matchers` are those of `without_facts(scenario)`, by language; `scenario` is the author's own. Words alone never
    make a move that asks for a fact's value, so such a move is no danger to another's example.
    """
    sets = dict.fromkeys(frozenset(heard_at(scenario, node)) for node in scenario.nodes.values() if node.end is None)
    for lang, matcher in matchers.items():
        for move in scenario.moves.values():
            beside = [heard for heard in sets if move.id in heard]
            for place, example in enumerate(move.examples.get(lang, ())):
                if beside:
                    at = places.of("moves", move.id, "examples", lang, place)
                    yield from _check_example(scenario, matcher, lang, move.id, example, beside, at)


def _check_example(
    scenario: Scenario,
    matcher: Matcher,
    lang: str,
    move: str,
    example: str,
    beside: Sequence[frozenset[str]],
    at: tuple[str, int, int],
) -> Iterator[Problem]:
    everything = sorted(frozenset().union(*beside))
    found = matcher.understand(example, moves=everything, facts={})
    if move not in found.moves:
        for heard in beside:
            alone = matcher.understand(example, moves=sorted(heard), facts={})
            if move not in alone.moves:
                yield _problem("M601", at, _why_not(scenario, lang, move, example, alone.matches))
                return
    for match in found.matches:
        asks_value = bool(scenario.moves[match.move].says)
        if match.move != move and match.accepted and match.method == "keywords" and not asks_value:
            message = (
                f"this example of `{move}` holds the keywords of `{match.move}`, so saying it makes both; "
                f"say it otherwise, or add one of its words to `unless` of `{match.move}`"
            )
            yield _problem("M603", at, message)


def _why_not(scenario: Scenario, lang: str, move: str, example: str, matches: Sequence[MoveMatch]) -> str:
    said = Said(example, lang)
    blocked = [word for word in scenario.moves[move].unless.get(lang, ()) if Keyword(word, lang).is_in(said)]
    if blocked:
        return f"this example of `{move}` does not make it: it holds “{blocked[0]}”, which stands under its `unless`"
    best = max((match for match in matches if match.move == move), key=lambda match: match.confidence, default=None)
    why = f": {best.reason}" if best and best.reason else ""
    return (
        f"this example of `{move}` does not make it{why} Say it otherwise, or take the like of it out of the other move"
    )


def _problem(code: str, at: tuple[str, int, int], message: str) -> Problem:
    return Problem(*at, code, message, severity_of(code))


__all__ = ["KeywordGroups", "check_examples", "heard_at", "without_facts"]
