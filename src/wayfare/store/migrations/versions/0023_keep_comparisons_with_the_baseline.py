"""Keep which decisions were compared with the baseline, and what came of it.

Only adds: an older Wayfare compares nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0020"
kind = "expand"
korean = "어떤 결정을 기준 모델과 견주었고 무엇이 나왔는지 보관합니다."


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "shadows",
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("baseline", sa.String(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("floor", sa.Double(), nullable=False),
        sa.Column("is_mirror", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_shadows_decision_id"),
        sa.PrimaryKeyConstraint("decision_id", name="pk_shadows"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "comparisons",
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("fate", sa.String(), nullable=False),
        sa.Column("difference", sa.Double(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("judge", sa.String(), nullable=True),
        sa.Column("judge_error", sa.Double(), nullable=True),
        sa.Column("shadow_id", sa.String(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(difference IS NULL) = (fate <> 'compared')",
            name=op.f("ck_comparisons_compared_has_difference"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["shadows.decision_id"], name="fk_comparisons_decision_id"
        ),
        sa.PrimaryKeyConstraint("decision_id", name="pk_comparisons"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them, with what they hold."""
    op.drop_table("comparisons")
    op.drop_table("shadows")
