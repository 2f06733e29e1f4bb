"""Content and history in quantities nobody has written yet: made out of the starter content's own words."""

import random
from dataclasses import replace
from pathlib import Path

from trainer.content.library import Library, load

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh", "en")


def many(modules, questions, *, seed=1):
    """A library of so many modules and questions, each a mixture of paragraphs and questions of the starter content."""
    library = load([ROOT])
    draw = random.Random(seed)
    paragraphs = {lang: _paragraphs(library, lang) for lang in LANGUAGES}
    asked = [question for quiz in library.quizzes.values() for question in quiz.questions]
    template = next(iter(library.courses.values()))
    each = questions // modules
    courses, quizzes = {}, {}
    for first in range(0, modules, 10):
        numbers = range(first, min(first + 10, modules))
        made = [_module(draw, template.modules[0], number, paragraphs) for number in numbers]
        course = replace(template, id=f"course-{first}", modules=tuple(made))
        courses[course.id] = course
        for number in numbers:
            chosen = [replace(draw.choice(asked), id=f"question-{place}") for place in range(each)]
            some = next(iter(library.quizzes.values()))
            quizzes[f"quiz-{number}"] = replace(
                some, id=f"quiz-{number}", questions=tuple(map(_reworded(draw), chosen))
            )
    return Library(
        scenarios=library.scenarios,
        rubrics=library.rubrics,
        articles=library.articles,
        competencies=library.competencies,
        courses=courses,
        quizzes=quizzes,
    )


def _paragraphs(library, lang):
    bodies = [module.bodies[lang] for course in library.courses.values() for module in course.modules]
    return [part for body in bodies for part in body.split("\n\n") if not part.startswith(("#", "!"))]


def _module(draw, template, number, paragraphs):
    bodies = {}
    for lang, parts in paragraphs.items():
        sections = []
        for place in range(7):
            chosen = draw.sample(parts, 6)
            sections.append(f"## {draw.choice(parts)[:12].split(chr(10))[0]} {place}\n\n" + "\n\n".join(chosen))
        bodies[lang] = f"# {template.title[lang]} {number}\n\n" + "\n\n".join(sections)
    return replace(template, id=f"module-{number}", bodies=bodies, quiz=f"quiz-{number}", requires=())


def _reworded(draw):
    """Questions are not all the same twenty dozen: a few words of another one stand before each."""
    return lambda question: replace(
        question, ask={lang: f"{text[: draw.randrange(4, 40)]} {text}" for lang, text in question.ask.items()}
    )
