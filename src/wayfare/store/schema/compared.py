"""Tables of two answers held side by side: by judges, by people, by past questions."""

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
)

from wayfare.store.schema.base import metadata

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
