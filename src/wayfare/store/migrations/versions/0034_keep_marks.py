"""Keep by how much a judge marked one answer higher, and which comparisons rest on marks.

Only adds: to an older Wayfare a verdict by marks is one of which answer is better.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
kind = "expand"
korean = "심판이 한 답에 점수를 얼마나 더 주었는지, 어떤 비교가 그 점수에 기대는지 보관합니다."


def upgrade() -> None:
    """Make the columns."""
    op.add_column("outcomes", sa.Column("difference", sa.Double(), nullable=True))
    op.add_column("comparisons", sa.Column("by_marks", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Drop them, with what they hold."""
    op.drop_column("comparisons", "by_marks")
    op.drop_column("outcomes", "difference")
