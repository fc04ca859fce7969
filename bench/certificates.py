"""Try certificates on simulated histories: how often a seal is wrong, and what a right one takes.

    python -m bench.certificates [--quick] [--json FILE] [--only WORD]

`false_rate` is the share of histories in which a seal was ever given that is wrong, in worlds where
answers are no better than the margin allows (`-` in others). `audited_median` and `audited_p90` are
how many comparisons it took until a seal was given, or harm shown; `requests_median` how many
answers by the other arm came to pass until then. Histories that end before count as longer than
all others. Rows of `people` have further keys: see `bench.people`.
"""

import argparse
import json
import math
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the server does

import numpy as np
from numpy.typing import NDArray

from bench.batch_bets import BatchBets
from bench.certificate_rows import Row, table_line
from bench.histories import (
    JudgedWorld,
    Learned,
    Spells,
    World,
    everything,
    flipping,
    graded,
    guessing,
    judged,
    leaning,
    predicted,
    reacting,
    recovering,
    steady,
    turning,
)
from bench.peeking import RULES, Moments, Rule
from bench.people import people
from bench.report import about
from bench.voting import NONE_MISSING, Missing, play_votes
from wayfare.cli.plots import certificate_labels
from wayfare.cli.texts import Texts
from wayfare.evidence.bets import FIXED
from wayfare.evidence.board import shown
from wayfare.evidence.claim import HARM_ALPHA, HARM_FEARED, JUDGED, ClaimEvidence
from wayfare.evidence.drift import EXPIRED
from wayfare.gateway.certify.course import point_of
from wayfare.reports.certificate_plot import plot_certificate

MARGIN, ALPHA, LOSS_MAX = 0.02, 0.05, 30.0
OURS = "wayfare"
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Run:
    """How long histories of a world are, how many there are, and by which seed."""

    histories: int
    rounds: int
    seed: int


@dataclass(frozen=True, slots=True)
class Ended:
    """When each history ended, in comparisons and in answers; infinite where it did not."""

    audited: Array
    requests: Array


def play(
    world: World, run: Run, margin: float = MARGIN, *, harm: bool = False, moves: float = 1.0
) -> Ended:
    """Play a world until our process says so: that the arm is as good, or that it is harmful.

    `moves` is by how much its differences are known to move where the true ones move by 1.
    """
    rng = np.random.default_rng(run.seed)
    level = -math.log(HARM_ALPHA if harm else ALPHA) + (JUDGED if moves < 1 else 0.0)
    sign = -1.0 if harm else 1.0
    bets = BatchBets(run.histories, 1 - sign * margin, HARM_FEARED if harm else margin)
    audited, requests = (np.full(run.histories, np.inf) for _ in range(2))
    count = np.zeros(run.histories)
    for number in range(run.rounds):
        wealth = bets.log_wealth
        done = (wealth >= level) & np.isinf(audited)
        audited[done], requests[done] = count[done], number
        if not np.isinf(audited).any():
            break
        asked = world(number, wealth, rng)
        drawn = rng.random(run.histories) < asked.shares if asked.drawn is None else asked.drawn
        count += drawn
        weight = asked.floors / asked.shares
        bets.learn(sign * weight * (asked.differences + moves * margin), drawn, weight)
    return Ended(audited, requests)


def peek(world: World, rule: Rule, run: Run) -> Ended:
    """Play a world until a rule of others says that the arm is as good."""
    rng, seen = np.random.default_rng(run.seed), Moments(MARGIN)
    ended = np.full(run.histories, np.inf)
    for number in range(run.rounds):
        seen.learn(world(number, np.zeros(run.histories), rng).differences)
        ended[rule(seen) & np.isinf(ended)] = number + 1
    return Ended(ended, ended)


def wrong(name: str, ended: Ended, run: Run, method: str = OURS) -> Row:
    """A row of a world where every seal is wrong."""
    rate = float(np.isfinite(ended.audited).mean())
    return Row(name, method, run.histories, run.seed, round(rate, 4), None, None, None)


def right(name: str, ended: Ended, run: Run, method: str = OURS) -> Row:
    """A row of a world where a seal, or an alarm, is right."""
    middle, most = (_quantile(ended.audited, q) for q in (0.5, 0.9))
    asked = _quantile(ended.requests, 0.5)
    return Row(name, method, run.histories, run.seed, None, middle, most, asked)


def _quantile(values: Array, q: float) -> float | None:
    found = float(np.quantile(values, q, method="higher"))
    return None if math.isinf(found) else found


