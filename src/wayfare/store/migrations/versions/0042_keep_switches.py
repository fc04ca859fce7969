"""Keep which models are switched off for which roles.

Only adds: to an older Wayfare all models are on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
kind = "expand"
korean = "어떤 모델을 어떤 역할에게 꺼 두었는지 보관합니다."


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "switches",
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("model", "role", name="pk_switches"),
    )


def downgrade() -> None:
    """Drop it, with all it holds."""
    op.drop_table("switches")
