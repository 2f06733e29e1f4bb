"""What a reader can't see: names that lead nowhere, nodes nobody reaches, calls that never end, languages that lack."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trainer.content.fields import Reference, instead
from trainer.content.folders import ContentFile, PLAN_SUFFIX, Shelf
from trainer.content.merging import Assembled, Places, assemble
from trainer.content.part_reading import ACTIONS
from trainer.content.plan import Plan
from trainer.content.plan_reading import check_names
from trainer.content.problem import Problem
from trainer.content.rubric_reading import ReadRubric
from trainer.content.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What rubrics need to know of a scenario; small enough to keep in a cache."""

    id: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One scenario and its plans, with everything wrong with them. `files`: those it was read from."""

    file: str
    scenario: Scenario | None
    plans: tuple[Plan, ...]
    problems: tuple[Problem, ...]
    outline: Outline | None = None
    places: Places | None = None
    files: tuple[str, ...] = ()


_CODES = {
    "node": ("S301", "node"),
    "variable": ("S306", "variable"),
    "fact": ("S307", "fact"),
    "move": ("S308", "move"),
    "persona": ("S309", "key of the personas"),
    "article": ("S310", "article in `desktop.knowledge`"),
    "record": ("S311", "record in `desktop.records`"),
    "target": ("S312", "target in `desktop.transfer_to`"),
    "competency": ("S313", "competency in courses/competencies.yaml"),
    "rubric": ("S314", "rubric in scenarios/rubrics"),
    "action": ("S325", "action"),
}


def judge(shelf: Shelf, file: ContentFile) -> Judged:
    """Reads and checks one scenario with its snippets and plans."""
    problems: list[Problem] = []
    read = shelf.read_scenario(file, problems)
    if read is None:
        return Judged(file=file.name, scenario=None, plans=(), problems=tuple(problems))
    problems.extend(read.problems)
    snippets = shelf.snippets(file, read, problems)
    whole = assemble(read, snippets)
    problems.extend(whole.problems)
    problems.extend(check_references(whole, shelf))
    failed = any(problem.severity == "error" for problem in problems)
    plans = _plans(shelf, file, None if failed else whole.scenario, problems)
    return Judged(
        file=file.name,
        scenario=None if failed else whole.scenario,
        plans=plans,
        problems=tuple(problems),
        places=whole.places,
        files=(file.name, *(snippet.file for snippet, _ in snippets)),
    )


def _plans(shelf: Shelf, file: ContentFile, scenario: Scenario | None, problems: list[Problem]) -> tuple[Plan, ...]:
    path = file.path.with_name(file.id + PLAN_SUFFIX)
    if not path.is_file():
        return ()
    read = shelf.read_plans(ContentFile(file.root, path), problems)
    if read is None:
        return ()
    problems.extend(read.problems)
    if scenario is None:
        return ()
    wrong = check_names(read, scenario, frozenset(shelf.shared.articles))
    problems.extend(wrong)
    return () if wrong or read.report.failed else read.plans


def check_references(whole: Assembled, shelf: Shelf) -> Iterable[Problem]:
    """Every name must exist."""
    scenario, shared = whole.scenario, shelf.shared
    persona = next(iter(scenario.personas.values()), None)
    known: dict[str, set[str]] = {
        "node": set(scenario.nodes),
        "variable": {"mood", *scenario.vars},
        "fact": set(scenario.facts),
        "move": set(scenario.moves) | {f"misstates_{fact}" for fact in scenario.facts},
        "persona": {"id", "name", "voice", "mood", *(persona.keys if persona else ())},
        "article": set(shared.articles),
        "record": set(scenario.desktop.records),
        "target": set(scenario.desktop.transfer_to),
        "competency": set(shared.competencies),
        "rubric": set(shared.rubric_files),
        "action": set(ACTIONS),
    }
    for ref in whole.references:
        if ref.name not in known[ref.kind]:
            yield _unknown(ref, known[ref.kind])


def _unknown(ref: Reference, names: set[str]) -> Problem:
    code, what = _CODES[ref.kind]
    return Problem(
        ref.file, ref.line, ref.column, code, f"there is no {what} named `{ref.name[:60]}`; {instead(ref.name, names)}"
    )


def check_rubrics(rubrics: Mapping[str, ReadRubric], outlines: Sequence[Outline]) -> list[Problem]:
    """What rubrics ask for that their scenarios don't have."""
    return []
