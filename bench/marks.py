"""What a judge's marks are worth beside its choices, and how often a claim that rests on them errs.

    python -m bench.marks [--runs 200] [--seed 1] [--only wrong,right,votes]
    python -m bench.marks --people FOLDER

Pairs of answers are drawn by a seed: how much better one is, what a person says of it, what a judge
marks in both orders. All that is reckoned is the product's own: what votes show of the judge, and
the claim. "On the margin" means that by votes the arm is exactly as much worse as the claim denies.
With a folder of sets, `pandalm_human` in it: of three people's votes on each pair one's are taken
for votes, and what the two others said for marks, so that a judge is as right as people are.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import product
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from wayfare.domain.outcome import Outcome, OutcomeKind, comes_to
from wayfare.evidence.claim import ClaimEvidence
from wayfare.evidence.votes import guess_of
from wayfare.routing.guards.marks import WORTH_LEAST, MarksTally
from wayfare.routing.judges import Judge, Judges

Array = NDArray[np.float64]
ARM, OTHER = "arm", "other"
ROUNDS = 6_000
#: People voted on each pair of `pandalm_human`.
THREE = 3


@dataclass(frozen=True)
class Marking:
    """A judge: its marks for a usual answer, how far they follow the truth, how they scatter.

    `place` is what the answer that is shown first gets more, `lean` the arm's, in marks of 10.
    """

    usual: float = 7.5
    follows: float = 2.0
    scatters: float = 1.0
    place: float = 0.0
    lean: float = 0.0


@dataclass(frozen=True)
class Pairs:
    """Pairs as people and a judge see them: votes, differences of marks, what it would choose."""

    votes: Array
    marks: Array
    choices: Array


def draw(judge: Marking, mean: float, count: int, rng: Generator, alike: float = 0.3) -> Pairs:
    """Draw pairs; how much better the arm's answer is has the deviation 1, of some it is 0."""
    better = np.where(rng.random(count) < alike, 0.0, rng.normal(mean, 1.0, count))
    is_tie = rng.random(count) < 0.4 * np.exp(-2 * np.abs(better))
    votes = np.where(is_tie, 0.0, np.sign(better + rng.normal(0, 0.5, count)))
    orders = []
    for place in (judge.place, -judge.place):
        apart = judge.follows * better + rng.normal(0, judge.scatters, count) + judge.lean + place
        own, other = (
            np.clip(np.round(2 * (judge.usual + side * apart / 2)) / 2, 0, 10) for side in (1, -1)
        )
        orders.append(own - other)
    first, second = orders
    choices = np.where(np.sign(first) == np.sign(second), np.sign(first), 0.0)
    return Pairs(votes, (first + second) / 20, choices)


@cache
def mean_at(judge: Marking, difference: float) -> float:
    """How much better the arm is where votes, at what one is worth in marks, come to that."""
    low, high = -2.0, 0.0
    for _ in range(18):
        middle = (low + high) / 2
        its = draw(judge, middle, 400_000, np.random.default_rng(7))
        preferred = its.votes != 0
        worth = max(WORTH_LEAST, float(np.abs(its.marks[preferred]).mean()))
        is_worse = worth * float(its.votes.mean()) < difference
        low, high = (middle, high) if is_worse else (low, middle)
    return high if difference else 0.0


def choice_mean_at(judge: Marking, difference: float) -> float:
    """The same where a vote counts 1."""
    return mean_at(replace(judge, follows=40.0, scatters=0.0, usual=5.0), difference)


def measure(its: Pairs, *, by_marks: bool) -> Judge:
    """What votes show of a judge."""
    judges = Judges()
    for number, (vote, marks, choice) in enumerate(
        zip(its.votes, its.marks, its.choices, strict=True)
    ):
        winner = ARM if vote > 0 else OTHER if vote < 0 else "tie"
        orders = "AB" if choice > 0 else "BA" if choice < 0 else "=="
        difference = float(marks) if by_marks else None
        said = comes_to(orders, ARM, OTHER)
        judges.note(_said(number, OutcomeKind.VOTE, winner, None, None))
        judges.note(_said(number, OutcomeKind.VERDICT, said, orders, difference))
    return judges.all()[0]


def _said(
    number: int, kind: OutcomeKind, winner: str, orders: str | None, difference: float | None
) -> Outcome:
    return Outcome(
        kind, str(number), kind, kind, ARM, None, winner, OTHER, "bench", 0.0, orders, difference
    )


def certified_after(
    judge: Marking, mean: float, margin: float, votes: int, rng: Generator, *, by_marks: bool
) -> float | None:
    """After how many comparisons a claim is shown that rests on the judge; None: never."""
    known = measure(draw(judge, 0.0, votes, rng), by_marks=by_marks)
    error = known.marks_error if by_marks else known.error
    if error is None:
        return None
    its = draw(judge, mean, ROUNDS, rng)
    evidence = ClaimEvidence(margin)
    evidence.expect_judge(error)
    for number, said in enumerate((its.marks if by_marks else its.choices).tolist()):
        evidence.learn_judged(said, at=float(number), error=error)
        if evidence.since is not None:
            return evidence.since + 1
    return None


