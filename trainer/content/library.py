"""Everything authors wrote, loaded and checked, by id."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trainer.content.checking import Judged, judge
from trainer.content.folders import Shelf, twice
from trainer.content.merging import Places
from trainer.content.plan import Plan
from trainer.content.problem import Problem
from trainer.content.rubric import Rubric
from trainer.content.rubric_checking import check_rubrics
from trainer.content.scenario import Article, Scenario, Text


@dataclass(frozen=True)
class Library:
    """What can be used, and what is wrong with the rest.

    A scenario with errors is not in `scenarios`, nor one whose rubric has errors; plans with errors are not in `plans`.
    `problems` are sorted and hold all that can be seen without matching words or playing plans. `places` tells by
    scenario id where its parts stand: `places["late-parcel"].of("moves", "greet", "examples", "zh", 0)`.
    """

    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    rubrics: Mapping[str, Rubric] = field(default_factory=dict)
    plans: Mapping[str, tuple[Plan, ...]] = field(default_factory=dict)
    articles: Mapping[str, Article] = field(default_factory=dict)
    competencies: Mapping[str, Text] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    places: Mapping[str, Places] = field(default_factory=dict)


def load(folders: Sequence[Path], *, loose: bool = False) -> Library:
    """Reads and checks content folders. Never raises for what authors wrote.

    With `loose` the first is any folder with scenarios in it.
    """
    shelf = Shelf(folders, loose=loose)
    judged: dict[str, Judged] = {}
    problems = [*shelf.name_problems(), *shelf.lonely_plans()]
    for file in shelf.scenario_files():
        if file.id in judged:
            problems.append(twice("scenario", file, judged[file.id].file))
        else:
            judged[file.id] = judge(shelf, file)
    return combine(shelf, judged, problems)


def combine(shelf: Shelf, judged: Mapping[str, Judged], problems: list[Problem]) -> Library:
    """One library out of scenarios judged one by one, with what can only be seen across them."""
    shared = shelf.shared
    for one in judged.values():
        problems.extend(one.problems)
    rubrics = shared.rubrics
    problems.extend(check_rubrics(rubrics, [one.outline for one in judged.values() if one.outline is not None]))
    articles, competencies = shared.articles, shared.competencies
    problems.extend(shared.problems)
    problems.extend(shelf.problems)
    broken = {problem.file for problem in problems if problem.severity == "error"}
    good = {name: read.rubric for name, read in rubrics.items() if read.report.file not in broken}
    scenarios = {
        name: one.scenario
        for name, one in judged.items()
        if one.scenario is not None and one.scenario.rubric in good and not broken.intersection(one.files)
    }
    return Library(
        scenarios=scenarios,
        rubrics=good,
        plans={name: judged[name].plans for name in scenarios if judged[name].plans},
        articles=articles,
        competencies=competencies,
        problems=tuple(sorted(set(problems))),
        places={name: places for name in scenarios if (places := judged[name].places) is not None},
    )
