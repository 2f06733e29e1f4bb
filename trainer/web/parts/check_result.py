"""The result of a self-check: how it went, question by question, and where to go from here."""

from html import escape

import streamlit as st

from trainer.errors import NotFound
from trainer.learning.arranging import arrange
from trainer.services.courses import ModulePage
from trainer.services.self_checks import AttemptView
from trainer.web import i18n, navigation
from trainer.web.i18n import _
from trainer.web.parts import addresses, answered, begin_call, check_steps, guard, shown, words
from trainer.web.session import Visitor

EARLIER = 6


def module_of(visitor: Visitor, view: AttemptView) -> str:
    """The key of the module a self-check belongs to: the one it was begun from, else the first that has it."""
    return view.module or addresses.module_of(visitor.services.library, view.quiz.id)


def result(visitor: Visitor, view: AttemptView, *, gone: bool) -> None:
    """Everything at the end; of somebody else's self-check without the ways on."""
    key = module_of(visitor, view)
    try:
        module = visitor.services.courses.module(visitor.person, key) if key else None
    except NotFound:
        module = None
    own = view.owner == visitor.person.id
    st.html(_verdict(view))
    if own:
        _ways_on(visitor, view, module, gone=gone)
    words.section(_("Question by question"), _("Open one to see what you answered, what is right, and why."))
    st.html(_questions(visitor, view))
    if own:
        _earlier(visitor, view)


def _verdict(view: AttemptView) -> str:
    end = view.end
    if end is None:
        done = _("{n} of {count} answered").format(n=len(view.answered), count=len(view.quiz.questions))
        told = f'<div class="verdict-told"><h2>{escape(done)}</h2></div>'
        return f'<section class="verdict check-verdict">{told}</section>'
    style, word = ("good", _("Passed")) if end.passed else ("warn", _("Not passed yet"))
    ring = ""
    if end.percent is not None:
        ring = (
            f'<div class="ring {style}" style="--share:{end.percent:.2f}"><b>{shown.percent(end.percent)}</b>'
            f"<span>%</span></div>"
        )
    marks = [given.mark for given in view.answered.values() if given.mark.points is not None]
    right = sum(mark.full for mark in marks)
    lines = [
        _("{right} of {count} questions fully right").format(right=right, count=len(marks)) if marks else "",
        _("What you rated yourself isn't in the score.") if marks and len(marks) < len(view.answered) else "",
        _("Pass mark: {n} %").format(n=f"{view.quiz.pass_mark:g}") if end.percent is not None else "",
        _("Finished: {when}").format(when=shown.moment(end.ended_at)),
    ]
    told = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return (
        f'<section class="verdict check-verdict">{ring}<div class="verdict-told"><h2 class="{style}">{escape(word)}'
        f"</h2>{told}</div></section>"
    )


def _ways_on(visitor: Visitor, view: AttemptView, module: ModulePage | None, *, gone: bool) -> None:
    passed = view.end is not None and view.end.passed
    after = module.after if module else None
    with st.container(key="ways_on", horizontal=True, gap="small", vertical_alignment="center"):
        if passed and after is not None:
            title = i18n.text(after.module.title)
            if st.button(
                _("Next module: {title}").format(title=words.label(title)), key="next_module", type="primary",
                icon=":material/arrow_forward:", icon_position="right",
            ):  # fmt: skip
                navigation.go(navigation.MODULE, **addresses.module(after.key))
        if not gone and st.button(
            _("Try again"), key="try_again", type="secondary" if passed else "primary", icon=":material/replay:"
        ):
            with guard.explaining():
                begin(visitor, view.quiz.id, view.module)
        if module is not None:
            st.page_link(
                navigation.page(navigation.MODULE),
                label=_("Back to the module"),
                icon=":material/menu_book:",
                query_params=addresses.module(module.state.key),
            )
        st.page_link(navigation.page(navigation.REVIEW), label=_("To the review"), icon=navigation.REVIEW.icon)
    if module is not None:
        _calls(visitor, module)


def _calls(visitor: Visitor, module: ModulePage) -> None:
    scenarios = visitor.services.library.scenarios
    practice = [scenarios[name] for name in module.state.module.practice if name in scenarios]
    open_ones = [one for one in practice if not visitor.services.courses.missing(visitor.person, one.requires)]
    if not open_ones:
        return
    words.section(_("Practise it on a call"))
    with st.container(key="check_calls", horizontal=True, gap="small"):
        for one in open_ones:
            if st.button(words.label(i18n.text(one.title)), key=f"take_{one.id}", icon=":material/call:"):
                begin_call.new(visitor, one.id, language=i18n.among(one.languages))


def begin(visitor: Visitor, quiz: str, module: str) -> None:
    """Begins a self-check, or takes up the one under way, and goes there. Raises what the service raises."""
    language = i18n.among(visitor.services.quizzes.now(quiz).quiz.languages)
    begun = visitor.services.self_checks.begin(visitor.person, quiz, language, module=module)
    navigation.go(navigation.SELF_CHECK, attempt=begun.id)


def _questions(visitor: Visitor, view: AttemptView) -> str:
    items = ""
    for number, question in enumerate(view.quiz.questions, 1):
        given = view.answered.get(question.id)
        ask = escape(i18n.text(question.ask, view.lang))
        if given is None:
            items += (
                f'<div class="item check-open">{answered.sign("none")}<span class="item-ask">{number}. {ask}</span>'
                f'<span class="item-points">{escape(_("open"))}</span></div>'
            )
            continue
        points = given.mark.points
        word, style = answered.verdict(points if points is not None else given.rating)
        if points is None and given.rating is not None:
            word = answered.rating_word(given.rating)
        competency = addresses.competency(visitor.services.library, question.competency)
        body = answered.block(
            question, given.answer, given.mark, lang=view.lang, order=arrange(question, view.seed),
            competency=competency, heard=check_steps.heard(view, question), asks=False,
        )  # fmt: skip
        items += (
            f'<details class="item"><summary>{answered.sign(style)}<span class="item-ask">{number}. {ask}</span>'
            f'<span class="item-points">{escape(word)}</span></summary>'
            f'<div class="item-body answered-body" lang="{i18n.tag(view.lang)}">{body}</div></details>'
        )
    return f'<section class="items">{items}</section>'


def _earlier(visitor: Visitor, view: AttemptView) -> None:
    pairs = [
        (row, end)
        for row, end in visitor.services.self_checks.of_quiz(visitor.person, view.quiz.id)
        if end is not None and row.id != view.id
    ][:EARLIER]
    if not pairs:
        return
    words.section(_("Your other tries"))
    with st.container(key="tries", horizontal=True, gap="small"):
        for row, end in pairs:
            percent = f"{shown.percent(end.percent)} %" if end.percent is not None else "–"
            result_word = _("Passed") if end.passed else _("Not passed yet")
            st.page_link(
                navigation.page(navigation.SELF_CHECK),
                label=f"{percent} · {result_word} · {shown.moment(end.ended_at)}",
                query_params={"attempt": row.id},
            )
