"""What a learner reads of outcomes: each with its decision, what it replaces, and what it cost."""

from random import Random

import pytest
from sqlalchemy import event
from store_records import attempt_record, request_record

from wayfare.domain.cost import Cost, CostState
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.store.outcomes import add_outcomes, all_since, read_since
from wayfare.store.requests import read_decision

COUNT = 120


def outcome(number: int, name: str, score: float) -> Outcome:
    decision = f"decision-{number:08d}"
    return Outcome(name, decision, OutcomeKind.CHECK, "tests", "mini", score, None, None, "me", 1.0)


@pytest.fixture
def said(database, writer) -> list[Outcome]:
    """Outcomes of some decisions, said by turns and said anew, some before any attempt ended."""
    rng = Random(1)
    for number in range(8):
        writer.append(request_record(number))
        for attempt in range(1, number % 4 + 1):
            arm = rng.choice(["mini", "new"])
            cost = Cost(None if number == 5 else 10 * attempt, CostState.SETTLED)
            writer.append(attempt_record(number, attempt, arm=arm, cost=cost, total_ms=attempt))
    writer.flush()
    said = [outcome(rng.randrange(8), rng.choice("abc"), number / COUNT) for number in range(COUNT)]
    assert all(add_outcomes(database, said))
    return said


@pytest.mark.parametrize("batch", [1, 7, 500])
def test_each_replaces_the_last_one_of_its_id_however_the_log_is_cut(database, said, batch):
    newest: dict[tuple[str, str], Outcome] = {}
    read = list(all_since(database, batch=batch))
    assert [each.outcome for each in read] == said
    for each in read:
        key = (each.outcome.decision_id, each.outcome.id)
        assert each.replaces == newest.get(key)
        newest[key] = each.outcome


def test_its_cost_is_that_of_the_arms_own_attempts_and_its_time_the_last_ones(database, said):
    for each in all_since(database):
        number = int(each.outcome.decision_id[-8:])
        found = read_decision(database, each.outcome.decision_id)
        ours = [a for a in found.attempts if a.arm == "mini"]
        assert each.total_ms == (ours[-1].total_ms if ours else None)
        known = bool(ours) and number != 5
        assert each.cost_micros == (sum(a.cost.micros for a in ours) if known else None)


def test_a_batch_takes_as_many_queries_as_one_outcome(database, said):
    asked: list[str] = []
    event.listen(database.reading, "before_cursor_execute", lambda *given: asked.append(given[2]))
    read_since(database, 0, 1)
    alone = len(asked)
    read_since(database, 0, COUNT)
    assert len(asked) == 2 * alone


def test_after_the_last_one_there_is_none(database, said):
    assert read_since(database, COUNT) == []