def voted_after(
    judge: Marking, mean: float, margin: float, chance: float, rng: Generator, *, by: str
) -> float | None:
    """After how many votes a claim is shown that rests on them; a judge may mark, or choose."""
    its = draw(judge, mean, ROUNDS, rng)
    evidence, voted = ClaimEvidence(margin), 0
    evidence.expect_votes(chance)
    drawn = rng.random(ROUNDS) < chance
    for vote, marks, choice, is_drawn in zip(
        its.votes.tolist(), its.marks.tolist(), its.choices.tolist(), drawn.tolist(), strict=True
    ):
        judged = guess_of(marks) if by == "marks" else choice if by == "choices" else 0.0
        voted += is_drawn
        evidence.learn_voted(judged, vote if is_drawn else None)
        if evidence.since is not None:
            return float(voted)
    return None


JUDGES = {
    "plain": Marking(),
    "scatters": Marking(scatters=3.0),
    "first place gets 2 more": Marking(place=2.0),
    "generous": Marking(usual=9.5),
    "marks close together": Marking(follows=0.6, scatters=0.4),
    "leans by .3 of 10": Marking(lean=0.3),
    "leans by .5 of 10": Marking(lean=0.5),
    "leans by .7 of 10": Marking(lean=0.7),
    "leans by 1 of 10": Marking(lean=1.0),
}


def wrong(runs: int, seed: int, margin: float = 0.05) -> Iterator[str]:
    """How often a claim on the margin is shown within `ROUNDS` comparisons."""
    yield f"margin {100 * margin:g}, on the margin, {ROUNDS:,} comparisons, {runs} runs"
    yield "| judge | 400 votes, then marks alone | the same, choices | votes on 30 %, and marks |"
    yield "|---|---|---|---|"
    for name, judge in JUDGES.items():
        mean, by_votes = mean_at(judge, -margin), choice_mean_at(judge, -margin)
        plays = (
            partial(certified_after, judge, mean, margin, 400, by_marks=True),
            partial(certified_after, judge, by_votes, margin, 400, by_marks=False),
            partial(voted_after, judge, by_votes, margin, 0.3, by="marks"),
        )
        yield _row(name, *(_share(play, runs, seed) for play in plays))


def right(runs: int, seed: int) -> Iterator[str]:
    """After how many comparisons equal arms are shown to be, each on its own scale."""
    yield f"equal arms, median comparisons of {runs} runs; -: not within {ROUNDS:,} in half of them"
    yield "| judge | margin | votes before | marks | choices |\n|---|---|---|---|---|"
    for name, margin, votes in product(("plain", "scatters"), (0.02, 0.05), (200, 400, 1_000)):
        plays = (
            partial(certified_after, JUDGES[name], 0.0, margin, votes, by_marks=by_marks)
            for by_marks in (True, False)
        )
        told = (_median(play, runs, seed) for play in plays)
        yield _row(name, f"{100 * margin:g}", f"{votes:,}", *told)


def beside_votes(runs: int, seed: int, margin: float = 0.1) -> Iterator[str]:
    """After how many votes equal arms are shown to be, with a judge beside them."""
    yield f"equal arms, margin {100 * margin:g} by votes, one in three voted on, median votes"
    yield "| judge | marks | choices | none |\n|---|---|---|---|"
    for name in ("plain", "scatters", "leans by .7 of 10"):
        plays = (
            partial(voted_after, JUDGES[name], 0.0, margin, 0.33, by=by)
            for by in ("marks", "choices", "none")
        )
        yield _row(name, *(_median(play, runs, seed) for play in plays))


def by_people(folder: Path, seed: int) -> Iterator[str]:
    """How far marks are shown to be right that are as right as people, by real votes."""
    import pyarrow.parquet as pq

    said: dict[tuple[str, str, str], list[float]] = {}
    worth = {"model_a": 1.0, "model_b": -1.0, "tie": 0.0}
    for row in pq.read_table(folder / "pandalm_human.votes.parquet").to_pylist():
        its = (row["prompt_id"], row["model_a"], row["model_b"])
        said.setdefault(its, []).append(worth[row["winner"]])
    threes = np.array([each for each in said.values() if len(each) == THREE])
    rng = np.random.default_rng(seed)
    rng.shuffle(threes)
    yield "| votes | what a preference is worth | right by | shown at least |\n|---|---|---|---|"
    for count in (100, 200, 400, len(threes)):
        votes, marks = threes[:count, 0], 0.3 * threes[:count, 1:].mean(axis=1)
        tally = MarksTally()
        for vote, mark in zip(votes.tolist(), marks.tolist(), strict=True):
            if vote:
                tally.add(mark * vote)
        shares = (tally.moves or 0.0, tally.moves_least(0.01))
        yield _row(f"{count}", f"{tally.worth or 0:.2f}", *(f"{each:.0%}" for each in shares))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _found(play: Callable[[Generator], float | None], runs: int, seed: int) -> list[float]:
    found = (play(np.random.default_rng([seed, number])) for number in range(runs))
    return [each for each in found if each is not None]


def _share(play: Callable[[Generator], float | None], runs: int, seed: int) -> str:
    return f"{100 * len(_found(play, runs, seed)) / runs:.1f} %"


def _median(play: Callable[[Generator], float | None], runs: int, seed: int) -> str:
    found = sorted(_found(play, runs, seed))
    return f"{found[(runs - 1) // 2]:,.0f}" if len(found) > (runs - 1) // 2 else "-"


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="wrong,right,votes")
    parser.add_argument("--people", type=Path)
    given = parser.parse_args()
    if given.people is not None:
        print("\n".join(by_people(given.people, given.seed)))
        return
    boards = {"wrong": wrong, "right": right, "votes": beside_votes}
    for name in given.only.split(","):
        for line in boards[name](given.runs, given.seed):
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()
