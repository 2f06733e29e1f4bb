"""Reads `scenarios/<id>.plan.yaml`: the shape first, then its names against the scenario it is for."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from trainer.content.fields import Fields, Report, as_mapping, as_words, instead, kind_of
from trainer.content.part_reading import CRITICAL_KINDS, TARGETED
from trainer.content.plan import Plan, PlanTurn
from trainer.content.problem import Problem
from trainer.content.reading import MapNode, Node, ScalarNode, shorten
from trainer.content.scenario import CALL_ENDINGS, Scenario
from trainer.content.texts import LANGUAGES

_PLAN_KEYS = (
    "name", "lang", "persona", "seed", "turns", "wrap_up", "wrap_up_seconds", "ends", "mood", "score", "critical",
)  # fmt: skip
_ACTIONS = ("answer", "say", "do", "search", "hold", "silence", "hang_up")
_COMPARISON = re.compile(r"\s*(?:(<=|>=|==|!=|<|>)\s*)?([-+]?[0-9]+(?:\.[0-9]+)?)\s*")


@dataclass(slots=True)
class ReadPlans:
    """The plans of one file, with what they refer to."""

    scenario: str
    plans: tuple[Plan, ...]
    report: Report
    file: str
    field_answers: list[tuple[str, str, Node, Node]] = field(default_factory=list)
    place: tuple[int, int] = (1, 1)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the file."""
        return self.report.problems


def read_plans(root: MapNode, file: str) -> ReadPlans:
    """Reads a plan file; names are judged by `check_names` when the scenario is there."""
    report = Report(file)
    scenario = PurePosixPath(file.replace("\\", "/")).name.removesuffix(".plan.yaml")
    fields = Fields(root, report, ("plans",), "a plan file")
    fields.require("plans")
    read = ReadPlans(scenario, (), report, file)
    names: dict[str, int] = {}
    plans = []
    for node in fields.listing("plans"):
        mapping = as_mapping(node, report, "a plan")
        if mapping is None:
            continue
        plan = _plan(mapping, read)
        if plan.name and plan.name in names:
            report.add(
                "P505",
                mapping,
                f"a plan named `{shorten(plan.name)}` is already there in line {names[plan.name]}; rename one",
            )
        names.setdefault(plan.name, mapping.line)
        plans.append(plan)
    read.plans = tuple(plans)
    return read


def _plan(mapping: MapNode, read: ReadPlans) -> Plan:
    report = read.report
    fields = Fields(mapping, report, _PLAN_KEYS, "a plan")
    fields.require("name", "lang", "turns")
    persona = fields.word("persona")
    if persona is not None:
        report.refer("persona", persona, fields.get("persona") or mapping)
    lang = fields.choice("lang", LANGUAGES, "") or ""
    if lang:
        report.refer("language", lang, fields.get("lang") or mapping)
    critical: tuple[str, ...] | None = None
    if (node := fields.get("critical")) is not None:
        critical = tuple(_choices(node, report, "critical", CRITICAL_KINDS))
    return Plan(
        name=fields.word("name") or "",
        scenario=read.scenario,
        lang=lang,
        turns=tuple(turn for node in fields.listing("turns") if (turn := _turn(node, report)) is not None),
        persona=persona,
        seed=int(fields.number("seed", 1, low=0, high=2**53, whole=True) or 0),
        wrap_up=_wrap_up(fields, read),
        wrap_up_seconds=fields.number("wrap_up_seconds", None, low=0, high=86_400),
        ends=fields.choice("ends", CALL_ENDINGS),
        mood=_comparison(fields, "mood"),
        score=_comparison(fields, "score"),
        critical=critical,
        file=read.file,
        line=mapping.line,
        column=mapping.column,
        places=_places(fields, "ends", "mood", "score", "critical"),
    )


def _places(fields: Fields, *keys: str) -> dict[str, tuple[int, int]]:
    """Where the values of those keys stand that are there."""
    return {key: (node.line, node.column) for key in keys if (node := fields.get(key)) is not None}


def _choices(node: Node, report: Report, key: str, choices: tuple[str, ...]) -> list[str]:
    found = []
    for word, place in as_words(node, report, f"`{key}`"):
        if word in choices:
            found.append(word)
        else:
            report.add("V206", place, f"`{shorten(word)}` cannot stand under `{key}`; {instead(word, choices)}")
    return found


