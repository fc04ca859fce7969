"""Texts go round by round, and nothing is looked at twice."""

import dataclasses

from wayfare.domain.budget import DAY_S
from wayfare.gateway.forget import Forgetting

BEGINNING = (0.0, "")


class FixedClock:
    def __init__(self, now: float) -> None:
        self.time = now

    def now(self) -> float:
        return self.time


@dataclasses.dataclass
class Shelf:
    """Texts of one project, by when they were written."""

    texts: list[float]
    looked: list[float] = dataclasses.field(default_factory=list)
    unsent: list[float] = dataclasses.field(default_factory=list)

    def kept_days(self, usual: int):
        return {"default": usual} if usual else {}

    def forget(self, project: str, *, after, before: float):
        due = sorted(t for t in self.texts if after < (t, "~") and t < before)[:2]
        self.looked += due
        for text in due:
            self.texts.remove(text)
        return (due[-1], "~") if len(due) == 2 else None

    def forget_kept(self, project: str, *, before: float) -> int:
        return 0

    def forget_unsent(self, *, after: float, before: float) -> int:
        due = [at for at in self.unsent if after <= at < before]
        self.unsent = [at for at in self.unsent if at not in due]
        return len(due)


async def test_all_that_is_due_is_forgotten_and_the_rest_stays():
    shelf = Shelf([day * DAY_S for day in range(1, 10)])
    forgetting = Forgetting(shelf, FixedClock(10 * DAY_S), BEGINNING)
    await forgetting.run(usual_days=3)
    assert shelf.texts == [7 * DAY_S, 8 * DAY_S, 9 * DAY_S]


async def test_the_next_round_goes_on_from_where_the_last_one_ended():
    shelf = Shelf([day * DAY_S for day in range(1, 6)])
    clock = FixedClock(4 * DAY_S)
    forgetting = Forgetting(shelf, clock, BEGINNING)
    await forgetting.run(usual_days=1)
    shelf.texts += [1 * DAY_S]  # nothing new begins in the past
    clock.time = 7 * DAY_S
    await forgetting.run(usual_days=1)
    assert shelf.texts == [1 * DAY_S]


async def test_texts_that_are_kept_for_ever_are_not_looked_at():
    shelf = Shelf([DAY_S])
    await Forgetting(shelf, FixedClock(1e9), BEGINNING).run(usual_days=0)
    assert shelf.looked == []


async def test_a_file_that_nobody_sent_goes_after_a_day_though_texts_stay_for_ever():
    shelf = Shelf([], unsent=[0.0, DAY_S / 2])
    clock = FixedClock(DAY_S)
    forgetting = Forgetting(shelf, clock, BEGINNING)
    assert (await forgetting.run(usual_days=0)).unsent == 0
    clock.time = DAY_S + 1
    assert (await forgetting.run(usual_days=0)).unsent == 1
    assert shelf.unsent == [DAY_S / 2]
    clock.time = 2 * DAY_S
    assert (await forgetting.run(usual_days=0)).unsent == 1
    assert (await forgetting.run(usual_days=0)).unsent == 0
