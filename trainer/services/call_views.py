"""Draws what a phone is told from a live call. Nothing here changes anything."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from trainer.call import engine
from trainer.call.events import (
    Answered,
    ArticleRead,
    CustomerSaid,
    Ended,
    Event,
    FellSilent,
    HoldBegan,
    HoldEnded,
    LookedUp,
    LookUpRefused,
    Searched,
    Transferred,
)
from trainer.call.inputs import Say
from trainer.call.record import Entry
from trainer.call.state import CallState
from trainer.content.library import Library
from trainer.content.scenario import Text
from trainer.content.settle import fill
from trainer.records.calls import EVENTS
from trainer.services.call_shapes import (
    ArticleName,
    CallView,
    DesktopShown,
    Hearing,
    HoldShown,
    Labelled,
    Line,
    Menu,
    Mode,
    PersonaShown,
    PhoneRules,
    RecordShown,
    Ringing,
    Said,
    WorkOrder,
    WorkOrderFieldShown,
)
from trainer.services.lines import SpokenLine
from trainer.services.live import LiveCall, Moment

SHOWN_IN_EXAM = (
    "answered", "fell_silent", "hold_began", "hold_ended", "looked_up", "lookup_refused", "searched", "article_read",
    "transferred", "ignored", "ended",
)  # fmt: skip
"""The events that tell nothing of how the call is understood or scored."""
HIDDEN_IN_EXAM = ("announced", "handed_over")
"""What those events say of how words were understood."""
MODES: tuple[Mode, ...] = get_args(Mode)


def in_exam(call: LiveCall) -> bool:
    """Whether captions, script, moves and mood must stay on the server."""
    return call.row.mode == "exam"


def text_of(text: Text, lang: str) -> str:
    """A text in the call's language, or in any it has."""
    return text.get(lang) or next(iter(text.values()), "")


def view(call: LiveCall, library: Library, *, now: float, engine_name: str | None, interrupted: bool) -> CallView:
    """The whole call."""
    moment, row, scenario = call.moment, call.row, call.scenario
    last = lines_of(call, moment.turns[-1].entry) if moment.turns else ()
    said = [each for turn in moment.turns for each in lines_of(call, turn.entry)]
    return CallView(
        id=row.id,
        scenario=row.scenario,
        title=text_of(scenario.title, row.lang),
        briefing=_filled(call, scenario.briefing),
        lang=row.lang,
        mode=_mode(row.mode),
        direction=scenario.direction,
        opens=scenario.opens,
        phase=moment.state.phase,
        seq=moment.seq,
        now=now,
        persona=PersonaShown(id=row.persona, name=text_of(scenario.personas[row.persona].name, row.lang)),
        ringing=_ringing(call),
        desktop=desktop(call, moment, library),
        allowed=engine.allowed(scenario, moment.state),
        mood=None if in_exam(call) else moment.state.mood,
        line=said[-1] if said else None,
        lines=last,
        transcript=tuple(each for turn in moment.turns for each in _transcript(call, turn.entry)),
        silence_after=engine.silence_after(scenario, moment.state),
        hold=hold(call, moment.state),
        answered_at=_answered_at(moment),
        ended=moment.state.ending,
        ended_at=moment.ended_at,
        wrap_up=work_order(call, moment),
        wrapped_up=moment.wrap_up is not None,
        rules=PhoneRules(captions=not in_exam(call), browser_speech=not in_exam(call)),
        hearing=Hearing(engine=engine_name, lang=row.lang),
        from_call=row.from_call,
        interrupted=interrupted,
    )


def lines_of(call: LiveCall, entry: Entry) -> tuple[Line, ...]:
    """What the customer said after one turn, in order."""
    said = [event for event in entry.events if isinstance(event, CustomerSaid)]
    return tuple(_line(call, f"{entry.seq}-{place}", event) for place, event in enumerate(said))


def shown_events(call: LiveCall, events: tuple[Event, ...]) -> tuple[Mapping[str, Any], ...]:
    """The events as JSON; in an exam only those that give nothing away."""
    if not in_exam(call):
        return tuple(EVENTS.dump_python(events, mode="json"))
    shown = EVENTS.dump_python(tuple(event for event in events if event.type in SHOWN_IN_EXAM), mode="json")
    return tuple({key: value for key, value in event.items() if key not in HIDDEN_IN_EXAM} for event in shown)


def hold(call: LiveCall, state: CallState) -> HoldShown | None:
    """The hold under way."""
    if state.hold_began is None:
        return None
    return HoldShown(began=state.hold_began, limit=call.scenario.hold.limit if call.scenario.hold else None)


def desktop(call: LiveCall, moment: Moment, library: Library) -> DesktopShown:
    """The agent's screen; a record shows its content only once it has been looked up."""
    desk, lang = call.scenario.desktop, call.row.lang
    events = [event for turn in moment.turns for event in turn.entry.events]
    seen = {event.record for event in events if isinstance(event, LookedUp)}
    return DesktopShown(
        customer=_card(call, desk.customer),
        records=tuple(
            RecordShown(
                id=record.id,
                label=text_of(record.label, lang),
                requires=record.requires,
                shows=_card(call, record.shows) if record.id in seen else None,
            )
            for record in desk.records.values()
        ),
        knowledge=tuple(
            ArticleName(id=article, title=text_of(library.articles[article].title, lang))
            for article in desk.knowledge
            if article in library.articles
        ),
        transfer_to=tuple(Labelled(id=key, label=text_of(label, lang)) for key, label in desk.transfer_to.items()),
    )


