"""Ask two real models checkable questions, tell `auto` what was right, and see what it learns.

    python -m bench.live [--each 9] [--seed 1] [--json FILE]
    python -m bench.live --url URL --key-file FILE --arms ONE OTHER
    python -m bench.live --read FILE

Without --url two Wayfares are started: one with the embedded pair as it comes, whose qualities and
languages are presumed from figures; and a stranger, to whom the same two are any provider's models.
Each question is asked of both models by name. Of those kept apart `auto` is asked before and after
it learned from the others, where it is told of each answer at once whether it was right.
"""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random

import msgspec

from bench.live_asking import Asked, ask, say
from bench.live_report import Run, report
from bench.live_servers import PROVIDER, Served, embedded, stranger
from bench.questions.make import make
from bench.questions.question import LANGUAGES, Question
from bench.report import about

ARMS = ("qwen2.5-coder-0.5b", "smollm2-135m")
#: The names of the two Wayfares in the report.
AS_IT_COMES, STRANGER = "as it comes", "stranger"
#: Each process of Wayfare looks for outcomes every five seconds, and rests after it has learned.
LEARNED_S = 20.0
WAIT_MAX_S = 900.0


def main() -> None:
    """Ask, print, and write JSON where asked to."""
    options = _options()
    if options.read:
        print(report(msgspec.json.decode(options.read.read_bytes(), type=Run)))
        return
    # else those that were started would go on by themselves
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    questions = make(options.seed, options.each, options.languages)
    run = Run(about(options.seed, {}, "bench.live"), tuple(options.arms), {}, [])
    run.texts.update({question.id: question.text for question in questions})
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wayfare-live-")))
        if options.url:
            first = Served(options.url.rstrip("/"), options.key_file.read_text("utf-8").strip())
            starts = {AS_IT_COMES: first}
        else:
            first = stack.enter_context(embedded(home / "first"))
            _wait_for_models(first, options.arms)
            other = stack.enter_context(stranger(home / "stranger", first, options.arms))
            _wait_for_models(other, [f"{PROVIDER}/{arm}" for arm in options.arms])
            starts = {AS_IT_COMES: first, STRANGER: other}
        for asked in _ask_all(
            first, starts, questions, options.arms, options.seed, options.learned_s
        ):
            run.answers.append(asked)
            if options.json and len(run.answers) % 20 == 0:
                options.json.write_bytes(msgspec.json.encode(run))
    if options.json:
        options.json.write_bytes(msgspec.json.encode(run))
    print(report(run))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--each", type=int, default=9, help="questions of a kind in a language")
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=list(LANGUAGES))
    parser.add_argument("--seed", type=int, default=1, help="of the questions")
    parser.add_argument("--arms", nargs=2, default=list(ARMS), metavar=("ONE", "OTHER"))
    parser.add_argument("--url", help="a Wayfare that runs; it will learn what is said here")
    parser.add_argument("--key-file", type=Path, help="its key")
    parser.add_argument(
        "--learned-s", type=float, default=LEARNED_S, help="when what was said is learned"
    )
    parser.add_argument("--json", type=Path, help="write all answers to this file")
    parser.add_argument("--read", type=Path, help="report on such a file, and ask nothing")
    options = parser.parse_args()
    if bool(options.url) != bool(options.key_file):
        parser.error("--url and --key-file go together")
    return options


def split(questions: Sequence[Question], seed: int) -> tuple[list[Question], list[Question]]:
    """Those to learn from, mixed, and those kept apart; one question's languages stay together."""
    rng = Random(seed)
    apart: set[str] = set()
    for kind in dict.fromkeys(question.kind for question in questions):
        of_kind = list(dict.fromkeys(q.parallel for q in questions if q.kind == kind))
        apart.update(rng.sample(of_kind, len(of_kind) // 2))
    learning = [question for question in questions if question.parallel not in apart]
    rng.shuffle(learning)
    return learning, [question for question in questions if question.parallel in apart]


def _ask_all(
    first: Served,
    starts: dict[str, Served],
    questions: Sequence[Question],
    arms: Sequence[str],
    seed: int,
    learned_s: float,
) -> Iterator[Asked]:
    """Every answer there is, in the order in which it comes."""
    learning, apart = split(questions, seed)
    total = len(questions) * 2 + (len(learning) + 2 * len(apart)) * len(starts)
    count = _Count(total)
    for question in questions:
        for arm in arms:  # by turns, so that a busy machine slows both
            yield count(ask(first, arm, question, start="", phase="named"))
    for start, served in starts.items():
        # the first question to auto has read what looks at questions; it is not learned from
        ask(served, "auto", learning[0], start=start, phase="warming")
        time.sleep(learned_s)
        for question in apart:
            yield count(ask(served, "auto", question, start=start, phase="before"))
        for question in learning:
            asked = ask(served, "auto", question, start=start, phase="learning")
            say(served, asked)
            yield count(asked)
        time.sleep(learned_s)
        for question in apart:
            yield count(ask(served, "auto", question, start=start, phase="after"))


class _Count:
    """Says on the terminal how far it is."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._began = time.monotonic()

    def __call__(self, asked: Asked) -> Asked:
        self._done += 1
        if self._done % 20 == 0 or self._done == self._total:
            spent = time.monotonic() - self._began
            left = spent / self._done * (self._total - self._done)
            print(f"{self._done} of {self._total} answers, {left:.0f} s left", file=sys.stderr)
        return asked


def _wait_for_models(served: Served, models: Sequence[str]) -> None:
    """Until each has answered: it may still be fetched or loaded."""
    question = make(0, 1, ["en"])[0]
    deadline = time.monotonic() + WAIT_MAX_S
    for model in models:
        while True:
            try:
                ask(served, model, question, start="", phase="waiting")
            except RuntimeError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(2)
                continue
            break


if __name__ == "__main__":
    main()
