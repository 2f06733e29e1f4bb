"""The three moments that mattered most."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from trainer.content.scenario import Scenario
from trainer.scoring.moments import Moment
from trainer.web import i18n
from trainer.web.i18n import _
from trainer.web.parts import rule_words, shown, words
from trainer.web.parts.talk_clock import TalkClock


def three(moments: Sequence[Moment], scenario: Scenario, *, lang: str, own: bool, agent: str, clock: TalkClock) -> None:
    """A card each, in the order of the call. `lang`: the call's, for the model answer; `agent`: who took it."""
    words.section(
        _("What mattered most"), _("The moments that moved the customer, or your score, more than any other.")
    )
    if not moments:
        words.quiet(_("Too little was said in this call for a moment to stand out."))
        return
    cards = "".join(_card(moment, scenario, lang, own=own, agent=agent, clock=clock) for moment in moments)
    st.html(f'<ol class="moments">{cards}</ol>')


def _card(moment: Moment, scenario: Scenario, lang: str, *, own: bool, agent: str, clock: TalkClock) -> str:
    style = "good" if moment.good else "bad"
    said = f'<p class="mine"><span class="who">{escape(agent)}</span>{escape(moment.words)}</p>' if moment.words else ""
    answer = (
        f'<p class="theirs"><span class="who">{escape(_("Customer"))}</span>{escape(moment.answer)}</p>'
        if moment.answer
        else ""
    )
    model = i18n.text(moment.model, lang)
    better = (
        f'<p class="model"><b>{escape(_("You could say"))}</b> {escape(model)}</p>' if model and not moment.good else ""
    )
    again = clock.again(moment.seq) if own else ""
    return (
        f'<li class="moment {style}"><div class="moment-top"><h3>{escape(why(moment, scenario))}</h3>'
        f'<p class="deltas">{"".join(_deltas(moment))}</p></div>'
        f'{said}{answer}{better}<div class="tools">{clock.listen(moment.at)}{again}</div></li>'
    )


def _deltas(moment: Moment) -> list[str]:
    found = []
    if moment.mood:
        style = "good" if moment.mood > 0 else "bad"
        found.append(
            f'<span class="chip {style}">{escape(_("Mood {n}").format(n=shown.signed(round(moment.mood, 1))))}</span>'
        )
    # Points won in passing would contradict a card that tells what went wrong.
    if abs(moment.percent) >= 0.5 and (moment.good or moment.percent < 0):  # noqa: PLR2004 - less is nothing a person would notice
        style = "good" if moment.percent > 0 else "bad"
        told = _("{n} points").format(n=shown.signed(round(moment.percent)))
        found.append(f'<span class="chip {style}">{escape(told)}</span>')
    return found


def why(moment: Moment, scenario: Scenario) -> str:
    """Why the moment mattered, in a few words."""
    label = i18n.text(moment.label)
    about = label or _about(moment.why, scenario)
    templates = {
        "critical": _("Critical error: {about}"),
        "misstated": _("A wrong value was given"),
        "dropped": _("You hung up before it was settled"),
        "item_lost": _("Points lost: {about}"),
        "item_won": _("Well done: {about}"),
        "missed": _("Missed here: {about}"),
        "mood_fell": _("The mood fell: {about}"),
        "mood_rose": _("The mood rose: {about}"),
        "not_understood": _("The customer didn't follow you"),
        "silence": _("The customer was left waiting"),
        "refused": _("Looked up before the customer was verified"),
    }
    return templates[moment.kind].format(about=about)


def _about(reason: str, scenario: Scenario) -> str:
    """What changed the mood, from the engine's word for it (`move:empathy`, `silence`, `hold`)."""
    kind, _colon, name = reason.partition(":")
    if kind == "move":
        return rule_words.name_of(name, scenario)
    return {
        "silence": _("nothing was said for too long"),
        "hold": _("the hold wasn't announced, or too long"),
        "barge_in": _("you talked over the customer"),
        "fallback": _("the customer was not understood"),
        "press": _("the customer had to ask again"),
        "rule": _("what you said or did"),
    }.get(kind, _("what you said or did"))
