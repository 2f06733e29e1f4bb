"""Long histories cut short: everything lately, and of what lies before only the last of each thing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa


def latest_before(
    query: sa.Select[Any],
    since: datetime | None,
    when: sa.ColumnElement[datetime],
    *,
    by: Sequence[sa.ColumnElement[Any]],
    then: Sequence[sa.ColumnElement[Any]] = (),
    count: int = 1,
) -> sa.Select[Any] | sa.CompoundSelect[Any]:
    """The rows of `query` from `since` on, and of those before the latest `count` of each thing.

    `by` says what a thing is; `then` orders what happened at the same moment. Without `since` all rows.
    """
    if since is None:
        return query
    place = sa.func.row_number().over(partition_by=by, order_by=(when.desc(), *(column.desc() for column in then)))
    ranked = query.where(when < since).add_columns(place.label("place")).subquery()
    kept = [ranked.c[column.key] for column in query.selected_columns if column.key is not None]
    # Apart, so that only what lies before is put in order: that of the last year is most of what is read.
    return sa.union_all(query.where(when >= since), sa.select(*kept).where(ranked.c.place <= count))
