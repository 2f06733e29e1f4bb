"""Rows about calls: how they began, every turn, how they ended, the work order. Added, never changed."""

import json
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from pydantic import TypeAdapter

from trainer.call.events import Event
from trainer.call.inputs import Input
from trainer.call.record import CallRecord, Entry, Opening, WrapUpDone
from trainer.records.tables import call_ends, calls, contents, entries, wrap_ups

Rows = sa.Connection
"""An open transaction, for those who only pass it on."""
INPUT: TypeAdapter[Input] = TypeAdapter(Input)
EVENTS: TypeAdapter[tuple[Event, ...]] = TypeAdapter(tuple[Event, ...])
ADD_ENTRY = entries.insert()
"""Made once: SQLAlchemy then finds its SQL again without looking at the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """A call as it began. `began_at` is second 0 of its clock."""

    id: str
    owner: str
    scenario: str
    scenario_hash: str
    rubric_hash: str
    persona: str
    lang: str
    mode: str
    seed: int
    today: date
    began_at: datetime
    created_at: datetime
    from_call: str | None = None
    from_seq: int | None = None

    @property
    def opening(self) -> Opening:
        """What the engine began from."""
        return Opening(scenario=self.scenario, persona=self.persona, lang=self.lang, seed=self.seed, today=self.today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An entry with what was asked and answered: `request_hash` tells a repeat from a rival, `answer` is JSON."""

    entry: Entry
    request_hash: str
    answer: str
    stored_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCall:
    """A call with all that is stored of it. `wrap_up_at` is when the work order came in."""

    row: CallRow
    record: CallRecord
    turns: tuple[Turn, ...]
    ending: str | None
    ended_at: float | None


def add_content(
    rows: sa.Connection, *, content_hash: str, kind: str, content_id: str, body: bytes, now: datetime
) -> None:
    """Keeps a scenario or rubric once. What is there already stays."""
    if rows.execute(sa.select(contents.c.hash).where(contents.c.hash == content_hash)).first() is None:
        rows.execute(
            contents.insert(), {"hash": content_hash, "kind": kind, "id": content_id, "body": body, "stored_at": now}
        )


def content(rows: sa.Connection, content_hash: str) -> bytes:
    """A scenario or rubric as it was kept."""
    body = rows.execute(sa.select(contents.c.body).where(contents.c.hash == content_hash)).scalar_one()
    assert isinstance(body, bytes)
    return body


def add(rows: sa.Connection, call: CallRow, preamble: tuple[Event, ...]) -> None:
    """A new call. `preamble` are the events before the first input."""
    rows.execute(
        calls.insert(),
        {
            "id": call.id,
            "person_id": call.owner,
            "scenario": call.scenario,
            "scenario_hash": call.scenario_hash,
            "rubric_hash": call.rubric_hash,
            "persona": call.persona,
            "lang": call.lang,
            "mode": call.mode,
            "seed": call.seed,
            "today": call.today,
            "began_at": call.began_at,
            "created_at": call.created_at,
            "preamble": EVENTS.dump_json(preamble).decode(),
            "from_call": call.from_call,
            "from_seq": call.from_seq,
        },
    )


def add_turn(rows: sa.Connection, call_id: str, turn: Turn) -> None:
    """One more turn. Raises RowExists (from the store) when its number is taken."""
    entry = turn.entry
    rows.execute(
        ADD_ENTRY,
        {
            "call_id": call_id,
            "seq": entry.seq,
            "at": entry.input.at,
            "input": INPUT.dump_json(entry.input).decode(),
            "events": EVENTS.dump_json(entry.events).decode(),
            "node": entry.node,
            "mood": entry.mood,
            "request_hash": turn.request_hash,
            "answer": turn.answer,
            "stored_at": turn.stored_at,
        },
    )


def add_end(rows: sa.Connection, call_id: str, *, ending: str, at: float) -> None:
    """The call is over, at this second of its clock."""
    rows.execute(call_ends.insert(), {"call_id": call_id, "ending": ending, "at": at})


def add_wrap_up(rows: sa.Connection, call_id: str, done: WrapUpDone, *, now: datetime) -> None:
    """The work order. Raises RowExists (from the store) when one is there."""
    fields = json.dumps(dict(done.fields), ensure_ascii=False)
    rows.execute(wrap_ups.insert(), {"call_id": call_id, "fields": fields, "seconds": done.seconds, "stored_at": now})


def find(rows: sa.Connection, call_id: str) -> CallRow | None:
    """How a call began."""
    row = rows.execute(calls.select().where(calls.c.id == call_id)).one_or_none()
    return None if row is None else call_of(row)


def load(rows: sa.Connection, call_id: str) -> StoredCall | None:
    """A call with everything."""
    row = rows.execute(calls.select().where(calls.c.id == call_id)).one_or_none()
    if row is None:
        return None
    call = call_of(row)
    found = rows.execute(entries.select().where(entries.c.call_id == call_id).order_by(entries.c.seq))
    turns = tuple(_turn(entry) for entry in found)
    end = rows.execute(call_ends.select().where(call_ends.c.call_id == call_id)).one_or_none()
    done = rows.execute(wrap_ups.select().where(wrap_ups.c.call_id == call_id)).one_or_none()
    record = CallRecord(
        opening=call.opening,
        entries=tuple(turn.entry for turn in turns),
        wrap_up=None if done is None else WrapUpDone(fields=json.loads(done.fields), seconds=done.seconds),
        preamble=EVENTS.validate_json(row.preamble),
    )
    return StoredCall(
        row=call,
        record=record,
        turns=turns,
        ending=None if end is None else end.ending,
        ended_at=None if end is None else end.at,
    )


def all_ids(rows: sa.Connection) -> list[str]:
    """The ids of every call that is over, oldest first."""
    ended = sa.select(calls.c.id).join(call_ends, call_ends.c.call_id == calls.c.id)
    return list(rows.execute(ended.order_by(calls.c.created_at, calls.c.id)).scalars())


def call_of(row: sa.Row[tuple[object, ...]]) -> CallRow:
    """A call's columns as a call."""
    columns = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return CallRow(
        id=columns["id"],
        owner=columns["person_id"],
        scenario=columns["scenario"],
        scenario_hash=columns["scenario_hash"],
        rubric_hash=columns["rubric_hash"],
        persona=columns["persona"],
        lang=columns["lang"],
        mode=columns["mode"],
        seed=columns["seed"],
        today=columns["today"],
        began_at=columns["began_at"],
        created_at=columns["created_at"],
        from_call=columns["from_call"],
        from_seq=columns["from_seq"],
    )


def _turn(row: sa.Row[tuple[object, ...]]) -> Turn:
    columns = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Turn(
        entry=Entry(
            seq=columns["seq"],
            input=INPUT.validate_json(columns["input"]),
            events=EVENTS.validate_json(columns["events"]),
            node=columns["node"],
            mood=columns["mood"],
        ),
        request_hash=columns["request_hash"],
        answer=columns["answer"],
        stored_at=columns["stored_at"],
    )
