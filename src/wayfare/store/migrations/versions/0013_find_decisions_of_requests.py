"""Find the decision of a request without reading all decisions.

Only adds: an older Wayfare reads the same, and writes into the index without knowing of it.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
kind = "expand"
korean = "모든 결정을 읽지 않고 요청의 결정을 찾습니다."


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_decisions_request_id", "decisions", ["request_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_decisions_request_id", "decisions")
