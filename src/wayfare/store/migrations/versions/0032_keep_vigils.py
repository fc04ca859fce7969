"""Keep which questions are asked of models again and again, and what came of it.

Only adds: an older Wayfare asks none of them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
kind = "expand"
korean = "모델에게 어떤 질문을 거듭 묻는지, 무엇이 나왔는지 보관합니다."


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "vigil_questions",
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("since", sa.Double(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("judge", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name="fk_vigil_questions_decision_id"
        ),
        sa.PrimaryKeyConstraint("arm", "since", "place", name="pk_vigil_questions"),
    )
    op.create_table(
        "vigil_rounds",
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("since", sa.Double(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("among", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("arm", "since", "number", name="pk_vigil_rounds"),
    )
    op.create_table(
        "vigil_scores",
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("since", sa.Double(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("asked_id", sa.String(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("arm", "since", "number", name="pk_vigil_scores"),
    )


def downgrade() -> None:
    """Drop them, with what they hold."""
    op.drop_table("vigil_scores")
    op.drop_table("vigil_rounds")
    op.drop_table("vigil_questions")
