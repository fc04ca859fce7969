"""Keep who wants which arm for which topic.

Only adds: an older Wayfare chooses as it did.
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
kind = "expand"
korean = "누가 어떤 주제에 어떤 모델을 바라는지 보관합니다."


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "preferences",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("embedder", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_preferences"),
    )
    columns = ["user", "embedder", "topic"]
    op.create_index("uq_preferences_user_embedder_topic", "preferences", columns, unique=True)


def downgrade() -> None:
    """Drop it, with all it holds."""
    op.drop_table("preferences")
