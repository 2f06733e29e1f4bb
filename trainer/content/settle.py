"""Facts settled for one call, and templates filled in with them. Both are total: what isn't there becomes nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from trainer.content.fact_values import canonical
from trainer.content.facts import SettledFact
from trainer.content.rendering import digits_apart, rendered, rooms_apart
from trainer.content.scenario import Fact, Persona, Scenario, Text, Value
from trainer.content.templates import Slot, template

DEFAULT_UNIT = {"zh": "元", "en": "yuan"}
_DEEPEST = 20
"""Facts made of facts made of facts; below that a value is left out."""
_CODE_LENGTH = 3
"""From this many digits on, a persona's key in quotes is a number to be said digit by digit."""


def settle(scenario: Scenario, *, persona: str, lang: str, today: date) -> Mapping[str, SettledFact]:
    """Every fact's value for a persona, a language and a day. A value that doesn't fit its kind is kept as text."""
    settling = _Settling(scenario, persona, lang, today)
    for name in scenario.facts:
        settling.settle(name, within=())
    return settling.settled


class _Settling:
    """Settles facts after those their values are made of."""

    def __init__(self, scenario: Scenario, persona: str, lang: str, today: date) -> None:
        self.settled: dict[str, SettledFact] = {}
        self._scenario, self._persona, self._lang, self._today = scenario, persona, lang, today

    def settle(self, name: str, *, within: tuple[str, ...]) -> None:
        fact = self._scenario.facts.get(name)
        if fact is None or name in self.settled or name in within or len(within) > _DEEPEST:
            return
        source = in_language(fact.value, self._lang)
        for slot in template(source).slots:
            if slot.kind == "fact":
                self.settle(slot.name, within=(*within, name))
        as_text = fact.kind == "text"
        text = self._filled(source, {one.id: one.shown if as_text else one.value for one in self.settled.values()})
        done = settled_fact(fact, text, lang=self._lang, today=self._today)
        if as_text and text != source:
            spoken = {one.id: one.spoken for one in self.settled.values()}
            done = replace(done, spoken=self._filled(source, spoken, spoken=True))
        self.settled[name] = done

    def _filled(self, source: str, values: Mapping[str, str], *, spoken: bool = False) -> str:
        return _fill(source, self._scenario, (self._persona, self._lang), values, spoken=spoken)


def settled_fact(fact: Fact, text: str, *, lang: str, today: date) -> SettledFact:
    """A fact with its value as text, in its canonical, shown and spoken form."""
    value = canonical(fact.kind, text, today)
    if value is None:
        return SettledFact(id=fact.id, kind=fact.kind, value=text, shown=text, spoken=text)
    unit = (in_language(fact.unit, lang) if fact.unit else "") or DEFAULT_UNIT.get(lang, "")
    shown, spoken = rendered(fact.kind, value, written=text.strip(), lang=lang, unit=unit, today=today)
    return SettledFact(id=fact.id, kind=fact.kind, value=value, shown=shown, spoken=spoken)


def fill(
    template: str, *, scenario: Scenario, persona: str, lang: str, facts: Mapping[str, SettledFact], spoken: bool
) -> str:
    """A text with its templates filled in, as a caption shows it or the voice says it. What isn't there is left out."""
    filled = template
    if "{" in template:
        values = {name: fact.spoken if spoken else fact.shown for name, fact in facts.items()}
        filled = _fill(template, scenario, (persona, lang), values, spoken=spoken)
    return rooms_apart(filled, lang) if spoken else filled


def _fill(text: str, scenario: Scenario, who: tuple[str, str], facts: Mapping[str, str], *, spoken: bool) -> str:
    name, lang = who
    persona = scenario.personas.get(name) or next(iter(scenario.personas.values()), None)
    filled = []
    for piece in template(text).pieces:
        if not isinstance(piece, Slot):
            filled.append(piece)
        elif piece.kind == "fact":
            filled.append(facts.get(piece.name, ""))
        elif persona is not None:
            filled.append(persona_text(persona, piece.name, lang, spoken=spoken))
    return "".join(filled)


def persona_text(persona: Persona, key: str, lang: str, *, spoken: bool = False) -> str:
    """A persona's key as text in a language; empty when there is none. Numbers in quotes are spoken digit by digit."""
    always: dict[str, Value] = {
        "id": persona.id,
        "name": persona.name,
        "voice": persona.voice,
        "mood": persona.mood,
    }
    value = persona.keys.get(key, always.get(key, ""))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    text = value if isinstance(value, str) else in_language(value, lang)
    if spoken and len(text) >= _CODE_LENGTH and text.isascii() and text.isdigit():
        return digits_apart(text, lang, phone=True)
    return text


def in_language(text: Text, lang: str) -> str:
    """A text in a language, or in any when it isn't there."""
    return text.get(lang) or next(iter(text.values()), "")
