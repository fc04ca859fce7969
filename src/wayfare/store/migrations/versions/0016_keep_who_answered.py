"""Keep which model answered, as its provider names it.

Only adds: an older Wayfare leaves it out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
kind = "expand"


def upgrade() -> None:
    """Add the column; NULL says that its provider did not tell."""
    op.add_column("completions", sa.Column("served_model", sa.String(), nullable=True))


def downgrade() -> None:
    """Drop it, with what it holds."""
    op.drop_column("completions", "served_model")
