"""Keep outcomes, and with each decision what a learning router went by.

Only adds: what an older Wayfare reads and writes stays as it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
kind = "expand"
korean = "결과를 보관하고, 배우는 라우터가 무엇을 보고 골랐는지 결정마다 보관합니다."


def upgrade() -> None:
    """Make the table and add the columns."""
    op.add_column("decisions", sa.Column("features", sa.LargeBinary(), nullable=True))
    op.add_column("decisions", sa.Column("features_version", sa.String(), nullable=True))
    op.add_column("decisions", sa.Column("topic", sa.String(), nullable=True))
    op.create_table(
        "outcomes",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("winner", sa.String(), nullable=True),
        sa.Column("against", sa.String(), nullable=True),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_outcomes_decision_id"),
        sa.PrimaryKeyConstraint("number", name="pk_outcomes"),
    )
    op.create_index("ix_outcomes_decision_id_id", "outcomes", ["decision_id", "id"])


def downgrade() -> None:
    """Drop them, with what they hold."""
    op.drop_table("outcomes")
    for column in ("topic", "features_version", "features"):
        op.drop_column("decisions", column)
