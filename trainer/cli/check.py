"""`trainer check`: everything wrong with the content, at once."""

import json
import os
import sys
from pathlib import Path

import click

from trainer.content.folders import content_of
from trainer.content.problem import Problem
from trainer.content.scenario import Scenario
from trainer.matching.matcher import Matcher
from trainer.services.check_cache import cache_folder
from trainer.services.checking import Checked, check_folders, check_paths
from trainer.services.similarities import fingerprint, similarity
from trainer.settings import read_settings


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of lines of text.")
@click.option(
    "--fresh", is_flag=True, help="Look at everything again, not only at what has changed since the last check."
)
def command(paths: tuple[Path, ...], *, as_json: bool, fresh: bool) -> None:
    r"""Check content and play every plan.

    PATH is a content folder, or files in one; without it, the content of the settings is checked. Errors make the exit
    code 1, warnings don't. Every code has a page in docs/problems.

    \b
    Examples:
      trainer check
      trainer check scenarios/late-parcel.yaml
      trainer check courses/first-week quizzes/greetings.yaml
      trainer check --json our-content
    """
    settings = read_settings()
    cache = None if fresh else cache_folder(settings.data, os.environ)
    folders = content_of(settings)
    measure = similarity(settings)

    def matcher_for(scenario: Scenario, lang: str) -> Matcher:
        return Matcher(scenario, lang=lang, similarity=measure)

    engine = fingerprint(settings)
    if paths:
        checked = check_paths(paths, folders=folders, matcher_for=matcher_for, engine=engine, cache=cache)
    else:
        checked = check_folders(folders, matcher_for=matcher_for, engine=engine, cache=cache)
    click.echo(_as_json(checked) if as_json else _as_text(checked))
    sys.exit(1 if checked.errors else 0)


def near(file: str) -> str:
    """A path as seen from here, when it is below here."""
    try:
        return Path(file).relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file


def _as_text(checked: Checked) -> str:
    lines = [_line(problem) for problem in checked.problems]
    lines.append(
        f"{_count(checked.errors, 'error')}, {_count(checked.warnings, 'warning')} in "
        f"{_count(checked.scenarios, 'scenario')}, {_count(checked.plans, 'plan')}, "
        f"{_count(checked.rubrics, 'rubric')}, {_count(checked.courses, 'course')} and "
        f"{_count(checked.quizzes, 'quiz', 'quizzes')}."
    )
    return "\n".join(lines)


def _line(problem: Problem) -> str:
    word = "" if problem.severity == "error" else "warning: "
    return f"{near(problem.file)}:{problem.line}:{problem.column}: {problem.code} {word}{problem.message}"


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def _as_json(checked: Checked) -> str:
    problems = [
        {
            "file": near(problem.file),
            "line": problem.line,
            "column": problem.column,
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
        }
        for problem in checked.problems
    ]
    counts = {
        "errors": checked.errors,
        "warnings": checked.warnings,
        "scenarios": checked.scenarios,
        "plans": checked.plans,
        "rubrics": checked.rubrics,
        "courses": checked.courses,
        "quizzes": checked.quizzes,
    }
    return json.dumps({"problems": problems, **counts}, ensure_ascii=False, indent=2)
