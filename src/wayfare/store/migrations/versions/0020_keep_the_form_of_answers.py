"""Keep numbers of answers that were held back: their length, form and log-probabilities.

Only adds: an older Wayfare leaves it out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0017"
kind = "expand"
korean = "내보내지 않은 답의 숫자, 곧 길이와 꼴과 로그 확률을 보관합니다."


def upgrade() -> None:
    """Add the column; NULL says that nobody looked."""
    op.add_column("completions", sa.Column("form", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop it, with what it holds."""
    op.drop_column("completions", "form")
