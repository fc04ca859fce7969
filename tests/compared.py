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
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.domain.record import RequestRecord
from wayfare.domain.shadow import By, Comparison, Fate, Shadow
from wayfare.store.database import Database
from wayfare.store.outcomes import add_outcomes
from wayfare.store.rows import rows_of
from wayfare.store.schema import comparisons

BASELINE = "large"
REASON = Reason("worth", "가장 좋습니다.", "It is the best.")


def measure_judge(database: Database, judge: str, pairs: int) -> None:
    """So many verdicts of a judge that people agree with."""
    records, said = [], []
    for number in range(pairs):
        its = f"{number:031x}f"
        records.append(_asked(its, 1.0, "a", None))
        winner = "a" if number % 2 else BASELINE
        for kind, source in ((OutcomeKind.VOTE, "mina"), (OutcomeKind.VERDICT, judge)):
            name = f"{kind}/{source}"
            said.append(Outcome(name, its, kind, source, "a", None, winner, BASELINE, "mina", 1.0))
    _write(database, records)
    add_outcomes(database, said)


def compare(
    database: Database, count: int, now: float, *, arm: str = "small", mean: float = 0.0,
    differ: float = 0.06, topic: str | None = None, first: int = 0, baseline: str = BASELINE,
) -> None:  # fmt: skip
    """So many comparisons, in the minutes before `now`."""
    rng, records, found = Random(first + 1), [], []
    for number in range(first, first + count):
        its, at = f"{number:032x}", now - 60 - (first + count - number)
        shadow = Shadow(its, at, topic, "ko", arm, baseline, 1.0, 1.0, is_mirror=False)
        records.append(_asked(its, at, arm, shadow))
        lot = rng.random()
        up, down = (differ + mean) / 2, (differ - mean) / 2
        difference = 1.0 if lot < up else -1.0 if lot < up + down else 0.0
        found.append(Comparison(its, at, Fate.COMPARED, difference, By.CHECK))
    _write(database, records)
    with database.write() as connection:
        values = [msgspec.to_builtins(each) for each in found]
        connection.execute(insert(comparisons), values)


def _asked(its: str, at: float, arm: str, shadow: Shadow | None) -> RequestRecord:
    offers = tuple(
        Offer(Arm(name, Deployment(name, "p", name)), 100, 0.8, None) for name in (arm, BASELINE)
    )
    topic = None if shadow is None else shadow.topic
    context = Context("ko", frozenset({Feature.CHAT}), 10, 10, topic=topic)
    decision = Decision(its, Goal.AUTO, offers, 1.0, REASON, "prior", baseline=BASELINE)
    asked = (its, at, None, Caller("owner", "k"), "openai", "auto", False)
    return RequestRecord(*asked, context, decision, None, None, shadow)


def _write(database: Database, records: list[RequestRecord]) -> None:
    with database.writing.begin() as connection:
        for table, rows in rows_of(records).items():
            if rows:
                database.place.add_rows(connection, table, rows)