def _wrap_up(fields: Fields, read: ReadPlans) -> dict[str, str]:
    mapping = fields.mapping("wrap_up")
    found: dict[str, str] = {}
    for name, (key, node) in mapping.entries.items() if mapping else ():
        if isinstance(node, ScalarNode):
            found[name] = "" if node.is_null else node.text
            read.field_answers.append((name, found[name], key, node))
        else:
            read.report.add(
                "V203", node, f"`{shorten(name)}` needs what is written into the field, not {kind_of(node)}"
            )
    return found


def _comparison(fields: Fields, key: str) -> str | None:
    """`>= 85` in one way of writing; a bare number means equal."""
    node = fields.get(key)
    if node is None:
        return None
    match = _COMPARISON.fullmatch(node.text) if isinstance(node, ScalarNode) else None
    if match is None:
        fields.report.add(
            "P504", node, f'`{key}` needs a number, or a comparison in quotes such as ">= 1", not {kind_of(node)}'
        )
        return None
    return f"{match[1] or '=='} {match[2].removeprefix('+')}"


def _turn(node: Node, report: Report) -> PlanTurn | None:
    if isinstance(node, ScalarNode) and node.text in _ACTIONS:
        report.add("P503", node, f"write `{node.text}:` with a colon")
        return None
    mapping = as_mapping(node, report, "a turn")
    if mapping is None:
        return None
    fields = Fields(mapping, report, (*_ACTIONS, "moves", "at"), "a turn")
    actions = [action for action in _ACTIONS if fields.has(action)]
    if len(actions) != 1:
        said = (
            "does nothing"
            if not actions
            else "does several things at once: " + ", ".join(f"`{one}`" for one in actions)
        )
        report.add(
            "P503", mapping, f"this turn {said}; write exactly one of " + ", ".join(f"`{one}`" for one in _ACTIONS)
        )
        return None
    action = actions[0]
    moves: tuple[str, ...] | None = None
    if (listed := fields.get("moves")) is not None:
        found = as_words(listed, report, "`moves`")
        for name, place in found:
            report.refer("move", name, place)
        moves = tuple(name for name, _ in found)
        if action != "say":
            report.add("P503", fields.key("moves"), "only a turn with `say` makes moves; remove `moves` here")
    at = fields.word("at")
    if at is not None:
        report.refer("node", at, fields.get("at") or mapping)
    return PlanTurn(
        action=action,  # type: ignore[arg-type] # one of _ACTIONS
        value=_value(fields, action),
        moves=moves,
        at=at,
        line=mapping.line,
        column=mapping.column,
        places=_places(fields, "moves", "at"),
    )


def _value(fields: Fields, action: str) -> str | float | None:
    if action in ("answer", "hold", "silence"):
        return fields.number(action, 0, low=0, high=86_400)
    if action in ("say", "search"):
        return fields.word(action) or ""
    node = fields.get(action)
    if action == "hang_up":
        if isinstance(node, ScalarNode) and (node.is_null or node.boolean):
            return None
        fields.report.add("P503", node or fields.node, "`hang_up:` stands alone, without a value")
        return None
    word = fields.word("do") or ""
    verb, _, target = word.partition(".")
    if verb in TARGETED and target:
        fields.report.refer(TARGETED[verb], target, node or fields.node)
    elif word:
        fields.report.add(
            "P503", node or fields.node, f"`do` takes lookup.x, read.x or transfer.x, not `{shorten(word)}`"
        )
    return word


def check_names(read: ReadPlans, scenario: Scenario, articles: frozenset[str]) -> list[Problem]:
    """What the plans name that the scenario doesn't have."""
    report = Report(read.file)
    known = {
        "persona": set(scenario.personas),
        "language": set(scenario.languages),
        "node": set(scenario.nodes),
        "move": set(scenario.moves) | {f"misstates_{fact}" for fact in scenario.facts},
        "record": set(scenario.desktop.records),
        "desk_article": set(scenario.desktop.knowledge) or set(articles),
        "target": set(scenario.desktop.transfer_to),
    }
    for reference in read.report.references:
        names = known[reference.kind]
        if reference.name not in names:
            what = {"target": "transfer target", "desk_article": "article"}.get(reference.kind, reference.kind)
            report.add(
                "P502",
                reference.node,
                f"{scenario.id} has no {what} `{shorten(reference.name)}`; {instead(reference.name, names)}",
            )
    fields = scenario.wrap_up.fields if scenario.wrap_up else {}
    for name, answer, key, node in read.field_answers:
        if name not in fields:
            report.add("P502", key, f"the work order has no field `{shorten(name)}`; {instead(name, fields)}")
        elif fields[name].type == "choice" and answer not in fields[name].options:
            report.add(
                "P502",
                node,
                f"the field `{name}` has no option `{shorten(answer)}`; {instead(answer, fields[name].options)}",
            )
    return report.problems
