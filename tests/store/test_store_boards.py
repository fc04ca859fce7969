"""What the board of fares is added up from: how long answers took, and what was said of them."""

from store_records import attempt_record, decision, request_record

from wayfare.domain.chat import Context
from wayfare.domain.decision import Reason
from wayfare.domain.deployment import Feature
from wayfare.domain.key import Caller
from wayfare.domain.outcome import TIE, Outcome, OutcomeKind
from wayfare.domain.record import Ending, Leg
from wayfare.store.answer_costs import read_answer_costs
from wayfare.store.outcomes import add_outcomes
from wayfare.store.paces import Pace, read_paces
from wayfare.store.said import SaidOf, languages_asked, read_said, topics_of

BEGAN = 1_750_000_000.0
TAX = Context("ko", frozenset({Feature.CHAT}), 100, 300, topic="tax")


def write(writer, *records):
    for record in records:
        writer.append(record)
    writer.flush()


def vote(number, *, arm="mini", **more):
    given = {"score": None, "winner": None, "against": None} | more
    return Outcome(
        id="vote/mina", decision_id=f"decision-{number:08d}", kind=OutcomeKind.VOTE, source="mina",
        arm=arm, said_by="mina", at=1.0, **given,
    )  # fmt: skip


def test_an_answer_took_from_when_it_was_asked_for(database, writer):
    write(
        writer,
        request_record(1),
        attempt_record(1, started_at=BEGAN + 1 + 0.5),
        request_record(2, stream=False),
        attempt_record(2),
    )
    assert read_paces(database, 0) == [Pace("mini", None, 900.0), Pace("mini", 800.0, 1_400.0)]
    assert read_paces(database, BEGAN + 2) == [Pace("mini", None, 900.0)]


def test_who_did_not_answer_on_their_own_account_has_no_pace(database, writer):
    judged = decision(5, reason=Reason("judging", "", ""))
    write(
        writer,
        request_record(1), attempt_record(1, ending=Ending.CUT),
        request_record(2), attempt_record(2, leg=Leg.BACK),
        request_record(3), attempt_record(3, arm="other"),
        request_record(5, decision=judged), attempt_record(5),
    )  # fmt: skip
    assert read_paces(database, 0) == []
    assert sum(each.answered for each in read_answer_costs(database, 0)) == 1


def test_a_topic_has_its_own(database, writer):
    write(
        writer,
        request_record(1, context=TAX), attempt_record(1, total_ms=700.0),
        request_record(2), attempt_record(2),
    )  # fmt: skip
    assert [pace.whole_ms for pace in read_paces(database, 0, "tax")] == [700.0]
    (cost,) = read_answer_costs(database, 0, "tax")
    assert (cost.answered, cost.micros) == (1, 135)
    assert topics_of(database, "owner", 0) == {"tax"}
    assert topics_of(database, "mina", 0) == frozenset()
    assert languages_asked(database, 0) == {"ko": 2}


def test_of_two_that_were_compared_both_are_spoken_of_and_the_newest_word_counts(database, writer):
    write(writer, request_record(1, context=TAX), request_record(2), request_record(3))
    add_outcomes(database, [vote(1, winner="new", against="new")])
    add_outcomes(database, [vote(1, winner="mini", against="new"), vote(2, score=0.25)])
    add_outcomes(database, [vote(3, winner=TIE, against="new")])
    found = sorted(read_said(database, 0), key=lambda each: (each.topic or "", each.arm))
    assert found == [
        SaidOf(None, "mini", OutcomeKind.VOTE, 0.375, 2),
        SaidOf(None, "new", OutcomeKind.VOTE, 0.5, 1),
        SaidOf("tax", "mini", OutcomeKind.VOTE, 1.0, 1),
        SaidOf("tax", "new", OutcomeKind.VOTE, 0.0, 1),
    ]


def test_what_may_not_be_learned_from_is_left_out(database, writer):
    write(writer, request_record(1, caller=Caller("owner", "key-1", may_learn=False)))
    add_outcomes(database, [vote(1, score=1.0)])
    assert read_said(database, 0) == []
