"""What arms offer before anything was learned."""

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.deployment import Deployment, Prior
from wayfare.domain.price import Price, Rates
from wayfare.routing.quote import PIVOT_LOSS, full_fare, quote

SMALL = Deployment(
    "small", "test", "small", price=Price(Rates(200_000, 200_000)), prior=Prior({"": 0.7})
)
KOREAN = Context("ko", frozenset(), 100, 300)


def test_a_pivot_costs_both_ways_beside_the_answer_and_is_presumed_worse():
    direct = quote(Arm("small", SMALL), KOREAN)
    pivot = quote(Arm("small@via-en", SMALL, path="pivot:en", ahead=(SMALL,)), KOREAN)
    assert direct.fare_micros == 80
    assert pivot.fare_micros == 72 + 80 + 152
    assert full_fare(pivot.arm, KOREAN) == pivot.fare_micros
    assert pivot.quality == 0.7 - PIVOT_LOSS
