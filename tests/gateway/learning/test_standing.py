"""How offers stand, where one of them is a pivot."""

import numpy as np
import pytest

from wayfare.domain.arm import Arm
from wayfare.domain.deployment import Deployment, Prior
from wayfare.domain.offer import Offer
from wayfare.gateway.learning.standing import PIVOT_HALF, PIVOT_TRIED, Standing
from wayfare.routing.router import DOUBT
from wayfare.routing.standings import Standings
from wayfare.routing.worth_trying import Outlook

SMALL = Deployment("small", "test", "small", prior=Prior({"": 0.7}))
DIRECT = Offer(Arm("small", SMALL), 80, 0.7, None)
PIVOT = Offer(Arm("small@via-en", SMALL, path="pivot:en", ahead=(SMALL,)), 304, 0.65, None)
CLOSE = Standings(np.array([0.7, 0.69]), np.array([[0.01, 0.01], [0.01, 0.02]]), 0.2)


def standing(outcomes):
    return Standing(CLOSE, 0, [0, 1], [100, outcomes], [None, 0], [DOUBT, DOUBT])


@pytest.mark.parametrize(("outcomes", "own"), [(0, 0.1), (PIVOT_HALF, 0.0), (1e9, -0.1)])
def test_a_pivot_is_taken_for_its_model_until_much_is_known_of_where_it_helps(outcomes, own):
    assert standing(outcomes).apart([0.1, -0.1]) == pytest.approx([0.1, own], abs=1e-5)


def test_a_pivot_is_tried_now_and_then_alone():
    offers = [DIRECT, PIVOT]
    weighing = standing(10).weigh(offers, 200, Outlook(5_000.0, 1.0), 0)
    assert weighing.candidates(offers)["small@via-en"].most == PIVOT_TRIED
