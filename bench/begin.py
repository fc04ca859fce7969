"""Measure how long a server takes to know what a long log has taught: folded, and from a snapshot.

    python -m bench.begin [--outcomes N] [--json FILE]

The log lies in a SQLite database of its own, one outcome a question, over 20 arms. Vectors are
drawn, of the shipped embedder's size.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the server does

import numpy as np

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.cost import Cost, CostState
from wayfare.domain.decision import Decision, Goal, Reason
from wayfare.domain.deployment import LOCAL_TERMS, Deployment
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.domain.record import AttemptRecord, Ending, RequestRecord
from wayfare.domain.usage import Usage
from wayfare.embedding.hashing import look
from wayfare.gateway.learning.fold import Fold, Sources
from wayfare.gateway.learning.knowledge import Knowledge
from wayfare.store.database import Database, open_database
from wayfare.store.learned import Snapshots
from wayfare.store.outcomes import add_outcomes, count_chosen, read_since
from wayfare.store.rows import rows_of

SEED, ARMS, BATCH = 1, 20, 1_000
MIB = 1024 * 1024
REASON = Reason("cheapest", "가장 쌉니다.", "It is the cheapest.")


def main() -> None:
    """Write the log, fold it, keep it, begin anew, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--outcomes", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as home,
        closing(open_database(f"sqlite:///{home}/wayfare.db")) as database,
    ):
        _write(database, arguments.outcomes)
        figures = _measure(database)
    for name, value in figures.items():
        print(f"{name:16} {value:12,.2f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures))


def _measure(database: Database) -> dict[str, float]:
    snapshots = Snapshots(database)
    whole = Fold(Sources(partial(read_since, database), partial(count_chosen, database)))
    figures = _timed("fold", whole.follow)
    knowledge = whole.knowledge
    assert knowledge is not None, "there are outcomes"
    keeping = Fold(Sources(partial(read_since, database), snapshots=snapshots))
    keeping.knowledge = knowledge
    figures |= _timed("keep", keeping.follow)
    data = snapshots.read()
    assert data is not None, "it was kept"
    figures["snapshot_mib"] = len(data) / MIB
    sources = Sources(
        partial(read_since, database), partial(count_chosen, database), snapshots=snapshots
    )
    return figures | _timed("begin", Fold(sources).follow)


def _timed(name: str, act: Callable[[], object]) -> dict[str, float]:
    processor, clock = time.process_time(), time.perf_counter()
    act()
    return {
        f"{name}_cpu_s": time.process_time() - processor,
        f"{name}_wall_s": time.perf_counter() - clock,
    }


def _write(database: Database, count: int) -> None:
    rng, version = np.random.default_rng(SEED), Knowledge().version
    size = len(np.frombuffer(look("A question."), dtype="<f2"))
    for first in range(0, count, BATCH):
        vectors = rng.normal(size=(BATCH, size))
        vectors[:, :256] /= np.linalg.norm(vectors[:, :256], axis=1, keepdims=True)
        arms = [f"arm-{arm:02}" for arm in rng.integers(ARMS, size=BATCH)]
        scores = (rng.random(BATCH) < 0.6).astype(float).tolist()
        numbers = range(first, first + BATCH)
        features = [vector.astype("<f2").tobytes() for vector in vectors]
        records = [
            record
            for each in zip(numbers, arms, features, strict=True)
            for record in _records(*each, version)
        ]
        with database.write() as connection:
            for table, rows in rows_of(records).items():
                database.place.add_rows(connection, table, rows)
        add_outcomes(database, list(map(_outcome, numbers, arms, scores)))


def _records(
    number: int, arm: str, features: bytes, version: str
) -> Iterator[RequestRecord | AttemptRecord]:
    offer = Offer(Arm(arm, Deployment(arm, "p", arm)), 1, 0.8, None)
    yield RequestRecord(
        f"r{number:08}", float(number), None, Caller("bench", "k"), "openai", "auto", False,
        Context("en", frozenset(), 10, 10, features, version),
        Decision(f"d{number:08}", Goal.AUTO, (offer,), 1.0, REASON, "prior", ()), None,
    )  # fmt: skip
    yield AttemptRecord(
        f"a{number:08}", f"r{number:08}", 1, arm, arm, "p", float(number), 1.0, 2.0, Ending.WHOLE,
        200, None, Usage(9, 9), True, 1, Cost(1, CostState.SETTLED), LOCAL_TERMS, "stop", None,
    )  # fmt: skip


def _outcome(number: int, arm: str, score: float) -> Outcome:
    return Outcome(
        "check/bench", f"d{number:08}", OutcomeKind.CHECK, "bench", arm, score, None, None,
        "bench", float(number),
    )  # fmt: skip


if __name__ == "__main__":
    main()
