"""Everything authors wrote, loaded and checked, by id."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from trainer.content.checking import Judged, judge
from trainer.content.course import TRACKS, Course, Module
from trainer.content.course_checking import check_curriculum
from trainer.content.curriculum import Curriculum, Kept, read_curriculum
from trainer.content.folders import Shelf, twice
from trainer.content.merging import Places
from trainer.content.plan import Plan
from trainer.content.problem import Problem
from trainer.content.quiz import Quiz
from trainer.content.rubric import Rubric
from trainer.content.rubric_checking import check_rubrics
from trainer.content.scenario import Article, Scenario, Text


@dataclass(frozen=True)
class Library:
    """What can be used, and what is wrong with the rest.

    A scenario with errors is not in `scenarios`, nor one whose rubric has errors; plans with errors are not in `plans`,
    quizzes with errors not in `quizzes`, courses with errors not in `courses` (which are in order of track, level and
    id). So a module's `quiz`, `practice` and `requires` may name what is not here now: it has errors of its own.
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
    quizzes: Mapping[str, Quiz] = field(default_factory=dict)
    courses: Mapping[str, Course] = field(default_factory=dict)

    def module(self, key: str) -> tuple[Course, Module] | None:
        """The module named `course/module`, with its course, or None."""
        return self._modules.get(key)

    @cached_property
    def _modules(self) -> Mapping[str, tuple[Course, Module]]:
        return {course.key(module): (course, module) for course in self.courses.values() for module in course.modules}


def load(folders: Sequence[Path], *, loose: str = "", kept: Kept | None = None) -> Library:
    """Reads and checks content folders. Never raises for what authors wrote.

    With `loose` (see `Shelf`) the first stands for a part of one. What hasn't changed is taken from `kept`.
    """
    shelf = Shelf(folders, loose=loose)
    judged: dict[str, Judged] = {}
    problems = [*shelf.name_problems(), *shelf.lonely_plans()]
    for file in shelf.scenario_files():
        if file.id in judged:
            problems.append(twice("scenario", file, judged[file.id].file))
        else:
            judged[file.id] = judge(shelf, file)
    return combine(shelf, judged, problems, read_curriculum(shelf, kept))


def combine(shelf: Shelf, judged: Mapping[str, Judged], problems: list[Problem], curriculum: Curriculum) -> Library:
    """One library out of scenarios judged one by one and the curriculum, with what can only be seen across them."""
    shared = shelf.shared
    for one in judged.values():
        problems.extend(one.problems)
    rubrics = shared.rubrics
    outlines = [one.outline for one in judged.values() if one.outline is not None]
    problems.extend(check_rubrics(rubrics, outlines))
    articles, competencies = shared.articles, shared.competencies
    problems.extend(curriculum.problems)
    known = None if shared.competencies_lost else competencies
    problems.extend(check_curriculum(curriculum, scenarios=judged, competencies=known, outlines=outlines))
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
        quizzes={name: read.quiz for name, read in curriculum.quizzes.items() if read.file not in broken},
        courses=_in_order(curriculum, broken),
    )


def _in_order(curriculum: Curriculum, broken: set[str]) -> dict[str, Course]:
    """The courses without errors, in their own file or in one of their texts, as people meet them."""
    folders = {file.rpartition("/")[0] for file in broken}
    good = [read.course for read in curriculum.courses.values() if read.file.rpartition("/")[0] not in folders]
    good.sort(key=lambda course: (TRACKS.index(course.track), course.level, course.id))
    return {course.id: course for course in good}
