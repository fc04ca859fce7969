"""Keep battles: two answers without names to one question, and what somebody said of them.

Only adds: an older Wayfare has no arena and sees none of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
kind = "expand"
korean = "겨루기, 곧 한 질문에 이름 없이 나란히 놓인 두 답과 그에 대한 말을 보관합니다."


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "battles",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("first_run", sa.String(), nullable=False),
        sa.Column("second_run", sa.String(), nullable=False),
        sa.Column("first_arm", sa.String(), nullable=False),
        sa.Column("second_arm", sa.String(), nullable=False),
        sa.Column("chance", sa.Double(), nullable=False),
        sa.Column("said", sa.String()),
        sa.Column("why", sa.Text()),
        sa.Column("voted_at", sa.Double()),
        sa.Column("decision_id", sa.String()),
        sa.Column("style", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_battles"),
    )
    op.create_index("uq_battles_user_key", "battles", ["user", "key"], unique=True)
    op.create_index("ix_battles_decision_id", "battles", ["decision_id"])


def downgrade() -> None:
    """Drop it, with all it holds."""
    op.drop_table("battles")
