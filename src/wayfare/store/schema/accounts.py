"""Tables of who may ask, and for how much: users, projects, keys, sessions, budgets, rates."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
)

from wayfare.store.schema.base import metadata

users = Table(
    "users",
    metadata,
    Column("name", String, primary_key=True),
    Column("created_at", Double, nullable=False),
    Column("role", String, nullable=False, server_default="member"),
    Column("password", Text),
    Column("subject", String),
    Column("disabled_at", Double),
    Index("uq_users_subject", "subject", unique=True),
)

projects = Table(
    "projects",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("archived_at", Double),
    Column("keep_texts", Boolean),
    Column("retention_days", Integer),
    Column("cache_s", Integer),
    Column("demands", Text),
    Column("wishes", Text),
    Column("instructions", Text),
)

members = Table(
    "members",
    metadata,
    Column("project", String, ForeignKey("projects.id"), primary_key=True),
    Column("user", String, ForeignKey("users.name"), primary_key=True),
)

keys = Table(
    "keys",
    metadata,
    Column("id", String, primary_key=True),
    Column("user", String, ForeignKey("users.name"), nullable=False),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("label", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("may_learn", Boolean, nullable=False),
    Column("revoked_at", Double),
    Column("demands", Text),
    Column("project", String, nullable=False, server_default="default"),
    Column("may_manage", Boolean, nullable=False, server_default=false()),
    Column("expires_at", Double),
    Column("wishes", Text),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("user", String, ForeignKey("users.name"), nullable=False),
    Column("created_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False),
)

credentials = Table(
    "credentials",
    metadata,
    Column("provider", String, primary_key=True),
    Column("box", LargeBinary, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("created_by", String, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", String, primary_key=True),
    Column("at", Double, nullable=False),
    Column("actor", String, nullable=False),
    Column("through", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("detail", Text, nullable=False),
    Index(None, "at"),
)

budgets = Table(
    "budgets",
    metadata,
    Column("scope", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("limit_micros", BigInteger, nullable=False),
    Column("soft_micros", BigInteger),
    Column("created_at", Double, nullable=False),
)

rates = Table(
    "rates",
    metadata,
    Column("scope", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("requests_per_minute", Integer),
    Column("tokens_per_minute", Integer),
)

#: Which arm shall answer what somebody asks about a topic that was found by an embedder's vectors.
preferences = Table(
    "preferences",
    metadata,
    Column("id", String, primary_key=True),
    Column("user", String, nullable=False),
    Column("embedder", String, nullable=False),
    Column("topic", String, nullable=False),
    Column("arm", String, nullable=False),
    Column("at", Double, nullable=False),
    Index("uq_preferences_user_embedder_topic", "user", "embedder", "topic", unique=True),
)

#: Which models are off for which roles; what is on has no row.
switches = Table(
    "switches",
    metadata,
    Column("model", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("at", Double, nullable=False),
    Column("by", String, nullable=False),
)
