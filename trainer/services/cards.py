"""Review cards met: the one place where a card is made, moved on by FSRS and logged."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from trainer.learning import reviewing
from trainer.learning.answers import Answer
from trainer.learning.reviewing import CardState, Grade
from trainer.records import review_cards
from trainer.records.people import Rows
from trainer.records.review_cards import CardKind, CardRow, LogRow, Source

POINTS = {Grade.AGAIN: 0.0, Grade.HARD: 0.5, Grade.GOOD: 1.0}
"""What a person's own rating counts in progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One meeting with what a card is about."""

    source: Source
    grade: Grade
    points: float
    answer: Answer
    version: str
    lang: str
    at: datetime


def ask(rows: Rows, owner: str, kind: CardKind, ref: str, *, version: str, now: datetime) -> CardRow:
    """Somebody's card for this, made now when there is none: new, due at once."""
    known = review_cards.find_ref(rows, owner, kind, ref)
    if known is not None:
        return known
    card = CardRow(
        id=secrets.token_hex(16), owner=owner, kind=kind, ref=ref, version=version, state=reviewing.begin(now)
    )
    review_cards.add(rows, card, now=now)
    return card


def meet(rows: Rows, card: CardRow, met: Met) -> CardRow:
    """Moves a card on. Raises RowExists (from the store) when another tab met it at the same moment."""
    return _log(rows, card, met, before=card.state, amends=False)


def amend(rows: Rows, card: CardRow, met: Met, *, before: CardState) -> CardRow:
    """Puts another grade in place of the latest meeting's, as if that had been given in the state `before`."""
    return _log(rows, card, met, before=before, amends=True)


def _log(rows: Rows, card: CardRow, met: Met, *, before: CardState, amends: bool) -> CardRow:
    after = reviewing.review(before, met.grade, met.at)
    seq = card.reviews + 1
    review_cards.add_log(
        rows,
        LogRow(
            card=card.id, seq=seq, source=met.source, grade=met.grade, points=met.points, answer=met.answer,
            version=met.version, lang=met.lang, before=before, at=met.at, amends=amends,
        ),
    )  # fmt: skip
    moved = replace(card, state=after, version=met.version, reviews=seq)
    review_cards.change(rows, moved)
    return moved
