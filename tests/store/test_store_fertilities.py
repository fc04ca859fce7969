"""How many tokens a model makes of a language, and what an answered question came to."""

import pytest
from store_records import attempt_record, decision, request_record

from wayfare.domain.chat import Context
from wayfare.domain.cost import Cost, CostState
from wayfare.domain.deployment import Feature
from wayfare.domain.fertility import Fertility
from wayfare.domain.record import Ending, Leg
from wayfare.domain.usage import Usage
from wayfare.store.answer_costs import AnswerCosts, read_answer_costs
from wayfare.store.database import Database
from wayfare.store.fertilities import read_fertilities
from wayfare.store.writer import Writer

ENGLISH = Context("en", frozenset({Feature.CHAT}), 100, 300)


def write(writer: Writer, *records) -> None:
    for record in records:
        writer.append(record)
    writer.flush()


def counted(number: int, of: int = 1, **changes):
    usage = Usage(100, 60, reasoning_tokens=10)
    return attempt_record(
        number, of, **({"usage": usage, "letters": 100, "presumed_tokens": 90} | changes)
    )


def test_answers_are_added_up_by_model_and_language(database: Database, writer: Writer):
    write(writer, request_record(1), counted(1), request_record(2), counted(2))
    write(writer, request_record(3, context=ENGLISH), counted(3, letters=400, presumed_tokens=99))
    assert read_fertilities(database, 0) == [
        Fertility("mini", "en", 1, 400, 50, 99),
        Fertility("mini", "ko", 2, 200, 100, 180),
    ]
    assert read_fertilities(database, 1_750_000_003.0)[0].language == "en"


@pytest.mark.parametrize(
    "changes",
    [
        {"leg": Leg.BACK},
        {"counted_by_provider": False},
        {"ending": Ending.CUT},
        {"letters": None, "presumed_tokens": None},
        {"usage": Usage(100, 10, reasoning_tokens=10)},
        {"usage": Usage(100, 5_000)},
        {"usage": Usage(100, 10)},
    ],
)
def test_what_says_nothing_of_the_tokenizer_is_left_out(database, writer, changes):
    write(writer, request_record(1), counted(1, **changes))
    assert read_fertilities(database, 0) == []


def test_an_answered_question_costs_its_failed_attempts_and_its_legs_too(database, writer):
    write(
        writer,
        request_record(1),
        attempt_record(1, 1, ending=Ending.FAILED, cost=Cost(5, CostState.ESTIMATED)),
        attempt_record(1, 2, leg=Leg.THERE, cost=Cost(20, CostState.SETTLED)),
        attempt_record(1, 3, cost=Cost(100, CostState.SETTLED)),
        request_record(2),
        attempt_record(2, 1, ending=Ending.FAILED, cost=Cost(7, CostState.ESTIMATED)),
    )
    assert read_answer_costs(database, 0) == [AnswerCosts("mini", "ko", 1, 132)]
    assert read_answer_costs(database, 0)[0].micros_each == 132


def test_one_unknown_cost_makes_all_unknown(database, writer):
    write(
        writer,
        request_record(1, decision=decision(1)),
        attempt_record(1, cost=Cost(None, CostState.UNKNOWN)),
        request_record(2),
        attempt_record(2),
    )
    (costs,) = read_answer_costs(database, 0)
    assert (costs.answered, costs.micros, costs.micros_each) == (2, None, None)
