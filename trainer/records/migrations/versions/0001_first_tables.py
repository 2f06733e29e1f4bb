"""The first tables: people, sessions, calls and all that belongs to them."""

import sqlalchemy as sa
from alembic import op

from trainer.records.types import UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Takes the step."""
    op.create_table(
        "contents",
        sa.Column("hash", sa.String(64)),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("id", sa.String(120), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("stored_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_contents"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(32)),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("name_key", sa.String(80), nullable=False),
        sa.Column("display_name", sa.String(120), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("preferences", sa.Text, nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("name_key", name="uq_people_name_key"),
    )
    op.create_table(
        "sign_in_failures",
        sa.Column("key", sa.String(64)),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sign_in_failures"),
    )
    op.create_table(
        "calls",
        sa.Column("id", sa.String(32)),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("scenario", sa.String(120), nullable=False),
        sa.Column("scenario_hash", sa.String(64), nullable=False),
        sa.Column("rubric_hash", sa.String(64), nullable=False),
        sa.Column("persona", sa.String(120), nullable=False),
        sa.Column("lang", sa.String(16), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("today", sa.Date, nullable=False),
        sa.Column("began_at", UtcTime, nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.Column("preamble", sa.Text, nullable=False),
        sa.Column("from_call", sa.String(32), nullable=True),
        sa.Column("from_seq", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_calls_person_id"),
        sa.ForeignKeyConstraint(["scenario_hash"], ["contents.hash"], name="fk_calls_scenario_hash"),
        sa.ForeignKeyConstraint(["rubric_hash"], ["contents.hash"], name="fk_calls_rubric_hash"),
        sa.ForeignKeyConstraint(["from_call"], ["calls.id"], name="fk_calls_from_call"),
    )
    op.create_index("ix_calls_person_id", "calls", ["person_id"])
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64)),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.Column("expires_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sessions_person_id"),
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])
    op.create_table(
        "call_ends",
        sa.Column("call_id", sa.String(32)),
        sa.Column("ending", sa.String(16), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("call_id", name="pk_call_ends"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_call_ends_call_id"),
    )
    op.create_table(
        "entries",
        sa.Column("call_id", sa.String(32)),
        sa.Column("seq", sa.Integer, autoincrement=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("input", sa.Text, nullable=False),
        sa.Column("events", sa.Text, nullable=False),
        sa.Column("node", sa.String(120), nullable=False),
        sa.Column("mood", sa.Float, nullable=False),
        sa.Column("request_hash", sa.String(64), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("stored_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("call_id", "seq", name="pk_entries"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_entries_call_id"),
    )
    op.create_table(
        "recordings",
        sa.Column("call_id", sa.String(32)),
        sa.Column("hash", sa.String(64)),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("stored_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("call_id", "hash", name="pk_recordings"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_recordings_call_id"),
    )
    op.create_table(
        "scorecards",
        sa.Column("id", sa.Integer),
        sa.Column("call_id", sa.String(32), nullable=False),
        sa.Column("rubric_hash", sa.String(64), nullable=False),
        sa.Column("percent", sa.Float, nullable=True),
        sa.Column("passed", sa.Boolean, nullable=True),
        sa.Column("critical", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("program", sa.String(32), nullable=False),
        sa.Column("stored_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scorecards"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_scorecards_call_id"),
        sa.ForeignKeyConstraint(["rubric_hash"], ["contents.hash"], name="fk_scorecards_rubric_hash"),
    )
    op.create_index("ix_scorecards_call_id", "scorecards", ["call_id"])
    op.create_table(
        "wrap_ups",
        sa.Column("call_id", sa.String(32)),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("stored_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("call_id", name="pk_wrap_ups"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_wrap_ups_call_id"),
    )
