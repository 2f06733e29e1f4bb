"""Every item of the rubric with the evidence it was scored on."""

from collections.abc import Container, Mapping
from html import escape

import streamlit as st

from trainer.content.rubric import Item, Rubric
from trainer.content.scenario import Scenario
from trainer.scoring.scorecard import Evidence, ItemScore, Scorecard
from trainer.web import i18n
from trainer.web.i18n import _
from trainer.web.parts import rule_words, shown
from trainer.web.parts.talk_clock import TalkClock

OPEN_AT_FIRST = 3


def items(
    card: Scorecard,
    rubric: Rubric,
    scenario: Scenario,
    *,
    models: Mapping[str, str],
    doubtful: Container[int],
    clock: TalkClock,
) -> None:
    """All sections. `models`: item to a sentence that would have earned it; `doubtful`: turns that were heard badly.

    Open at first are the items that cost most, and those whose failing fails the call.
    """
    dearest = set(list(models)[:OPEN_AT_FIRST])
    found = {(score.section, score.item): score for score in card.items}
    html = ""
    for section in rubric.sections:
        rows = "".join(
            _row(
                item,
                found[section.id, item.id],
                scenario,
                models.get(item.id, ""),
                doubtful,
                clock=clock,
                is_open=item.id in dearest,
            )
            for item in section.items
            if (section.id, item.id) in found
        )
        title = i18n.text(section.title) or section.id
        html += f'<section class="items"><h3>{escape(title)}</h3>{rows}</section>'
    st.html(html)


def _row(
    item: Item,
    score: ItemScore,
    scenario: Scenario,
    model: str,
    doubtful: Container[int],
    *,
    clock: TalkClock,
    is_open: bool,
) -> str:
    style, mark, told = _mark(score)
    opened = " open" if is_open or score.failed_critical else ""
    critical = f' <span class="chip bad">{escape(_("critical"))}</span>' if score.failed_critical else ""
    evidence = "".join(_evidence(each, scenario, clock, unsure=each.seq in doubtful) for each in score.evidence)
    evidence = evidence or f'<li class="quiet">{escape(_("Nothing in the call counts for or against it."))}</li>'
    answer = (
        f'<p class="model"><b>{escape(_("You could say"))}</b> {escape(model)}</p>' if model and style != "good" else ""
    )
    anchor = _anchor(item, score)
    return (
        f'<details class="item"{opened}><summary><i class="sign {style}" aria-hidden="true">{mark}</i>'
        f'<span class="item-ask">{escape(i18n.text(item.ask))}{critical}</span>'
        f'<b class="item-points">{escape(told)}</b></summary>'
        f'<div class="item-body">{anchor}<ul class="evidence">{evidence}</ul>{answer}</div></details>'
    )


def _mark(score: ItemScore) -> tuple[str, str, str]:
    """The style, the sign, and the points in words."""
    if score.state == "not_applicable":
        return "none", "–", _("does not apply")
    if score.state == "waits_for_person" or score.points is None:
        return "none", "?", _("a person decides")
    told = _("{points} of {most}").format(points=shown.points(score.points), most=shown.points(score.max))
    if score.points >= score.max:
        return "good", "✓", told
    return ("warn", "◐", told) if score.points > 0 else ("bad", "✕", told)


def _anchor(item: Item, score: ItemScore) -> str:
    """What the points reached mean on the scale."""
    if score.points is None or not item.anchors:
        return ""
    reached = [points for points in item.anchors if points <= score.points]
    return f'<p class="anchor">{escape(i18n.text(item.anchors[max(reached)]))}</p>' if reached else ""


def _evidence(evidence: Evidence, scenario: Scenario, clock: TalkClock, *, unsure: bool) -> str:
    rule = escape(rule_words.told(evidence.rule, scenario))
    style, mark = ("good", "✓") if evidence.holds else ("bad", "✕")
    sign = f'<i class="sign small {style}" aria-hidden="true">{mark}</i>'
    holds = _("({note})").format(note=_("met") if evidence.holds else _("not met"))
    words = rule_words.found(evidence, scenario)
    notes = "".join(f'<span class="note">{escape(note)}</span>' for note in _notes(evidence))
    flag = f'<span class="chip warn">{escape(_("Heard badly, not held against you"))}</span>' if unsure else ""
    return (
        f'<li>{sign}<div><p class="rule">{rule} <span class="visually-hidden">{escape(holds)}</span></p>'
        f'<p class="said">{words} {clock.listen(evidence.at)} {notes} {flag}</p></div></li>'
    )


def _notes(evidence: Evidence) -> list[str]:
    notes = []
    if evidence.turn is not None:
        notes.append(_("turn {n}").format(n=evidence.turn))
    if evidence.similarity is not None:
        notes.append(_("match {n}%").format(n=round(evidence.similarity * 100)))
    if evidence.hearing is not None:
        notes.append(_("heard {n}%").format(n=round(evidence.hearing * 100)))
    return notes
