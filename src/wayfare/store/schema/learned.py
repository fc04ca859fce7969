"""Tables of what was made of the log: topics, epochs, gains, fares, what is pooled."""

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from wayfare.store.schema.base import metadata

topics = Table(
    "topics",
    metadata,
    Column("embedder", String, primary_key=True),
    Column("seen", BigInteger, nullable=False),
    Column("until", String, nullable=False),
    Column("state", LargeBinary, nullable=False),
)

confirmations = Table(
    "confirmations",
    metadata,
    Column("finding", String, primary_key=True),
    Column("at", Double, nullable=False),
)

epochs = Table(
    "epochs",
    metadata,
    Column("arm", String, primary_key=True),
    Column("since", Double, primary_key=True),
    Column("change", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", Double, nullable=False),
)

#: What asking through another language was measured to gain.
measured_gains = Table(
    "measured_gains",
    metadata,
    Column("model", String, primary_key=True),
    Column("translator", String, primary_key=True),
    Column("middle", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("gain", Double, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("at", Double, nullable=False),
    Column("learned", Integer, nullable=False),
)

#: What a usual question costs an arm, whenever that changed.
usual_fares = Table(
    "usual_fares",
    metadata,
    Column("arm", String, primary_key=True),
    Column("since", Double, primary_key=True),
    Column("micros", BigInteger, nullable=False),
)

#: Each row is a piece of a snapshot, in order; `number` is the last outcome in it.
learned = Table(
    "learned",
    metadata,
    Column("digest", String, primary_key=True),
    Column("piece", Integer, primary_key=True),
    Column("pieces", Integer, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

pool = Table(
    "pool",
    metadata,
    Column("arm", String, primary_key=True),
    Column("provider", String, nullable=False),
    Column("state", String, nullable=False),
    Column("reason_code", String, nullable=False),
    Column("reason_ko", Text, nullable=False),
    Column("reason_en", Text, nullable=False),
    Column("since", Double, nullable=False),
    Column("probed_at", Double),
    Column("probe", String),
    Column("probe_micros", BigInteger),
)