def false_seals(scale: float) -> Iterator[Row]:
    """Worlds where answers are no better than the margin allows."""
    run = Run(int(10_000 * scale), int(6_000 * max(scale, 0.2)), 11)
    on_margin: dict[str, Callable[[], World]] = {
        "margin, 6 % differ": lambda: steady(0.06, -MARGIN),
        "margin, 15 % differ": lambda: steady(0.15, -MARGIN),
        "margin, 6 %, share .3": lambda: steady(0.06, -MARGIN, 0.3),
        "margin, 6 %, share .1": lambda: steady(0.06, -MARGIN, 0.1),
        "margin, rate and share react": lambda: reacting(-MARGIN),
        "average below, good spells": Spells,
        "margin, all at once": lambda: everything(MARGIN),
        "margin, by prediction": lambda: predicted(0.2, 0.24, 0.015, mean=-MARGIN / 0.06),
        "margin, foreseen on the way": lambda: Learned((0.2, 0.8), (0.24, 0.015), (0.04, 0.015)),
        "margin, quiet topics are the worse": lambda: Learned(
            (0.9, 0.05, 0.05), (0.06, 0.2, 0.2), (0.0, 0.2, 0.2)
        ),
        "5 points worse, 15 % differ": lambda: steady(0.15, -0.05),
    }
    for name, make in on_margin.items():
        yield wrong(name, play(make(), run), run)
    below = Run(run.histories, 550, 14)  # then the average reaches the margin
    yield wrong("20 points worse, then 2 better, while below", play(recovering, below), below)


def rivals(scale: float) -> Iterator[Row]:
    """The same worlds, for what others do."""
    run = Run(int(4_000 * scale), 3_000, 12)
    worlds: dict[str, World] = {
        "margin, 6 % differ": steady(0.06, -MARGIN),
        "margin, 15 % differ": steady(0.15, -MARGIN),
        "5 points worse, 15 % differ": steady(0.15, -0.05),
    }
    for name, world in worlds.items():
        for method, rule in RULES.items():
            yield wrong(name, peek(world, rule, run), run, method)


