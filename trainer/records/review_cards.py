"""Rows about spaced review: each person's cards and every review of them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from trainer.learning.answers import Answer, answer_of
from trainer.learning.progress import Evidence
from trainer.learning.reviewing import CardState, Grade
from trainer.records.tables import calls, collected, review_cards, review_logs, scorecards

CardKind = Literal["question", "move"]
Source = Literal["review", "self_check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A card. `ref` is `quiz/question`, or `scenario/node/move/lang`; `reviews` how often it was met."""

    id: str
    owner: str
    kind: CardKind
    ref: str
    version: str
    state: CardState
    reviews: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """A review: number `seq` of its card, done in the state `before`. One that `amends` replaces the one before it."""

    card: str
    seq: int
    source: Source
    grade: Grade
    points: float | None
    answer: Answer
    version: str
    lang: str
    before: CardState
    at: datetime
    amends: bool = False


def add(rows: sa.Connection, card: CardRow, *, now: datetime) -> None:
    """Adds a card. Raises RowExists (from the store) when the person has one for this already."""
    values = {"id": card.id, "person_id": card.owner, "kind": card.kind, "ref": card.ref, "created_at": now}
    rows.execute(review_cards.insert(), values | _state(card))


def change(rows: sa.Connection, card: CardRow) -> None:
    """Keeps where a card stands now."""
    rows.execute(review_cards.update().where(review_cards.c.id == card.id).values(_state(card)))


def _state(card: CardRow) -> dict[str, object]:
    state = card.state
    return {
        "version": card.version, "due": state.due, "stability": state.stability, "difficulty": state.difficulty,
        "last_at": state.last, "reviews": card.reviews,
    }  # fmt: skip


def add_log(rows: sa.Connection, log: LogRow) -> None:
    """Adds a review. Raises RowExists (from the store) when another tab was first."""
    before = {
        "due": log.before.due.isoformat(),
        "stability": log.before.stability,
        "difficulty": log.before.difficulty,
        "last": log.before.last.isoformat() if log.before.last else None,
    }
    values = {
        "card_id": log.card, "seq": log.seq, "source": log.source, "grade": int(log.grade), "points": log.points,
        "answer": json.dumps(log.answer.plain(), ensure_ascii=False), "version": log.version, "lang": log.lang,
        "before": json.dumps(before), "amends": log.amends, "at": log.at,
    }  # fmt: skip
    rows.execute(review_logs.insert(), values)


def of_person(rows: sa.Connection, person_id: str) -> list[CardRow]:
    """All of somebody's cards, the oldest first."""
    query = review_cards.select().where(review_cards.c.person_id == person_id)
    return [_card(row) for row in rows.execute(query.order_by(review_cards.c.created_at, review_cards.c.id))]


def find(rows: sa.Connection, card_id: str) -> CardRow | None:
    """The card with this id."""
    row = rows.execute(review_cards.select().where(review_cards.c.id == card_id)).one_or_none()
    return None if row is None else _card(row)


def find_ref(rows: sa.Connection, person_id: str, kind: CardKind, ref: str) -> CardRow | None:
    """Somebody's card for this."""
    query = review_cards.select().where(
        review_cards.c.person_id == person_id, review_cards.c.kind == kind, review_cards.c.ref == ref
    )
    row = rows.execute(query).one_or_none()
    return None if row is None else _card(row)


def latest_log(rows: sa.Connection, card_id: str) -> LogRow | None:
    """The latest review of a card."""
    query = review_logs.select().where(review_logs.c.card_id == card_id).order_by(review_logs.c.seq.desc()).limit(1)
    row = rows.execute(query).one_or_none()
    if row is None:
        return None
    before = json.loads(row.before)
    return LogRow(
        card=row.card_id, seq=row.seq, source=row.source, grade=Grade(row.grade), points=row.points,
        answer=answer_of(json.loads(row.answer)),
        version=row.version, lang=row.lang, at=row.at, amends=row.amends,
        before=CardState(
            due=datetime.fromisoformat(before["due"]), stability=before["stability"],
            difficulty=before["difficulty"], last=datetime.fromisoformat(before["last"]) if before["last"] else None,
        ),
    )  # fmt: skip


