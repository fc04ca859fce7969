"""Keep how arms answered past questions of which it is known what is right.

Only adds: an older Wayfare has no claims about them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
kind = "expand"
korean = "정답이 알려진 지난 질문에 모델들이 어떻게 답했는지 보관합니다."


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "past_comparisons",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kept_at", sa.Double(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("baseline", sa.String(), nullable=False),
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("baseline_id", sa.String(), nullable=False),
        sa.Column("difference", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_past_comparisons"),
    )


def downgrade() -> None:
    """Drop it, with what it holds."""
    op.drop_table("past_comparisons")
