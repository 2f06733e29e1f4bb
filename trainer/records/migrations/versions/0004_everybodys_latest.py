"""Indexes that find what everybody did last, for those who see all, without sorting all of it."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Takes the step."""
    op.create_index("ix_calls_created_at", "calls", ["created_at", "scenario", "id"])
    op.create_index("ix_assignments_given_at", "assignments", ["given_at"])
