"""What a reader can't see: names that lead nowhere, nodes nobody reaches, calls that never end, languages that lack."""

import graphlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from trainer.content.conditions import check_condition, persona_kinds
from trainer.content.fact_values import ADVICE, canonical
from trainer.content.fields import MOST_PROBLEMS, Reference, instead, suggestion
from trainer.content.flow import check_flow, gets_stuck
from trainer.content.folders import PLAN_SUFFIX, ContentFile, Shelf
from trainer.content.merging import Assembled, Places, assemble
from trainer.content.part_reading import ACTIONS
from trainer.content.plan import Plan
from trainer.content.plan_reading import check_names
from trainer.content.problem import Problem
from trainer.content.reading import shorten
from trainer.content.rubric_checking import Outline, outline_of
from trainer.content.scenario import Article, Fact, Node, Rule, Scenario
from trainer.content.settle import in_language, settle
from trainer.content.templates import template
from trainer.content.wording import check_wording

_SOMEDAY = date(2026, 3, 2)
_MOST_REFERENCES = 20_000
_MOST_PERSONAS = 20
_AFTER = "?"
"""Stands for a node that a dangling jump leads to when nobody can guess which was meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One scenario and its plans, with everything wrong with them.

    `scenario` is None when it has errors; `whole` is what could be read of it nevertheless. `files`: those it was read
    from.
    """

    file: str
    scenario: Scenario | None
    plans: tuple[Plan, ...]
    problems: tuple[Problem, ...]
    outline: Outline | None = None
    places: Places | None = None
    files: tuple[str, ...] = ()
    whole: Scenario | None = None


_CODES = {
    "node": ("S301", "node"),
    "variable": ("S306", "variable"),
    "fact": ("S307", "fact"),
    "move": ("S308", "move"),
    "persona": ("S309", "persona key"),
    "article": ("S310", "article in scenarios/knowledge"),
    "desk_article": ("S310", "article under `knowledge` of the desktop"),
    "record": ("S311", "record under `records` of the desktop"),
    "target": ("S312", "target under `transfer_to` of the desktop"),
    "competency": ("S313", "competency in courses/competencies.yaml"),
    "rubric": ("S314", "rubric in scenarios/rubrics"),
    "action": ("S325", "action"),
}


def judge(shelf: Shelf, file: ContentFile) -> Judged:
    """Reads and checks one scenario with its snippets and plans."""
    problems: list[Problem] = []
    read = shelf.read_scenario(file, problems)
    if read is None:
        return Judged(file=file.name, scenario=None, plans=(), problems=tuple(problems), files=(file.name,))
    problems.extend(read.problems)
    snippets = shelf.snippets(file, read, problems)
    complete = len(snippets) == len(read.uses) and "use" not in read.misread
    whole = assemble(read, snippets)
    problems.extend(whole.problems)
    problems.extend(check_whole(whole, shelf, complete=complete))
    failed = not complete or any(problem.severity == "error" for problem in problems)
    plans = _plans(shelf, file, whole, problems, failed=failed)
    return Judged(
        file=file.name,
        scenario=None if failed else whole.scenario,
        plans=plans,
        problems=tuple(problems),
        outline=outline_of(whole) if complete else None,
        places=whole.places,
        files=(file.name, *(snippet.file for snippet, _ in snippets)),
        whole=whole.scenario,
    )


def check_whole(whole: Assembled, shelf: Shelf, *, complete: bool = True) -> Iterator[Problem]:
    """Everything that can be seen in a scenario with its snippets. Not `complete`: a snippet could not be read."""
    names = _known(whole.scenario, shelf)
    unsure = _unsure(whole, shelf, complete=complete)
    kinds = persona_kinds(whole.scenario.personas)
    unknown = 0
    for ref in whole.references[:_MOST_REFERENCES]:
        if unknown >= MOST_PROBLEMS:
            break
        if ref.kind == "condition":
            yield from check_condition(ref, kinds)
        elif ref.kind not in unsure and ref.name not in names[ref.kind]:
            unknown += 1
            yield _unknown(ref, names[ref.kind])
    yield from _facts(whole)
    yield from _articles(whole, shelf.shared.articles)
    yield from _nodes(whole)
    mended = replace(whole, scenario=_mended(whole.scenario))
    if complete:
        if mended.scenario.start in mended.scenario.nodes:
            yield from check_flow(mended)
        yield from check_wording(mended)


