"""Keep which model answered, as its provider names it.

Only adds: an older Wayfare leaves it out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
kind = "expand"
korean = "어떤 모델이 답했는지, 제공자가 부르는 이름으로 보관합니다."


def upgrade() -> None:
    """Add the column; NULL says that its provider did not tell."""
    op.add_column("completions", sa.Column("served_model", sa.String(), nullable=True))


def downgrade() -> None:
    """Drop it, with what it holds."""
    op.drop_column("completions", "served_model")
