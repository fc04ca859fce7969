"""Keep what keys, projects and requests wish of a choice, and what a choice was compared with.

Only adds: what an older Wayfare reads and writes stays as it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
kind = "expand"
korean = "키, 프로젝트, 요청이 선택에 바라는 것과, 선택을 무엇과 견주었는지 보관합니다."

_ADDED = (
    ("keys", "wishes", sa.Text()),
    ("projects", "demands", sa.Text()),
    ("projects", "wishes", sa.Text()),
    ("requests", "wishes", sa.Text()),
    ("decisions", "baseline", sa.String()),
)


def upgrade() -> None:
    """Add the columns; NULL stands for nothing."""
    for table, column, kind_of in _ADDED:
        op.add_column(table, sa.Column(column, kind_of, nullable=True))


def downgrade() -> None:
    """Drop them, with what they hold."""
    for table, column, _ in reversed(_ADDED):
        op.drop_column(table, column)
