"""What the search looks through: the content cut into passages, without anything that gives an answer away."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from trainer.content import prose
from trainer.content.library import Library
from trainer.content.quiz import Quiz

Kind = Literal["module", "question", "article", "call"]
KINDS: tuple[Kind, ...] = ("module", "article", "question", "call")
"""In the order they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One thing to be found. `key`: the module's, `quiz/question`, the article's or the scenario's id."""

    key: str
    title: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file's worth of passages in one language. `digest` changes when one of them may have."""

    kind: Kind
    key: str
    lang: str
    digest: str
    passages: Callable[[], Iterator[Passage]]


def sources(library: Library) -> Iterator[Source]:
    """All there is to be found, in every language it is written in."""
    for course in library.courses.values():
        for module in course.modules:
            for lang, body in module.bodies.items():
                key, title = course.key(module), module.title.get(lang, "")
                yield _source("module", key, lang, (title, body), partial(_sections, key, title, body))
    for article in library.articles.values():
        for lang, body in article.body.items():
            title = article.title.get(lang, "")
            yield _source("article", article.id, lang, (title, body), partial(_article, article.id, title, body))
    for quiz in library.quizzes.values():
        for lang in quiz.languages:
            asked = tuple(part for each in quiz.questions for part in (each.id, each.ask.get(lang, "")))
            yield _source("question", quiz.id, lang, asked, partial(_questions, quiz, lang))
    for scenario in library.scenarios.values():
        for lang in scenario.languages:
            title, briefing = scenario.title.get(lang, ""), scenario.briefing.get(lang, "")
            yield _source("call", scenario.id, lang, (title, briefing), partial(_one, scenario.id, title, briefing))


def where(library: Library, kind: str, key: str) -> Mapping[str, str]:
    """By language: in which course a module is, which self-check a question is of."""
    if kind == "module":
        found = library.module(key)
        return found[0].title if found else {}
    if kind == "question":
        quiz = library.quizzes.get(key.partition("/")[0])
        return quiz.title if quiz else {}
    return {}


def is_there(library: Library, kind: str, key: str) -> bool:
    """The content has it now."""
    if kind == "module":
        return library.module(key) is not None
    if kind == "question":
        quiz, _, question = key.partition("/")
        return quiz in library.quizzes and any(each.id == question for each in library.quizzes[quiz].questions)
    return key in (library.articles if kind == "article" else library.scenarios)


def _source(
    kind: Kind, key: str, lang: str, texts: tuple[str, ...], passages: Callable[[], Iterator[Passage]]
) -> Source:
    digest = hashlib.blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return Source(kind=kind, key=key, lang=lang, digest=digest, passages=passages)


def _sections(key: str, title: str, body: str) -> Iterator[Passage]:
    """A module's sections. The first one also answers to the module's title."""
    first = True
    for section in prose.sections(body):
        heading = section.heading
        if first and title != heading:
            heading = f"{title} · {heading}" if heading else title
        first = False
        yield Passage(key=key, title=heading, text=section.text, anchor=section.anchor)


def _article(key: str, title: str, body: str) -> Iterator[Passage]:
    parts = (part for each in prose.sections(body) for part in (each.heading, each.text))
    yield Passage(key=key, title=title, text="\n".join(part for part in parts if part and part != title))


def _questions(quiz: Quiz, lang: str) -> Iterator[Passage]:
    """What is asked, and nothing else: options, answers and what is only heard would spoil the self-check."""
    for question in quiz.questions:
        yield Passage(key=f"{quiz.id}/{question.id}", title="", text=question.ask.get(lang, ""))


def _one(key: str, title: str, text: str) -> Iterator[Passage]:
    yield Passage(key=key, title=title, text=text)
