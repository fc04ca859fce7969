"""Keep projects, roles, passwords, sessions, credentials, budgets, rates and an audit log.

Only adds: what an older Wayfare reads and writes stays as it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
kind = "expand"
korean = "프로젝트, 역할, 비밀번호, 세션, 제공자 키, 예산, 환율과 감사 기록을 보관합니다."


def upgrade() -> None:
    """Make the tables and add the columns; the first user there is owns the place."""
    _widen_users()
    _widen_keys_and_requests()
    _add_projects()
    _add_ways_in()
    _add_limits()
    _add_cached_answers()
    op.create_table(
        "readers",
        sa.Column("oldest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("oldest", name="pk_readers"),
    )
    op.execute("INSERT INTO readers (oldest) VALUES ('0001')")
    op.execute("INSERT INTO projects (id, title, created_at) VALUES ('default', 'default', 0)")
    op.execute("INSERT INTO members (project, \"user\") SELECT 'default', name FROM users")
    op.execute("UPDATE users SET role = 'owner' WHERE name = 'owner'")


def downgrade() -> None:
    """Drop them, with what they hold."""
    for table in (
        "cached_answers",
        "readers",
        "rates",
        "budgets",
        "audit",
        "credentials",
        "sessions",
        "members",
        "projects",
    ):
        op.drop_table(table)
    op.drop_column("requests", "project")
    for column in ("expires_at", "may_manage", "project"):
        op.drop_column("keys", column)
    op.drop_index("uq_users_subject", "users")
    for column in ("disabled_at", "subject", "password", "role"):
        op.drop_column("users", column)


def _widen_users() -> None:
    op.add_column("users", sa.Column("role", sa.String(), nullable=False, server_default="member"))
    op.add_column("users", sa.Column("password", sa.Text(), nullable=True))
    op.add_column("users", sa.Column("subject", sa.String(), nullable=True))
    op.add_column("users", sa.Column("disabled_at", sa.Double(), nullable=True))
    op.create_index("uq_users_subject", "users", ["subject"], unique=True)


def _widen_keys_and_requests() -> None:
    op.add_column(
        "keys", sa.Column("project", sa.String(), nullable=False, server_default="default")
    )
    op.add_column(
        "keys", sa.Column("may_manage", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("keys", sa.Column("expires_at", sa.Double(), nullable=True))
    op.add_column(
        "requests", sa.Column("project", sa.String(), nullable=False, server_default="default")
    )


def _add_projects() -> None:
    op.create_table(
        "projects",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("archived_at", sa.Double(), nullable=True),
        sa.Column("keep_texts", sa.Boolean(), nullable=True),
        sa.Column("retention_days", sa.Integer(), nullable=True),
        sa.Column("cache_s", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_projects"),
    )
    op.create_table(
        "members",
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name="fk_members_project"),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name="fk_members_user"),
        sa.PrimaryKeyConstraint("project", "user", name="pk_members"),
    )


def _add_ways_in() -> None:
    op.create_table(
        "sessions",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name="fk_sessions_user"),
        sa.PrimaryKeyConstraint("digest", name="pk_sessions"),
    )
    op.create_table(
        "credentials",
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("provider", name="pk_credentials"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("through", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])


def _add_limits() -> None:
    op.create_table(
        "budgets",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("limit_micros", sa.BigInteger(), nullable=False),
        sa.Column("soft_micros", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "name", "period", name="pk_budgets"),
    )
    op.create_table(
        "rates",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("requests_per_minute", sa.Integer(), nullable=True),
        sa.Column("tokens_per_minute", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("scope", "name", name="pk_rates"),
    )


def _add_cached_answers() -> None:
    op.create_table(
        "cached_answers",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("arm", sa.String(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("answer_id", sa.String()),
        sa.PrimaryKeyConstraint("digest", name="pk_cached_answers"),
    )
    op.create_index("ix_cached_answers_expires_at", "cached_answers", ["expires_at"])
    op.create_index("ix_cached_answers_answer_id", "cached_answers", ["answer_id"])
