"""The tables: requests, outcomes, users, projects, keys, budgets and the arms of `auto`.

Knows names, types and the few indexes. Knows nothing of how rows are written or read.

The log (requests, decisions, attempts, completions, costs, outcomes) is append-only: no row is
ever changed. It names users and keys as plain text, because it outlives both. Money is
micro-dollars, NULL where it is not known. Times are Unix seconds, JSON is text.

SQLite keeps the log's tables without row ids, and few indexes: each is one more tree to
write for every request.
"""

from wayfare.store.schema.accounts import (
    audit,
    budgets,
    credentials,
    keys,
    members,
    preferences,
    projects,
    rates,
    sessions,
    switches,
    users,
)
from wayfare.store.schema.base import HEAD, OLDEST_READER, REVISIONS, metadata, readers
from wayfare.store.schema.chats import (
    conversations,
    messages,
    run_events,
    runs,
    shares,
)
from wayfare.store.schema.compared import (
    battles,
    challenges,
    comparisons,
    own_comparisons,
    own_findings,
    pairs,
    past_comparisons,
    shadows,
    vigil_questions,
    vigil_rounds,
    vigil_scores,
    votes,
)
from wayfare.store.schema.learned import (
    confirmations,
    epochs,
    learned,
    measured_gains,
    pool,
    topics,
    usual_fares,
)
from wayfare.store.schema.record import (
    attempts,
    cached_answers,
    checks,
    completions,
    costs,
    decisions,
    files,
    outcomes,
    requests,
    responses,
)

__all__ = [
    "HEAD",
    "OLDEST_READER",
    "REVISIONS",
    "attempts",
    "audit",
    "battles",
    "budgets",
    "cached_answers",
    "challenges",
    "checks",
    "comparisons",
    "completions",
    "confirmations",
    "conversations",
    "costs",
    "credentials",
    "decisions",
    "epochs",
    "files",
    "keys",
    "learned",
    "measured_gains",
    "members",
    "messages",
    "metadata",
    "outcomes",
    "own_comparisons",
    "own_findings",
    "pairs",
    "past_comparisons",
    "pool",
    "preferences",
    "projects",
    "rates",
    "readers",
    "requests",
    "responses",
    "run_events",
    "runs",
    "sessions",
    "shadows",
    "shares",
    "switches",
    "topics",
    "users",
    "usual_fares",
    "vigil_questions",
    "vigil_rounds",
    "vigil_scores",
    "votes",
]
