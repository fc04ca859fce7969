"""Keep what a judge said in both orders.

Only adds: an older Wayfare says nothing of orders.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
kind = "expand"
korean = "심판이 두 순서에서 각각 한 말을 보관합니다."


def upgrade() -> None:
    """Add the column; NULL stands for one order, or no pair."""
    op.add_column("outcomes", sa.Column("orders", sa.String(), nullable=True))


def downgrade() -> None:
    """Drop it, with what it holds."""
    op.drop_column("outcomes", "orders")
