"""Whom a choice is compared with: the best for one who always takes the same."""

import msgspec
import pytest

from wayfare.domain.arm import Arm, Setup
from wayfare.domain.deployment import Deployment
from wayfare.domain.offer import Offer
from wayfare.domain.price import Price, Rates
from wayfare.routing.baseline import FARES_MAX, USUAL, find_baseline, usual_fare


def offer(name, quality, input_rate=None, **more) -> Offer:
    price = None if input_rate is None else Price(Rates(input_rate, 4 * input_rate))
    return Offer(Arm(name, Deployment(name, "p", name, price=price)), 1, quality, None, **more)


DEAR = offer("dear", 0.90, 2_000_000)  # a usual question: 4,048 micro-dollars
PLAIN = offer("plain", 0.80, 200_000)  # 405
NEW = offer("new", 0.99)  # nobody knows its price


@pytest.mark.parametrize(("worth", "best"), [(200, "plain"), (1_000, "dear"), (0, "plain")])
def test_it_is_the_best_for_its_price(worth, best):
    assert find_baseline([DEAR, NEW, PLAIN], worth) == best


def test_a_question_does_not_change_it():
    here = msgspec.structs.replace(DEAR, quality=1.0, fare_micros=1, usual=0.5)
    assert find_baseline([here, PLAIN], 1_000) == "plain"


def test_what_the_owner_names_is_it_if_it_can_take_the_request():
    assert find_baseline([DEAR, PLAIN], 0, "dear") == "dear"
    assert find_baseline([PLAIN], 0, "dear") is None


def test_nothing_known_is_no_baseline():
    assert find_baseline([NEW, offer("other", None, 1)], 200) is None


def test_a_length_budget_makes_an_arm_cheaper():
    dear = DEAR.arm.deployment
    short = Offer(Arm("short", dear, Setup(output_tokens_max=50)), 1, 0.89, None)
    assert find_baseline([DEAR, short], 200) == "short"


def test_the_order_of_offers_does_not_matter():
    twin = offer("twin", 0.80, 200_000)
    assert find_baseline([PLAIN, twin], 200) == find_baseline([twin, PLAIN], 200)


def test_a_price_that_changed_counts_at_once():
    for rate, best in ((200_000, "plain"), (9_000_000, "dear"), (200_000, "plain")):
        assert find_baseline([DEAR, offer("plain", 0.80, rate)], 200) == best


def test_so_many_arms_as_there_may_be_keep_their_own_fares():
    arms = [offer(str(number), 0.5, number).arm for number in range(2, FARES_MAX + 9)]
    for _ in range(2):
        for number, arm in enumerate(arms, 2):
            assert usual_fare(arm) == arm.deployment.price.cost_micros(USUAL), number
