"""Say of attempts on this machine that their texts stayed here, as later ones say themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
kind = "expand"
korean = "이 컴퓨터에서 한 시도의 글은 여기 머물렀다고, 나중의 시도처럼 적습니다."

_terms = sa.column("terms", sa.Text())
_attempts = sa.table("attempts", _terms)


def upgrade() -> None:
    """Add the word to terms that were written before there was one."""
    op.execute(
        _attempts.update()
        .where(_terms.contains('"source":"runs on this machine"'))
        .where(~_terms.contains('"stays_here"'))
        .values(terms=sa.func.replace(_terms, '"source"', '"stays_here":true,"source"'))
    )


def downgrade() -> None:
    """Leave it: it was true before, and nobody stumbles over it."""