def work_order(call: LiveCall, moment: Moment) -> WorkOrder | None:
    """The work order, from the moment the call is picked up: an agent may take notes while they listen."""
    order = call.scenario.wrap_up
    if order is None or moment.state.phase == "ringing":
        return None
    lang = call.row.lang
    fields = tuple(
        WorkOrderFieldShown(
            id=field.id,
            label=text_of(field.label, lang),
            type=field.type,
            options=tuple(Labelled(id=key, label=text_of(label, lang)) for key, label in field.options.items()),
        )
        for field in order.fields.values()
    )
    return WorkOrder(limit=order.limit, fields=fields)


def spoken(call: LiveCall, line_id: str) -> SpokenLine | None:
    """What the voice says for a line (`4-0`: the first of turn 4; `ivr-0`: of the menu); None if there is none."""
    kind, _, number = line_id.partition("-")
    if not number.isascii() or not number.isdigit() or len(number) > 6:  # noqa: PLR2004 - far more lines than any call has
        return None
    place = int(number)
    if kind == "ivr":
        levels = call.scenario.queue.ivr if call.scenario.queue else ()
        if place >= len(levels):
            return None
        return SpokenLine(text_of(levels[place].say, call.row.lang), call.row.lang, MENU_VOICE, "calm")
    if not kind.isascii() or not kind.isdigit() or len(kind) > 6 or not 0 < int(kind) <= call.moment.seq:  # noqa: PLR2004
        return None
    events = call.moment.turns[int(kind) - 1].entry.events
    said = [event for event in events if isinstance(event, CustomerSaid)]
    return spoken_line(call, said[place]) if place < len(said) else None


MENU_VOICE = "f3"
"""Whose voice reads the menu."""


def spoken_line(call: LiveCall, event: CustomerSaid) -> SpokenLine:
    """How the voice says a line."""
    return SpokenLine(event.spoken, call.row.lang, call.scenario.personas[call.row.persona].voice, event.tone)


def _line(call: LiveCall, line_id: str, event: CustomerSaid) -> Line:
    return Line(
        id=line_id,
        audio=f"/api/calls/{call.row.id}/audio/{line_id}.wav",
        tone=event.tone,
        why="line" if in_exam(call) else event.why,
        text=None if in_exam(call) else event.text,
    )


def _transcript(call: LiveCall, entry: Entry) -> Iterator[Said]:  # noqa: C901 - one plain case an event
    at = entry.input.at
    if isinstance(entry.input, Say):
        yield Said(seq=entry.seq, who="agent", text=entry.input.text, at=at)
    place = 0
    for event in entry.events:
        match event:
            case CustomerSaid():
                text = None if in_exam(call) else event.text
                line_id = f"{entry.seq}-{place}"
                yield Said(seq=entry.seq, who="customer", text=text, at=at, line=line_id, tone=event.tone)
                place += 1
            case HoldBegan():
                yield Said(seq=entry.seq, who="event", type="hold", at=at)
            case HoldEnded():
                yield Said(seq=entry.seq, who="event", type="resume", at=at)
            case LookedUp() | LookUpRefused():
                yield Said(seq=entry.seq, who="event", type="lookup", text=event.record, at=at)
            case Searched():
                yield Said(seq=entry.seq, who="event", type="search", text=event.words, at=at)
            case ArticleRead():
                yield Said(seq=entry.seq, who="event", type="read", text=event.article, at=at)
            case Transferred():
                yield Said(seq=entry.seq, who="event", type="transfer", text=event.target, at=at)
            case FellSilent():
                yield Said(seq=entry.seq, who="event", type="silence", at=at)
            case Ended():
                yield Said(seq=entry.seq, who="event", type="ended", text=event.ending, at=at)
            case _:
                pass


def _answered_at(moment: Moment) -> float | None:
    picked_up = (turn.entry for turn in moment.turns if any(isinstance(each, Answered) for each in turn.entry.events))
    return next((entry.input.at for entry in picked_up), None)


def _ringing(call: LiveCall) -> Ringing:
    queue = call.scenario.queue
    if queue is None:
        return Ringing()
    levels = tuple(
        Menu(
            say=text_of(level.say, call.row.lang) if not in_exam(call) else "",
            press=level.press,
            audio=f"/api/calls/{call.row.id}/audio/ivr-{place}.wav",
        )
        for place, level in enumerate(queue.ivr)
    )
    return Ringing(wait=queue.wait, ivr=levels)


def _card(call: LiveCall, card: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    rows = card.get(call.row.lang) or next(iter(card.values()), {})
    return {label: _fill(call, value) for label, value in rows.items()}


def _filled(call: LiveCall, text: Text) -> str:
    return _fill(call, text_of(text, call.row.lang))


def _fill(call: LiveCall, template: str) -> str:
    row = call.row
    return fill(template, scenario=call.scenario, persona=row.persona, lang=row.lang, facts=call.facts, spoken=False)


def _mode(word: str) -> Mode:
    return next(mode for mode in MODES if mode == word)
