"""Every line the customer can say, so that its audio can be made ahead."""

from collections.abc import Iterator
from datetime import date

from trainer.call.lines import CLARIFY, PRESS
from trainer.content.library import Library
from trainer.content.scenario import Lines, Node, Scenario
from trainer.content.settle import fill, settle
from trainer.services.call_views import MENU_VOICE, text_of
from trainer.services.lines import SpokenLine


def every_line(library: Library, *, today: date) -> list[SpokenLine]:
    """Each line of each scenario once: all personas, languages and variants. Dates are those of a call taken today."""
    found = (line for scenario in library.scenarios.values() for line in lines_of(scenario, today=today))
    return list(dict.fromkeys(found))


def lines_of(scenario: Scenario, *, today: date) -> Iterator[SpokenLine]:
    """The lines of one scenario."""
    for lang in scenario.languages:
        for level in scenario.queue.ivr if scenario.queue else ():
            yield SpokenLine(text_of(level.say, lang), lang, MENU_VOICE, "calm")
        for persona in scenario.personas.values():
            facts = settle(scenario, persona=persona.id, lang=lang, today=today)
            for node in scenario.nodes.values():
                for lines in _said_at(node):
                    for template in lines.get(lang, ()):
                        text = fill(
                            template, scenario=scenario, persona=persona.id, lang=lang, facts=facts, spoken=True
                        )
                        yield SpokenLine(text, lang, persona.voice, node.tone)


def _said_at(node: Node) -> Iterator[Lines]:
    yield node.say
    for rule in (*node.then, *([node.fallback] if node.fallback else [])):
        if rule.say is not None:
            yield rule.say
    if node.end is None:
        yield node.press or PRESS
        yield node.clarify.say or CLARIFY
    if node.silence is not None and node.silence.say is not None:
        yield node.silence.say
