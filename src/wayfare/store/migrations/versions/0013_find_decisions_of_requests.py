"""Find the decision of a request without reading all decisions.

Only adds: an older Wayfare reads the same, and writes into the index without knowing of it.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
kind = "expand"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_decisions_request_id", "decisions", ["request_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_decisions_request_id", "decisions")
