"""Indexes that answer what somebody did in years without going through the rows themselves."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Takes the step."""
    op.create_index("ix_calls_person_id_created_at", "calls", ["person_id", "created_at", "scenario", "id"])
    op.drop_index("ix_calls_person_id", "calls")
    op.create_index("ix_scorecards_call_id_numbers", "scorecards", ["call_id", "id", "percent", "passed", "critical"])
    op.drop_index("ix_scorecards_call_id", "scorecards")
    op.create_index("ix_review_logs_card_id_at", "review_logs", ["card_id", "at"])
    op.drop_index("ix_review_logs_at", "review_logs")
