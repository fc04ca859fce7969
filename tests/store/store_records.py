"""Records for the tests of the store."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.cost import Cost, CostState
from wayfare.domain.decision import Decision, Exclusion, Goal, Reason
from wayfare.domain.deployment import LOCAL_TERMS, Deployment, Feature
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.domain.record import AttemptRecord, Ending, RequestRecord
from wayfare.domain.usage import Usage

SLOW_ON_POSTGRESQL = pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)

#: How each kind says that another holds a lock.
LOCKED = {
    "sqlite": "database is locked",
    "postgresql": "canceling statement due to lock timeout",
}

OFFERS = (
    Offer(Arm("mini", Deployment("mini", "openai", "mini")), 120, 0.8, 900.0),
    Offer(Arm("new", Deployment("new", "openai", "new")), None, None, None),
)
EXCLUDED = (Exclusion("old", Reason("no_tools", "도구를 못 쓴다", "It has no tools")),)


def request_record(number: int, **changes: Any) -> RequestRecord:
    fields: dict[str, Any] = {
        "id": f"request-{number:08d}",
        "started_at": 1_750_000_000.0 + number,
        "conversation": None,
        "caller": Caller("owner", "key-1"),
        "wire": "openai",
        "model": "auto",
        "stream": True,
        "context": Context("ko", frozenset({Feature.CHAT, Feature.TOOLS}), 100, 300),
        "decision": decision(number),
        "prompt": b'{"messages": []}',
    }
    return RequestRecord(**(fields | changes))


def decision(number: int, **changes: Any) -> Decision:
    fields: dict[str, Any] = {
        "id": f"decision-{number:08d}",
        "goal": Goal.AUTO,
        "offers": OFFERS,
        "propensity": 1.0,
        "reason": Reason("cheapest", "가장 싸다", "It is the cheapest"),
        "router": "prior-1",
        "excluded": EXCLUDED,
    }
    return Decision(**(fields | changes))


def attempt_record(number: int, of: int = 1, **changes: Any) -> AttemptRecord:
    fields: dict[str, Any] = {
        "id": f"attempt-{number:08d}-{of}",
        "request_id": f"request-{number:08d}",
        "number": of,
        "arm": "mini",
        "deployment": "mini",
        "provider": "openai",
        "started_at": 1_750_000_000.0 + number,
        "first_token_ms": 300.0,
        "total_ms": 900.0,
        "ending": Ending.WHOLE,
        "status": 200,
        "error": None,
        "usage": Usage(100, 200, cached_tokens=10),
        "counted_by_provider": True,
        "deltas": 40,
        "cost": Cost(135, CostState.SETTLED),
        "terms": LOCAL_TERMS,
        "finish_reason": "stop",
        "answer": "네, 그렇습니다.",
        "logprob_mean": -0.25,
    }
    return AttemptRecord(**(fields | changes))


def look(url: str, sql: str) -> list[tuple[Any, ...]]:
    """What another program would read in the database."""
    with closing(another(url)) as connection:
        cursor = connection.cursor()
        cursor.execute(sql)
        return [tuple(row) for row in cursor.fetchall()]


def another(url: str) -> Any:
    """The connection of another program."""
    if url.startswith("sqlite"):
        return sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    import psycopg

    server, _, schema = url.partition("?schema=")
    return psycopg.connect(server, options=f"-c search_path={schema}")


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Another program keeps everybody from writing requests."""
    with closing(another(url)) as other:
        is_file = url.startswith("sqlite")
        other.execute("BEGIN IMMEDIATE" if is_file else "LOCK TABLE requests IN EXCLUSIVE MODE")
        yield
