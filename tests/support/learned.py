"""What somebody read, answered and reviewed, done through the services."""

from trainer.content.quiz import Question
from trainer.learning.answers import Answer
from trainer.learning.reviewing import Grade
from trainer.people.roles import Person
from trainer.services import Services
from trainer.services.self_checks import AttemptView


def read(services: Services, person: Person, key: str, fraction: float = 1) -> None:
    """Reads a module up to a share of it."""
    services.courses.keep_place(person, key, anchor="", fraction=fraction)


def right(question: Question, lang: str = "en") -> Answer:
    """The right answer to a question of any type."""
    places = tuple(range(len(question.options)))
    return {
        "single": Answer(chosen=tuple(place for place in places if question.options[place].correct)),
        "multiple": Answer(chosen=tuple(place for place in places if question.options[place].correct)),
        "order": Answer(chosen=places),
        "match": Answer(chosen=places),
        "truefalse": Answer(truth=question.truth),
        "numeric": Answer(text=str(question.number)),
        "text": Answer(text=question.accept.get(lang, ("",))[0]),
        "cloze": Answer(gaps=tuple(gap[0] for gap in question.cloze[lang].gaps) if question.cloze else ()),
        "open": Answer(text="In my words"),
    }[question.type]


def checked(
    services: Services, person: Person, quiz: str, *, module: str = "", lang: str = "en", questions: int = 1000
) -> AttemptView:
    """Takes a self-check, answering so many of its questions, all rightly."""
    attempt = services.self_checks.begin(person, quiz, lang, module=module)
    for question in attempt.quiz.questions[:questions]:
        attempt = services.self_checks.answer(person, attempt.id, question.id, right(question, lang))
        if not attempt.answered[question.id].settled:
            attempt = services.self_checks.rate(person, attempt.id, question.id, Grade.GOOD)
    return attempt


def reviewed(services: Services, person: Person) -> None:
    """Answers every card of today's stack rightly."""
    while stack := services.reviews.day(person).stack:
        card = stack[0]
        lang = card.line.lang if card.line else "en"
        answer = Answer(text=card.line.model) if card.line else right(card.question, lang)
        done = services.reviews.answer(person, card.id, answer, lang, reviews=card.reviews)
        if done.own_rating:
            services.reviews.rate(person, card.id, Grade.GOOD, reviews=done.card.reviews)
