"""Keep which findings about outcomes somebody has confirmed to be no faults.

Only adds: an older Wayfare suspects nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
kind = "expand"
korean = "결과에서 찾은 이상 가운데 누가 잘못이 아니라고 확인한 것을 보관합니다."


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "confirmations",
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("finding", name="pk_confirmations"),
    )


def downgrade() -> None:
    """Drop it, with what it holds."""
    op.drop_table("confirmations")
