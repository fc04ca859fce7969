"""Keep comparisons of models on the questions that people brought in.

Only adds: an older Wayfare makes none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
kind = "expand"
korean = "사람이 가져온 질문으로 모델들을 견준 것을 보관합니다."


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "own_comparisons",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("used", sa.String(), nullable=False),
        sa.Column("arms", sa.Text(), nullable=False),
        sa.Column("judge", sa.String()),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("fare_micros", sa.BigInteger(), nullable=False),
        sa.Column("budget_micros", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("spent_micros", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.Double()),
        sa.Column("error", sa.Text()),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("result", sa.Text()),
        sa.Column("is_stopping", sa.Boolean(), nullable=False),
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("beat_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_own_comparisons"),
    )
    op.create_index("ix_own_comparisons_user_created_at", "own_comparisons", ["user", "created_at"])
    op.create_index("ix_own_comparisons_project", "own_comparisons", ["project"])
    op.create_table(
        "own_findings",
        sa.Column("comparison_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("comparison_id", "number", name="pk_own_findings"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them, with all they hold."""
    op.drop_table("own_findings")
    op.drop_table("own_comparisons")
