"""The tables: requests, outcomes, users, projects, keys, budgets and the arms of `auto`.

Knows names, types and the few indexes. Knows nothing of how rows are written or read.

The log (requests, decisions, attempts, completions, costs, outcomes) is append-only: no row is
ever changed. It names users and keys as plain text, because it outlives both. Money is
micro-dollars, NULL where it is not known. Times are Unix seconds, JSON is text.

SQLite keeps the log's tables without row ids, and few indexes: each is one more tree to
write for every request.
"""

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
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)

#: Every migration, oldest first. The last is what this version of Wayfare reads and writes.
REVISIONS = (
    *("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011"),
    *("0012", "0013", "0014", "0015", "0016", "0017", "0020", "0023", "0027", "0028", "0029"),
    *("0031", "0032", "0033", "0034", "0035", "0036", "0037", "0038", "0040", "0041"),
    *("0042", "0043", "0044", "0045"),
)
HEAD = REVISIONS[-1]
#: What the oldest Wayfare that can use these tables must know: the last that took something away.
OLDEST_READER = "0001"

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

#: One row: the oldest revision whose Wayfare can still use these tables.
readers = Table("readers", metadata, Column("oldest", String, primary_key=True))

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

shadows = Table(
    "shadows",
    metadata,
    Column("decision_id", String, ForeignKey("decisions.id"), primary_key=True),
    Column("at", Double, nullable=False),
    Column("topic", String),
    Column("language", String, nullable=False),
    Column("arm", String, nullable=False),
    Column("baseline", String, nullable=False),
    Column("share", Double, nullable=False),
    Column("floor", Double, nullable=False),
    Column("is_mirror", Boolean, nullable=False),
    Column("arm_floor", Double),
    Column("baseline_floor", Double),
    Column("vote_chance", Double),
    Column("is_vote_drawn", Boolean),
    sqlite_with_rowid=False,
)

comparisons = Table(
    "comparisons",
    metadata,
    Column("decision_id", String, ForeignKey("shadows.decision_id"), primary_key=True),
    Column("at", Double, nullable=False),
    Column("fate", String, nullable=False),
    Column("difference", Double),
    Column("by", String),
    Column("judge", String),
    Column("judge_error", Double),
    Column("shadow_id", String),
    Column("why", Text, nullable=False),
    Column("by_marks", Boolean),
    CheckConstraint("(difference IS NULL) = (fate <> 'compared')", name="compared_has_difference"),
    sqlite_with_rowid=False,
)

#: The texts of answers that wait for a person: UTF-8, and deleted when texts are forgotten.
pairs = Table(
    "pairs",
    metadata,
    Column("decision_id", String, ForeignKey("shadows.decision_id"), primary_key=True),
    Column("at", Double, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("baseline", LargeBinary, nullable=False),
    Index(None, "at"),
)

votes = Table(
    "votes",
    metadata,
    Column("decision_id", String, ForeignKey("shadows.decision_id"), primary_key=True),
    Column("at", Double, nullable=False),
    Column("user", String, nullable=False),
    Column("better", String, nullable=False),
    Index(None, "at"),
    sqlite_with_rowid=False,
)

#: Numbered without gaps, as `outcomes` are.
past_comparisons = Table(
    "past_comparisons",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kept_at", Double, nullable=False),
    Column("at", Double, nullable=False),
    Column("question", String, nullable=False),
    Column("topic", String),
    Column("language", String, nullable=False),
    Column("arm", String, nullable=False),
    Column("baseline", String, nullable=False),
    Column("decision_id", String, nullable=False),
    Column("baseline_id", String, nullable=False),
    Column("difference", Double),
)

#: Which questions are asked of an arm again and again.
vigil_questions = Table(
    "vigil_questions",
    metadata,
    Column("arm", String, primary_key=True),
    Column("since", Double, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("decision_id", String, ForeignKey("decisions.id"), nullable=False),
    Column("judge", String),
)

vigil_rounds = Table(
    "vigil_rounds",
    metadata,
    Column("arm", String, primary_key=True),
    Column("since", Double, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Double, nullable=False),
    Column("place", Integer, nullable=False),
    Column("among", Text, nullable=False),  # JSON: places
)

vigil_scores = Table(
    "vigil_scores",
    metadata,
    Column("arm", String, primary_key=True),
    Column("since", Double, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Double, nullable=False),
    Column("score", Double),
    Column("by", String),
    Column("asked_id", String),
    Column("why", Text, nullable=False),
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

#: Two answers without names to one question, side by side, and what somebody said of them. Its id
#: is that of the conversation; `first` stands on the left.
battles = Table(
    "battles",
    metadata,
    Column("id", String, primary_key=True),
    Column("user", String, nullable=False),
    Column("key", String, nullable=False),
    Column("at", Double, nullable=False),
    Column("first_run", String, nullable=False),
    Column("second_run", String, nullable=False),
    Column("first_arm", String, nullable=False),
    Column("second_arm", String, nullable=False),
    Column("chance", Double, nullable=False),
    Column("said", String),
    Column("why", Text),
    Column("voted_at", Double),
    Column("decision_id", String),
    Column("style", Text),  # JSON: numbers
    Index("uq_battles_user_key", "user", "key", unique=True),
    Index(None, "decision_id"),
)

#: Comparisons of models on people's own questions. `process` has one that runs.
own_comparisons = Table(
    "own_comparisons",
    metadata,
    Column("id", String, primary_key=True),
    Column("user", String, nullable=False),
    Column("project", String, nullable=False),
    Column("state", String, nullable=False),
    Column("used", String, nullable=False),
    Column("arms", Text, nullable=False),  # JSON
    Column("judge", String),
    Column("total", Integer, nullable=False),
    Column("fare_micros", BigInteger, nullable=False),
    Column("budget_micros", BigInteger, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("done", Integer, nullable=False),
    Column("spent_micros", BigInteger, nullable=False),
    Column("ended_at", Double),
    Column("error", Text),
    Column("questions", Text, nullable=False),  # JSON
    Column("result", Text),  # JSON
    Column("is_stopping", Boolean, nullable=False),
    Column("process", String, nullable=False),
    Column("beat_at", Double, nullable=False),
    Index(None, "user", "created_at"),
    Index(None, "project"),
)

#: What such a comparison asked and found, line by line.
own_findings = Table(
    "own_findings",
    metadata,
    Column("comparison_id", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("line", Text, nullable=False),  # JSON
    sqlite_with_rowid=False,
)

#: Answers on the page that were held against the runner-up's. `other_run` gave that one.
challenges = Table(
    "challenges",
    metadata,
    Column("run_id", String, primary_key=True),
    Column("user", String, nullable=False),
    Column("conversation", String, nullable=False),
    Column("arm", String, nullable=False),
    Column("chance", Double, nullable=False),
    Column("at", Double, nullable=False),
    Column("other_run", String),
    Column("said", String),
    Column("voted_at", Double),
    Column("dismissed_at", Double),
    Index(None, "conversation"),
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
