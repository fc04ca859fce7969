"""Keep the least shares in force for the wider claims that an answer is evidence for.

Only adds: an older Wayfare compares all alike.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
kind = "expand"
korean = "답 하나가 증거가 되는 더 넓은 주장들에 지금 쓰이는 최소 몫을 보관합니다."


def upgrade() -> None:
    """Add the columns; NULL stands for the same as of the narrowest claim."""
    op.add_column("shadows", sa.Column("arm_floor", sa.Double(), nullable=True))
    op.add_column("shadows", sa.Column("baseline_floor", sa.Double(), nullable=True))


def downgrade() -> None:
    """Drop them, with what they hold."""
    op.drop_column("shadows", "baseline_floor")
    op.drop_column("shadows", "arm_floor")
