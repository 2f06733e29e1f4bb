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
) -> sa.Select[Any]:
    """The rows of `query` from `since` on, and of those before the latest `count` of each thing.

    `by` says what a thing is; `then` orders what happened at the same moment. Without `since` all rows.
    """
    if since is None:
        return query
    lately = sa.case((when >= since, 1), else_=0)
    place = sa.func.row_number().over(
        partition_by=(*by, lately), order_by=(when.desc(), *(column.desc() for column in then))
    )
    ranked = query.add_columns(lately.label("lately"), place.label("place")).subquery()
    return sa.select(ranked).where((ranked.c.lately == 1) | (ranked.c.place <= count))
