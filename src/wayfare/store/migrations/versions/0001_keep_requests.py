"""Keep requests, decisions, attempts, completions and costs; users and their keys."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
kind = "expand"
korean = "요청, 결정, 시도, 완성된 답, 비용을, 그리고 사용자와 그 키를 보관합니다."


def upgrade() -> None:
    """Make the first tables."""
    _make_users_and_keys()
    _make_requests_and_decisions()
    _make_attempts()
    _make_completions_and_costs()


def downgrade() -> None:
    """Drop them all, with what they hold."""
    for table in ("costs", "completions", "attempts", "decisions", "requests", "keys", "users"):
        op.drop_table(table)


def _make_users_and_keys() -> None:
    op.create_table(
        "users",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_users"),
    )
    op.create_table(
        "keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("may_learn", sa.Boolean(), nullable=False),
        sa.Column("revoked_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_keys"),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name="fk_keys_user"),
        sa.UniqueConstraint("digest", name="uq_keys_digest"),
    )


def _make_requests_and_decisions() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("started_at", sa.Double(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=True),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("may_learn", sa.Boolean(), nullable=False),
        sa.Column("wire", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("stream", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("input_tokens", sa.Integer(), nullable=False),
        sa.Column("output_tokens", sa.Integer(), nullable=False),
        sa.Column("prompt", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_requests_started_at", "requests", ["started_at"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("propensity", sa.Double(), nullable=False),
        sa.Column("reason_code", sa.String(), nullable=False),
        sa.Column("reason_ko", sa.Text(), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.Column("router", sa.String(), nullable=False),
        sa.Column("offers", sa.Text(), nullable=False),
        sa.Column("excluded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name="fk_decisions_request_id"),
        sqlite_with_rowid=False,
    )


def _make_attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("deployment", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("started_at", sa.Double(), nullable=False),
        sa.Column("first_token_ms", sa.Double(), nullable=True),
        sa.Column("total_ms", sa.Double(), nullable=False),
        sa.Column("ending", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("deltas", sa.Integer(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name="fk_attempts_request_id"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_attempts_request_id_number", "attempts", ["request_id", "number"], unique=True
    )


def _make_completions_and_costs() -> None:
    op.create_table(
        "completions",
        sa.Column("attempt_id", sa.String(), nullable=False),
        sa.Column("finish_reason", sa.String(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("input_tokens", sa.Integer(), nullable=False),
        sa.Column("output_tokens", sa.Integer(), nullable=False),
        sa.Column("cached_tokens", sa.Integer(), nullable=False),
        sa.Column("cache_write_tokens", sa.Integer(), nullable=False),
        sa.Column("reasoning_tokens", sa.Integer(), nullable=False),
        sa.Column("audio_input_tokens", sa.Integer(), nullable=False),
        sa.Column("audio_output_tokens", sa.Integer(), nullable=False),
        sa.Column("counted_by_provider", sa.Boolean(), nullable=False),
        sa.Column("logprob_mean", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_completions"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name="fk_completions_attempt_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "costs",
        sa.Column("attempt_id", sa.String(), nullable=False),
        sa.Column("micros", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_costs"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name="fk_costs_attempt_id"),
        sa.CheckConstraint(
            "(micros IS NULL) = (state = 'unknown')", name=op.f("ck_costs_unknown_is_null")
        ),
        sqlite_with_rowid=False,
    )
