"""Answers that were compared with the baseline's, as the store has them."""

from random import Random

import msgspec
from sqlalchemy import insert

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.decision import Decision, Goal, Reason
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.domain.record import RequestRecord
from wayfare.domain.shadow import By, Comparison, Fate, Shadow
from wayfare.store.database import Database
from wayfare.store.rows import rows_of
from wayfare.store.schema import comparisons

BASELINE = "large"
REASON = Reason("worth", "가장 좋습니다.", "It is the best.")


def compare(
    database: Database, count: int, now: float, *, arm: str = "small", mean: float = 0.0,
    differ: float = 0.06, topic: str | None = None, first: int = 0,
) -> None:  # fmt: skip
    """So many comparisons, in the minutes before `now`."""
    rng, records, found = Random(first + 1), [], []
    offers = tuple(
        Offer(Arm(name, Deployment(name, "p", name)), 100, 0.8, None) for name in (arm, BASELINE)
    )
    for number in range(first, first + count):
        its, at = f"{number:032x}", now - 60 - (first + count - number)
        shadow = Shadow(its, at, topic, "ko", arm, BASELINE, 1.0, 1.0, is_mirror=False)
        context = Context("ko", frozenset({Feature.CHAT}), 10, 10, topic=topic)
        decision = Decision(its, Goal.AUTO, offers, 1.0, REASON, "prior", baseline=BASELINE)
        asked = (its, at, None, Caller("owner", "k"), "openai", "auto", False)
        records.append(RequestRecord(*asked, context, decision, None, None, shadow))
        lot = rng.random()
        up, down = (differ + mean) / 2, (differ - mean) / 2
        difference = 1.0 if lot < up else -1.0 if lot < up + down else 0.0
        found.append(Comparison(its, at, Fate.COMPARED, difference, By.CHECK))
    with database.writing.begin() as connection:
        for table, rows in rows_of(records).items():
            if rows:
                database.place.add_rows(connection, table, rows)
        values = [msgspec.to_builtins(each) for each in found]
        connection.execute(insert(comparisons), values)
