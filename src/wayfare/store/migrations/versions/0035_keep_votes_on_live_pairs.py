"""Keep which pairs of answers wait for a person's vote, their texts, and the votes.

Only adds: an older Wayfare has nobody vote, and takes a pair that waits for one that is lost.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
kind = "expand"
korean = "어떤 답의 짝이 사람의 투표를 기다리는지, 그 글과 표를 보관합니다."


def upgrade() -> None:
    """Add the columns of the lot, and make the tables."""
    op.add_column("shadows", sa.Column("vote_chance", sa.Double(), nullable=True))
    op.add_column("shadows", sa.Column("is_vote_drawn", sa.Boolean(), nullable=True))
    op.create_table(
        "pairs",
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("baseline", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["shadows.decision_id"], name="fk_pairs_decision_id"
        ),
        sa.PrimaryKeyConstraint("decision_id", name="pk_pairs"),
    )
    op.create_index("ix_pairs_at", "pairs", ["at"])
    op.create_table(
        "votes",
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("better", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["shadows.decision_id"], name="fk_votes_decision_id"
        ),
        sa.PrimaryKeyConstraint("decision_id", name="pk_votes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_votes_at", "votes", ["at"])


def downgrade() -> None:
    """Drop them, with what they hold."""
    op.drop_table("votes")
    op.drop_table("pairs")
    op.drop_column("shadows", "is_vote_drawn")
    op.drop_column("shadows", "vote_chance")
