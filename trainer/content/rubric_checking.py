"""What rubrics ask for that the scenarios using them don't have."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trainer.content.conditions import check_condition
from trainer.content.fields import Reference, instead, suggestion
from trainer.content.merging import Assembled
from trainer.content.problem import Problem
from trainer.content.reading import shorten
from trainer.content.rubric import AutoRule, Item
from trainer.content.rubric_reading import ReadRubric


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What has to be known of a scenario to check across files; small enough for a cache.

    `place` is where it names its rubric; `requires` are module keys with line and column.
    """

    id: str
    file: str
    place: tuple[str, int, int]
    rubric: str
    languages: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    requires: tuple[tuple[str, int, int], ...] = ()

    def has(self, kind: str, name: str) -> bool:
        """The scenario has something of this kind and name."""
        if kind == "move" and name.startswith("misstates_") and name.removeprefix("misstates_") in self.names["fact"]:
            return True
        return name in self.names.get(kind, ())


def outline_of(whole: Assembled) -> Outline:
    """The outline of an assembled scenario."""
    scenario = whole.scenario
    persona = next(iter(scenario.personas.values()), None)
    return Outline(
        id=scenario.id,
        file=whole.read.file,
        place=whole.read.places["rubric"],
        rubric=scenario.rubric,
        languages=scenario.languages,
        names={
            "move": tuple(scenario.moves),
            "fact": tuple(scenario.facts),
            "field": tuple(scenario.wrap_up.fields) if scenario.wrap_up else (),
            "record": tuple(scenario.desktop.records),
            "desk_article": scenario.desktop.knowledge,
            "target": tuple(scenario.desktop.transfer_to),
            "variable": ("mood", *scenario.vars),
            "persona": ("id", "name", "voice", "mood", *(persona.keys if persona else ())),
        },
        requires=whole.read.requires,
    )


_WHAT = {
    "move": "move",
    "fact": "fact",
    "field": "work-order field",
    "record": "record",
    "desk_article": "article",
    "target": "transfer target",
    "variable": "variable",
    "persona": "persona key",
}


def check_rubrics(rubrics: Mapping[str, ReadRubric], outlines: Sequence[Outline]) -> Iterator[Problem]:
    """Problems between rubrics and the scenarios that use them. A rubric nobody uses has none."""
    using: dict[str, list[Outline]] = defaultdict(list)
    for outline in outlines:
        using[outline.rubric].append(outline)
    for name, read in rubrics.items():
        yield from _conditions(read)
        if using[name]:
            nowhere = list(_nowhere(read, using[name]))
            yield from (_unknown(ref, using[name]) for ref in nowhere)
            yield from _languages(read, using[name])
            wrong = frozenset(ref.owner[1] for ref in nowhere)
            for outline in using[name]:
                yield from _not_applicable(read, outline, wrong)


def _conditions(read: ReadRubric) -> Iterator[Problem]:
    for ref in read.report.references:
        if ref.kind == "condition":
            yield from check_condition(ref, {})
        elif ref.kind == "action":
            yield Problem(ref.file, ref.line, ref.column, "S325", _no_action(ref))


def _no_action(ref: Reference) -> str:
    actions = ("lookup", "search", "read", "transfer", "hold", "resume")
    return f"there is no action `{shorten(ref.name)}`; {instead(ref.name, actions)}"


def _nowhere(read: ReadRubric, outlines: Sequence[Outline]) -> Iterator[Reference]:
    """The names that none of the scenarios has."""
    for ref in read.report.references:
        if ref.kind in _WHAT and not any(outline.has(ref.kind, ref.name) for outline in outlines):
            yield ref


def _unknown(ref: Reference, outlines: Sequence[Outline]) -> Problem:
    there = sorted({name for outline in outlines for name in outline.names[ref.kind]})
    close = suggestion(ref.name, there)
    if len(outlines) == 1:
        who = f"the scenario {outlines[0].id} has no"
    else:
        who = f"none of the {len(outlines)} scenarios using this rubric has a"
    advice = f"did you mean `{close}`?" if close else "write it there, or remove it here"
    message = f"{who} {_WHAT[ref.kind]} `{shorten(ref.name)}`; {advice}"
    return Problem(ref.file, ref.line, ref.column, "R401" if ref.kind == "move" else "R406", message)


def _languages(read: ReadRubric, outlines: Sequence[Outline]) -> Iterator[Problem]:
    needed: dict[str, str] = {}
    for outline in outlines:
        for lang in outline.languages:
            needed.setdefault(lang, outline.id)
    for what, text, node in read.texts:
        for lang, scenario in needed.items():
            if text and lang not in text:
                message = f"{what} is missing in `{lang}`, which the scenario {scenario} needs; add {lang}: …"
                yield Problem(read.report.file, node.line, node.column, "R403", message)


def _not_applicable(read: ReadRubric, outline: Outline, wrong: frozenset[str]) -> Iterator[Problem]:
    """Items this scenario lacks something for; those with a name that is `wrong` anyway are left out."""
    for section in read.rubric.sections:
        for item in section.items:
            lacking = _lacking(item, outline)
            if lacking and item.id not in wrong:
                message = (
                    f"the item `{item.id}` of {read.rubric.id} is not applicable in this scenario, "
                    f"which has {lacking}; it leaves the score. Add it here if it should count"
                )
                yield Problem(*outline.place, "R402", message, "warning")


def _lacking(item: Item, outline: Outline) -> str | None:
    """What every set of an item's rules misses, or None when one of them applies."""
    found = None
    for rule in item.auto:
        missing = next(((kind, name) for kind, name in _needs(rule, outline) if not outline.has(kind, name)), None)
        if missing is None:
            return None
        kind, name = missing
        found = found or f"no {_WHAT[kind]}" + (f" `{name}`" if name else " at all")
    return found


def _needs(rule: AutoRule, outline: Outline) -> Iterator[tuple[str, str]]:
    """What a set of rules can't be judged without; without a name: anything of the kind."""
    for name in (rule.move, rule.never, *rule.order):
        if name is not None:
            yield "move", name
    if rule.after is not None:
        yield from _before_it(rule.after, outline)
    for name in (rule.states, rule.misstates):
        if name is not None:
            yield "fact", name
    for kind, names in (("field", rule.wrap_up), ("fact", rule.handover)):
        if names and not any(outline.has(kind, name) for name in names):
            yield kind, names[0]


def _before_it(name: str, outline: Outline) -> Iterator[tuple[str, str]]:
    """What a scenario needs for a move or an action to come first; without a name: anything of the kind."""
    verb, dot, thing = name.partition(".")
    kind = _DESK.get(verb)
    if kind is not None and (dot or not outline.names[kind]):
        yield kind, thing
    elif kind is None and verb not in ("hold", "resume"):
        yield "move", name


_DESK = {"lookup": "record", "search": "desk_article", "read": "desk_article", "transfer": "target"}
"""What an action needs on the desk."""
