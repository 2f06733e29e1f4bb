"""What can only be seen across files: quizzes, calls and modules that don't exist, and requirements that go round."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from trainer.content.codes import severity_of
from trainer.content.course_reading import ReadCourse
from trainer.content.curriculum import Curriculum
from trainer.content.fields import FILE_ID, MOST_PROBLEMS, instead, suggestion
from trainer.content.problem import Problem
from trainer.content.quiz_reading import Mention
from trainer.content.reading import shorten
from trainer.content.rubric_checking import Outline

_CODES = {
    "competency": ("Q813", "competency in courses/competencies.yaml"),
    "quiz": ("C905", "quiz in quizzes/"),
    "scenario": ("C906", "scenario in scenarios/"),
    "module": ("C907", "module"),
}
_MOST_CYCLES = 20


def check_curriculum(
    curriculum: Curriculum,
    *,
    scenarios: Collection[str],
    competencies: Collection[str] | None,
    outlines: Iterable[Outline] = (),
) -> Iterator[Problem]:
    """Everything that is wrong between quizzes, courses and calls.

    `scenarios`: the ids of all scenario files. `competencies` is None when nobody can say which there are.
    """
    known: dict[str, Collection[str]] = {
        "quiz": curriculum.quiz_files,
        "scenario": scenarios,
        "module": curriculum.module_keys(),
    }
    if competencies is not None:
        known["competency"] = competencies
    confused = {name for name, course in curriculum.courses.items() if _confused(course)}
    unsure = curriculum.lost | confused
    for quiz in curriculum.quizzes.values():
        yield from _unknown(quiz.file, quiz.mentions, known, unsure)
    for course in curriculum.courses.values():
        yield from _unknown(course.file, course.mentions, known, unsure)
    for outline in outlines:
        if outline.requires:
            asked = [Mention("module", *place) for place in outline.requires]
            yield from _unknown(outline.file, asked, known, unsure)
    yield from _foreign(curriculum)
    yield from _unused(curriculum)
    yield from _cycles({name: course for name, course in curriculum.courses.items() if name not in confused})


def _confused(course: ReadCourse) -> bool:
    """Nobody can say which modules the course has: two have one id, or one has none that is good."""
    names = [module.id for module in course.course.modules]
    return len(set(names)) < len(names) or not all(FILE_ID.fullmatch(name) for name in names)


def _unknown(
    file: str, mentions: Iterable[Mention], known: Mapping[str, Collection[str]], unsure: Collection[str]
) -> Iterator[Problem]:
    said = 0
    for one in mentions:
        names = known.get(one.kind)
        if names is None or one.name in names:
            continue
        if one.kind == "module" and one.name.partition("/")[0] in unsure:
            continue
        code, what = _CODES[one.kind]
        hint = _module_instead(one.name, names) if one.kind == "module" else instead(one.name, names)
        yield Problem(file, one.line, one.column, code, f"there is no {what} named `{shorten(one.name)}`; {hint}")
        said += 1
        if said >= MOST_PROBLEMS:
            return


def _module_instead(name: str, names: Collection[str]) -> str:
    """What to write instead of a module there isn't: one of the course that is meant, if there is such a course."""
    course, _, module = name.partition("/")
    last = module or course
    inside = sorted(one for one in names if one.startswith(f"{last}/"))
    if inside:
        return f"`{shorten(last)}` is a course; write one of its modules, such as `{inside[0]}`"
    same = sorted(one for one in names if one.endswith(f"/{last}"))
    if same:
        return f"did you mean `{same[0]}`?"
    beside = {one.partition("/")[2] for one in names if one.startswith(f"{course}/")}
    close = suggestion(module, beside)
    if close:
        return f"did you mean `{course}/{close}`?"
    hint = instead("", {f"{course}/{one}" for one in beside}) if beside else instead(name, names)
    return hint if module else f"{hint}; a module is named `course/module`"


def _foreign(curriculum: Curriculum) -> Iterator[Problem]:
    """Quizzes that ask in another language than the module was read in."""
    for course in curriculum.courses.values():
        for one in course.mentions:
            quiz = curriculum.quizzes.get(one.name) if one.kind == "quiz" else None
            if quiz is None:
                continue
            there = quiz.quiz.languages
            missing = [f"`{lang}`" for lang in course.course.languages if lang not in there]
            if missing:
                message = (
                    f"the quiz `{shorten(one.name)}` is not there in {' and '.join(missing)}, as the course is; its "
                    f"readers would be asked in `{there[0]}`. Write the quiz in that language too"
                )
                yield Problem(course.file, one.line, one.column, "Q814", message, severity_of("Q814"))


def _unused(curriculum: Curriculum) -> Iterator[Problem]:
    """Quizzes that no module names.

    Nothing is said while there is no course, or some module may mean any of them: its course could not be read, or the
    quiz it names isn't there.
    """
    courses = curriculum.courses.values()
    if not courses or curriculum.lost or not all(one.course.modules for one in courses):
        return
    named = {one.name for course in courses for one in course.mentions if one.kind == "quiz"}
    if not named <= curriculum.quiz_files:
        return
    for name, quiz in curriculum.quizzes.items():
        if name not in named and FILE_ID.fullmatch(name):
            message = f"no module names this quiz, so nobody meets it; write `quiz: {name}` in a module of a course"
            yield Problem(quiz.file, 1, 1, "Q812", message, "warning")


def _cycles(courses: Mapping[str, ReadCourse]) -> Iterator[Problem]:
    """Modules that wait for each other: nobody could ever begin one of them."""
    places: dict[tuple[str, str], tuple[str, int, int]] = {}
    requires: dict[str, list[str]] = {}
    for course in courses.values():
        for one in course.mentions:
            if one.kind == "module":
                module = f"{course.course.id}/{one.owner}"
                requires.setdefault(module, []).append(one.name)
                places.setdefault((module, one.name), (course.file, one.line, one.column))
    for number, cycle in enumerate(_round_trips(requires)):
        if number >= _MOST_CYCLES:
            return
        steps = list(zip(cycle, (*cycle[1:], cycle[0]), strict=True))
        place = max(places[step] for step in steps)
        yield Problem(*place, "C908", _told(cycle))


def _told(cycle: list[str]) -> str:
    if len(cycle) == 1:
        return f"the module `{shorten(cycle[0])}` requires itself; remove that"
    some = cycle if len(cycle) <= 6 else [*cycle[:5], "…"]  # noqa: PLR2004 - a message, not a list
    way = ", which requires ".join(f"`{shorten(one)}`" for one in (*some, cycle[0]))
    return f"{way.replace('`, which', '`', 1).replace('` requires', '` requires', 1)}: nobody could begin; remove one"


def _round_trips(requires: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """One cycle for each way back that a search in depth meets. Without recursion, which long chains would overflow."""
    done: set[str] = set()
    for start in requires:
        if start in done:
            continue
        path: dict[str, Iterator[str]] = {start: iter(requires.get(start, ()))}
        while path:
            last = next(reversed(path))
            onward = next(path[last], None)
            if onward is None:
                done.add(last)
                path.popitem()
            elif onward in path:
                nodes = list(path)
                yield nodes[nodes.index(onward) :]
            elif onward not in done:
                path[onward] = iter(requires.get(onward, ()))
