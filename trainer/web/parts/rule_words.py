"""A rubric's rules in human language. The scorecard keeps them as words that never change (`move:empathy within:2`)."""

from collections.abc import Callable, Mapping
from html import escape

from trainer.content.scenario import Scenario
from trainer.scoring.scorecard import Evidence
from trainer.web import i18n
from trainer.web.i18n import _, ngettext
from trainer.web.parts import shown

_MEASURED = frozenset({"mood_at_end", "answer_within", "silence_under", "wrap_up_within", "hold"})
"""Rules whose evidence is a figure, not words."""


def told(rule: str, scenario: Scenario) -> str:
    """The rule as a sentence in the session's language; the rule itself when it is of a kind not known here."""
    parts = dict(part.partition(":")[::2] for part in rule.split(" ") if ":" in part)
    kind = next(iter(parts), "")
    teller = _TELLERS.get(kind)
    return teller(parts, scenario) if teller else rule


def fact_name(fact_id: str, scenario: Scenario) -> str:
    """A fact by its value where every customer has the same (`40 yuan`), else by its name."""
    fact = scenario.facts.get(fact_id)
    value = i18n.text(fact.value) if fact else ""
    if fact is None or fact.kind == "date" or not value or "{" in value:
        return fact_id.replace("_", " ")
    if fact.kind == "money":
        return _("{n} {unit}").format(n=value, unit=i18n.text(fact.unit) or _("yuan"))
    return value


def found(evidence: Evidence, scenario: Scenario) -> str:
    """What the evidence is, as HTML: words somebody said in quotation marks, anything else as it is called here."""
    if not evidence.words:
        return ""
    kind, _colon, name = evidence.rule.partition(":")
    if kind == "ending":
        return f"<span>{escape(shown.ending(evidence.words))}</span>"
    if kind == "wrap_up":
        field = scenario.wrap_up.fields.get(name) if scenario.wrap_up else None
        answer = i18n.text(field.options.get(evidence.words)) if field else ""
        return f"<q>{escape(answer or evidence.words)}</q>"
    if kind in _MEASURED:
        return f"<span>{escape(evidence.words)}</span>"
    return f"<q>{escape(evidence.words)}</q>"


def name_of(thing: str, scenario: Scenario) -> str:
    """A move, an action or a wrong value, by its label."""
    if thing in scenario.moves:
        return i18n.text(scenario.moves[thing].label)
    if thing.startswith("misstates_"):
        return _("a wrong value for “{fact}”").format(fact=fact_name(thing.removeprefix("misstates_"), scenario))
    action, _dot, target = thing.partition(".")
    return _action(action, target_name(action, target, scenario)) or thing


def target_name(action: str, target: str, scenario: Scenario) -> str:
    """A record or a colleague by its label."""
    if action == "lookup" and target in scenario.desktop.records:
        return i18n.text(scenario.desktop.records[target].label)
    if action == "transfer" and target in scenario.desktop.transfer_to:
        return i18n.text(scenario.desktop.transfer_to[target])
    return target


def _action(action: str, target: str) -> str:
    plain = {
        "lookup": _("looking up a record"),
        "search": _("searching the knowledge base"),
        "read": _("opening an article"),
        "transfer": _("transferring the call"),
        "hold": _("putting the customer on hold"),
        "resume": _("taking the customer back"),
    }
    if not target or action not in plain:
        return plain.get(action, "")
    return _("{action} ({target})").format(action=plain[action], target=target)


def _move(parts: Mapping[str, str], scenario: Scenario) -> str:
    sentence = _("Says or does: {move}").format(move=name_of(parts["move"], scenario))
    if "within" in parts:
        turns = int(parts["within"])
        sentence += ngettext(", in the first turn", ", within the first {n} turns", turns).format(n=turns)
    if "before" in parts:
        sentence += _(", before {other}").format(other=name_of(parts["before"], scenario))
    if "after" in parts:
        sentence += _(", after {other}").format(other=name_of(parts["after"], scenario))
    return sentence


def _order(parts: Mapping[str, str], scenario: Scenario) -> str:
    names = [name_of(each, scenario) for each in parts["order"].split(",")]
    return _("In this order: {moves}").format(moves=" → ".join(names))


def _hold(parts: Mapping[str, str], _scenario: Scenario) -> str:
    if parts["hold"] == "announced":
        return _("Tells the customer before putting them on hold")
    return _("Comes back from hold within the limit")


def _endings(parts: Mapping[str, str], _scenario: Scenario) -> str:
    names = [shown.ending(each) for each in parts["ending"].split(",")]
    return _("The call ends as: {endings}").format(endings=_(" or ").join(names))


def _field(parts: Mapping[str, str], scenario: Scenario) -> str:
    fields = scenario.wrap_up.fields if scenario.wrap_up else {}
    name = i18n.text(fields[parts["wrap_up"]].label) if parts["wrap_up"] in fields else parts["wrap_up"]
    return _("Work order is right: {field}").format(field=name)


_TELLERS: Mapping[str, Callable[[Mapping[str, str], Scenario], str]] = {
    "move": _move,
    "order": _order,
    "hold": _hold,
    "ending": _endings,
    "wrap_up": _field,
    "never": lambda parts, scenario: _("Never: {move}").format(move=name_of(parts["never"], scenario)),
    "states": lambda parts, scenario: _("States rightly: {fact}").format(fact=fact_name(parts["states"], scenario)),
    "misstates": lambda parts, scenario: _("Never states wrongly: {fact}").format(
        fact=fact_name(parts["misstates"], scenario)
    ),
    "answer_within": lambda parts, _s: _("Answers within {n} seconds").format(n=parts["answer_within"]),
    "silence_under": lambda parts, _s: _("Is never silent for {n} seconds or longer").format(n=parts["silence_under"]),
    "mood_at_end": lambda parts, _s: _("Customer's mood at the end is {n} or better").format(n=parts["mood_at_end"]),
    "wrap_up_within": lambda parts, _s: _("Hands in the work order within {n} seconds").format(
        n=parts["wrap_up_within"]
    ),
    "handover": lambda parts, scenario: _("Tells the colleague: {facts}").format(
        facts=", ".join(fact_name(each, scenario) for each in parts["handover"].split(","))
    ),
}
