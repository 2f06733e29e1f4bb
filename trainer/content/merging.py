"""Puts a scenario and its snippets together; what the scenario doesn't use of them is left out and is no problem."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from trainer.content.fields import Reference
from trainer.content.part_reading import Parts, Place
from trainer.content.problem import Problem
from trainer.content.reading import ListNode, MapNode, Node, ScalarNode
from trainer.content.scenario import Scenario
from trainer.content.scenario_reading import ReadScenario, ReadSnippet
from trainer.content.texts import LANGUAGES

Owner = tuple[str, str]
_TOP: Owner = ("", "")
_PART_KINDS = ("node", "move", "fact")


@dataclass(frozen=True, slots=True)
class Places:
    """Where things stand in the files a scenario was read from. `of("moves", "greet", "examples", "zh", 0)`."""

    roots: tuple[tuple[str, MapNode], ...]

    def of(self, *path: str | int) -> Place:
        """The place of the deepest part of the path that is there; snippets are looked into after the scenario."""
        best: tuple[int, Place] = (-1, (self.roots[0][0], 1, 1))
        for file, root in self.roots:
            depth, place = _follow(root, path, file)
            if depth > best[0]:
                best = (depth, place)
        return best[1]


def _follow(root: MapNode, path: Sequence[str | int], file: str) -> tuple[int, Place]:
    """How many steps lead somewhere, and where. A text or list that serves all languages needs no step for one."""
    node: Node = root
    place = (file, 1, 1)
    depth = 0
    for step in path:
        if isinstance(node, MapNode) and str(step) in node.entries:
            key, node = node.entries[str(step)]
            place = (file, key.line, key.column)
        elif isinstance(node, ListNode) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
            place = (file, node.line, node.column)
        elif isinstance(node, ScalarNode) and step == 0:
            place = (file, node.line, node.column)
        elif isinstance(node, MapNode) or step not in LANGUAGES:
            break
        depth += 1
    return depth, place


@dataclass(slots=True)
class Assembled:
    """A scenario with its snippets. `own`: the parts the scenario's own file has; `placed`: where each part stands.

    `untold`: languages of the scenario that a snippet lacks, as (file, language). They are one problem, at `use`.
    """

    scenario: Scenario
    read: ReadScenario
    references: list[Reference]
    own: frozenset[Owner]
    placed: Mapping[Owner, Place]
    places: Places
    problems: list[Problem] = field(default_factory=list)
    untold: frozenset[tuple[str, str]] = frozenset()


def assemble(read: ReadScenario, snippets: Sequence[tuple[ReadSnippet, Place]]) -> Assembled:
    """The whole scenario, with the problems that come of putting it together."""
    problems: list[Problem] = []
    placed: dict[Owner, Place] = dict(read.parts.places)
    for snippet, use in snippets:
        _languages(read, snippet, use, problems)
        for part, place in snippet.parts.places.items():
            if part in placed:
                problems.append(_taken(part, placed[part], place, use, read.file))
            else:
                placed[part] = place
    references = list(read.parts.references)
    for snippet, _ in snippets:
        references.extend(snippet.parts.references)
    own = frozenset(read.parts.places)
    used = _used(references, own)
    taken = [ref for ref in references if ref.owner == _TOP or ref.owner in used]
    scenario = _merged(read.scenario, [snippet.parts for snippet, _ in snippets], used) if snippets else read.scenario
    roots = ((read.file, read.root), *((snippet.file, snippet.root) for snippet, _ in snippets))
    untold = {
        (snippet.file, lang)
        for snippet, _ in snippets
        for lang in read.scenario.languages
        if lang not in snippet.languages
    }
    read = replace(
        read,
        spoiled=read.spoiled.union(*(snippet.report.spoiled & used for snippet, _ in snippets)),
        lost=read.lost.union(*(snippet.report.lost & used for snippet, _ in snippets)),
    )
    return Assembled(scenario, read, taken, own, placed, Places(roots), problems, frozenset(untold))


def _languages(read: ReadScenario, snippet: ReadSnippet, use: Place, problems: list[Problem]) -> None:
    missing = [lang for lang in read.scenario.languages if lang not in snippet.languages]
    if missing:
        names = " and ".join(f"`{lang}`" for lang in missing)
        message = f"the snippet {snippet.file} has no {names}, which this scenario needs; add it there"
        problems.append(Problem(*use, "V209", message))


def _taken(part: Owner, first: Place, second: Place, use: Place, scenario_file: str) -> Problem:
    kind, name = part
    if first[0] == scenario_file:
        return Problem(
            *first,
            "S316",
            f"the {kind} `{name}` is already there in the snippet {second[0]}:{second[1]}; rename this one",
        )
    return Problem(
        *use, "S316", f"this snippet has a {kind} `{name}`, and so has {first[0]}:{first[1]}; rename one of them"
    )


def _used(references: Sequence[Reference], own: frozenset[Owner]) -> frozenset[Owner]:
    """The scenario's own parts and all that they lead to."""
    leads: dict[Owner, set[Owner]] = defaultdict(set)
    for ref in references:
        if ref.kind in _PART_KINDS:
            leads[ref.owner].add((ref.kind, ref.name))
            if ref.kind == "move" and ref.name.startswith("misstates_"):
                leads[ref.owner].add(("fact", ref.name.removeprefix("misstates_")))
    used: set[Owner] = set()
    waiting = [*own, _TOP]
    while waiting:
        part = waiting.pop()
        if part in used:
            continue
        used.add(part)
        waiting.extend(leads[part] - used)
    return frozenset(used)


def _merged(scenario: Scenario, parts: Sequence[Parts], used: frozenset[Owner]) -> Scenario:
    facts, moves, nodes = dict(scenario.facts), dict(scenario.moves), dict(scenario.nodes)
    always = list(scenario.always)
    for part in parts:
        for name, fact in part.facts.items():
            if ("fact", name) in used:
                facts.setdefault(name, fact)
        for name, move in part.moves.items():
            if ("move", name) in used:
                moves.setdefault(name, move)
        for name, node in part.nodes.items():
            if ("node", name) in used:
                nodes.setdefault(name, node)
        always.extend(name for name in part.always if name not in always)
    return replace(scenario, facts=facts, moves=moves, nodes=nodes, always=tuple(always))
