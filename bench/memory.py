"""Measure what a long log takes: memory and time at a million outcomes, one arm a question.

    python -m bench.memory [--outcomes N] [--json FILE]

Vectors are drawn, of the shipped embedder's size: to look at a million texts would measure that.
"""

import argparse
import json
import os
import resource
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the server does

import numpy as np

from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.embedding.hashing import look
from wayfare.gateway.learning.knowledge import Knowledge
from wayfare.store.outcomes import Decided, Learnable

SEED, ARMS, BATCH = 1, 20, 500
KIB, MIB = 1024, 1024 * 1024


def main() -> None:
    """Learn, estimate, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--outcomes", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    rng = np.random.default_rng(SEED)
    knowledge = Knowledge()
    size = len(np.frombuffer(look("A question."), dtype="<f2"))
    before = _resident()
    spent = 0.0
    for first in range(0, arguments.outcomes, BATCH):
        vectors = rng.normal(size=(BATCH, size))
        vectors[:, :256] /= np.linalg.norm(vectors[:, :256], axis=1, keepdims=True)
        some = [
            _learnable(first + row, vector.astype("<f2").tobytes(), knowledge.version, rng)
            for row, vector in enumerate(vectors)
        ]
        began = time.process_time()
        knowledge.learn(some)
        spent += time.process_time() - began
    began = time.process_time()
    knowledge.settle()
    figures = {
        "outcomes": arguments.outcomes,
        "arms": ARMS,
        "before_mib": before / MIB,
        "after_mib": _resident() / MIB,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB / MIB,
        "learn_us": spent / arguments.outcomes * 1e6,
        "settle_s": time.process_time() - began,
    }
    for name, value in figures.items():
        print(f"{name:12} {value:12,.1f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures))


def _learnable(number: int, vector: bytes, version: str, rng: np.random.Generator) -> Learnable:
    arm = f"arm-{rng.integers(ARMS):02}"
    score = float(rng.random() < 0.6)
    return Learnable(
        number,
        Outcome(
            "1", f"q{number}", OutcomeKind.CHECK, "bench", arm, score, None, None, "bench", 0.0
        ),
        None,
        Decided("en", None, "bench", 1.0, 0.0, True, vector, version),
        100,
        100,
        1_000.0,
    )


def _resident() -> int:
    """The resident memory of this process, in bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main()
