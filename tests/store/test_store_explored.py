"""What was spent on learning how well models answer is added up, of any span of the log."""

from math import inf

import pytest
from store_records import attempt_record, decision, request_record

from wayfare.domain.arm import Arm
from wayfare.domain.cost import Cost, CostState
from wayfare.domain.decision import Reason
from wayfare.domain.deployment import Deployment
from wayfare.domain.offer import Offer
from wayfare.store.explored import explored_micros

NAMES = ("calibrate", "judge")
BEGAN = request_record(0).started_at


def offers(*fares: int) -> tuple[Offer, ...]:
    return tuple(Offer(Arm(f"{f}", Deployment(f"{f}", "p", f"{f}")), f, None, None) for f in fares)


@pytest.fixture
def log(writer) -> None:
    """One question a second: two to learn from, one trial dearer and one cheaper than else."""
    tried = Reason("tried", "알아보려고", "To learn of it")
    for number, changes in enumerate(
        [
            {"model": "calibrate"},
            {"model": "judge"},
            {"model": "auto"},
            {"decision": decision(3, reason=tried, offers=offers(700, 100))},
            {"decision": decision(4, reason=tried, offers=offers(100, 700))},
            {"model": "judge"},
        ]
    ):
        writer.append(request_record(number, **changes))
    for number, micros in ((0, 10), (1, 20), (2, 40), (5, None)):
        writer.append(attempt_record(number, cost=Cost(micros, CostState.SETTLED)))
    writer.flush()


@pytest.mark.parametrize(
    ("since", "until", "micros"),
    [(0, inf, 630), (1, inf, 620), (0, 3, 30), (3, 4, 600), (4, inf, 0), (9, inf, 0)],
)
def test_what_was_asked_and_what_trials_added_are_added_up(database, log, since, until, micros):
    assert explored_micros(database, BEGAN + since, NAMES, BEGAN + until) == micros
