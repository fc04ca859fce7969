"""Keep what outcomes have taught, so that a server that begins reads it.

Only adds: an older Wayfare folds the log.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
kind = "expand"
korean = "결과에서 배운 것을 보관해, 시작하는 서버가 읽게 합니다."


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "learned",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("piece", sa.Integer(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "piece", name="pk_learned"),
    )


def downgrade() -> None:
    """Drop it, with what it holds: the log has it all."""
    op.drop_table("learned")
