"""Ask the embedded model Korean questions, as they are and through English: for real.

    python -m bench.language_live [--questions 150] [--seed 1] [--json FILE]
    python -m bench.language_live --read FILE

The small embedded model translates for itself, which is known to lose more than English gains: the
pivot must be found harmful, and left, before it has cost much. Each question is first asked both
ways by name; then the same questions are asked of `auto`, which knows both ways as arms and is told
of each answer whether it was right. A pivot that is not taken is asked directly, so that its answer
is the direct one. Runs on this machine's processor: a figure of one model on one set of questions.
"""

import argparse
import math
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from bench.live_asking import Asked, ask, say
from bench.live_servers import Served, embedded_with
from bench.questions.make import make
from bench.questions.question import Question
from bench.report import about
from wayfare.evidence.claim import ClaimEvidence

MODEL = "qwen2.5-coder-0.5b"
PIVOT = f"{MODEL}@via-en"
SETTINGS = f"""\
discover = false
[pivot]
models = ["{MODEL}"]
[certificate]
mode = "open"
held_share = 0
"""
EACH = 16  # of each kind
BLOCK = 50
MARGIN = 0.02


class Both(msgspec.Struct, frozen=True):
    """One question, asked both ways; `went` says whether the pivot was taken to its end."""

    question: str
    kind: str
    direct: bool
    pivot: bool
    went: bool
    direct_s: float
    pivot_s: float


class Run(msgspec.Struct):
    """All that was asked. `chosen` are the arms that `auto` took, `got` whether that was right."""

    about: dict[str, Any]
    both: list[Both] = []
    chosen: list[str] = []
    got: list[bool] = []


def questions_of(seed: int, count: int) -> list[Question]:
    """Korean questions of all kinds, mixed."""
    made = make(seed, EACH, ["ko"])
    Random(f"{seed}/order").shuffle(made)
    return made[:count]


def run(options: argparse.Namespace) -> Run:
    """Ask all."""
    questions = questions_of(options.seed, options.questions)
    done = Run(about(options.seed, {}, "bench.language_live"), _asked_before(options, questions))
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wayfare-live-")))
        served = stack.enter_context(embedded_with(home / "named", SETTINGS))
        for question in questions[len(done.both) :]:
            done.both.append(_both(served, question))
            _keep(done, options.json)
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wayfare-live-")))
        served = stack.enter_context(embedded_with(home / "auto", SETTINGS))
        for question in questions:
            asked = ask(served, "auto", question, start="auto", phase="online")
            say(served, asked)
            done.chosen.append(asked.arm)
            done.got.append(asked.right)
            _keep(done, options.json)
    return done


def _asked_before(options: argparse.Namespace, questions: Sequence[Question]) -> list[Both]:
    """What a run that was cut off asked of the same questions."""
    if options.json is None or not options.json.exists():
        return []
    both = msgspec.json.decode(options.json.read_bytes(), type=Run).both
    asked = [each.question for each in both]
    return both if asked == [each.id for each in questions[: len(asked)]] else []


def _both(served: Served, question: Question) -> Both:
    direct = ask(served, MODEL, question, start="named", phase="direct")
    pivot = ask(served, PIVOT, question, start="named", phase="pivot")
    return Both(
        question.id,
        question.kind,
        direct.right,
        pivot.right,
        _went(pivot),
        direct.seconds,
        pivot.seconds,
    )


def _went(asked: Asked) -> bool:
    return asked.arm == PIVOT


def _keep(done: Run, path: Path | None) -> None:
    if path is not None:
        path.write_bytes(msgspec.json.encode(done))


def report(done: Run) -> str:
    """What came of it, in Markdown."""
    both, count = done.both, len(done.both)
    differences = [int(each.pivot) - int(each.direct) for each in both]
    mean = sum(differences) / count
    error = math.sqrt(sum((d - mean) ** 2 for d in differences) / (count - 1) / count)
    lost = sum(int(b.direct) - int(g) for b, g in zip(both, done.got, strict=False))
    away = sum(not each.went for each in both)
    direct_s, pivot_s = (_median(times) for times in zip(*_times(both), strict=True))
    lines = [
        "| what | figure |",
        "|---|---|",
        f"| questions, Korean | {count} |",
        f"| right, asked directly | {100 * sum(b.direct for b in both) / count:.1f} % |",
        f"| right, through English | {100 * sum(b.pivot for b in both) / count:.1f} % |",
        f"| pivot - direct | {100 * mean:.1f} points ± {196 * error:.1f} |",
        f"| translations not intact, so asked directly | {100 * away / count:.0f} % |",
        f"| seconds, direct and pivot (median) | {direct_s:.1f}, {pivot_s:.1f} |",
        f"| harm shown after, comparing all | {_harm(differences)} |",
    ]
    if done.got:
        taken = [arm == PIVOT for arm in done.chosen]
        blocks = [
            f"{sum(taken[at : at + BLOCK])} of {len(taken[at : at + BLOCK])}"
            for at in range(0, len(taken), BLOCK)
        ]
        lines += [
            f"| `auto` took the pivot, in blocks of {BLOCK} | {', '.join(blocks)} |",
            f"| lost against always asking directly | {100 * lost / len(done.got):.1f} points |",
        ]
    return "\n".join(lines)


def _times(both: Sequence[Both]) -> list[tuple[float, float]]:
    return [(each.direct_s, each.pivot_s) for each in both]


def _harm(differences: Sequence[float]) -> str:
    """After how many comparisons a claim of the product would have suspended it."""
    claim = ClaimEvidence(MARGIN)
    for number, difference in enumerate(differences, start=1):
        claim.learn(difference)
        if claim.is_harmful:
            return f"{number} comparisons"
    return f"not within {len(differences)}"


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def main() -> None:
    """Ask, print, and write JSON where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--questions", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--read", type=Path)
    options = parser.parse_args()
    began = time.monotonic()
    done = (
        msgspec.json.decode(options.read.read_bytes(), type=Run) if options.read else run(options)
    )
    print(report(done))
    if not options.read:
        print(f"\n{done.about['command']}: {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
