"""Keep what a program looked for in an answer, beside the question's text.

Only adds: an older Wayfare keeps none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
kind = "expand"
korean = "프로그램이 답에서 무엇을 찾았는지 질문의 글 옆에 보관합니다."


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "checks",
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("outcome_id", sa.String(), nullable=False),
        sa.Column("check", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("decision_id", "outcome_id", name="pk_checks"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_checks_decision_id"),
    )


def downgrade() -> None:
    """Drop it, with what it holds."""
    op.drop_table("checks")
