"""Keep what keys, projects and requests wish of a choice, and what a choice was compared with.

Only adds: what an older Wayfare reads and writes stays as it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
kind = "expand"

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
