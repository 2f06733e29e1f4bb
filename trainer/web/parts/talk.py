"""The call, turn by turn: what each side said and did, and what was understood."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from trainer.call.events import CustomerSaid, Event, FactWasMisstated, LookUpRefused, MoveMade, NotUnderstood
from trainer.call.inputs import Input, LookUp, Read, Say, Search, StaySilent, Transfer
from trainer.call.record import CallRecord, Entry
from trainer.content.scenario import Scenario
from trainer.scoring.log import is_doubtful, spoken_at
from trainer.web import i18n
from trainer.web.i18n import _
from trainer.web.parts import rule_words, shown
from trainer.web.parts.talk_clock import TalkClock


def talk(record: CallRecord, scenario: Scenario, *, own: bool, agent: str, clock: TalkClock) -> None:
    """The whole conversation. `own`: it is the visitor's, who may try again from any turn. `agent`: who took it."""
    name = i18n.text(scenario.personas[record.opening.persona].name)
    rows = "".join(_turn(entry, scenario, name, own=own, agent=agent, clock=clock) for entry in record.entries)
    st.html(f'<ol class="talk">{rows}</ol>')


def _turn(entry: Entry, scenario: Scenario, name: str, *, own: bool, agent: str, clock: TalkClock) -> str:
    said = _mine(entry, scenario, agent)
    chips = "".join(_chips(entry, scenario))
    customer = "".join(
        f'<div class="line customer"><span class="who">{escape(name)}</span><p>{escape(event.text)}</p></div>'
        for event in entry.events
        if isinstance(event, CustomerSaid)
    )
    mood = escape(_("Mood {n}").format(n=shown.signed(entry.mood)))
    tools = f"{clock.listen(_second(entry.input))}{clock.again(entry.seq) if own else ''}"
    return (
        f'<li id="turn-{entry.seq}">{said}<div class="chips">{chips}</div>{customer}'
        f'<div class="tools"><span class="note">{mood}</span>{tools}</div></li>'
    )


def _second(done: Input) -> float:
    return spoken_at(done) if isinstance(done, Say) else done.at


def _mine(entry: Entry, scenario: Scenario, agent: str) -> str:
    done = entry.input
    if isinstance(done, Say):
        who = escape(agent)
        text = escape(done.text) or escape(_("(not understood)"))
        return f'<div class="line agent"><span class="who">{who}</span><p>{text}</p></div>'
    return f'<p class="did">{escape(action(done, scenario))}</p>'


def action(done: Input, scenario: Scenario) -> str:
    """What was done, as a short sentence."""
    match done:
        case LookUp():
            told = _("Looked up: {what}").format(what=rule_words.target_name("lookup", done.record, scenario))
        case Search():
            told = _("Searched for: {what}").format(what=done.words)
        case Read():
            told = _("Read: {what}").format(what=done.article)
        case Transfer():
            where = rule_words.target_name("transfer", done.target, scenario)
            told = _("Transferred the call to: {what}").format(what=where)
            told += f" · {done.note}" if done.note else ""
        case StaySilent():
            told = _("Silence, {n} s").format(n=f"{done.seconds:.0f}")
        case _:
            told = {
                "hold": _("Customer put on hold"),
                "resume": _("Customer taken back"),
                "hang_up": _("Hung up"),
            }.get(done.type, _("Call answered"))
    return told


def _chips(entry: Entry, scenario: Scenario) -> Iterator[str]:
    for event in entry.events:
        told = _chip(event, scenario)
        if told:
            yield f'<span class="chip {told[1]}">{escape(told[0])}</span>'
    if isinstance(entry.input, Say) and is_doubtful(entry.input):
        yield f'<span class="chip warn">{escape(_("Heard badly, not held against you"))}</span>'


def _chip(event: Event, scenario: Scenario) -> tuple[str, str] | None:
    match event:
        case MoveMade():
            move = scenario.moves.get(event.move)
            return rule_words.name_of(event.move, scenario), "bad" if move and move.critical else "good"
        case FactWasMisstated():
            return _("Wrong: {said}").format(said=event.said), "bad"
        case LookUpRefused():
            return _("Refused: not verified yet"), "warn"
        case NotUnderstood():
            return _("Not understood"), "none"
        case _:
            return None
