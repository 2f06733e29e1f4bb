"""Debrief: what happened in a call, why it scored so, and where to try again."""

import streamlit as st

from trainer.errors import Conflict
from trainer.services.debriefing import LookBack, look_back
from trainer.web import session
from trainer.web.i18n import _
from trainer.web.parts import (
    attempts,
    begin_call,
    debrief_top,
    delivery,
    guard,
    items,
    moments,
    perception,
    player,
    talk,
    verdict,
    words,
    work_order,
)
from trainer.web.parts.talk_clock import TalkClock
from trainer.web.session import Visitor


def page() -> None:
    """Draws the page for the call named in the address."""
    visitor = session.visitor()
    call_id = st.query_params.get("call", "")
    with guard.explaining():
        try:
            seen = look_back(visitor.services, visitor.person, call_id)
        except Conflict:
            debrief_top.unfinished(call_id)
            return
        _draw(visitor, seen)


def _draw(visitor: Visitor, seen: LookBack) -> None:
    lang = seen.record.opening.lang
    agent = _("You") if seen.own else seen.summary.owner_name
    clock = TalkClock.of(seen.summary.id, seen.record)
    # First of all, so that the buttons below find it there.
    again = player.player(seen.summary.id, start_at=perception.picked(seen.summary.id), zero=clock.picked_up)
    if again is not None and seen.own:
        begin_call.again(visitor, seen.summary.id, again)
    debrief_top.top(visitor, seen)
    verdict.verdict(seen.scorecard, seen.rubric, seen.scenario, clock=clock)
    moments.three(seen.debrief.moments, seen.scenario, lang=lang, own=seen.own, agent=agent, clock=clock)
    perception.line(seen.debrief.perception, seen.summary.id, clock=clock)
    words.section(_("Every item, with its evidence"), _("Open an item to see what counted for it or against it."))
    items.items(
        seen.scorecard,
        seen.rubric,
        seen.scenario,
        models=debrief_top.models(seen),
        doubtful=debrief_top.doubtful(seen),
        clock=clock,
    )
    words.section(_("The call, turn by turn"))
    talk.talk(seen.record, seen.scenario, own=seen.own, agent=agent, clock=clock)
    work_order.work_order(seen.work_order, seen.record, seen.scenario)
    delivery.figures(seen.record)
    attempts.beside(seen.summary, seen.attempts)
