"""What things of the content are called, and the addresses they lead to, for links inside larger pieces of HTML."""

from urllib.parse import urlencode

from trainer.content.library import Library
from trainer.learning.progress import Evidence, Kind
from trainer.web import i18n, navigation
from trainer.web.navigation import Place


def to(place: Place, **query: str) -> str:
    """The address of a page."""
    return f"/{place.path}?{urlencode(query)}" if query else f"/{place.path}"


def title(library: Library, kind: Kind, ref: str) -> str:
    """The name of a module (by key), of a quiz or a question (`quiz/question`), or of a call's scenario."""
    if kind == "module":
        found = library.module(ref)
        return i18n.text(found[1].title) if found else ref
    if kind == "question":
        quiz = library.quizzes.get(ref.partition("/")[0])
        return i18n.text(quiz.title) if quiz else ref
    scenario = library.scenarios.get(ref)
    return i18n.text(scenario.title) if scenario else ref


def competency(library: Library, name: str) -> str:
    """The name of a competency for people; its own where the content has none."""
    return i18n.text(library.competencies.get(name)) or name


def module(key: str) -> dict[str, str]:
    """The query of a module's page."""
    course, _slash, name = key.partition("/")
    return {"course": course, "module": name}


def doing(library: Library, kind: Kind, ref: str) -> str:
    """Where somebody does it: reads the module, takes the self-check, takes the call. Empty for what is gone."""
    if kind == "call":
        return to(navigation.CALLS) if ref in library.scenarios else ""
    if kind == "module":
        return _module(ref)
    quiz = ref.partition("/")[0]
    key = module_of(library, quiz)
    return to(navigation.SELF_CHECK, quiz=quiz, module=key) if key else ""


def seeing(library: Library, evidence: Evidence) -> str:
    """Where it can be looked at: the debrief, the result of the self-check, the module. Empty for what is gone."""
    if evidence.kind == "call":
        return to(navigation.DEBRIEF, call=evidence.source)
    if evidence.kind == "module":
        return _module(evidence.ref)
    if evidence.source:
        return to(navigation.SELF_CHECK, attempt=evidence.source)
    key = module_of(library, evidence.ref.partition("/")[0])
    return _module(key) if key else ""


def module_of(library: Library, quiz: str) -> str:
    """The key of the first module that has this quiz; empty where none has."""
    keys = (
        course.key(module) for course in library.courses.values() for module in course.modules if module.quiz == quiz
    )
    return next(keys, "")


def _module(key: str) -> str:
    return to(navigation.MODULE, **module(key))
