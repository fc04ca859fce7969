"""Keep which calls translated, what a model said before that, and how many letters it had.

Only adds: to an older Wayfare a call that translated is one that answered.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
kind = "expand"
korean = "어떤 호출이 번역했는지, 그 전에 모델이 한 말과, 글자가 몇 자였는지 보관합니다."


def upgrade() -> None:
    """Make the columns."""
    op.add_column("attempts", sa.Column("leg", sa.String(), nullable=True))
    op.add_column("completions", sa.Column("original", sa.Text(), nullable=True))
    op.add_column("completions", sa.Column("letters", sa.Integer(), nullable=True))
    op.add_column("completions", sa.Column("presumed_tokens", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Drop them, with what they hold."""
    op.drop_column("completions", "presumed_tokens")
    op.drop_column("completions", "letters")
    op.drop_column("completions", "original")
    op.drop_column("attempts", "leg")