def equal_arms(scale: float) -> Iterator[Row]:
    """How long it takes to see that arms are equal, or better."""
    run = Run(int(4_000 * scale), 12_000, 21)
    for rate in (0.02, 0.06, 0.15, 0.3, 0.6):
        few = Run(max(200, run.histories // 4), 40_000, 22) if rate > 0.2 else run
        yield right(f"equal, {rate:.0%} differ", play(steady(rate, 0.0), few), few)
    for points in (2, 5):
        ended = play(graded(0.06), run, points / 100)
        yield right(f"equal, graded, square .06, margin {points}", ended, run)
    yield right("1 point better, 6 % differ", play(steady(0.06, 0.01), run), run)
    for share in (0.3, 0.1):
        few = Run(run.histories // 2, 60_000, 23)
        ended = play(steady(0.06, 0.0, share), few)
        yield right(f"equal, 6 % differ, share {share:g}", ended, few)
    for frequent, rate, rest in ((0.2, 0.24, 0.015), (0.1, 0.5, 0.011), (0.05, 0.6, 0.032)):
        few = Run(run.histories // 2, 20_000, 61)
        name = f"equal, {frequent:.0%} differ in {rate:.0%}, rest in {rest:.1%}, by prediction"
        yield right(name, play(predicted(frequent, rate, rest), few), few)
        learned = Learned((frequent, 1 - frequent), (rate, rest), (0.0, 0.0), before=900)
        yield right(name.replace("by prediction", "by what 900 told"), play(learned, few), few)


def judges(scale: float) -> Iterator[Row]:
    """A judge that errs says which answer is better; by how much at most is known, or is not."""
    run = Run(int(4_000 * scale), 6_000, 52)
    for flips in (0.02, 0.05, 0.1):
        name, world = f"margin, 6 % differ, judge errs in {flips:.0%}", judged(flips, -MARGIN)
        yield wrong(name, play(world, run, moves=1 - 2 * flips), run)
        yield wrong(name, play(world, run), run, "judge believed")
    few = Run(run.histories // 2, 30_000, 53)
    for flips in (0.02, 0.05):
        ended = play(judged(flips, 0.0), few, moves=1 - 2 * flips)
        yield right(f"equal, 6 % differ, judge errs in {flips:.0%}", ended, few)


def votes(scale: float) -> Iterator[Row]:
    """People vote on a share of all pairs, and a judge says something of each: votes, not pairs.

    `audited_*` counts votes, `requests_median` pairs.
    """
    run = Run(int(10_000 * scale), 6_000, 62)
    on_margin = {
        "is right": flipping(0.0, -MARGIN),
        "errs in 10 %": flipping(0.1, -MARGIN),
        "leans to the arm": leaning(-MARGIN),
        "guesses": guessing(-MARGIN),
        "turns to the arm when a seal is near": turning(-MARGIN),
    }
    for name, world in on_margin.items():
        ended = _voted(world, run, 0.1)
        yield wrong(f"margin, 6 % differ, a vote on one in ten, judge {name}", ended, run)
    few = Run(int(1_000 * scale), 25_000, 63)
    for chance in (0.1, 0.3):
        for flips in (0.0, 0.02, 0.05, 0.1, 0.5):
            judge = f"judge errs in {flips:.0%}" if flips < 0.5 else "judge knows nothing"
            ended = _voted(flipping(flips, 0.0), few, chance)
            yield right(f"equal, 6 % differ, votes on {chance:.0%}, {judge}", ended, few)
        ended = _voted(guessing(0.0), few, chance)
        yield right(f"equal, 6 % differ, votes on {chance:.0%}, judge guesses", ended, few)


def missing_votes(scale: float) -> Iterator[Row]:
    """Votes that were drawn, and never came: more of those that speak against the arm.

    `audited_*` counts votes, with those that never came, `requests_median` pairs.
    """
    run = Run(int(10_000 * scale), 6_000, 66)
    for share in (0.05, 0.2, 0.5):
        name = f"margin, 6 % differ, of votes against the arm {share:.0%} never come"
        for counts, method in ((True, OURS), (False, "passed over")):
            ended = _voted(flipping(0.1, -MARGIN), run, 0.3, Missing(share, counts=counts))
            yield wrong(name, ended, run, method)
    few = Run(int(1_000 * scale), 25_000, 67)
    for share in (0.0, 0.02, 0.05, 0.1):
        ended = _voted(flipping(0.1, 0.0), few, 0.3, Missing(share, share))
        yield right(f"equal, 6 % differ, {share:.0%} of the votes never come", ended, few)


def _voted(world: JudgedWorld, run: Run, chance: float, missing: Missing = NONE_MISSING) -> Ended:
    rng = np.random.default_rng(run.seed)
    found = play_votes(
        world, run.histories, run.rounds, rng, margin=MARGIN, chance=chance, missing=missing
    )
    return Ended(*found)


def harm(scale: float) -> Iterator[Row]:
    """How long it takes to see that an arm is worse."""
    run = Run(int(4_000 * scale), 8_000, 25)
    for rate in (0.06, 0.15):
        ended = play(steady(rate, -0.05), run, harm=True)
        yield right(f"5 points worse, {rate:.0%} differ: suspended", ended, run)
    run = Run(int(10_000 * scale), 6_000, 26)
    yield wrong("margin, 6 % differ: suspended", play(steady(0.06, -MARGIN), run, harm=True), run)


def trials(scale: float) -> Iterator[Row]:
    """Trials that end when 30 answers' worth are lost: by a seal, or by that; and what was lost.

    `false_rate` is the share that ended without a seal, and then that in which more was lost.
    """
    run = Run(int(10_000 * scale), 12_000, 81)
    for points in (0, -5):
        rng = np.random.default_rng(run.seed)
        bets = BatchBets(run.histories, 1 - MARGIN, MARGIN)
        lost, worst = np.zeros(run.histories), np.zeros(run.histories)
        on, sealed = np.ones(run.histories, dtype=bool), np.zeros(run.histories, dtype=bool)
        world = steady(0.06, points / 100)
        for number in range(run.rounds):
            sealed |= on & (bets.log_wealth >= -math.log(ALPHA))
            on &= ~sealed & (lost + 1 <= LOSS_MAX)
            if not on.any():
                break
            differences = world(number, lost, rng).differences
            bets.learn(differences + MARGIN, on)
            lost -= np.where(on, differences, 0.0)
            worst = np.maximum(worst, lost)
        name = "equal" if points == 0 else f"{-points} points worse"
        for what, flags in (("ended without a seal", ~sealed), ("lost more", worst > LOSS_MAX)):
            share = round(float(flags.mean()), 4)
            row = Row(f"{name}, 6 % differ: trial {what}", OURS, run.histories, run.seed, share,
                      None, None, None)  # fmt: skip
            yield row


def drops(scale: float) -> Iterator[Row]:
    """How long after a drop what was shown has expired, and how often it does without one."""
    for mean in (-0.05, -0.1):
        run = Run(int(2_000 * scale), 8_000, 71)
        for rate in (0.06, 0.15):
            ended = watch(rate, run, mean, since=500)
            name = f"{-100 * mean:g} points worse from 500 on, {rate:.0%} differ: expired"
            yield right(name, ended, run)
    run = Run(int(500 * scale), 100_000 if scale >= 1 else 10_000, 72)
    ended = watch(0.06, run)
    yield wrong(f"equal for {run.rounds:,}, 6 % differ: expired", ended, run)


def watch(rate: float, run: Run, after: float = 0.0, since: int = 0) -> Ended:
    """Watch equal arms, all compared, until the detector says that what was shown has expired.

    From `since` on the mean difference is `after`; then scores differ at least as often.
    """
    rng = np.random.default_rng(run.seed)
    bets = np.array(FIXED) / (1 + MARGIN)
    wealths, ended = np.zeros((run.histories, len(FIXED))), np.full(run.histories, np.inf)
    for number in range(run.rounds):
        world = steady(rate, 0.0) if number < since else steady(max(rate, -after), after)
        differences = world(number, ended, rng).differences
        wealths = (wealths + 1) * (1 - bets * (differences + MARGIN)[:, None])
        np.minimum(wealths, 1e15, out=wealths)
        ended[(wealths.mean(axis=1) >= EXPIRED) & np.isinf(ended)] = number + 1 - since
    return Ended(ended, ended)


def boards(scale: float) -> Iterator[Row]:
    """Fifty topics at once: 30 with equal arms, 10 on the margin, 10 five points worse."""
    run = Run(max(20, int(200 * scale)), 4_000, 41)
    rng = np.random.default_rng(run.seed)
    means = np.array([0.0] * 30 + [-MARGIN] * 10 + [-0.05] * 10)
    good = means == 0.0
    when, worst = [], []
    for _ in range(run.histories):
        bets = BatchBets(len(means), 1 - MARGIN, MARGIN)
        first, shares = np.full(len(means), np.inf), []
        for number in range(1, run.rounds + 1):
            lot = steady(0.06, 0.0)(number, means, rng).differences
            worse = rng.random(len(means)) < -means
            bets.learn(np.where(worse, -1.0, lot) + MARGIN)
            if number % 10:
                continue
            seals = [*shown(dict(enumerate(bets.log_wealth.tolist())))]
            first[seals] = np.minimum(first[seals], number)
            shares.append(sum(not good[seal] for seal in seals) / max(1, len(seals)))
        when.append(first[good])
        worst.append(shares)
    ended = Ended(np.concatenate(when), np.concatenate(when))
    share = float(np.mean(worst, axis=0).max())
    row = right("board of 50, a good topic: certified", ended, run)
    yield Row(**{**asdict(row), "false_rate": round(share, 4)})


def cost(_: float) -> Iterator[Row]:
    """What one comparison takes, in microseconds of CPU time, and a claim to keep, in bytes."""
    evidence = ClaimEvidence(MARGIN)
    differences = steady(0.06, 0.0)(0, np.zeros(20_000), np.random.default_rng(1)).differences
    began = time.process_time()
    for difference in differences.tolist():
        evidence.learn(difference, 0.3, 0.1)
    micros = (time.process_time() - began) / len(differences) * 1e6
    kept = evidence.kept
    size = 8 * sum(len(each) for each in (kept.above, kept.below, kept.drift)) + 48
    yield Row("one comparison, us", OURS, 20_000, 1, None, round(micros, 2), None, None)
    yield Row("one claim, bytes", OURS, 1, 1, None, float(size), None, None)


def draw(path: Path) -> None:
    """Draw a claim about equal arms whose scores differ in 6 of 100 answers."""
    rng = np.random.default_rng(23)
    differences = steady(0.06, 0.0)(0, np.zeros(1_400), rng).differences
    evidence, course = ClaimEvidence(MARGIN), []
    for difference in differences.tolist():
        evidence.learn(difference)
        course.append(point_of(evidence))
    course = [point for point in course if point.compared % 7 == 0]
    labels = certificate_labels(Texts("en"), "gemini-3-flash in place of gpt-5 (simulated)")
    plot_certificate(path, labels, 100 * MARGIN, course)


FAMILIES = (
    *(false_seals, rivals, equal_arms, judges, votes, missing_votes, harm, trials, drops, boards),
    *(people, cost),
)


def main() -> None:
    """Play all worlds, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="a twentieth of the histories")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", default="", help="only families whose name has this word")
    parser.add_argument("--picture", type=Path, help="draw the course of one claim, and no more")
    arguments = parser.parse_args()
    if arguments.picture is not None:
        draw(arguments.picture)
        return
    scale = 0.05 if arguments.quick else 1.0
    rows: list[Row] = []
    headings: Sequence[str] = ()
    for family in FAMILIES:
        if arguments.only not in family.__name__:
            continue
        for row in family(scale):
            rows.append(row)
            if headings != row.HEADINGS:
                headings = row.HEADINGS
                print(f"{table_line(headings)}\n|{'---|' * len(headings)}")
            print(table_line(row.cells()), flush=True)
    if arguments.json is not None:
        told = {"about": about(0, {}, "bench.certificates"), "rows": [asdict(row) for row in rows]}
        arguments.json.write_text(json.dumps(told["rows"], indent=1) + "\n")


if __name__ == "__main__":
    main()
