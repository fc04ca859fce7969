"""Tables of the log: what was asked, by whom it was answered, and what that cost."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from wayfare.store.schema.base import metadata

requests = Table(
    "requests",
    metadata,
    Column("id", String, primary_key=True),
    Column("started_at", Double, nullable=False),
    Column("conversation", String),
    Column("user", String, nullable=False),
    Column("key_id", String, nullable=False),
    Column("may_learn", Boolean, nullable=False),
    Column("wire", String, nullable=False),
    Column("model", String, nullable=False),
    Column("stream", Boolean, nullable=False),
    Column("language", String, nullable=False),
    Column("needs", Text, nullable=False),
    Column("input_tokens", Integer, nullable=False),
    Column("output_tokens", Integer, nullable=False),
    Column("prompt", LargeBinary),
    Column("project", String, nullable=False, server_default="default"),
    Column("wishes", Text),
    Column("demands", Text),
    Index(None, "started_at"),
    sqlite_with_rowid=False,
)

#: Which turns are of a conversation that had a lot: seldom all, so that their indexes are small.
_DRAWN = text("lot_unit IS NOT NULL")

decisions = Table(
    "decisions",
    metadata,
    Column("id", String, primary_key=True),
    Column("request_id", String, ForeignKey("requests.id"), nullable=False),
    Column("goal", String, nullable=False),
    Column("arm", String, nullable=False),
    Column("propensity", Double, nullable=False),
    Column("reason_code", String, nullable=False),
    Column("reason_ko", Text, nullable=False),
    Column("reason_en", Text, nullable=False),
    Column("router", String, nullable=False),
    Column("offers", Text, nullable=False),
    Column("excluded", Text, nullable=False),
    Column("features", LargeBinary),
    Column("features_version", String),
    Column("topic", String),
    Column("baseline", String),
    Column("lot_unit", String),
    Column("lot_share", Double),
    Column("lot_held", Boolean),
    Index(None, "request_id"),
    Index("ix_decisions_id_drawn", "id", sqlite_where=_DRAWN, postgresql_where=_DRAWN),
    Index(None, "lot_unit", "id", sqlite_where=_DRAWN, postgresql_where=_DRAWN),
    sqlite_with_rowid=False,
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False),
    Column("decision_id", String, ForeignKey("decisions.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("source", String, nullable=False),
    Column("arm", String, nullable=False),
    Column("score", Double),
    Column("winner", String),
    Column("against", String),
    Column("said_by", String, nullable=False),
    Column("at", Double, nullable=False),
    Column("orders", String),
    Column("difference", Double),
    Index(None, "decision_id", "id"),
)

checks = Table(
    "checks",
    metadata,
    Column("decision_id", String, ForeignKey("decisions.id"), primary_key=True),
    Column("outcome_id", String, primary_key=True),
    Column("check", Text, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", String, primary_key=True),
    Column("request_id", String, ForeignKey("requests.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("arm", String, nullable=False),
    Column("deployment", String, nullable=False),
    Column("provider", String, nullable=False),
    Column("started_at", Double, nullable=False),
    Column("first_token_ms", Double),
    Column("total_ms", Double, nullable=False),
    Column("ending", String, nullable=False),
    Column("status", Integer),
    Column("error", Text),
    Column("deltas", Integer, nullable=False),
    Column("terms", Text, nullable=False),
    Column("left_out", Text),
    Column("leg", String),
    Index(None, "request_id", "number", unique=True),
    sqlite_with_rowid=False,
)

completions = Table(
    "completions",
    metadata,
    Column("attempt_id", String, ForeignKey("attempts.id"), primary_key=True),
    Column("finish_reason", String),
    Column("answer", Text),
    Column("input_tokens", Integer, nullable=False),
    Column("output_tokens", Integer, nullable=False),
    Column("cached_tokens", Integer, nullable=False),
    Column("cache_write_tokens", Integer, nullable=False),
    Column("reasoning_tokens", Integer, nullable=False),
    Column("audio_input_tokens", Integer, nullable=False),
    Column("audio_output_tokens", Integer, nullable=False),
    Column("counted_by_provider", Boolean, nullable=False),
    Column("logprob_mean", Double),
    Column("served_model", String),
    Column("form", Text),  # JSON: numbers
    Column("original", Text),
    Column("letters", Integer),
    Column("presumed_tokens", Integer),
    sqlite_with_rowid=False,
)

costs = Table(
    "costs",
    metadata,
    Column("attempt_id", String, ForeignKey("attempts.id"), primary_key=True),
    Column("micros", BigInteger),
    Column("state", String, nullable=False),
    CheckConstraint("(micros IS NULL) = (state = 'unknown')", name="unknown_is_null"),
    sqlite_with_rowid=False,
)

responses = Table(
    "responses",
    metadata,
    Column("id", String, primary_key=True),
    Column("user", String, nullable=False),
    Column("key_id", String, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("previous_id", String),
    Column("input", LargeBinary, nullable=False),
    Column("output", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("id", String, primary_key=True),
    Column("user", String, nullable=False),
    Column("key_id", String, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("name", Text, nullable=False),
    Column("mime", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index(None, "user", "created_at"),
)

cached_answers = Table(
    "cached_answers",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("project", String, nullable=False),
    Column("arm", String, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("answer_id", String),
    Index(None, "expires_at"),
    Index(None, "answer_id"),
)
