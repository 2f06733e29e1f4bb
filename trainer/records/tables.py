"""The tables as they are now. A change here needs a migration; a test compares the two.

Everything about a call is append-only: rows are added, never changed or removed.
"""

import sqlalchemy as sa

from trainer.records.types import UtcTime

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("name_key", sa.String(80), nullable=False, unique=True),
    sa.Column("display_name", sa.String(120), nullable=False),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("password_hash", sa.String(255), nullable=False),
    sa.Column("disabled", sa.Boolean, nullable=False),
    sa.Column("preferences", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
)
"""Accounts. `name_key` is the name as compared (no case, NFKC); `preferences` a JSON object."""

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("expires_at", UtcTime, nullable=False),
)
"""Signed-in browsers. Only a hash of the cookie is kept."""

sign_in_failures = sa.Table(
    "sign_in_failures",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last_at", UtcTime, nullable=False),
)
"""Wrong passwords lately, by a hash of what is counted (a name, an address, both together)."""

contents = sa.Table(
    "contents",
    metadata,
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("id", sa.String(120), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("stored_at", UtcTime, nullable=False),
)
"""Scenarios and rubrics as calls were taken with them, each once."""

calls = sa.Table(
    "calls",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("scenario", sa.String(120), nullable=False),
    sa.Column("scenario_hash", sa.ForeignKey("contents.hash"), nullable=False),
    sa.Column("rubric_hash", sa.ForeignKey("contents.hash"), nullable=False),
    sa.Column("persona", sa.String(120), nullable=False),
    sa.Column("lang", sa.String(16), nullable=False),
    sa.Column("mode", sa.String(16), nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("today", sa.Date, nullable=False),
    sa.Column("began_at", UtcTime, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("preamble", sa.Text, nullable=False),
    sa.Column("from_call", sa.ForeignKey("calls.id"), nullable=True),
    sa.Column("from_seq", sa.Integer, nullable=True),
    sa.Index("ix_calls_person_id_created_at", "person_id", "created_at", "scenario", "id"),
    sa.Index("ix_calls_created_at", "created_at", "scenario", "id"),
)
"""Calls as they began. `began_at` is second 0 of the call's clock; for one tried again it lies before `created_at`."""

entries = sa.Table(
    "entries",
    metadata,
    sa.Column("call_id", sa.ForeignKey("calls.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("input", sa.Text, nullable=False),
    sa.Column("events", sa.Text, nullable=False),
    sa.Column("node", sa.String(120), nullable=False),
    sa.Column("mood", sa.Float, nullable=False),
    sa.Column("request_hash", sa.String(64), nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("stored_at", UtcTime, nullable=False),
)
"""One turn each. The primary key lets one of two racing tabs win; `answer` is what the phone was told."""

call_ends = sa.Table(
    "call_ends",
    metadata,
    sa.Column("call_id", sa.ForeignKey("calls.id"), primary_key=True),
    sa.Column("ending", sa.String(16), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
)

wrap_ups = sa.Table(
    "wrap_ups",
    metadata,
    sa.Column("call_id", sa.ForeignKey("calls.id"), primary_key=True),
    sa.Column("fields", sa.Text, nullable=False),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("stored_at", UtcTime, nullable=False),
)

scorecards = sa.Table(
    "scorecards",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("call_id", sa.ForeignKey("calls.id"), nullable=False),
    sa.Column("rubric_hash", sa.ForeignKey("contents.hash"), nullable=False),
    sa.Column("percent", sa.Float, nullable=True),
    sa.Column("passed", sa.Boolean, nullable=True),
    sa.Column("critical", sa.Integer, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("program", sa.String(32), nullable=False),
    sa.Column("stored_at", UtcTime, nullable=False),
    sa.Index("ix_scorecards_call_id_numbers", "call_id", "id", "percent", "passed", "critical"),
)
"""Every scorecard a call ever had; the one with the highest id counts."""

recordings = sa.Table(
    "recordings",
    metadata,
    sa.Column("call_id", sa.ForeignKey("calls.id"), primary_key=True),
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("stored_at", UtcTime, nullable=False),
)
"""Which recordings belong to which call, also those no recogniser could hear."""

attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("quiz", sa.String(120), nullable=False),
    sa.Column("quiz_hash", sa.ForeignKey("contents.hash"), nullable=False),
    sa.Column("module", sa.String(250), nullable=False),
    sa.Column("lang", sa.String(16), nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("began_at", UtcTime, nullable=False),
)
"""Self-checks as they began, with the quiz they are taken with. `module` is the module's key, or empty."""

answers = sa.Table(
    "answers",
    metadata,
    sa.Column("attempt_id", sa.ForeignKey("attempts.id"), primary_key=True),
    sa.Column("question", sa.String(120), primary_key=True),
    sa.Column("step", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("points", sa.Float, nullable=True),
    sa.Column("stored_at", UtcTime, nullable=False),
)
"""Answers, only ever added: step 0 the answer, step 1 how the person rated their own (open questions).

The primary key lets one of two racing tabs win. `points` is None where only the person can tell.
"""

attempt_ends = sa.Table(
    "attempt_ends",
    metadata,
    sa.Column("attempt_id", sa.ForeignKey("attempts.id"), primary_key=True),
    sa.Column("percent", sa.Float, nullable=True),
    sa.Column("passed", sa.Boolean, nullable=False),
    sa.Column("ended_at", UtcTime, nullable=False),
)

readings = sa.Table(
    "readings",
    metadata,
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("module", sa.String(250), primary_key=True),
    sa.Column("anchor", sa.String(200), nullable=False),
    sa.Column("fraction", sa.Float, nullable=False),
    sa.Column("furthest", sa.Float, nullable=False),
    sa.Column("finished_at", UtcTime, nullable=True),
    sa.Column("changed_at", UtcTime, nullable=False),
)
"""Where each person is in each text: the place last seen, the furthest ever (0-1), when the end was reached first."""

activity = sa.Table(
    "activity",
    metadata,
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("ref", sa.String(250), primary_key=True),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("last_at", UtcTime, nullable=False),
)
"""Active seconds a day at one thing (a module's text, a self-check, the review); `last_at` the last report of it."""

review_cards = sa.Table(
    "review_cards",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("ref", sa.String(500), nullable=False),
    sa.Column("version", sa.String(16), nullable=False),
    sa.Column("due", UtcTime, nullable=False),
    sa.Column("stability", sa.Float, nullable=True),
    sa.Column("difficulty", sa.Float, nullable=True),
    sa.Column("last_at", UtcTime, nullable=True),
    sa.Column("reviews", sa.Integer, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.UniqueConstraint("person_id", "ref", name="uq_review_cards_person_id"),
)
"""What each person is to meet again, and when (FSRS). `version` is that of the question when it was last answered."""

review_logs = sa.Table(
    "review_logs",
    metadata,
    sa.Column("card_id", sa.ForeignKey("review_cards.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("source", sa.String(16), nullable=False),
    sa.Column("grade", sa.Integer, nullable=False),
    sa.Column("points", sa.Float, nullable=True),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("version", sa.String(16), nullable=False),
    sa.Column("lang", sa.String(16), nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("amends", sa.Boolean, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Index("ix_review_logs_card_id_at", "card_id", "at"),
)
"""Every review, only ever added. `before` is the card's state (JSON) it was done in.

`source`: review or self_check. One that `amends` stands instead of the one before it (a person's own rating).
"""

collected = sa.Table(
    "collected",
    metadata,
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("scorecard_id", sa.Integer, nullable=False),
)
"""Up to which scorecard each person's calls were looked through for weak moves."""

assignments = sa.Table(
    "assignments",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("ref", sa.String(250), nullable=False),
    sa.Column("due_at", UtcTime, nullable=True),
    sa.Column("given_by", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("given_at", UtcTime, nullable=False),
    sa.Column("withdrawn_at", UtcTime, nullable=True),
    sa.Index("ix_assignments_given_at", "given_at"),
)
"""Work given by a trainer: a module (its key) or a call (the scenario's id)."""
