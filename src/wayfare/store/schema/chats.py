"""Tables of the page's conversations: messages, runs, and links to them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from wayfare.store.schema.base import metadata

#: What people talk about on the page. `kind` says what for; `leaf` is the message shown last.
conversations = Table(
    "conversations",
    metadata,
    Column("id", String, primary_key=True),
    Column("user", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("project", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("model", String, nullable=False),
    Column("instructions", Text),
    Column("leaf", String),
    Column("created_at", Double, nullable=False),
    Column("updated_at", Double, nullable=False),
    Column("archived_at", Double),
    Index(None, "user", "updated_at"),
    Index(None, "project"),
)

#: A tree: `parent` is the message before. A text that is NULL was forgotten.
messages = Table(
    "messages",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation_id", String, ForeignKey("conversations.id"), nullable=False),
    Column("parent", String),
    Column("role", String, nullable=False),
    Column("text", Text),
    Column("files", Text),  # JSON
    Column("created_at", Double, nullable=False),
    Index(None, "conversation_id"),
)

#: How answers of conversations came about. `process` has one that runs, and says so by `beat_at`.
runs = Table(
    "runs",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation_id", String, ForeignKey("conversations.id"), nullable=False),
    Column("message_id", String, ForeignKey("messages.id"), nullable=False, unique=True),
    Column("key", String, nullable=False),
    Column("status", String, nullable=False),
    Column("model", String, nullable=False),
    Column("arm", String),
    Column("decision_id", String),
    Column("first_token_ms", Double),
    Column("total_ms", Double),
    Column("cost_micros", BigInteger),
    Column("error", Text),  # JSON
    Column("ticket", Text),  # JSON
    Column("last_event", Integer, nullable=False),
    Column("is_blind", Boolean, nullable=False),
    Column("is_stopping", Boolean, nullable=False),
    Column("process", String, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("beat_at", Double, nullable=False),
    Index("uq_runs_conversation_id_key", "conversation_id", "key", unique=True),
    Index(None, "status", "beat_at"),
)

#: The text of what runs, piece by piece; `number` is the id of the event that told it.
run_events = Table(
    "run_events",
    metadata,
    Column("run_id", String, ForeignKey("runs.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)

#: Links to conversations. `shown` is what each shows, `digest` that of the token that opens it.
shares = Table(
    "shares",
    metadata,
    Column("id", String, primary_key=True),
    Column("user", String, nullable=False),
    Column("conversation", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("expires_at", Double),
    Column("revoked_at", Double),
    Column("digest", String, nullable=False),
    Column("shown", Text, nullable=False),  # JSON
    Index("uq_shares_digest", "digest", unique=True),
    Index(None, "user"),
)
