"""Measure what a decision of `auto` costs once it has learned: CPU time, one question at a time.

    python -m bench.decisions [--texts FOLDER] [--json FILE]

10,000 outcomes (500 questions, 20 arms), then decisions for further questions of 20 to 500 tokens
in English and Korean. With --texts the questions are those of `routellm_mmlu` and `click`; else
they are put together from words. Also what one outcome costs to learn, and the estimates.
"""

import argparse
import json
import os
import platform
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the server does

import numpy as np

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.domain.tokens import estimate_tokens
from wayfare.embedding.hashing import look
from wayfare.gateway.learning.knowledge import Knowledge
from wayfare.routing.language import language_of
from wayfare.store.outcomes import Decided, Learnable

SEED = 1
QUESTIONS, ARMS, DECISIONS = 500, 20, 1_000
TOKENS = (20, 500)
SETS = ("routellm_mmlu", "click")

_EN = ("what is the sum of", "prime numbers below ten", "why does ice float on water", "how")
_KO = ("다음 보기 가운데 옳은 것을", "고르세요", "대한민국의 수도는 어디인가요", "설명해 주세요")

T = TypeVar("T")


def main() -> None:
    """Learn, decide, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    rng = np.random.default_rng(SEED)
    texts = _texts(arguments.texts, rng)
    offers = [_offer(f"arm-{number:02}") for number in range(ARMS)]
    knowledge = Knowledge()
    lessons = [
        _learnable(number * ARMS + place, f"q{number}", text, offer, rng, knowledge)
        for number, text in enumerate(texts[:QUESTIONS])
        for place, offer in enumerate(offers)
    ]
    learning = _timed(lambda lesson: knowledge.learn([lesson]), lessons)
    began = time.process_time()
    knowledge.settle()
    settling = time.process_time() - began

    def decide(text: str) -> list[Offer]:
        context = _context(text, look(text), knowledge.version)
        return knowledge.appraise(context, offers, offers[0].arm.name)

    asked = texts[QUESTIONS : QUESTIONS + DECISIONS]
    _timed(decide, texts[:100])
    deciding = _timed(decide, asked)
    figures = {
        "decision_us_p50": float(np.percentile(deciding, 50)),
        "decision_us_p99": float(np.percentile(deciding, 99)),
        "learn_us_mean": float(np.mean(learning)),
        "settle_ms": settling * 1_000,
    }
    print(f"seed {SEED}, {len(lessons):,} outcomes, {ARMS} arms, {len(asked)} decisions;")
    print(f"{platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}")
    for name, value in figures.items():
        print(f"{name:16} {value:10.1f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures))


def _texts(folder: Path | None, rng: np.random.Generator) -> list[str]:
    if folder is None:
        texts = [
            " ".join(rng.choice(words, size=int(rng.integers(6, 80))))
            for words in (_EN, _KO)
            for _ in range(QUESTIONS + DECISIONS)
        ]
    else:
        from pyarrow.parquet import read_table

        half = QUESTIONS + DECISIONS
        texts = []
        for name in SETS:
            column = read_table(folder / f"{name}.prompts.parquet").column("prompt")
            texts += column.to_pylist()[:half]
    fitting = [text for text in texts if TOKENS[0] <= estimate_tokens(text) <= TOKENS[1]]
    return [fitting[place] for place in rng.permutation(len(fitting))]


def _offer(name: str) -> Offer:
    return Offer(Arm(name, Deployment(name, "bench", name)), 100, 0.7, None)


def _context(text: str, features: bytes, version: str) -> Context:
    return Context(language_of(text), frozenset({Feature.CHAT}), 100, 100, features, version)


def _learnable(
    number: int,
    question: str,
    text: str,
    offer: Offer,
    rng: np.random.Generator,
    knowledge: Knowledge,
) -> Learnable:
    score = float(rng.random() < 0.6)
    outcome = Outcome(
        "1", question, OutcomeKind.CHECK, "bench", offer.arm.name, score, None, None, "bench", 0.0
    )
    decided = Decided(
        language_of(text), None, "bench", 1.0, 0.0, True, look(text), knowledge.version
    )
    return Learnable(number, outcome, None, decided, 100, 100, 1_000.0)


def _timed(call: Callable[[T], object], given: Sequence[T]) -> list[float]:
    """The CPU microseconds of each call."""
    spent = []
    for each in given:
        began = time.process_time_ns()
        call(each)
        spent.append((time.process_time_ns() - began) / 1_000)
    return spent


if __name__ == "__main__":
    main()
