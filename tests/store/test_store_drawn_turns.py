"""Turns of conversations that had a lot, with what they took and what was said of them."""

from typing import Any

import pytest
from sqlalchemy import event
from store_records import attempt_record, decision, request_record

from wayfare.domain.cost import Cost, CostState
from wayfare.domain.lot import Lot
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.domain.record import Ending
from wayfare.store.drawn_turns import Said, TurnFigures, count_turns, figures_of, turns_after
from wayfare.store.outcomes import add_outcomes
from wayfare.store.requests import read_decision

AT = 1_750_000_000.0
LOT = Lot("00ff", 0.05, is_held=True)


@pytest.fixture
def drawn(database, writer):
    """Every second of six decisions had a lot; they are written the last one first."""
    for number in range(5, -1, -1):
        lot = None if number % 2 else LOT
        its = decision(number, lot=lot, baseline="large")
        writer.append(request_record(number, decision=its))
    writer.flush()


def said(number: int, kind: OutcomeKind, score: float | None, **changes) -> Outcome:
    its = f"decision-{number:08d}"
    fields = {"id": str(kind), "source": "mina", "at": AT + 9, "winner": None, "against": None}
    found = fields | changes
    return Outcome(
        found["id"], its, kind, found["source"], "mini", score, found["winner"],
        found["against"], "mina", found["at"],
    )  # fmt: skip


def test_they_are_read_in_the_order_of_the_requests_however_the_log_is_cut(database, drawn):
    for limit in (1, 2, 500):
        read, after = [], ""
        while some := turns_after(database, after, AT + 100, limit):
            read += some
            after = some[-1].decision_id
        assert [each.decision_id for each in read] == [f"decision-{n:08d}" for n in (0, 2, 4)]
        assert [each.at for each in read] == [AT, AT + 2, AT + 4]
        assert {(each.lot, each.baseline) for each in read} == {(LOT, "large")}
        assert [each.begins for each in read] == [True, False, False]
    assert len(turns_after(database, "", AT + 3)) == 2


def test_they_are_counted_as_they_are_read(database, drawn):
    counted = [count_turns(database, f"decision-{number:08d}") for number in range(6)]
    assert counted == [1, 1, 2, 2, 3, 3]


def test_where_few_have_a_lot_the_others_are_not_read(database, writer, kind):
    for number in range(2_000):
        lot = None if number % 10 else Lot(f"{number // 30:04}", 0.05, is_held=False)
        its = decision(number, lot=lot)
        writer.append(request_record(number, decision=its))
    writer.flush()
    asked: list[tuple[str, Any]] = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        asked.append((statement, parameters))

    event.listen(database.reading, "before_cursor_execute", note)
    assert len(turns_after(database, "", AT + 9_000)) == 200
    event.remove(database.reading, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN" if kind == "sqlite" else "EXPLAIN"
    with database.writing.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
        ((statement, parameters),) = [each for each in asked if "lot_unit" in each[0]]
        plan = " ".join(
            str(row) for row in connection.exec_driver_sql(f"{explain} {statement}", parameters)
        )
    assert "ix_decisions_id_drawn" in plan
    assert "ix_decisions_lot_unit_id" in plan


def test_a_decision_remembers_its_lot(database, drawn):
    assert read_decision(database, "decision-00000002").lot == LOT
    assert read_decision(database, "decision-00000001").lot is None


def test_what_a_turn_took_is_that_of_all_its_attempts(database, writer, drawn):
    writer.append(attempt_record(0, 1, ending=Ending.FAILED, cost=Cost(5, CostState.SETTLED)))
    writer.append(attempt_record(0, 2, started_at=AT + 1.5))
    writer.append(attempt_record(2, cost=Cost(None, CostState.UNKNOWN)))
    writer.append(attempt_record(4, ending=Ending.CUT))
    writer.flush()
    turns = turns_after(database, "", AT + 100)
    assert list(figures_of(database, turns).values()) == [
        TurnFigures(140, 1_800.0, 2_400.0),
        TurnFigures(None, 300.0, 900.0),
        TurnFigures(135, None, None),
    ]


def test_votes_and_signals_come_along_in_the_order_in_which_they_came(database, drawn):
    add_outcomes(
        database,
        [
            said(0, OutcomeKind.VOTE, 0.0),
            said(0, OutcomeKind.VERDICT, 1.0),
            said(0, OutcomeKind.VOTE, 1.0, at=AT + 10),
            said(2, OutcomeKind.SIGNAL, 0.0, source="edited"),
            said(2, OutcomeKind.VOTE, None, winner="mini", against="new"),
            said(1, OutcomeKind.VOTE, 0.5),
        ],
    )
    turns = turns_after(database, "", AT + 100)
    found = [each.said for each in figures_of(database, turns).values()]
    vote, signal = OutcomeKind.VOTE, OutcomeKind.SIGNAL
    assert found == [
        (Said(vote, "mina", 0.0, AT + 9, "vote"), Said(vote, "mina", 1.0, AT + 10, "vote")),
        (
            Said(signal, "edited", 0.0, AT + 9, "signal"),
            Said(vote, "mina", None, AT + 9, "vote"),
        ),
        (),
    ]
