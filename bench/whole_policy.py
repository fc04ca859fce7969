"""Try the claim over the whole policy on simulated conversations: how often it is wrong, how soon.

    python -m bench.whole_policy [--quick]

Votes for or against, one a conversation where there is one; `wrong` is the share of histories in
which a difference was ever shown that is none (in one direction; 2.5 % are allowed), `needs` after
how many conversations with a vote a difference was shown that there is, in the median. Beside ours
stand two intervals, one for each side, of fixed bets, looked at every 100 conversations.
"""

import argparse
import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from bench.batch_two_groups import World, first_shown, voted
from wayfare.evidence.bets import FIXED
from wayfare.evidence.two_groups import ALPHA

Array = NDArray[np.float64]
SEED, STEPS, LOOK = 31, 200, 100


def steady(value: float) -> Callable[[int], float]:
    """The same at every conversation."""
    return lambda _: value


def separately(world: World, histories: int, rounds: int, bound: float) -> Array:
    """When two intervals, of half the error each, show that the difference is above a bound."""
    rng, ended = np.random.default_rng(SEED), np.full(histories, np.inf)
    counts = np.zeros((2, 2, histories))  # by side, and by vote
    levels = np.arange(STEPS + 1) / STEPS
    for number in range(1, rounds + 1):
        _, held, scored, scores = world(number - 1, rng)
        for side, of_side in enumerate((~held, held)):
            for vote in (0, 1):
                counts[side, vote] += of_side & scored & (scores == vote)
        if number % LOOK:
            continue
        lows = _shown_above(counts[0], levels)
        highs = 1 - _shown_above(counts[1, ::-1], levels)
        ended[(lows - highs >= bound) & np.isinf(ended)] = number
        if np.isfinite(ended).all():
            break
    return ended


def _shown_above(counts: Array, levels: Array) -> Array:
    """The level that the mean of votes is shown to be above; 0: none."""
    logs = [
        np.log1p(-bet * levels)[:, None] * counts[0]
        + np.log1p(bet * (1 - levels))[:, None] * counts[1]
        for bet in FIXED
    ]
    wealth = np.logaddexp.reduce(np.array(logs), axis=0) - math.log(len(FIXED))
    shown: Array = np.where(wealth >= -math.log(ALPHA / 2), levels[:, None], 0.0).max(axis=0)
    return shown


def wrong(histories: int) -> None:
    """Worlds in which no side is better."""
    rounds = 4_000
    worlds: dict[str, World] = {
        "75 % like it, 5 % held": voted(histories, steady(0.75), steady(0.75)),
        "3 %, 5 % held": voted(histories, steady(0.03), steady(0.03)),
        "97 %, 5 % held": voted(histories, steady(0.97), steady(0.97)),
        "75 %, 20 % held": voted(histories, steady(0.75), steady(0.75), steady(0.2)),
        "50 %, half held": voted(histories, steady(0.5), steady(0.5), steady(0.5)),
        "50 to 90 %, a share of 20 %, then 2 %": voted(
            histories,
            lambda number: 0.5 + 0.4 * number / rounds,
            lambda number: 0.5 + 0.4 * number / rounds,
            lambda number: 0.2 if number < rounds / 3 else 0.02,
        ),
        "votes on 30 % of those left, on 10 % of those held": voted(
            histories, steady(0.75), steady(0.75), steady(0.2), (0.3, 0.1)
        ),
        "votes on 10 % of those left, on 30 % of those held": voted(
            histories, steady(0.9), steady(0.9), steady(0.5), (0.1, 0.3)
        ),
    }
    print("| no side is better | wrong |\n|---|---|")
    for name, world in worlds.items():
        ended = first_shown(world, histories, rounds, SEED)
        print(f"| {name} | {np.isfinite(ended).mean():.2%} |", flush=True)


def soon(histories: int) -> None:
    """Worlds in which something is to be shown."""
    print("\n| shown that | needs | two intervals |\n|---|---|---|")
    for share, left, held, bound in (
        (0.05, 0.75, 0.75, -0.1),
        (0.05, 0.75, 0.65, 0.0),
        (0.05, 0.95, 0.95, -0.05),
        (0.2, 0.75, 0.75, -0.05),
        (0.5, 0.75, 0.75, -0.05),
    ):
        world = voted(histories, steady(left), steady(held), steady(share))
        ours = first_shown(world, histories, 16_000, SEED, bound)
        theirs = separately(world, histories, 16_000, bound)
        medians = [np.quantile(each, 0.5, method="higher") for each in (ours, theirs)]
        told = " | ".join(f"{each:,.0f}" if np.isfinite(each) else "> 16,000" for each in medians)
        what = "it is better" if bound == 0 else f"it is at most {-100 * bound:g} points worse"
        print(f"| {what}: {left:.0%} and {held:.0%}, {share:.0%} held | {told} |", flush=True)


def main() -> None:
    """Play all worlds, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the histories")
    scale = 0.1 if parser.parse_args().quick else 1.0
    wrong(int(10_000 * scale))
    soon(int(400 * scale))


if __name__ == "__main__":
    main()
