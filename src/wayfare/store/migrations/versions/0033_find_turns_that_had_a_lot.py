"""Find the turns of conversations that had a lot without reading all decisions.

Only adds: an older Wayfare reads the same, and writes into the indexes without knowing of them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
kind = "expand"
korean = "모든 결정을 읽지 않고 제비가 있던 대화의 차례를 찾습니다."


def upgrade() -> None:
    """Make the indexes: all such turns in their order, and the first one of a conversation."""
    for name, columns in (
        ("ix_decisions_id_drawn", ["id"]),
        ("ix_decisions_lot_unit_id", ["lot_unit", "id"]),
    ):
        drawn = sa.text("lot_unit IS NOT NULL")
        op.create_index(name, "decisions", columns, sqlite_where=drawn, postgresql_where=drawn)


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_decisions_lot_unit_id", "decisions")
    op.drop_index("ix_decisions_id_drawn", "decisions")
