"""Somebody's calls as lines of a history, page by page, and how their scores develop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from trainer.records.calls import CallRow, call_of
from trainer.records.scorecards import COUNTS, counted, counting
from trainer.records.tables import call_ends, calls, entries, people, scorecards, wrap_ups

Came = Literal["all", "scored", "passed", "failed", "open"]
"""What came of a call: `scored` is passed or failed, `open` can be gone on with or waits for its work order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """A line of somebody's history. Score columns are None until there is a scorecard.

    `last_stored`: when something last happened in it. `talked`: seconds from the first turn, which picks the call up,
    to the end; None while the call goes on.
    """

    row: CallRow
    owner_name: str
    turns: int
    last_stored: datetime
    ending: str | None
    talked: float | None
    wrapped_up: bool
    percent: float | None
    passed: bool | None
    critical: int | None


def history(
    rows: sa.Connection,
    *,
    person_id: str | None = None,
    scenario: str | None = None,
    call_id: str | None = None,
    taken: bool = False,
    came: Came = "all",
    waited_since: datetime | None = None,
    limit: int = 200,
    offset: int = 0,
) -> Sequence[CallLine]:
    """Calls, newest first: of one person, of one scenario, only one; of everybody where nothing is asked for.

    With `taken` those that only rang are left out; `came` asks for those with one result (see `_came`).
    """
    # Which ones first, and only then what belongs to them: a long history is not gone through for its first page.
    chosen = sa.select(calls.c.id)
    if person_id is not None:
        chosen = chosen.where(calls.c.person_id == person_id)
    if scenario is not None:
        chosen = chosen.where(calls.c.scenario == scenario)
    if call_id is not None:
        chosen = chosen.where(calls.c.id == call_id)
    if taken:
        chosen = chosen.where(_TAKEN)
    if came != "all":
        chosen = chosen.select_from(_with_results()).where(_came(came, waited_since))
    page = chosen.order_by(calls.c.created_at.desc(), calls.c.id).limit(limit).offset(offset).subquery()
    # The first thing one can do is pick up, or not.
    first = (
        sa.select(sa.func.min(entries.c.at)).where(entries.c.call_id == calls.c.id).correlate(calls).scalar_subquery()
    )
    last = (
        sa.select(sa.func.max(entries.c.stored_at))
        .where(entries.c.call_id == calls.c.id)
        .correlate(calls)
        .scalar_subquery()
    )
    turns = sa.select(sa.func.count()).where(entries.c.call_id == calls.c.id).correlate(calls).scalar_subquery()
    joined = (
        page.join(calls, calls.c.id == page.c.id)
        .join(people, people.c.id == calls.c.person_id)
        .outerjoin(call_ends, call_ends.c.call_id == calls.c.id)
        .outerjoin(wrap_ups, wrap_ups.c.call_id == calls.c.id)
        .outerjoin(scorecards, scorecards.c.id == counting())
    )
    query = sa.select(
        calls,
        people.c.display_name.label("owner_name"),
        turns.label("turns"),
        first.label("began"),
        last.label("last_stored"),
        call_ends.c.ending,
        call_ends.c.at.label("ended_at"),
        wrap_ups.c.seconds.label("wrap_up_seconds"),
        scorecards.c.percent,
        scorecards.c.passed,
        scorecards.c.critical,
    ).select_from(joined)
    query = query.order_by(calls.c.created_at.desc(), calls.c.id)
    return [
        CallLine(
            row=call_of(row),
            owner_name=row.owner_name,
            turns=row.turns,
            last_stored=row.last_stored or row.created_at,
            ending=row.ending,
            talked=None if row.ended_at is None else max(0.0, row.ended_at - (row.began or 0.0)),
            wrapped_up=row.wrap_up_seconds is not None,
            percent=row.percent,
            passed=row.passed,
            critical=row.critical,
        )
        for row in rows.execute(query)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many calls somebody took, and of how many of them what came."""

    all: int
    scored: int
    passed: int
    failed: int
    open: int


def totals(
    rows: sa.Connection, person_id: str, *, scenario: str | None = None, waited_since: datetime | None = None
) -> Totals:
    """Of the calls that were taken: all, or those of one scenario. `waited_since` as in `history`."""
    counts = [sa.func.sum(sa.case((_came(name, waited_since), 1), else_=0)) for name in _RESULTS]
    query = (
        sa.select(sa.func.count(), *counts).select_from(_with_results()).where(calls.c.person_id == person_id, _TAKEN)
    )
    if scenario is not None:
        query = query.where(calls.c.scenario == scenario)
    whole, *found = rows.execute(query).one()
    return Totals(all=whole, **{name: int(count or 0) for name, count in zip(_RESULTS, found, strict=True)})


def scenarios(rows: sa.Connection, person_id: str) -> list[str]:
    """The scenarios somebody took calls of, the one taken latest first."""
    latest = sa.func.max(calls.c.created_at)
    query = sa.select(calls.c.scenario).where(calls.c.person_id == person_id, _TAKEN).group_by(calls.c.scenario)
    return list(rows.execute(query.order_by(latest.desc(), calls.c.scenario)).scalars())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Scored calls in a row, by their numbers from 1: their mean score, how many were passed, when they were taken."""

    first: int
    last: int
    mean: float
    passed: int
    began: datetime
    until: datetime


def stretches(rows: sa.Connection, person_id: str, length: int) -> list[Stretch]:
    """All of somebody's scored calls in stretches of so many, oldest first; the last one may be shorter."""
    order = (calls.c.created_at, calls.c.id)
    passed = scorecards.c.passed.is_(True) & (scorecards.c.critical == 0)
    numbered = (
        sa.select(
            sa.func.row_number().over(order_by=order).label("number"),
            scorecards.c.percent,
            sa.case((passed, 1), else_=0).label("passed"),
            calls.c.created_at.label("at"),
        )
        .select_from(counted())
        .where(calls.c.person_id == person_id, *COUNTS)
        .subquery()
        .c
    )
    query = sa.select(
        sa.func.min(numbered.number).label("first"),
        sa.func.max(numbered.number).label("last"),
        sa.func.avg(numbered.percent).label("mean"),
        sa.func.sum(numbered.passed).label("passed"),
        sa.func.min(numbered.at, type_=calls.c.created_at.type).label("began"),
        sa.func.max(numbered.at, type_=calls.c.created_at.type).label("until"),
    )
    stretch = (numbered.number - 1) // length
    return [
        Stretch(first=row.first, last=row.last, mean=row.mean, passed=int(row.passed), began=row.began, until=row.until)
        for row in rows.execute(query.group_by(stretch).order_by(stretch))
    ]


_TAKEN = sa.exists().where(entries.c.call_id == calls.c.id)
_RESULTS: tuple[Came, ...] = ("scored", "passed", "failed", "open")


def _with_results() -> sa.FromClause:
    # Put so that one index tells all that is asked: no scorecard itself is read.
    later = scorecards.alias("later_one")
    none_later = ~sa.exists().where(later.c.call_id == calls.c.id, later.c.id > scorecards.c.id)
    counts = (scorecards.c.call_id == calls.c.id) & none_later
    return calls.outerjoin(call_ends, call_ends.c.call_id == calls.c.id).outerjoin(scorecards, counts)


def _came(name: Came, waited_since: datetime | None) -> sa.ColumnElement[bool]:
    """What must hold of a row of `_with_results` for this result.

    Calls without an end, and without a turn from `waited_since` on, are not open any more: they were broken off.
    """
    over, number = call_ends.c.call_id.is_not(None), scorecards.c.percent
    passed = sa.func.coalesce(scorecards.c.passed, sa.false()) & (scorecards.c.critical == 0)
    last = sa.select(sa.func.max(entries.c.stored_at)).where(entries.c.call_id == calls.c.id).correlate(calls)
    lately = sa.true() if waited_since is None else last.scalar_subquery() >= waited_since
    scored = over & number.is_not(None)
    return {
        "all": sa.true(),
        "scored": scored,
        "passed": scored & passed,
        "failed": scored & ~passed,
        "open": (over & number.is_(None)) | (~over & lately),
    }[name]
