"""What an author sees of their own file: the questions with everything in them, and what is wrong. Escaped HTML."""

from collections.abc import Iterable, Sequence
from html import escape

from trainer.content.problem import Problem
from trainer.content.question_reading import GAP
from trainer.content.quiz import Option, Question
from trainer.content.scenario import Text
from trainer.web import i18n
from trainer.web.i18n import _, ngettext


def problems(found: Sequence[Problem], own: str) -> str:
    """What is wrong, with line and column; the file where it is another than `own`."""
    if not found:
        return f'<p class="preview-fine" role="status">✓ {escape(_("No problems"))}</p>'
    title = ngettext("{n} problem", "{n} problems", len(found)).format(n=len(found))
    items = "".join(_problem(each, own) for each in found)
    return f'<section class="preview-problems" role="status"><b>{escape(title)}</b><ol>{items}</ol></section>'


def _problem(problem: Problem, own: str) -> str:
    place = _("Line {line}, column {column}").format(line=problem.line, column=problem.column)
    if problem.file != own:
        place = f"{problem.file.rpartition('/')[2]} · {place}"
    return (
        f'<li class="{problem.severity}"><span>{escape(place)}</span> <code>{escape(problem.code)}</code> '
        f'<p lang="en">{escape(problem.message)}</p></li>'
    )


def question(one: Question, number: int, lang: str, competency: str) -> str:
    """A question with its right answers marked, every feedback and what is explained afterwards."""
    told = [one.type, _("difficulty {n}").format(n=one.difficulty), competency]
    parts = [
        f'<p class="note"><b>{number}</b> {escape(one.id)} · {escape(" · ".join(part for part in told if part))}</p>',
        f'<h2 class="ask-text">{_text(one.ask, lang)}</h2>' if one.type != "cloze" else "",
    ]
    if one.listen:
        heard = _("only heard until it is answered")
        parts.append(f'<p class="ask-heard"><q class="ask-read">{_text(one.listen, lang)}</q> ({escape(heard)})</p>')
    parts.append(_answer(one, lang))
    if one.explain:
        parts.append(f'<p class="explain"><b>{escape(_("Why"))}</b> {_text(one.explain, lang)}</p>')
    tag = escape({"zh": "zh-Hans"}.get(lang, lang))
    return f'<section class="preview-question" lang="{tag}">{"".join(parts)}</section>'


def _text(texts: Text | None, lang: str) -> str:
    return escape(i18n.text(texts, lang))


def _answer(one: Question, lang: str) -> str:  # noqa: PLR0911 - one return a type of question
    match one.type:
        case "single" | "multiple":
            return _rows((_text(each.text, lang), each.correct, _why(each, lang)) for each in one.options)
        case "truefalse":
            right, wrong = _text(one.feedback_right, lang), _text(one.feedback_wrong, lang)
            names = ((True, escape(_("True"))), (False, escape(_("False"))))
            return _rows((name, value == one.truth, right if value == one.truth else wrong) for value, name in names)
        case "numeric":
            number = f"{one.number:,.10g}" if one.number is not None else GAP
            within = f" ± {one.tolerance:g}" if one.tolerance else ""
            return _rows([(f"{number}{within} {_text(one.unit, lang)}".strip(), True, "")])
        case "text":
            return _rows((escape(each), True, "") for each in one.accept.get(lang, ()))
        case "order":
            items = "".join(f"<li><p>{_text(each.text, lang)}</p>{_reason(each, lang)}</li>" for each in one.options)
            return f'<ol class="sequence good">{items}</ol>'
        case "match":
            return f'<ul class="pairs">{"".join(_pair(each, lang) for each in one.options)}</ul>'
        case "cloze":
            return _cloze(one, lang)
        case "open":
            title = escape(_("Model answer"))
            model = f'<section><h3>{title}</h3><p class="own">{_text(one.model, lang)}</p></section>'
            return f'<div class="sides">{model}</div>'


def _pair(option: Option, lang: str) -> str:
    partner = f"<p>{_text(option.match, lang)}</p>{_reason(option, lang)}"
    return f"<li><b>{_text(option.text, lang)}</b><div>{partner}</div></li>"


def _cloze(one: Question, lang: str) -> str:
    cloze = one.cloze.get(lang) or next(iter(one.cloze.values()), None)
    if cloze is None:
        return f'<p class="ask-cloze">{_text(one.ask, lang)}</p>'
    body = escape(cloze.texts[0])
    for accepted, after in zip(cloze.gaps, cloze.texts[1:], strict=True):
        body += f'<span class="gap good">{escape(" / ".join(accepted))}</span>{escape(after)}'
    return f'<p class="ask-cloze">{body}</p>'


def _rows(rows: Iterable[tuple[str, bool, str]]) -> str:
    items = ""
    for text, right, why in rows:
        style, mark = ("good", "✓") if right else ("none", "")
        word = f'<span class="given-word">{escape(_("right"))}</span>' if right else ""
        reason = f'<p class="given-why">{why}</p>' if why else ""
        sign = f'<i class="sign {style}" aria-hidden="true">{mark}</i>'
        items += f'<li class="{style}">{sign}<div><p>{text}{word}</p>{reason}</div></li>'
    return f'<ul class="given">{items}</ul>'


def _why(option: Option, lang: str) -> str:
    return _text(option.feedback, lang) if option.feedback else ""


def _reason(option: Option, lang: str) -> str:
    return f'<p class="given-why">{_text(option.feedback, lang)}</p>' if option.feedback else ""
