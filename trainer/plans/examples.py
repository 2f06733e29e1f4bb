"""Checks authors' examples against the matcher: each makes its own move, and no other's comes too close.

A sentence that is an example makes its own move, unless it holds a word of the move's `unless`. So only some examples
can fail, and only those are given to the matcher: with such a word, of several sentences, very short, or much like
another move's example.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from trainer.content.codes import severity_of
from trainer.content.merging import Places
from trainer.content.problem import Problem
from trainer.content.scenario import Node, Scenario
from trainer.content.wording import same_examples
from trainer.matching.keywords import Keyword
from trainer.matching.matcher import Matcher
from trainer.matching.normalise import normalise
from trainer.matching.sentences import clauses, sentences
from trainer.matching.understanding import MoveMatch, Understanding
from trainer.plans.wording import Example, KeywordIndex, Likeness

ALIKE = 0.6
"""Examples of two moves at least so much alike are compared by the matcher."""
TOO_CLOSE = 0.75
"""Examples at least so much alike are too close whatever the matcher makes of them."""
SHORT = 3
"""Examples with fewer features than these are given to the matcher whatever they say."""
_MOST_CLAUSES = 4
_SIGNS = re.compile(r"[\W_]+")


def without_facts(scenario: Scenario) -> Scenario:
    """The scenario with moves that ask for no facts: an example shows the wording, its values are another matter."""
    moves = {
        name: replace(move, says=()) if move.says and (move.keywords or move.examples) else move
        for name, move in scenario.moves.items()
    }
    return replace(scenario, moves=moves)


@lru_cache(maxsize=8192)
def form_of(words: str, lang: str) -> str:
    """What the matcher compares of a sentence: numbers, scripts, fillers and punctuation make no difference."""
    return _SIGNS.sub("" if lang == "zh" else " ", normalise(words, lang)).strip()


def heard_at(scenario: Scenario, node: Node) -> tuple[str, ...]:
    """The moves heard at a node."""
    named = (*node.expect, *(move for rule in node.then for move in rule.on), *scenario.always)
    return tuple(dict.fromkeys(move for move in named if move in scenario.moves))


def check_examples(scenario: Scenario, matchers: Mapping[str, Matcher], places: Places) -> Iterator[Problem]:
    """Examples that don't make their own move (errors), and those near to another move heard beside it (warnings).

    `matchers` are those of `without_facts(scenario)`, by language; `scenario` is the author's own. Words alone never
    make a move that asks for a fact's value, so such a move is no danger to another's example.
    """
    yield from same_examples(scenario, places, form_of)
    heard = {frozenset(heard_at(scenario, node)) for node in scenario.nodes.values() if node.end is None}
    ordered = sorted(heard, key=sorted)
    for lang, matcher in matchers.items():
        yield from _InLanguage(scenario, lang, matcher, ordered, places).check()


@dataclass(frozen=True, slots=True)
class _Look:
    """One example: the moves heard beside its own, those whose keywords it holds, and those with examples like it."""

    example: Example
    beside: frozenset[str]
    keywords: frozenset[str]
    alike: Mapping[str, float]


class _InLanguage:
    """The examples of one language."""

    def __init__(
        self, scenario: Scenario, lang: str, matcher: Matcher, heard: Sequence[frozenset[str]], places: Places
    ) -> None:
        self.scenario = scenario
        self.lang = lang
        self.matcher = matcher
        self.places = places
        self.heard = {move: [one for one in heard if move in one] for move in scenario.moves}
        self.examples = [
            Example(move.id, place, words, lang)
            for move in scenario.moves.values()
            if self.heard[move.id]
            for place, words in enumerate(move.examples.get(lang, ()))
        ]
        self.warned: set[tuple[str, str, str]] = set()

    def check(self) -> Iterator[Problem]:
        """All problems; of the warnings only the first for each pair of moves."""
        keywords, likeness = KeywordIndex(self.scenario, self.lang), Likeness(self.examples)
        forms = [form_of(example.words, self.lang) for example in self.examples]
        moves: dict[str, set[str]] = {}
        for form, example in zip(forms, self.examples, strict=True):
            moves.setdefault(form, set()).add(example.move)
        for form, example in zip(forms, self.examples, strict=True):
            if len(moves[form]) > 1:
                continue  # an example of two moves: said once is enough
            beside = frozenset[str]().union(*self.heard[example.move])
            alike = {move: much for move, much in likeness.neighbours(example, ALIKE).items() if move in beside}
            look = _Look(example, beside, keywords.moves_with_all_groups(example.said), alike)
            problem = self._own_move(look)
            if problem is not None:
                yield problem
                continue
            yield from self._close(look)
            yield from self._holds_keywords(look)

    # -- does it make its own move?

    def _own_move(self, look: _Look) -> Problem | None:
        example = look.example
        blocked = self._unless(example.move, example)
        if blocked is None and not self._may_fail(look):
            return None
        for heard in self.heard[example.move]:
            found = self._understand(example.words, heard)
            if example.move not in found.moves:
                return self._problem("M601", example, self._why_not(example, blocked, found.matches))
        return None

    def _may_fail(self, look: _Look) -> bool:
        example = look.example
        if example.move in look.keywords:
            return False
        short = len(example.features) < SHORT
        return (
            short
            or bool(look.alike)
            or len(sentences(example.words)) > 1
            or len(clauses(example.words)) > _MOST_CLAUSES
        )

    def _unless(self, move: str, example: Example) -> str | None:
        words = self.scenario.moves[move].unless.get(self.lang, ())
        return next((word for word in words if Keyword(word, self.lang).is_in(example.said)), None)

    def _understand(self, words: str, heard: frozenset[str]) -> Understanding:
        return self.matcher.understand(words, moves=sorted(heard), facts={})

    def _why_not(self, example: Example, blocked: str | None, matches: Sequence[MoveMatch]) -> str:
        failed = f"this example of `{example.move}` does not make it"
        if blocked is not None:
            return f"{failed}: it holds “{blocked}”, which stands under its `unless`; change one of them"
        best = max((one for one in matches if one.move == example.move), key=lambda one: one.confidence, default=None)
        other = best.runner_up if best else None
        if other is not None and other != example.move:
            return f"{failed}, because an example of `{other}` is as close to it; say one of them otherwise"
        why = f" ({best.reason.rstrip('.')})" if best and best.reason else ""
        return f"{failed}{why}; say it more like what an agent would say in one sentence"

    # -- does it come too close to another?

    def _close(self, look: _Look) -> Iterator[Problem]:
        """Examples in nearly the words of another move's, or that would be taken for it if their own weren't heard."""
        example = look.example
        for move, alike in sorted(look.alike.items()):
            if (example.move, move, "M602") in self.warned:
                continue
            if alike >= TOO_CLOSE or self._is_taken_for(move, example):
                self.warned |= {(example.move, move, "M602"), (move, example.move, "M602")}
                message = (
                    f"this example of `{example.move}` is so close to one of `{move}` that other words like these may "
                    "be taken for either; say one of them otherwise"
                )
                yield self._problem("M602", example, message)

    def _is_taken_for(self, move: str, example: Example) -> bool:
        together = next(heard for heard in self.heard[example.move] if move in heard)
        found = self._understand(example.words, together - {example.move})
        return any(one.move == move and one.accepted and one.method == "similarity" for one in found.matches)

    def _holds_keywords(self, look: _Look) -> Iterator[Problem]:
        example = look.example
        for move in sorted(look.keywords & look.beside - {example.move}):
            if self.scenario.moves[move].says or (example.move, move, "M603") in self.warned:
                continue
            if self._unless(move, example) is None:
                self.warned.add((example.move, move, "M603"))
                message = (
                    f"this example of `{example.move}` holds the keywords of `{move}`, so saying it makes both; "
                    f"say it otherwise, or add one of its words to `unless` of `{move}`"
                )
                yield self._problem("M603", example, message)

    def _problem(self, code: str, example: Example, message: str) -> Problem:
        place = self.places.of("moves", example.move, "examples", self.lang, example.place)
        return Problem(*place, code, message, severity_of(code))
