"""Checks what only matching and playing can tell: do examples make their moves, do plans go as planned."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from trainer.content.codes import severity_of
from trainer.content.library import Library
from trainer.content.merging import Places
from trainer.content.plan import Plan
from trainer.content.problem import Problem
from trainer.content.rubric import Rubric
from trainer.content.scenario import Article, Scenario
from trainer.errors import busy_with
from trainer.matching.matcher import Matcher
from trainer.plans.examples import check_examples, without_facts
from trainer.plans.playing import play

MatcherFor = Callable[[Scenario, str], Matcher]
"""Makes the matcher of a scenario in a language. It is asked for altered scenarios too: don't keep them by id."""


def check(library: Library, matcher_for: MatcherFor) -> tuple[Problem, ...]:
    """Every such problem of a library's scenarios, sorted. A scenario with errors isn't in it and isn't played."""
    found = [
        problem
        for name, scenario in library.scenarios.items()
        for problem in check_scenario(
            scenario,
            matcher_for,
            rubric=library.rubrics.get(scenario.rubric),
            plans=library.plans.get(name, ()),
            articles=library.articles,
            places=library.places[name],
        )
    ]
    return tuple(sorted(found))


def check_scenario(
    scenario: Scenario,
    matcher_for: MatcherFor,
    *,
    rubric: Rubric | None,
    plans: Sequence[Plan],
    articles: Mapping[str, Article],
    places: Places,
) -> tuple[Problem, ...]:
    """Such problems of one scenario: its examples, then its plans.

    Plans are played only when the examples are in order and there is a rubric to score by.
    """
    matchers = {lang: matcher_for(scenario, lang) for lang in scenario.languages}
    wording = without_facts(scenario)
    found = list(check_examples(scenario, {lang: matcher_for(wording, lang) for lang in scenario.languages}, places))
    if rubric is not None and not any(problem.severity == "error" for problem in found):
        found += _play_all(scenario, rubric, plans, matchers=matchers, articles=articles, places=places)
    return tuple(sorted(found))


def _play_all(
    scenario: Scenario,
    rubric: Rubric,
    plans: Sequence[Plan],
    *,
    matchers: Mapping[str, Matcher],
    articles: Mapping[str, Article],
    places: Places,
) -> Iterator[Problem]:
    reached: set[str] = set()
    for plan in plans:
        if plan.lang not in matchers or (plan.persona is not None and plan.persona not in scenario.personas):
            continue
        with busy_with(f"{scenario.id}, plan `{plan.name}`"):
            result = play(plan, scenario, rubric, matchers[plan.lang], articles)
        yield from result.problems
        reached.update(
            event.ending for entry in result.record.entries for event in entry.events if event.type == "ended"
        )
        reached.update((plan.ends,) if plan.ends else ())  # not reached after all: that is a problem of its own
    if plans:
        yield from _unreached(scenario, reached, places)


def _unreached(scenario: Scenario, reached: set[str], places: Places) -> Iterator[Problem]:
    """The endings the author wrote that no plan came to, each where it is first written."""
    for ending, path in _endings(scenario).items():
        if ending not in reached:
            file, line, column = places.of(*path)
            message = f"no plan reaches the ending `{ending}`; write one whose call ends so"
            yield Problem(file, line, column, "P513", message, severity_of("P513"))


def _endings(scenario: Scenario) -> dict[str, tuple[str | int, ...]]:
    """Each ending, with the path to where it is first written."""
    found: dict[str, tuple[str | int, ...]] = {}
    for node in scenario.nodes.values():
        here = ("nodes", node.id)
        if node.end is not None:
            found.setdefault(node.end, (*here, "end"))
        for place, rule in enumerate(node.then):
            if rule.end is not None:
                found.setdefault(rule.end, (*here, "then", place, "end"))
        if node.fallback is not None and node.fallback.end is not None:
            found.setdefault(node.fallback.end, (*here, "fallback", "end"))
    return found
