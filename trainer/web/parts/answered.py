"""A question with its answer: what was chosen, what is right, and why. All of it is HTML with escaped text."""

from collections.abc import Sequence
from html import escape

from trainer.content.quiz import Question
from trainer.content.scenario import Text
from trainer.learning.answers import Answer
from trainer.learning.marking import Mark
from trainer.web import i18n
from trainer.web.i18n import _
from trainer.web.parts import shown, sound

GOOD, BAD, PART, NONE = "good", "bad", "warn", "none"
_SIGNS = {GOOD: "✓", BAD: "✗", PART: "½", NONE: "–"}


def verdict(points: float | None) -> tuple[str, str]:
    """How an answer went, in a word, and the style for it."""
    if points is None:
        return _("Answered"), NONE
    if points >= 1 - 1e-9:
        return _("Right"), GOOD
    return (_("Partly right"), PART) if points > 0 else (_("Not right"), BAD)


def sign(style: str) -> str:
    """The round sign for a style."""
    return f'<i class="sign {style}" aria-hidden="true">{_SIGNS[style]}</i>'


def in_words(points: float | None, *, rating: float | None = None) -> str:
    """The verdict, with the points where only some were given."""
    return " ".join(part for part in _verdict(points, rating) if part)


def told(points: float | None, *, rating: float | None = None) -> str:
    """The verdict as a line."""
    word, share = _verdict(points, rating)
    _word, style = verdict(points if points is not None else rating)
    extra = f' <span class="verdict-share">{escape(share)}</span>' if share else ""
    return f'<p class="told {style}">{sign(style)}<b>{escape(word)}</b>{extra}</p>'


def _verdict(points: float | None, rating: float | None) -> tuple[str, str]:
    word, _style = verdict(points if points is not None else rating)
    if points is None and rating is not None:
        word = _("You rated yourself: {rating}").format(rating=rating_word(rating))
    if points is not None and 0 < points < 1:
        return word, _("{points} of 1 point").format(points=shown.points(points))
    return word, ""


def rating_word(points: float) -> str:
    """A person's own rating in words."""
    return {0.0: _("Missed"), 0.5: _("Partly"), 1.0: _("Had it")}.get(points, shown.points(points))


def block(
    question: Question,
    answer: Answer,
    mark: Mark,
    *,
    lang: str,
    order: Sequence[int],
    competency: str = "",
    heard: str = "",
    asks: bool = True,
) -> str:
    """Everything about an answered question but its verdict.

    `order` is that in which the options were shown, `heard` the address of the line that was heard.
    """
    parts = [f'<h2 class="ask-text">{_text(question.ask, lang)}</h2>'] if asks and question.type != "cloze" else []
    if question.listen:
        listen = sound.button(heard) if heard else ""
        parts.append(f'<div class="ask-heard">{listen}<q class="ask-read">{_text(question.listen, lang)}</q></div>')
    parts.append(_body(question, answer, mark, lang, order))
    if question.explain:
        parts.append(f'<p class="explain"><b>{escape(_("Why"))}</b> {_text(question.explain, lang)}</p>')
    if competency:
        parts.append(f'<p class="note">{escape(_("Trains: {competency}").format(competency=competency))}</p>')
    return "".join(parts)


def _body(  # noqa: PLR0911 - one return a type of question
    question: Question, answer: Answer, mark: Mark, lang: str, order: Sequence[int]
) -> str:
    match question.type:
        case "single" | "multiple":
            return _options(question, answer, lang, order)
        case "truefalse":
            return _truth(question, answer, lang)
        case "numeric":
            return _written(answer, mark, [_number(question, lang)])
        case "text":
            return _written(answer, mark, question.accept.get(lang, ())[:3])
        case "order":
            return _ordered(question, answer, mark, lang)
        case "match":
            return _paired(question, answer, mark, lang)
        case "cloze":
            return _filled(question, answer, mark, lang)
        case "open":
            return beside(answer.text, i18n.text(question.model, lang))


def _text(texts: Text | None, lang: str) -> str:
    return escape(i18n.text(texts, lang))


def _options(question: Question, answer: Answer, lang: str, order: Sequence[int]) -> str:
    rows = ""
    for number in order:
        option = question.options[number]
        chosen = number in answer.chosen
        style = (GOOD if option.correct else BAD) if chosen else PART if option.correct else NONE
        why = i18n.text(option.feedback, lang) if chosen or option.correct else ""
        rows += _option(i18n.text(option.text, lang), style, _choice_words(option.correct, chosen=chosen), why)
    return f'<ul class="given">{rows}</ul>'


def _choice_words(correct: bool, *, chosen: bool) -> str:  # noqa: FBT001 - as the content has it
    if chosen:
        return _("Your choice: right") if correct else _("Your choice: not right")
    return _("This is right") if correct else ""


