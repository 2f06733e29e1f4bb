"""Whether moves can be heard in every language, and lines can be said in a breath."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from trainer.content.fields import suggestion
from trainer.content.flow import reached
from trainer.content.merging import Assembled, Places
from trainer.content.problem import Problem
from trainer.content.reading import shorten
from trainer.content.scenario import Lines, Move, Node, Scenario
from trainer.content.settle import fill, settle

LONGEST_LINE = 15.0
"""Seconds of speech a customer may talk without a break."""
SIGNS_A_SECOND = 4.5
"""Chinese characters, spoken briskly."""
WORDS_A_SECOND = 2.7
"""English words, spoken briskly."""
FEWEST_EXAMPLES = 3

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]|[0-9]")
_MOST_PERSONAS = 20
_SOMEDAY = date(2026, 3, 2)


def seconds_of(text: str) -> float:
    """About how long a text takes to say, in seconds."""
    return (
        len(_HAN.findall(text)) / SIGNS_A_SECOND
        + len(re.findall(r"[A-Za-z]+(?:['’-][A-Za-z]+)*", text)) / WORDS_A_SECOND
    )


def check_wording(whole: Assembled) -> Iterator[Problem]:
    """What is wrong with the words of moves and lines."""
    scenario = whole.scenario
    heard = _heard(scenario)
    begins = scenario.start in scenario.nodes and "always" not in whole.read.misread
    heard |= {meant for name in heard - scenario.moves.keys() if (meant := suggestion(name, scenario.moves))}
    for move in scenario.moves.values():
        if ("move", move.id) in whole.read.spoiled:
            continue
        if ("move", move.id) in whole.own or move.id in heard:
            yield from _check_move(whole, move, heard if begins else None)
    yield from same_examples(scenario, whole.places, lambda text, _: alike(text))
    yield from _long_lines(whole)


def _heard(scenario: Scenario) -> set[str]:
    """The moves some node that can be reached hears."""
    heard = set(scenario.always)
    for name in reached(scenario):
        node = scenario.nodes[name]
        if node.end is None:
            heard.update(node.expect)
            for rule in node.then:
                heard.update(rule.on)
    return heard


def _check_move(whole: Assembled, move: Move, heard: set[str] | None) -> Iterator[Problem]:
    """`heard` is None when nobody can say what is heard, because it isn't known where the call begins."""
    place = whole.placed["move", move.id]
    if heard is not None and move.id not in heard and not whole.read.ways_lost:
        message = f"no node that can be reached hears the move `{move.id}`; name it under `expect`, `on` or `always`"
        if move.critical:
            yield Problem(*place, "S318", message.replace("the move", "the critical move"))
        else:
            yield Problem(*place, "S329", message, "warning")
    if not move.keywords and not move.examples:
        if not move.says:
            message = f"the move `{move.id}` can never be understood; give it `keywords`, `examples` or `says`"
            yield Problem(*place, "S320", message)
        return
    for lang in whole.scenario.languages:
        if (place[0], lang) not in whole.untold:
            yield from _check_language(whole, move, lang)


def _check_language(whole: Assembled, move: Move, lang: str) -> Iterator[Problem]:
    keywords, examples = move.keywords.get(lang), move.examples.get(lang)
    if not keywords and not examples:
        where = whole.places.of("moves", move.id, "examples" if move.examples else "keywords")
        message = f"the move `{move.id}` cannot be understood in `{lang}`; add {lang}: […] to its keywords or examples"
        yield Problem(*where, "V209", message)
        return
    for key, own, all_of in (("keywords", keywords, move.keywords), ("examples", examples, move.examples)):
        if all_of and not own:
            where = whole.places.of("moves", move.id, key)
            message = f"the move `{move.id}` has `{key}`, but none in `{lang}`; add them there"
            yield Problem(*where, "V211", message, "warning")
    if not keywords and examples and len(examples) < FEWEST_EXAMPLES:
        where = whole.places.of("moves", move.id, "examples", lang)
        count = "one example" if len(examples) == 1 else f"{len(examples)} examples"
        message = (
            f"the move `{move.id}` has no keywords and only {count} in `{lang}`; "
            f"give at least {FEWEST_EXAMPLES}, each in other words"
        )
        yield Problem(*where, "S321", message, "warning")


def alike(text: str) -> str:
    """A text without what makes no difference in speech: width, case, punctuation, spaces between Chinese signs."""
    text = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in text)
    return re.sub(r"(?<![a-z0-9]) +| +(?![a-z0-9])", "", " ".join(words.split()))


def same_examples(scenario: Scenario, places: Places, form: Callable[[str, str], str]) -> Iterator[Problem]:
    """Examples of two moves that have the same form; `form` takes a text and its language."""
    for lang in scenario.languages:
        first: dict[str, tuple[str, int]] = {}
        for move in scenario.moves.values():
            for number, example in enumerate(move.examples.get(lang, ())):
                key = form(example, lang)
                earlier = first.setdefault(key, (move.id, number))
                if earlier[0] == move.id:
                    continue
                here = places.of("moves", move.id, "examples", lang, number)
                there = places.of("moves", earlier[0], "examples", lang, earlier[1])
                (here_move, place), (other, other_place) = sorted(
                    ((move.id, here), (earlier[0], there)), key=lambda one: one[1], reverse=True
                )
                where = (
                    f"in line {other_place[1]}"
                    if other_place[0] == place[0]
                    else f"in {other_place[0]}:{other_place[1]}"
                )
                message = (
                    f"`{shorten(example)}` is an example of `{here_move}` and, {where}, of `{other}`; "
                    "keep it in one, or make them one move"
                )
                yield Problem(*place, "S319", message)


def _long_lines(whole: Assembled) -> Iterator[Problem]:
    scenario = whole.scenario
    if not scenario.personas:
        return
    for name in reached(scenario):
        node = scenario.nodes[name]
        for path, lines in _lines_of(node):
            for lang, variants in lines.items():
                if lang not in scenario.languages:
                    continue
                for number, text in enumerate(variants):
                    seconds = _longest(scenario, lang, text)
                    if seconds > LONGEST_LINE:
                        where = whole.places.of("nodes", name, *path, lang, number)
                        message = (
                            f"the customer would talk for about {seconds:.0f} s without a break; "
                            f"people say at most {LONGEST_LINE:.0f} s at once. Cut it, or spread it over two nodes"
                        )
                        yield Problem(*where, "S322", message, "warning")


def _lines_of(node: Node) -> Iterator[tuple[tuple[str | int, ...], Lines]]:
    yield ("say",), node.say
    if node.press:
        yield ("press",), node.press
    if node.clarify.say:
        yield ("clarify", "say"), node.clarify.say
    if node.silence and node.silence.say:
        yield ("silence", "say"), node.silence.say
    if node.fallback and node.fallback.say:
        yield ("fallback", "say"), node.fallback.say
    for number, rule in enumerate(node.then):
        if rule.say:
            yield ("then", number, "say"), rule.say


def _longest(scenario: Scenario, lang: str, text: str) -> float:
    """How long the line takes for the persona with whom it is longest."""
    if "{" not in text:
        return seconds_of(text)
    longest = 0.0
    for persona in tuple(scenario.personas)[:_MOST_PERSONAS]:
        facts = settle(scenario, persona=persona, lang=lang, today=_SOMEDAY)
        longest = max(
            longest, seconds_of(fill(text, scenario=scenario, persona=persona, lang=lang, facts=facts, spoken=True))
        )
    return longest
