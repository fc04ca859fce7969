"""Answers that were compared with the baseline's, as the store has them."""

from collections.abc import Sequence
from random import Random

import msgspec
from sqlalchemy import insert

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.cost import Cost, CostState
from wayfare.domain.decision import Decision, Goal, Reason
from wayfare.domain.deployment import Deployment, Feature, Terms
from wayfare.domain.key import Caller
from wayfare.domain.lot import Lot
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.domain.record import AttemptRecord, Ending, RequestRecord
from wayfare.domain.shadow import By, Comparison, Fate, Shadow
from wayfare.domain.usage import Usage
from wayfare.store.database import Database
from wayfare.store.outcomes import add_outcomes
from wayfare.store.pairs import add_pair
from wayfare.store.rows import rows_of
from wayfare.store.schema import comparisons
from wayfare.store.shadows import add_comparison

BASELINE = "large"
REASON = Reason("worth", "가장 좋습니다.", "It is the best.")


def measure_judge(
    database: Database, judge: str, pairs: int, *, marks: float | None = None
) -> None:
    """So many verdicts of a judge that people agree with; with `marks` that far apart."""
    records, said = [], []
    for number in range(pairs):
        its = f"{number:031x}f"
        records.append(_asked(its, 1.0, "a", None))
        winner = "a" if number % 2 else BASELINE
        for kind, source in ((OutcomeKind.VOTE, "mina"), (OutcomeKind.VERDICT, judge)):
            is_marked = marks is not None and kind is OutcomeKind.VERDICT
            orders = ("AB" if winner == "a" else "BA") if is_marked else None
            higher = None if marks is None or not is_marked else marks if winner == "a" else -marks
            said.append(
                Outcome(
                    f"{kind}/{source}", its, kind, source, "a", None, winner, BASELINE, "mina",
                    1.0, orders, higher,
                )
            )  # fmt: skip
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


def wait_for_votes(database: Database, count: int, now: float, *, first: int = 9_000) -> None:
    """So many pairs that a judge found the arm's answer better in, and that wait for a person."""
    prompt = b'{"model": "auto", "messages": [{"role": "user", "content": "What is VAT?"}]}'
    for number in range(first, first + count):
        its = f"{number:032x}"
        shadow = Shadow(
            its, now - 60, None, "ko", "small", BASELINE, 1.0, 1.0, is_mirror=False,
            vote_chance=0.5, is_vote_drawn=True,
        )  # fmt: skip
        asked = msgspec.structs.replace(_asked(its, now - 60, "small", shadow), prompt=prompt)
        _write(database, [asked, _answered(its, now - 60, "small", 200)])
        add_pair(database, its, now - 60, f"small says {number}", f"large says {number}")
        add_comparison(database, Comparison(its, now - 30, Fate.COMPARED, 1.0, By.JUDGE))


def converse(
    database: Database, count: int, now: float, *, share: float = 0.5, first: int = 0
) -> None:
    """So many conversations of a turn each, two days ago; held ones cost twice as much."""
    rng, said = Random(7 + first), []
    records: list[RequestRecord | AttemptRecord] = []
    for number in range(first, first + count):
        its, at = f"{number:031x}e", now - 2 * 86_400 + number
        is_held = rng.random() < share
        asked = _asked(its, at, BASELINE if is_held else "small", None)
        lot = Lot(its[-17:], share, is_held)
        decision = msgspec.structs.replace(asked.decision, lot=lot)
        records.append(msgspec.structs.replace(asked, decision=decision))
        records.append(_answered(its, at, decision.choice.arm.name, 400 if is_held else 200))
        arm, score = decision.choice.arm.name, float(rng.random() < 0.8)
        kind = OutcomeKind.VOTE
        said.append(Outcome("v", its, kind, "mina", arm, score, None, None, "mina", at + 60))
    _write(database, records)
    add_outcomes(database, said)


def _answered(its: str, at: float, arm: str, micros: int) -> AttemptRecord:
    return AttemptRecord(
        f"{its}-1", its, 1, arm, arm, "p", at, 300.0, 900.0, Ending.WHOLE, None, None,
        Usage(10, 10), True, 1, Cost(micros, CostState.SETTLED), Terms(), "stop", None,
    )  # fmt: skip


def _asked(its: str, at: float, arm: str, shadow: Shadow | None) -> RequestRecord:
    offers = tuple(
        Offer(Arm(name, Deployment(name, "p", name)), 100, 0.8, None) for name in (arm, BASELINE)
    )
    topic = None if shadow is None else shadow.topic
    context = Context("ko", frozenset({Feature.CHAT}), 10, 10, topic=topic)
    decision = Decision(its, Goal.AUTO, offers, 1.0, REASON, "prior", baseline=BASELINE)
    asked = (its, at, None, Caller("owner", "k"), "openai", "auto", False)
    return RequestRecord(*asked, context, decision, None, None, shadow)


def _write(database: Database, records: Sequence[RequestRecord | AttemptRecord]) -> None:
    with database.writing.begin() as connection:
        for table, rows in rows_of(records).items():
            if rows:
                database.place.add_rows(connection, table, rows)
