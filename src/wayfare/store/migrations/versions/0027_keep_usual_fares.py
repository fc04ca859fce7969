"""Keep what a usual question costs each arm, whenever that changed.

Only adds: to an older Wayfare no price ever changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0023"
kind = "expand"
korean = "보통 질문이 모델마다 얼마인지, 바뀔 때마다 보관합니다."


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "usual_fares",
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("since", sa.Double(), nullable=False),
        sa.Column("micros", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("arm", "since", name="pk_usual_fares"),
    )


def downgrade() -> None:
    """Drop it, with what it holds."""
    op.drop_table("usual_fares")
