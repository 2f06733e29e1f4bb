"""The voice of what is only heard in self-checks and reviews."""

from pathlib import Path

from trainer.content.quiz import Question
from trainer.errors import NotFound
from trainer.people.roles import Person
from trainer.services.lines import CustomerVoice, SpokenLine
from trainer.services.reviews import Reviews
from trainer.services.self_checks import SelfChecks

USUAL_VOICE = "f1"


class HeardLines:
    """Gives the wav of a line to those who were asked about it."""

    def __init__(self, speech: CustomerVoice, self_checks: SelfChecks, reviews: Reviews) -> None:
        self._speech = speech
        self._self_checks = self_checks
        self._reviews = reviews

    def of_attempt(self, person: Person, attempt_id: str, question_id: str) -> Path:
        """What a question of a self-check has to be heard. Raises NotFound, EngineFailed, StoreFailed."""
        view = self._self_checks.view(person, attempt_id)
        question = next((each for each in view.quiz.questions if each.id == question_id), None)
        return self._speech.wav(_line(question, view.lang))

    def of_card(self, person: Person, card_id: str, lang: str) -> Path:
        """What a review card has to be heard: a question's line, or the customer's. Raises as `of_attempt`."""
        card = self._reviews.card(person, card_id)
        if card.line is None:
            return self._speech.wav(_line(card.question, lang))
        voice = card.line.scenario.personas[card.line.persona].voice
        return self._speech.wav(
            SpokenLine(text=card.line.spoken, lang=card.line.lang, persona=voice, tone=card.line.node.tone)
        )


def _line(question: Question | None, lang: str) -> SpokenLine:
    text = question.listen.get(lang) if question and question.listen else None
    if question is None or text is None:
        raise NotFound("There is nothing to hear here.")
    return SpokenLine(text=text, lang=lang, persona=question.voice or USUAL_VOICE, tone="calm")
