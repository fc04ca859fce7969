"""Keep what asking through another language was measured to gain.

Only adds: an older Wayfare presumes of every pivot the same.
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
kind = "expand"
korean = "다른 언어를 거쳐 물을 때 무엇을 얻는지 잰 값을 보관합니다."


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "measured_gains",
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("translator", sa.String(), nullable=False),
        sa.Column("middle", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("gain", sa.Double(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("learned", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "model", "translator", "middle", "language", name="pk_measured_gains"
        ),
    )


def downgrade() -> None:
    """Drop it, with all it holds."""
    op.drop_table("measured_gains")
