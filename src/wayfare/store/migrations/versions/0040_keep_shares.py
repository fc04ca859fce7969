"""Keep links to conversations.

Only adds: an older Wayfare opens none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0038"
kind = "expand"
korean = "대화로 가는 링크를 보관합니다."


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "shares",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=True),
        sa.Column("revoked_at", sa.Double(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shares"),
    )
    op.create_index("uq_shares_digest", "shares", ["digest"], unique=True)
    op.create_index("ix_shares_user", "shares", ["user"])


def downgrade() -> None:
    """Drop it, with all it holds."""
    op.drop_table("shares")
