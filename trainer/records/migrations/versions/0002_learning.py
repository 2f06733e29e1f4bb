"""Learning: self-checks, reading, active time, review cards, assigned work."""

import sqlalchemy as sa
from alembic import op

from trainer.records.types import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Takes the step."""
    op.create_table(
        "activity",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("ref", sa.String(250), nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("last_at", UtcTime, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_activity_person_id"),
        sa.PrimaryKeyConstraint("person_id", "day", "kind", "ref", name="pk_activity"),
    )
    op.create_table(
        "assignments",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("ref", sa.String(250), nullable=False),
        sa.Column("due_at", UtcTime, nullable=True),
        sa.Column("given_by", sa.String(32), nullable=False),
        sa.Column("given_at", UtcTime, nullable=False),
        sa.Column("withdrawn_at", UtcTime, nullable=True),
        sa.ForeignKeyConstraint(["given_by"], ["people.id"], name="fk_assignments_given_by"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_assignments_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_assignments"),
    )
    op.create_index("ix_assignments_person_id", "assignments", ["person_id"])
    op.create_table(
        "attempts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("quiz", sa.String(120), nullable=False),
        sa.Column("quiz_hash", sa.String(64), nullable=False),
        sa.Column("module", sa.String(250), nullable=False),
        sa.Column("lang", sa.String(16), nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("began_at", UtcTime, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_attempts_person_id"),
        sa.ForeignKeyConstraint(["quiz_hash"], ["contents.hash"], name="fk_attempts_quiz_hash"),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
    )
    op.create_index("ix_attempts_person_id", "attempts", ["person_id"])
    op.create_table(
        "collected",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("scorecard_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_collected_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_collected"),
    )
    op.create_table(
        "readings",
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("module", sa.String(250), nullable=False),
        sa.Column("anchor", sa.String(200), nullable=False),
        sa.Column("fraction", sa.Float, nullable=False),
        sa.Column("furthest", sa.Float, nullable=False),
        sa.Column("finished_at", UtcTime, nullable=True),
        sa.Column("changed_at", UtcTime, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_readings_person_id"),
        sa.PrimaryKeyConstraint("person_id", "module", name="pk_readings"),
    )
    op.create_table(
        "review_cards",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("ref", sa.String(500), nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("due", UtcTime, nullable=False),
        sa.Column("stability", sa.Float, nullable=True),
        sa.Column("difficulty", sa.Float, nullable=True),
        sa.Column("last_at", UtcTime, nullable=True),
        sa.Column("reviews", sa.Integer, nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_review_cards_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_cards"),
        sa.UniqueConstraint("person_id", "ref", name="uq_review_cards_person_id"),
    )
    op.create_index("ix_review_cards_person_id", "review_cards", ["person_id"])
    op.create_table(
        "answers",
        sa.Column("attempt_id", sa.String(32), nullable=False),
        sa.Column("question", sa.String(120), nullable=False),
        sa.Column("step", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("points", sa.Float, nullable=True),
        sa.Column("stored_at", UtcTime, nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name="fk_answers_attempt_id"),
        sa.PrimaryKeyConstraint("attempt_id", "question", "step", name="pk_answers"),
    )
    op.create_table(
        "attempt_ends",
        sa.Column("attempt_id", sa.String(32), nullable=False),
        sa.Column("percent", sa.Float, nullable=True),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.Column("ended_at", UtcTime, nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name="fk_attempt_ends_attempt_id"),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_attempt_ends"),
    )
    op.create_table(
        "review_logs",
        sa.Column("card_id", sa.String(32), nullable=False),
        sa.Column("seq", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("grade", sa.Integer, nullable=False),
        sa.Column("points", sa.Float, nullable=True),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("lang", sa.String(16), nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("amends", sa.Boolean, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["review_cards.id"], name="fk_review_logs_card_id"),
        sa.PrimaryKeyConstraint("card_id", "seq", name="pk_review_logs"),
    )
    op.create_index("ix_review_logs_at", "review_logs", ["at"])
