"""Keep what a key demands of providers, and the hints that an attempt left out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
kind = "expand"
korean = "키가 제공자에게 요구하는 것과, 시도에서 뺀 힌트를 보관합니다."


def upgrade() -> None:
    """Add the columns; NULL stands for nothing."""
    op.add_column("keys", sa.Column("demands", sa.Text(), nullable=True))
    op.add_column("attempts", sa.Column("left_out", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop them, with what they hold."""
    op.drop_column("attempts", "left_out")
    op.drop_column("keys", "demands")
