"""Keep which arms `auto` takes, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
kind = "expand"
korean = "`auto`가 어떤 모델을 왜 쓰는지 보관합니다."


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "pool",
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason_code", sa.String(), nullable=False),
        sa.Column("reason_ko", sa.Text(), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.Column("since", sa.Double(), nullable=False),
        sa.Column("probed_at", sa.Double(), nullable=True),
        sa.Column("probe", sa.String(), nullable=True),
        sa.Column("probe_micros", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("arm", name="pk_pool"),
    )


def downgrade() -> None:
    """Drop it, with what it holds."""
    op.drop_table("pool")
