"""Past questions are read as they may be asked again, and what exploring cost is added up."""

from store_records import attempt_record, decision, request_record

from wayfare.domain.chat import Context
from wayfare.domain.cost import Cost, CostState
from wayfare.domain.decision import Goal, Reason
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.deployment import Feature
from wayfare.domain.key import Caller
from wayfare.domain.usage import Usage
from wayfare.store.database import Database
from wayfare.store.explored import explored_micros, usual_thought
from wayfare.store.keys import KeyRow, add_key
from wayfare.store.past_questions import past_questions
from wayfare.store.writer import Writer

LOOKED_AT = Context(
    "ko", frozenset({Feature.CHAT}), 10, 10, features=b"\x00\x01", features_version="v"
)


def write(writer: Writer, number: int, *, answer: str | None = "42", **changes):
    given = {"context": LOOKED_AT, "demands": NO_DEMANDS} | changes
    writer.append(request_record(number, **given))
    arm = given.get("decision", decision(number)).choice.arm.name
    writer.append(attempt_record(number, answer=answer, arm=arm))
    writer.flush()


def found(database: Database) -> list[str]:
    return [each.decision_id[-1] for each in past_questions(database, "v", 100)]


def test_the_newest_that_may_be_asked_again_come_first(database: Database, writer: Writer):
    add_key(database, KeyRow("key-1", "owner", "", 1.0, may_learn=True), b"d")
    write(writer, 1, demands=Demands(no_training=True))
    write(writer, 2)
    write(writer, 3, demands=None)
    write(writer, 4, prompt=None)
    write(writer, 5, answer=None)
    write(writer, 6, caller=Caller("owner", "key-1", may_learn=False))
    write(writer, 7, context=Context("ko", frozenset(), 1, 1))
    write(writer, 8, decision=decision(8, goal=Goal.NAMED))
    assert found(database) == ["2", "1"]
    first = past_questions(database, "v", 100)[1]
    assert (first.answer, first.features, first.language) == ("42", b"\x00\x01", "ko")
    assert first.demands == Demands(no_training=True)
    assert past_questions(database, "other", 100) == []


def test_what_the_key_demands_and_allows_now_counts_too(database: Database, writer: Writer):
    add_key(database, KeyRow("key-1", "owner", "", 1.0, may_learn=True), b"d")
    strict = KeyRow("key-2", "owner", "", 1.0, may_learn=True, demands="countries=KR")
    add_key(database, strict, b"e")
    add_key(database, KeyRow("key-3", "owner", "", 1.0, may_learn=False), b"f")
    for number in (1, 2, 3):
        write(writer, number, caller=Caller("owner", f"key-{number}"))
    demands = {each.decision_id[-1]: each.demands for each in past_questions(database, "v", 100)}
    assert demands == {"1": NO_DEMANDS, "2": Demands(countries=frozenset({"KR"}))}


def test_what_exploring_cost_is_what_was_asked_for_it_and_what_trials_add(
    database: Database, writer: Writer
):
    tried = decision(3, reason=Reason("tried", "알아봄", "To learn"))
    write(writer, 3, decision=tried)
    for number, model, micros in ((1, "calibrate", 40), (2, "judge", None), (4, "auto", 900)):
        state = CostState.UNKNOWN if micros is None else CostState.SETTLED
        writer.append(request_record(number, model=model))
        writer.append(attempt_record(number, cost=Cost(micros, state)))
    writer.flush()
    # the arm that would have been taken has no price: the trial may have added all of its own
    fares = [offer.fare_micros or 0 for offer in tried.offers]
    added = max(0, fares[0] - fares[1])
    assert explored_micros(database, 0.0, ("calibrate", "judge")) == 40 + added
    assert explored_micros(database, 9e12, ("calibrate", "judge")) == 0


def test_a_model_is_known_to_think_as_much_as_it_did(database: Database, writer: Writer):
    for number, thought in enumerate((100, 201)):
        writer.append(request_record(number))
        usage = Usage(10, 300, reasoning_tokens=thought)
        writer.append(attempt_record(number, deployment="thinker", usage=usage))
    writer.flush()
    assert usual_thought(database, ["thinker", "nobody"]) == {"thinker": 150}