def _option(text: str, style: str, words: str, why: str) -> str:
    mark = {GOOD: "✓", BAD: "✗", PART: "✓", NONE: ""}[style]
    label = f'<span class="given-word">{escape(words)}</span>' if words else ""
    reason = f'<p class="given-why">{escape(why)}</p>' if why else ""
    return (
        f'<li class="{style}"><i class="sign {style}" aria-hidden="true">{mark}</i>'
        f"<div><p>{escape(text)}{label}</p>{reason}</div></li>"
    )


def _truth(question: Question, answer: Answer, lang: str) -> str:
    right = answer.truth == question.truth
    why = i18n.text(question.feedback_right if right else question.feedback_wrong, lang)
    rows = ""
    for value, name in ((True, _("True")), (False, _("False"))):
        chosen, correct = answer.truth == value, question.truth == value
        style = (GOOD if correct else BAD) if chosen else PART if correct else NONE
        words = _choice_words(correct, chosen=chosen)
        rows += _option(name, style, words, why if chosen else "")
    return f'<ul class="given">{rows}</ul>'


def _number(question: Question, lang: str) -> str:
    number = f"{question.number:,.10g}" if question.number is not None else ""
    unit = i18n.text(question.unit, lang)
    within = _("(± {n} counts)").format(n=f"{question.tolerance:g}") if question.tolerance else ""
    return " ".join(part for part in (number, unit, within) if part)


def _written(answer: Answer, mark: Mark, accepted: Sequence[str]) -> str:
    style = GOOD if mark.full else BAD
    rows = _option(answer.text, style, _("Your answer: right") if mark.full else _("Your answer: not right"), "")
    if not mark.full or any(char.isalpha() for char in answer.text):
        rows += _option(" / ".join(accepted), PART, _("This is right"), "")
    return f'<ul class="given">{rows}</ul>'


def _ordered(question: Question, answer: Answer, mark: Mark, lang: str) -> str:
    def line(number: int, after: str = "") -> str:
        return f"<li><p>{_text(question.options[number].text, lang)}</p>{after}</li>"

    right = "".join(
        line(number, f'<p class="given-why">{_text(option.feedback, lang)}</p>' if option.feedback else "")
        for number, option in enumerate(question.options)
    )
    if mark.full:
        return f'<ol class="sequence good">{right}</ol>'
    joints = [*mark.right, True]
    yours = "".join(
        line(number, "" if joint else f'<p class="joint">{escape(_("✗ something else comes next"))}</p>')
        for number, joint in zip(answer.chosen, joints, strict=True)
    )
    return (
        f'<div class="sides"><section><h3>{escape(_("Your order"))}</h3><ol class="sequence">{yours}</ol></section>'
        f'<section><h3>{escape(_("The right order"))}</h3><ol class="sequence good">{right}</ol></section></div>'
    )


def _paired(question: Question, answer: Answer, mark: Mark, lang: str) -> str:
    rows = ""
    for number, option in enumerate(question.options):
        right, chosen = mark.right[number], answer.chosen[number]
        yours = i18n.text(question.options[chosen].match, lang) if chosen >= 0 else _("nothing")
        correct = "" if right else f'<p class="correct">✓ {_text(option.match, lang)}</p>'
        style, word = (GOOD, _("right")) if right else (BAD, _("not right"))
        why = f'<p class="given-why">{_text(option.feedback, lang)}</p>' if option.feedback else ""
        rows += (
            f"<li><b>{_text(option.text, lang)}</b><div><p>{sign(style)}"
            f'<span class="{"" if right else "crossed"}">{escape(yours)}</span>'
            f'<span class="visually-hidden"> ({escape(word)})</span></p>{correct}{why}</div></li>'
        )
    return f'<ul class="pairs">{rows}</ul>'


def _filled(question: Question, answer: Answer, mark: Mark, lang: str) -> str:
    cloze = question.cloze[lang]
    body = escape(cloze.texts[0])
    for place, accepted in enumerate(cloze.gaps):
        said, after = answer.gaps[place], cloze.texts[place + 1]
        if mark.right[place]:
            told_so = f'<span class="visually-hidden"> ({escape(_("right"))})</span>'
            body += f'<span class="gap good">✓ {escape(said)}{told_so}</span>'
        else:
            body += (
                f'<span class="gap bad">✗ <s>{escape(said or "—")}</s></span> '
                f'<span class="gap warn"><span class="visually-hidden">{escape(_("This is right"))}: </span>'
                f"{escape(accepted[0])}</span>"
            )
        body += escape(after)
    return f'<p class="ask-cloze">{body}</p>'


def beside(own: str, model: str) -> str:
    """Somebody's own words beside a model answer."""
    return (
        f'<div class="sides"><section><h3>{escape(_("Your answer"))}</h3><p class="own">{escape(own)}</p></section>'
        f'<section><h3>{escape(_("Model answer"))}</h3><p class="own model-side">{escape(model)}</p></section></div>'
    )
