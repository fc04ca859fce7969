"""Keep conversations of the page, their messages, and the runs that answer them.

Only adds: an older Wayfare has no page and sees none of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
kind = "expand"
korean = "이 화면의 대화와 메시지, 그에 답하는 실행을 보관합니다."


def upgrade() -> None:
    """Make the tables, and let projects say what goes before all conversations."""
    op.add_column("projects", sa.Column("instructions", sa.Text()))
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("instructions", sa.Text()),
        sa.Column("leaf", sa.String()),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.Column("archived_at", sa.Double()),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_index("ix_conversations_user_updated_at", "conversations", ["user", "updated_at"])
    op.create_index("ix_conversations_project", "conversations", ["project"])
    op.create_table(
        "messages",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("parent", sa.String()),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("files", sa.Text()),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_messages_conversation_id",
        ),
    )
    op.create_index("ix_messages_conversation_id", "messages", ["conversation_id"])
    op.create_table(
        "runs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("arm", sa.String()),
        sa.Column("decision_id", sa.String()),
        sa.Column("first_token_ms", sa.Double()),
        sa.Column("total_ms", sa.Double()),
        sa.Column("cost_micros", sa.BigInteger()),
        sa.Column("error", sa.Text()),
        sa.Column("ticket", sa.Text()),
        sa.Column("last_event", sa.Integer(), nullable=False),
        sa.Column("is_blind", sa.Boolean(), nullable=False),
        sa.Column("is_stopping", sa.Boolean(), nullable=False),
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("beat_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_runs_conversation_id"
        ),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_runs_message_id"),
        sa.UniqueConstraint("message_id", name="uq_runs_message_id"),
    )
    op.create_index("uq_runs_conversation_id_key", "runs", ["conversation_id", "key"], unique=True)
    op.create_index("ix_runs_status_beat_at", "runs", ["status", "beat_at"])
    op.create_table(
        "run_events",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "number", name="pk_run_events"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_run_events_run_id"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them, with all they hold."""
    op.drop_table("run_events")
    op.drop_table("runs")
    op.drop_table("messages")
    op.drop_table("conversations")
    op.drop_column("projects", "instructions")