def _known(scenario: Scenario, shelf: Shelf) -> Mapping[str, set[str]]:
    shared = shelf.shared
    persona = next(iter(scenario.personas.values()), None)
    return {
        "node": set(scenario.nodes),
        "variable": {"mood", *scenario.vars},
        "fact": set(scenario.facts),
        "move": set(scenario.moves) | {f"misstates_{fact}" for fact in scenario.facts},
        "persona": {"id", "name", "voice", "mood", *(persona.keys if persona else ())},
        "article": set(shared.articles),
        "desk_article": set(scenario.desktop.knowledge or shared.articles),
        "record": set(scenario.desktop.records),
        "target": set(scenario.desktop.transfer_to),
        "competency": set(shared.competencies),
        "rubric": set(shared.rubric_files),
        "action": set(ACTIONS),
    }


_LISTED_UNDER = {
    "facts": "fact",
    "moves": "move",
    "nodes": "node",
    "vars": "variable",
    "personas": "persona",
    "records": "record",
    "knowledge": "desk_article",
    "transfer_to": "target",
}


def _unsure(whole: Assembled, shelf: Shelf, *, complete: bool) -> set[str]:
    """The kinds of names of which nobody can say which there are: what lists them could not be read."""
    unsure = {kind for key, kind in _LISTED_UNDER.items() if key in whole.read.misread}
    if not complete:
        unsure |= {"node", "move", "fact"}
    if not whole.scenario.personas:
        unsure.add("persona")
    if whole.scenario.competencies and shelf.shared.competencies_lost:
        unsure.add("competency")
    return unsure


def _unknown(ref: Reference, names: set[str]) -> Problem:
    code, what = _CODES[ref.kind]
    message = f"there is no {what} named `{shorten(ref.name)}`; {instead(ref.name, names)}"
    return Problem(ref.file, ref.line, ref.column, code, message)


# -- facts and articles


def _facts(whole: Assembled) -> Iterator[Problem]:
    """Every fact must have a value that fits its kind, for every persona and in every language."""
    scenario = whole.scenario
    if not scenario.personas:
        return
    round_trip = _round_trip(scenario)
    for name in round_trip:
        where = whole.places.of("facts", name, "value")
        yield Problem(*where, "S326", f"the value of `{name}` is made of `{name}` itself; write a value instead")
    if round_trip:
        return
    settled = (
        {
            (persona, lang): settle(scenario, persona=persona, lang=lang, today=_SOMEDAY)
            for persona in tuple(scenario.personas)[: _MOST_PERSONAS if _uses_personas(scenario) else 1]
            for lang in scenario.languages
        }
        if scenario.facts
        else {}
    )
    for name, fact in scenario.facts.items():
        for (persona, lang), facts in settled.items():
            if (
                fact.value
                and canonical(fact.kind, facts[name].value, _SOMEDAY) is None
                and _filled(fact, scenario, persona, lang)
            ):
                source = in_language(fact.value, lang)
                who = f" for the persona `{persona}`" if "{" in source else ""
                given = shorten(facts[name].value)
                message = f"`{given}`{who} is no value for a fact of the kind `{fact.kind}`; write {ADVICE[fact.kind]}"
                yield Problem(*whole.places.of("facts", name, "value"), "V214", message)
                break


def _uses_personas(scenario: Scenario) -> bool:
    return any("{" in text for fact in scenario.facts.values() for text in fact.value.values())


def _filled(fact: Fact, scenario: Scenario, persona: str, lang: str) -> bool:
    """Everything its value is made of is there; otherwise that is the problem."""
    keys = {"id", "name", "voice", "mood", *scenario.personas[persona].keys}
    parsed = template(in_language(fact.value, lang))
    return not parsed.mistakes and all(
        slot.name in (keys if slot.kind == "persona" else scenario.facts) for slot in parsed.slots
    )


