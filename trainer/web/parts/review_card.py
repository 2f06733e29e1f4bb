"""A review card: asked, looked at after the answer, rated."""

import hashlib
from html import escape

import streamlit as st

from trainer.content.frozen import question_version
from trainer.content.quiz import Question
from trainer.errors import Conflict, TrainerError
from trainer.learning.answers import Answer
from trainer.learning.arranging import arrange
from trainer.learning.reviewing import Grade
from trainer.services.reviews import CardView, Line, QuestionEdited, Reviewed
from trainer.web import i18n
from trainer.web.i18n import _, ngettext
from trainer.web.parts import addresses, answered, asking, rating, shown, sound
from trainer.web.session import Visitor

HERE = "card"
"""The query parameter that names a card just answered and still looked at."""
_ELSEWHERE = "reviewed_elsewhere"
FAR = 60
"""From so many days on, the date is said and not the days."""


def ask(visitor: Visitor, card: CardView) -> None:
    """The card as a form."""
    lang = _lang(card)
    if card.line is not None:
        st.html(_customer(card, card.line))
    asked = asking.Asked(
        # An edited question is another form: what was chosen before may stand elsewhere now.
        key=f"{card.id}-{card.reviews}" + (f"-{question_version(card.question)}" if card.question else ""),
        question=card.question or _question(card, lang),
        lang=lang,
        seed=_seed(card.id, card.reviews),
        heard=_heard(card, lang) if card.question and card.question.listen else "",
        hint=_("In your own words, as on the phone. Ctrl+Enter checks.") if card.line else "",
    )

    def took(answer: Answer) -> None:
        try:
            visitor.services.reviews.answer(
                visitor.person, card.id, answer, lang, reviews=card.reviews, asked=card.question
            )
        except QuestionEdited:
            st.session_state[_ELSEWHERE] = "edited"
        except Conflict:
            st.session_state[_ELSEWHERE] = "reviewed"
        else:
            st.query_params[HERE] = card.id

    asking.form(visitor, asked, took)


def elsewhere() -> None:
    """Says that another window was quicker, or an author."""
    why = st.session_state.get(_ELSEWHERE)
    if why:
        text = (
            _("This question was edited while you answered it. Nothing was stored: here it is as it is now.")
            if why == "edited"
            else _("You reviewed that card in another window already; that counts. Here is the next one.")
        )
        st.html(f'<p class="notice" role="status">{escape(text)}</p>')


def look(visitor: Visitor, met: Reviewed) -> None:
    """The answered card with what is right, when it comes again, and the way on."""
    asking.explain_failure(met.card.id)
    st.html(_looked_at(visitor, met))
    if met.own_rating:
        _rate(visitor, met)
        return
    asking.way_on(_("Next card"), go_on, key=met.card.id)


def go_on() -> None:
    """Leaves the answered card."""
    if HERE in st.query_params:
        del st.query_params[HERE]
    st.session_state.pop(_ELSEWHERE, None)
    asking.moved_on()


def _rate(visitor: Visitor, met: Reviewed) -> None:
    def rated(grade: Grade) -> None:
        try:
            visitor.services.reviews.rate(visitor.person, met.card.id, grade, reviews=met.card.reviews)
        except Conflict:  # rated in another window: that stands, and is shown
            asking.moved_on()
        except TrainerError as error:
            asking.failed(met.card.id, error)
        else:
            asking.moved_on()

    rating.rating(visitor, met.card.id, rated)


def _looked_at(visitor: Visitor, met: Reviewed) -> str:
    card = met.card
    if card.line is not None:
        word, style = result(met)
        words = f'<span class="verdict-share">“{escape(met.words)}”</span>' if met.words else ""
        top = f'<p class="told {style}">{answered.sign(style)}<b>{escape(word)}</b> {words}</p>'
        body = answered.beside(met.answer.text, card.line.model)
        said = f'<div lang="{i18n.tag(card.line.lang)}">{body}</div>'
        return f'{_customer(card, card.line)}<article class="answered">{top}{said}{_again(visitor, met)}</article>'
    assert card.question is not None
    competency = addresses.competency(visitor.services.library, card.question.competency)
    body = answered.block(
        card.question, met.answer, met.mark, lang=met.lang, order=arrange(card.question, _seed(card.id, met.number)),
        competency=competency, heard=_heard(card, met.lang) if card.question.listen else "",
    )  # fmt: skip
    told = "" if met.own_rating else answered.told(met.mark.points, rating=_rated(met))
    said = f'<div class="answered-part" lang="{i18n.tag(met.lang)}">{body}</div>'
    return f'<article class="answered">{told}{said}{_again(visitor, met)}</article>'


def result(met: Reviewed) -> tuple[str, str]:
    """How an answered card went, in words, and the style for it."""
    line = met.card.line
    if line is None:
        return answered.in_words(met.mark.points, rating=_rated(met)), ""
    label = i18n.text(line.scenario.moves[line.move].label, line.lang)
    if met.mark.full:
        return _("Heard: {move}").format(move=label), answered.GOOD
    return _("Not recognised: {move}").format(move=label), answered.NONE


def _rated(met: Reviewed) -> float | None:
    """The own rating, where nothing was marked."""
    points = {Grade.AGAIN: 0.0, Grade.HARD: 0.5, Grade.GOOD: 1.0}
    return points[met.grade] if met.mark.points is None else None


def _again(visitor: Visitor, met: Reviewed) -> str:
    if met.own_rating:
        return ""
    return f'<p class="comes-again">{escape(comes_again(visitor, met))}</p>'


def comes_again(visitor: Visitor, met: Reviewed) -> str:
    """When the card comes again, in plain words."""
    due = met.card.state.due.astimezone(shown.zone()).date()
    days = (due - visitor.services.clock.now().astimezone(shown.zone()).date()).days
    if days <= 1:
        return _("Saved. Comes again tomorrow.")
    if days > FAR:
        return _("Saved. Comes again on {date}.").format(date=shown.calendar_day(due))
    return ngettext("Saved. Comes again in {n} day.", "Saved. Comes again in {n} days.", days).format(n=days)


def _customer(card: CardView, line: Line) -> str:
    title = escape(i18n.text(line.scenario.title, line.lang))
    said = f'<q lang="{i18n.tag(line.lang)}">{escape(line.said)}</q>'
    return (
        f'<section class="customer-line"><p class="eyebrow">{escape(_("On the phone"))} · {title}</p>'
        f'<p><span class="visually-hidden">{escape(_("Customer"))}{escape(_(": "))}</span>{said}</p>'
        f"<div>{sound.button(_heard(card, line.lang))}</div></section>"
    )


def _heard(card: CardView, lang: str) -> str:
    return f"/api/learning/cards/{card.id}/heard.wav?lang={lang}"


def _question(card: CardView, lang: str) -> Question:
    # Many things can be said to most lines; without the aim, a good answer would count as a wrong guess.
    assert card.line is not None
    aim = i18n.text(card.line.scenario.moves[card.line.move].label, lang)
    ask = _("What would you say now? Your aim: {move}").format(move=aim)
    return Question(id="line", type="open", ask={lang: ask}, competency="")


def _lang(card: CardView) -> str:
    return i18n.among(card.languages)


def _seed(card_id: str, reviews: int) -> int:
    """Another order each time a card is met, and the same one after a refresh."""
    return int.from_bytes(hashlib.sha256(f"{card_id}/{reviews}".encode()).digest()[:4])
