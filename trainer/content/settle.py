"""Facts settled for one call, and templates filled in with them. Both are total: what isn't there becomes nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from trainer.content.fact_values import canonical
from trainer.content.facts import SettledFact
from trainer.content.rendering import digits_apart, rendered
from trainer.content.scenario import Fact, Persona, Scenario, Text
from trainer.content.templates import Slot, template

DEFAULT_UNIT = {"zh": "元", "en": "yuan"}
_CODE_LENGTH = 3
"""From this many digits on, a persona's key in quotes is a number to be said digit by digit."""


def settle(scenario: Scenario, *, persona: str, lang: str, today: date) -> Mapping[str, SettledFact]:
    """Every fact's value for a persona, a language and a day. A value that doesn't fit its kind is kept as text."""
    settled: dict[str, SettledFact] = {}
    for name in scenario.facts:
        _settle(scenario, name, persona, lang, today, settled, ())
    return settled


def _settle(
    scenario: Scenario,
    name: str,
    persona: str,
    lang: str,
    today: date,
    settled: dict[str, SettledFact],
    within: tuple[str, ...],
) -> None:
    fact = scenario.facts.get(name)
    if fact is None or name in settled or name in within:
        return
    source = in_language(fact.value, lang)
    for slot in template(source).slots:
        if slot.kind == "fact":
            _settle(scenario, slot.name, persona, lang, today, settled, (*within, name))
    as_text = fact.kind == "text"
    values = {one.id: one.shown if as_text else one.value for one in settled.values()}
    text = _fill(source, scenario, persona, lang, values, spoken=False)
    done = settled_fact(fact, text, lang=lang, today=today)
    if as_text and text != source:
        values = {one.id: one.spoken for one in settled.values()}
        done = replace(done, spoken=_fill(source, scenario, persona, lang, values, spoken=True))
    settled[name] = done


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
    """A text with its templates filled in, as shown in a caption or as the voice says it. What isn't there is left out."""
    if "{" not in template:
        return template
    values = {name: fact.spoken if spoken else fact.shown for name, fact in facts.items()}
    return _fill(template, scenario, persona, lang, values, spoken=spoken)


def _fill(text: str, scenario: Scenario, persona: str, lang: str, facts: Mapping[str, str], *, spoken: bool) -> str:
    who = scenario.personas.get(persona) or next(iter(scenario.personas.values()), None)
    filled = []
    for piece in template(text).pieces:
        if not isinstance(piece, Slot):
            filled.append(piece)
        elif piece.kind == "fact":
            filled.append(facts.get(piece.name, ""))
        elif who is not None:
            filled.append(persona_text(who, piece.name, lang, spoken=spoken))
    return "".join(filled)


def persona_text(persona: Persona, key: str, lang: str, *, spoken: bool = False) -> str:
    """A persona's key as text in a language; empty when there is none. Numbers in quotes are spoken digit by digit."""
    if key in persona.keys:
        value = persona.keys[key]
    else:
        value = {"id": persona.id, "name": persona.name, "voice": persona.voice, "mood": persona.mood}.get(key, "")
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
