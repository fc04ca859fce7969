"""Keep which answers on the page were held against the runner-up's.

Only adds: an older Wayfare asks nobody about them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
kind = "expand"
korean = "이 화면의 어떤 답을 다음 후보의 답과 견주었는지 보관합니다."


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "challenges",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("chance", sa.Double(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("other_run", sa.String()),
        sa.Column("said", sa.String()),
        sa.Column("voted_at", sa.Double()),
        sa.Column("dismissed_at", sa.Double()),
        sa.PrimaryKeyConstraint("run_id", name="pk_challenges"),
    )
    op.create_index("ix_challenges_conversation", "challenges", ["conversation"])


def downgrade() -> None:
    """Drop it, with all it holds."""
    op.drop_table("challenges")