def _round_trip(scenario: Scenario) -> Sequence[str]:
    """Facts whose values are made of each other, if there are any."""
    made_of = {
        name: {slot.name for text in fact.value.values() for slot in template(text).slots if slot.kind == "fact"}
        for name, fact in scenario.facts.items()
    }
    try:
        graphlib.TopologicalSorter(made_of).prepare()
    except graphlib.CycleError as error:
        return sorted(set(error.args[1]))
    return ()


def _articles(whole: Assembled, articles: Mapping[str, Article]) -> Iterator[Problem]:
    for number, name in enumerate(whole.scenario.desktop.knowledge):
        article = articles.get(name)
        for lang in whole.scenario.languages if article else ():
            if article and lang not in article.body:
                message = f"the article `{name}` is missing in `{lang}`; write scenarios/knowledge/{name}.{lang}.md"
                yield Problem(*whole.places.of("desktop", "knowledge", number), "S327", message)


# -- nodes


def _nodes(whole: Assembled) -> Iterator[Problem]:
    for node in whole.scenario.nodes.values():
        if ("node", node.id) in whole.read.spoiled:
            continue
        place = whole.placed["node", node.id]
        if node.end is not None:
            for key, given in (
                ("then", node.then),
                ("fallback", node.fallback),
                ("expect", node.expect),
                ("silence", node.silence),
            ):
                if given:
                    where = whole.places.of("nodes", node.id, key)
                    message = f"the call ends at `{node.id}` (`end: {node.end}`), so `{key}` never happens; remove one"
                    yield Problem(*where, "S324", message)
        elif gets_stuck(node):
            message = (
                f"the node `{node.id}` needs a `fallback`, for whoever is not understood, such as fallback: {{go: …}}; "
                "or an `end` if the call is over here"
            )
            yield Problem(*place, "S305", message)


def _mended(scenario: Scenario) -> Scenario:
    """The scenario with jumps to nowhere led where they were probably meant to: nothing else is blamed for them."""
    targets = {rule.go for node in scenario.nodes.values() for rule in _rules(node) if rule.go}
    targets |= {node.silence.go for node in scenario.nodes.values() if node.silence and node.silence.go}
    dangling = {target for target in (*targets, scenario.start) if target and target not in scenario.nodes}
    if not dangling:
        return scenario
    meant = {target: suggestion(target, scenario.nodes) or _AFTER for target in dangling}
    nodes = {name: _node_led(node, meant) for name, node in scenario.nodes.items()}
    nodes[_AFTER] = Node(id=_AFTER, say={}, end="resolved")
    start = meant.get(scenario.start, scenario.start)
    return replace(scenario, nodes=nodes, start="" if start == _AFTER else start)


def _rules(node: Node) -> tuple[Rule, ...]:
    return (*node.then, node.fallback) if node.fallback else node.then


def _node_led(node: Node, meant: Mapping[str, str]) -> Node:
    def led(rule: Rule) -> Rule:
        return replace(rule, go=meant.get(rule.go, rule.go)) if rule.go else rule

    silence = node.silence
    if silence and silence.go is not None and silence.go in meant:
        silence = replace(silence, go=meant[silence.go])
    return replace(
        node,
        then=tuple(led(rule) for rule in node.then),
        fallback=led(node.fallback) if node.fallback else None,
        silence=silence,
    )


# -- plans


def _plans(
    shelf: Shelf, file: ContentFile, whole: Assembled, problems: list[Problem], *, failed: bool
) -> tuple[Plan, ...]:
    path = file.path.with_name(file.id + PLAN_SUFFIX)
    if not path.is_file():
        message = f"there are no plans for this scenario; write {path.name} beside it, and every check plays them"
        problems.append(Problem(*whole.read.places["id"], "S323", message, "warning"))
        return ()
    read = shelf.read_plans(ContentFile(file.root, path), problems)
    if read is None:
        return ()
    problems.extend(read.problems)
    if not read.plans and not read.report.failed:
        problems.append(
            Problem(read.file, 1, 1, "S323", "there are no plans in this file; write at least one", "warning")
        )
    if failed:
        return ()
    wrong = check_names(read, whole.scenario, frozenset(shelf.shared.articles))
    problems.extend(wrong)
    return () if wrong or read.report.failed else read.plans
