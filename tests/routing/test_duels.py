"""What verdicts on pairs are said to show."""

from random import Random

import pytest

from wayfare.routing.duels import equality_of
from wayfare.routing.equality import Equality
from wayfare.routing.guards.intervals import Tally

LOOKS, BATCH = 20, 40


def found(rng: Random, lead: float, right: float, seen: float, decided: float) -> list[Equality]:
    """What is said after each batch, of an arm with such a lead.

    People would decide a pair with probability `decided`. Of those the judge sees `seen`, and is
    `right` of so many.
    """
    votes = Tally(200, sum(rng.random() < right for _ in range(200)))
    won = 0.5 + lead / decided / 2
    shown = right * won + (1 - right) * (1 - won)
    wins, ties, losses, said = 0, 0, 0, []
    for _ in range(LOOKS):
        for _ in range(BATCH):
            if rng.random() >= decided * seen:
                ties += 1
            elif rng.random() < shown:
                wins += 1
            else:
                losses += 1
        said.append(equality_of(wins, ties, losses, votes))
    return said


@pytest.mark.parametrize(
    ("right", "seen", "decided"), [(0.95, 1.0, 1.0), (0.7, 0.5, 0.5), (0.6, 0.2, 0.1)]
)
def test_an_arm_that_is_worse_is_seldom_ever_said_to_be_equal(
    right: float, seen: float, decided: float
) -> None:
    rng = Random(7)
    runs = [found(rng, -0.0201, right, seen, decided) for _ in range(1_000)]
    assert sum(Equality.EQUAL in said for said in runs) <= 0.05 * len(runs)


@pytest.mark.parametrize("right", [0.7, 1.0])
def test_an_arm_that_is_equal_is_seldom_ever_said_to_be_worse(right: float) -> None:
    rng = Random(8)
    runs = [found(rng, -0.0199, right, 1.0, 0.4) for _ in range(500)]
    assert sum(Equality.WORSE in said for said in runs) <= 0.05 * len(runs)


def test_what_is_clear_is_said() -> None:
    rng = Random(9)
    better = [found(rng, 0.3, 0.8, 0.8, 0.7)[-1] for _ in range(100)]
    worse = [found(rng, -0.45, 0.8, 0.8, 0.7)[-1] for _ in range(100)]
    assert better.count(Equality.EQUAL) >= 95
    assert worse.count(Equality.WORSE) >= 95


def test_a_judge_that_sees_no_difference_shows_nothing() -> None:
    assert equality_of(0, 5_000, 0, Tally(100, 95.0)) is Equality.UNKNOWN


def test_a_judge_that_nobody_measured_or_that_guesses_shows_nothing_to_be_equal() -> None:
    assert equality_of(400, 100, 0, Tally(100, 50.0)) is Equality.UNKNOWN
    assert equality_of(400, 100, 0, Tally()) is Equality.UNKNOWN
