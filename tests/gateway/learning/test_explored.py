"""What exploring cost today is known by every process, without reading the whole day each time."""

from math import inf

import pytest

from wayfare.domain.budget import DAY_S
from wayfare.gateway.learning.explored import OPEN_S, Explored

NOON = 20 * DAY_S + DAY_S / 2


class Log:
    """Costs by when their requests came; and from when on it was read."""

    def __init__(self, *rows: tuple[float, int]) -> None:
        self.rows = list(rows)
        self.read_since: list[float] = []

    def read(self, since, models, until=inf):
        assert set(models) == {"calibrate", "judge", "shadow", "vigil"}
        self.read_since.append(since)
        return sum(micros for at, micros in self.rows if since <= at < until)


@pytest.mark.parametrize("step_s", [7.0, 1_000.0, OPEN_S, 40_000.0])
def test_it_is_what_the_whole_day_came_to_however_often_one_looks(step_s):
    log = Log(*((20 * DAY_S + 61 * n, n + 1) for n in range(1_400)))
    explored, now = Explored(log.read), 20 * DAY_S
    while now < 21 * DAY_S:
        so_far = [row for row in log.rows if row[0] <= now]
        whole, log.rows = log.rows, so_far
        assert explored.today(now) == sum(micros for _, micros in so_far)
        log.rows = whole
        now += step_s


def test_a_cost_that_is_known_later_counts():
    log = Log((NOON, 5))
    explored = Explored(log.read)
    assert explored.today(NOON + 1) == 5
    log.rows.append((NOON, 70))  # its answer took long
    assert explored.today(NOON + OPEN_S) == 75


def test_a_day_begins_with_nothing():
    log = Log((NOON, 5))
    explored = Explored(log.read)
    assert explored.today(NOON) == 5
    assert explored.today(NOON + DAY_S) == 0


def test_only_what_may_yet_change_is_read_again():
    log = Log()
    explored = Explored(log.read)
    explored.today(NOON)
    log.read_since.clear()
    explored.today(NOON + 10)
    assert min(log.read_since) == NOON - OPEN_S
