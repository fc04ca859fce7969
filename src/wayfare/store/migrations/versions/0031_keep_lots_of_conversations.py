"""Keep how the lots of conversations fell: whether they stay with the baseline from end to end.

Only adds: an older Wayfare holds none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0029"
kind = "expand"
korean = "대화가 처음부터 끝까지 기준 모델에 머무는지, 그 제비가 어떻게 나왔는지 보관합니다."


def upgrade() -> None:
    """Add the columns; NULL says that no lot was drawn."""
    op.add_column("decisions", sa.Column("lot_unit", sa.String(), nullable=True))
    op.add_column("decisions", sa.Column("lot_share", sa.Double(), nullable=True))
    op.add_column("decisions", sa.Column("lot_held", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Drop them, with what they hold."""
    for name in ("lot_held", "lot_share", "lot_unit"):
        op.drop_column("decisions", name)
