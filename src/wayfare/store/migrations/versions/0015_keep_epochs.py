"""Keep when arms changed behind their names.

Only adds: an older Wayfare believes all outcomes alike.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
kind = "expand"
korean = "이름 뒤의 모델이 언제 바뀌었는지 보관합니다."


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "epochs",
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("since", sa.Double(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("arm", "since", name="pk_epochs"),
    )


def downgrade() -> None:
    """Drop it, with what it holds."""
    op.drop_table("epochs")
