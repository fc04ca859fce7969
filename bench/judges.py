"""How soon a judge is found out, how often a fair one is refused, and what the embedded pair is.

    python -m bench.judges --runs 2000
    python -m bench.judges --embedded 40

The first draws judges by a seed and looks after every third pair. The second asks the embedded
models of pairs of which one answer is right, in both orders, as `wayfare calibrate` does.
"""

import argparse
import asyncio
import random
from collections import Counter
from collections.abc import Callable, Mapping

from bench.questions.facts import COUNTRIES
from wayfare.bootstrap import Options, run_wayfare
from wayfare.domain.chat import Message
from wayfare.domain.demands import NO_DEMANDS
from wayfare.domain.outcome import Outcome, OutcomeKind, comes_to
from wayfare.gateway.asides.judge import Pair, judge_pair
from wayfare.routing.judges import VOTES_MIN, Judge, Judges, Refusal
from wayfare.settings.reading import load_settings

PAIRS = 120
LOOK_EACH = 3
RIGHT, WRONG = "right", "wrong"
#: What a judge says of a pair in both orders, the right answer first and then second.
Draw = Callable[[random.Random], str]


def fair(error: float) -> Draw:
    """A judge without any bias, that errs so often in each asking."""

    def draw(rng: random.Random) -> str:
        first = "B" if rng.random() < error else "A"
        return first + ("A" if rng.random() < error else "B")

    return draw


def by_place(share: float) -> Draw:
    """A judge that names one place in a share of its pairs, and is right in the others."""
    return lambda rng: 2 * rng.choice("AB") if rng.random() < share else "AB"


DRAWN: Mapping[str, Draw] = {
    "always the first": lambda _: "AA",
    "by place in 90 %": by_place(0.9),
    "by place in 70 %": by_place(0.7),
    "tosses a coin": fair(0.5),
    "errs in 30 %": fair(0.3),
    "errs in 10 %": fair(0.1),
}


def refused_after(draw: Draw, seed: int) -> int | None:
    """After how many pairs one is refused for its place; None: never."""
    rng, judges = random.Random(seed), Judges()
    for number in range(PAIRS):
        judges.note(_verdict(number, draw(rng)))
        if (number + 1) % LOOK_EACH == 0 and judges.all()[0].refusal is Refusal.BY_PLACE:
            return number + 1
    return None


def shown_by(votes: int, agrees: float, seed: int) -> tuple[bool, bool]:
    """Whether a judge that agrees so often is ever shown to, and at the end."""
    rng, judges, ever = random.Random(seed), Judges(), False
    judge: Judge | None = None
    for number in range(votes):
        winner, other = rng.sample([RIGHT, WRONG], 2)
        said = winner if rng.random() < agrees else other
        judges.note(_outcome(number, OutcomeKind.VOTE, winner))
        judges.note(_outcome(number, OutcomeKind.VERDICT, said))
        if (number + 1) % LOOK_EACH == 0:
            judge = judges.all()[0]
            ever = ever or judge.low > 0.5  # half is chance
    return ever, judges.all()[0].low > 0.5


def drawn(runs: int) -> None:
    """Print how judges that are drawn fare."""
    print("| judge | refused within 120 pairs | half of them after |\n|---|---|---|")
    for name, draw in DRAWN.items():
        found = [after for seed in range(runs) if (after := refused_after(draw, seed)) is not None]
        middle = sorted(found)[len(found) // 2] if len(found) * 2 >= runs else "-"
        print(f"| {name} | {100 * len(found) / runs:.1f} % | {middle} |")
    print("\n| agrees with people | ever shown | after 50 votes |\n|---|---|---|")
    for agrees in (0.5, 0.7, 0.8, 0.9):
        both = [shown_by(VOTES_MIN, agrees, seed) for seed in range(runs)]
        ever, end = (100 * sum(each) / runs for each in zip(*both, strict=True))
        print(f"| {agrees:.0%} | {ever:.1f} % | {end:.1f} % |")


async def embedded(count: int) -> None:
    """Print how the embedded models judge answers of which one is right."""
    settings = load_settings()
    async with run_wayfare(settings, Options(local_only=True, explore=False)) as wayfare:
        await wayfare.until_ready()
        print("| model | pairs | said (right first, then second) | by place | right | wrong |")
        print("|---|---|---|---|---|---|")
        for arm in wayfare.parts.catalog.arms:
            judges, said = Judges(), Counter[str]()
            for number, pair in enumerate(pairs(count)):
                verdict = await judge_pair(wayfare.parts, arm, pair, wayfare.owner)
                said[verdict.orders or "unread"] += 1
                if verdict.orders is not None:
                    judges.note(_verdict(number, verdict.orders))
            told = ", ".join(f"{orders}: {times}" for orders, times in said.most_common())
            judge = judges.all()[0] if judges.all() else None
            share = "-"
            if judge is not None:
                share = f"{judge.by_place} [{judge.place_low:.0%}, {judge.place_high:.0%}]"
                share += f" {judge.refusal}" if judge.refusal else ""
            print(f"| {arm.name} | {count} | {told} | {share} | {said['AB']} | {said['BA']} |")


def pairs(count: int) -> list[Pair]:
    """Sums and capitals, each with a right answer and a wrong one of the same form."""
    rng, found = random.Random(1), []
    for number in range(count):
        if number % 2:
            one, other = rng.sample(COUNTRIES, 2)
            asked = f"What is the capital of {one[0][0]}?"
            right, wrong = (f"The capital is {each[1][0]}." for each in (one, other))
        else:
            a, b = rng.randint(11, 60), rng.randint(11, 39)
            asked = f"What is {a} plus {b}?"
            right, wrong = (f"It is {a + b + off}." for off in (0, rng.choice([-10, -1, 1, 10])))
        found.append(Pair([Message("user", asked)], right, wrong, NO_DEMANDS))
    return found


def _verdict(number: int, orders: str) -> Outcome:
    winner = comes_to(orders, RIGHT, WRONG)
    return _outcome(number, OutcomeKind.VERDICT, winner, orders)


def _outcome(number: int, kind: OutcomeKind, winner: str, orders: str | None = None) -> Outcome:
    return Outcome(kind, str(number), kind, kind, RIGHT, None, winner, WRONG, "bench", 0.0, orders)


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=0)
    parser.add_argument("--embedded", type=int, default=0)
    given = parser.parse_args()
    if given.runs:
        drawn(given.runs)
    if given.embedded:
        asyncio.run(embedded(given.embedded))


if __name__ == "__main__":
    main()
