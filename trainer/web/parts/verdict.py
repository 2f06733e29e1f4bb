"""The result of a call: the number, passed or not, critical errors apart, and the sections behind the number."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from trainer.content.rubric import ReviewReason, Rubric
from trainer.content.scenario import Scenario
from trainer.scoring.scorecard import CriticalError, Evidence, Scorecard
from trainer.web import i18n
from trainer.web.i18n import _
from trainer.web.parts import shown
from trainer.web.parts.talk_clock import TalkClock


def verdict(card: Scorecard, rubric: Rubric, scenario: Scenario, *, clock: TalkClock) -> None:
    """The panel at the top of a debrief."""
    name, style = shown.outcome(card.passed, len(card.critical))
    number = shown.percent(card.percent)
    told = _("Pass mark {mark}").format(mark=shown.percent(card.pass_mark))
    share = max(0.0, min(100.0, card.percent or 0))
    ring = (
        f'<div class="ring {style}" style="--share:{share:.1f}" role="img" aria-label="{escape(number)}">'
        f"<b>{number}</b><span>/ 100</span></div>"
    )
    st.html(
        f'<section class="verdict">{ring}<div class="verdict-told"><h2 class="{style}">{escape(name)}</h2>'
        f"<p>{escape(told)}</p>{_review(card.review)}</div>{_sections(card, rubric)}</section>"
        f"{_critical(card.critical, rubric, scenario, clock)}"
    )


def _sections(card: Scorecard, rubric: Rubric) -> str:
    titles = {section.id: i18n.text(section.title) or section.id for section in rubric.sections}
    bars = ""
    for section in card.sections:
        share = "" if section.percent is None else f"{section.percent:.1f}"
        value = _("n/a") if section.percent is None else f"{shown.percent(section.percent)}%"
        bars += (
            f"<li><span>{escape(titles.get(section.section, section.section))}</span>"
            f'<i class="bar" style="--share:{share or 0}" aria-hidden="true"></i><b>{escape(value)}</b></li>'
        )
    return f'<ul class="bars">{bars}</ul>'


def _review(reasons: Sequence[ReviewReason]) -> str:
    if not reasons:
        return ""
    told = {
        "critical_fail": _("there is a critical error"),
        "low_hearing": _("some words were hard to hear"),
        "near_pass": _("the score is close to the pass mark"),
        "no_auto": _("some items need a person"),
        "sampled": _("the call was drawn as a sample"),
    }
    text = _("A trainer should look at this: {reasons}.").format(reasons=_(", ").join(told[one] for one in reasons))
    return f'<p class="review">{escape(text)}</p>'


def _critical(errors: Sequence[CriticalError], rubric: Rubric, scenario: Scenario, clock: TalkClock) -> str:
    if not errors:
        return ""
    items = "".join(f"<li>{_one_critical(error, rubric, scenario, clock)}</li>" for error in _told_once(errors))
    title = _("Critical error: the call fails, whatever the number")
    return f'<section class="critical" role="note"><h3>{escape(title)}</h3><ul>{items}</ul></section>'


def _told_once(errors: Sequence[CriticalError]) -> list[CriticalError]:
    """Without the items that fail because of a critical move that is in the list itself."""
    by_move = {(error.kind, each.seq) for error in errors if error.move is not None for each in error.evidence}
    return [
        error
        for error in errors
        if error.move is not None
        or not error.evidence
        or not all((error.kind, each.seq) in by_move for each in error.evidence)
    ]


def _one_critical(error: CriticalError, rubric: Rubric, scenario: Scenario, clock: TalkClock) -> str:
    kinds = {
        "customer": _("Harms the customer"),
        "business": _("Harms the organisation"),
        "compliance": _("Breaks a rule"),
    }
    if error.move is not None and error.move in scenario.moves:
        what = i18n.text(scenario.moves[error.move].label)
    else:
        asked = {item.id: item.ask for section in rubric.sections for item in section.items}
        what = _("Not met: {item}").format(
            item=i18n.text(asked.get(error.item or "")) or error.item or error.move or ""
        )
    quotes = "".join(_quote(each, clock) for each in error.evidence if each.words or each.at is not None)
    return f'<span class="chip bad">{escape(kinds[error.kind])}</span> <b>{escape(what)}</b>{quotes}'


def _quote(evidence: Evidence, clock: TalkClock) -> str:
    words = f"<q>{escape(evidence.words)}</q>" if evidence.words else ""
    return f'<p class="said">{words} {clock.listen(evidence.at)}</p>'
