"""Keep the topics that were found in the questions.

Only adds: what an older Wayfare reads and writes stays as it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
kind = "expand"
korean = "질문에서 찾은 주제를 보관합니다."


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "topics",
        sa.Column("embedder", sa.String(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("embedder", name="pk_topics"),
    )


def downgrade() -> None:
    """Drop it, with what it holds."""
    op.drop_table("topics")
