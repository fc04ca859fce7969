"""Keep what was demanded of whoever reads a request.

Only adds: NULL says that it is not known, as of all requests until now.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
kind = "expand"
korean = "요청을 읽는 곳에 무엇을 요구했는지 보관합니다."


def upgrade() -> None:
    """Add the column."""
    op.add_column("requests", sa.Column("demands", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop it, with what it holds."""
    op.drop_column("requests", "demands")