def done_between(rows: sa.Connection, person_id: str, since: datetime, until: datetime) -> tuple[int, int]:
    """Cards somebody reviewed from the stack in that time, and how many of them had been new."""
    query = (
        sa.select(review_logs.c.before)
        .join(review_cards)
        .where(
            review_cards.c.person_id == person_id,
            review_logs.c.at >= since,
            review_logs.c.at < until,
            review_logs.c.source == "review",
            review_logs.c.amends.is_(False),
        )
    )
    befores = [json.loads(row.before) for row in rows.execute(query)]
    return len(befores), sum(before["last"] is None for before in befores)


def reviewed(
    rows: sa.Connection, person_id: str, *, since: datetime | None = None, before: bool = True
) -> list[Evidence]:
    """Every review of a question from somebody's stack, oldest first; one amended is followed by its amendment.

    From before `since` only the last review of each card, or with no `before` none at all.
    """
    log, earlier = review_logs.c, review_logs.alias()
    counts = (log.points.is_not(None), log.source == "review")
    query = (
        sa.select(review_cards.c.ref, log.points, log.at, log.seq)
        .join(review_logs)
        .where(review_cards.c.person_id == person_id, review_cards.c.kind == "question", *counts)
    )
    found: sa.Select[Any] | sa.CompoundSelect[Any] = query if since is None else query.where(log.at >= since)
    if since is not None and before:
        # Looked up card by card in the index: years of reviews are never gone through.
        last = (
            sa.select(earlier.c.seq)
            .where(earlier.c.card_id == review_cards.c.id, earlier.c.at < since)
            .where(earlier.c.points.is_not(None), earlier.c.source == "review")
            .order_by(earlier.c.at.desc(), earlier.c.seq.desc())
            .limit(1)
            .correlate(review_cards)
        )
        found = sa.union_all(found, query.where(log.seq == last.scalar_subquery()))
    ordered = found.order_by(found.selected_columns.at, found.selected_columns.seq)
    return [Evidence(at=at, kind="question", ref=ref, value=points) for ref, points, at, _seq in rows.execute(ordered)]


def uncollected(rows: sa.Connection, person_id: str) -> list[tuple[int, str]]:
    """Scorecards of somebody's calls not yet looked through for weak moves: their ids and the calls', oldest first."""
    upto = collected_upto(rows, person_id)
    # Written so that no index on the person is used: the few new scorecards are looked at, not years of calls. The
    # first time it is the other way round: a newcomer has no calls, but there may be years of others'.
    theirs = sa.func.coalesce(calls.c.person_id, "") if upto else calls.c.person_id
    query = (
        sa.select(scorecards.c.id, scorecards.c.call_id)
        .join(calls)
        .where(theirs == person_id, scorecards.c.id > upto)
        .order_by(scorecards.c.id)
    )
    return [(row.id, row.call_id) for row in rows.execute(query)]


def newest_scorecard(rows: sa.Connection) -> int:
    """The id of the latest scorecard of all; 0 where there is none."""
    return int(rows.execute(sa.select(sa.func.coalesce(sa.func.max(scorecards.c.id), 0))).scalar_one())


def collected_upto(rows: sa.Connection, person_id: str) -> int:
    """Up to which scorecard somebody's calls were looked through; 0 before the first time."""
    query = sa.select(collected.c.scorecard_id).where(collected.c.person_id == person_id)
    return int(rows.execute(query).scalar() or 0)


def set_collected(rows: sa.Connection, person_id: str, scorecard_id: int) -> None:
    """Remembers that all scorecards up to this one were looked through."""
    here = collected.c.person_id == person_id
    if not rows.execute(collected.update().where(here).values(scorecard_id=scorecard_id)).rowcount:
        rows.execute(collected.insert(), {"person_id": person_id, "scorecard_id": scorecard_id})


def _card(row: sa.Row[tuple[object, ...]]) -> CardRow:
    columns = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    state = CardState(
        due=columns["due"],
        stability=columns["stability"],
        difficulty=columns["difficulty"],
        last=columns["last_at"],
    )
    return CardRow(
        id=columns["id"],
        owner=columns["person_id"],
        kind="move" if columns["kind"] == "move" else "question",
        ref=columns["ref"],
        version=columns["version"],
        state=state,
        reviews=columns["reviews"],
    )
