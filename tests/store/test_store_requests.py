"""What is read back is what was recorded, for those who may see it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from store_records import (
    EXCLUDED,
    SLOW_ON_POSTGRESQL,
    attempt_record,
    decision,
    look,
    request_record,
)

from scratch import clear
from wayfare.domain.cost import Cost, CostState
from wayfare.domain.decision import Goal
from wayfare.domain.deployment import Terms
from wayfare.domain.record import AttemptRecord, Ending
from wayfare.domain.usage import Usage
from wayfare.store.database import Database
from wayfare.store.requests import read_decision
from wayfare.store.rows import StoredOffer
from wayfare.store.writer import Writer


def test_a_decision_comes_back_with_its_offers_reasons_and_attempts(
    database: Database, writer: Writer
):
    record = request_record(1, conversation="c-1")
    failed = attempt_record(
        1,
        1,
        ending=Ending.FAILED,
        status=529,
        error="overloaded",
        first_token_ms=None,
        cost=Cost(None, CostState.UNKNOWN),
        answer=None,
        finish_reason=None,
        logprob_mean=None,
        terms=Terms(),
    )
    answered = attempt_record(1, 2, usage=Usage(1, 2, 3, 4, 5, 6, 7))
    for each in (record, failed, answered):
        writer.append(each)
    writer.flush()
    found = read_decision(database, record.decision.id)
    assert found is not None
    assert found.attempts == (failed, answered)
    assert found.offers == (
        StoredOffer("mini", 120, 0.8, 900.0),
        StoredOffer("new", None, None, None),
    )
    assert found.excluded == EXCLUDED
    assert found.arm == "mini"
    for name in ("id", "goal", "propensity", "reason", "router"):
        assert getattr(found, name) == getattr(record.decision, name)
    for name in ("started_at", "conversation", "wire", "model", "stream"):
        assert getattr(found, name) == getattr(record, name)
    assert (found.request_id, found.user, found.key_id) == (record.id, "owner", "key-1")
    assert found.language == "ko"


def test_a_decision_is_there_before_its_first_attempt_has_ended(database: Database, writer: Writer):
    writer.append(request_record(1, decision=decision(1, goal=Goal.NAMED, excluded=())))
    writer.flush()
    found = read_decision(database, "decision-00000001")
    assert found is not None
    assert (found.goal, found.excluded, found.attempts) == (Goal.NAMED, (), ())


def test_attempts_are_those_of_the_same_request_in_order(database: Database, writer: Writer):
    for number in (1, 2):
        writer.append(request_record(number))
    for number, of in [(1, 2), (2, 1), (1, 1)]:
        writer.append(attempt_record(number, of))
    writer.flush()
    found = read_decision(database, "decision-00000001")
    assert found is not None
    assert [attempt.id for attempt in found.attempts] == [
        "attempt-00000001-1",
        "attempt-00000001-2",
    ]


def test_only_its_user_sees_a_decision(database: Database, writer: Writer):
    writer.append(request_record(1))
    writer.flush()
    assert read_decision(database, "decision-00000001", "owner") is not None
    assert read_decision(database, "decision-00000001", "somebody else") is None
    assert read_decision(database, "decision-00000001", "") is None
    assert read_decision(database, "no such id") is None


def test_the_clients_body_is_kept_byte_for_byte(database: Database, writer: Writer, url: str):
    body = '{"messages":[{"role":"user","content":"안녕\\u0000"}]}'.encode()
    writer.append(request_record(1, prompt=body))
    writer.flush()
    assert look(url, "SELECT prompt FROM requests") == [(body,)]


def test_texts_that_are_not_kept_are_null(database: Database, writer: Writer, url: str):
    writer.append(request_record(1, prompt=None))
    writer.append(attempt_record(1, answer=None))
    writer.flush()
    assert look(url, "SELECT prompt FROM requests") == [(None,)]
    assert look(url, "SELECT answer FROM completions") == [(None,)]


def test_an_unknown_cost_is_null_and_a_local_one_is_zero(
    database: Database, writer: Writer, url: str
):
    writer.append(request_record(1))
    writer.append(attempt_record(1, 1, cost=Cost(None, CostState.UNKNOWN)))
    writer.append(attempt_record(1, 2, cost=Cost(0, CostState.LOCAL)))
    writer.flush()
    stored = look(url, "SELECT micros, state FROM costs ORDER BY attempt_id")
    assert stored == [(None, "unknown"), (0, "local")]


@pytest.mark.parametrize("wrong", [Cost(0, CostState.UNKNOWN), Cost(None, CostState.SETTLED)])
def test_the_database_itself_refuses_an_unknown_cost_that_has_a_figure(
    database: Database, url: str, wrong: Cost
):
    writer = Writer(database)
    writer.append(request_record(1))
    writer.append(attempt_record(1, cost=wrong))
    writer.close()
    assert writer.refused == 1
    for table in ("attempts", "completions", "costs"):
        assert look(url, f"SELECT count(*) FROM {table}") == [(0,)]


MAYBE_MS = st.none() | st.floats(0, 1e7)
ATTEMPTS = st.builds(
    replace,
    st.just(attempt_record(1)),
    first_token_ms=MAYBE_MS,
    total_ms=st.floats(0, 1e7),
    ending=st.sampled_from(Ending),
    status=st.none() | st.integers(100, 599),
    error=st.none() | st.text(),
    answer=st.none() | st.text(),
    finish_reason=st.none() | st.text(),
    counted_by_provider=st.booleans(),
    usage=st.builds(Usage, *[st.integers(0, 2**31 - 1)] * len(Usage.__struct_fields__)),
    cost=st.one_of(
        st.just(Cost(None, CostState.UNKNOWN)),
        st.builds(Cost, st.integers(0, 2**63 - 1), st.just(CostState.SETTLED)),
    ),
    terms=st.builds(
        Terms,
        company=st.none() | st.text(),
        country=st.none() | st.text(),
        may_train=st.none() | st.booleans(),
        kept_days=st.none() | st.integers(0, 999),
        passes_on=st.booleans(),
    ),
    left_out=st.lists(st.text(), max_size=3).map(tuple),
    logprob_mean=st.none() | st.floats(-100, 0),
    form=st.none() | st.lists(st.floats(-2, 2), max_size=4).map(tuple),
)


#: A server keeps no U+0000 in a text; what it keeps instead is tested by itself.
FOR_SERVERS = {"postgresql": "\N{SYMBOL FOR NULL}"}


@SLOW_ON_POSTGRESQL
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(made=st.lists(ATTEMPTS, max_size=4))
def test_any_attempt_comes_back_as_it_was(database: Database, kind: str, made: list[AttemptRecord]):
    clear(database)
    writer = Writer(database, max_wait_s=0)
    made = [replace(record, id=f"a-{n}", number=n) for n, record in enumerate(made, 1)]
    for record in (request_record(1), *made):
        writer.append(record)
    writer.close()
    assert writer.refused == 0
    found = read_decision(database, "decision-00000001")
    assert found is not None
    mark = FOR_SERVERS.get(kind, "\x00")
    assert found.attempts == tuple(
        replace(
            each,
            error=each.error and each.error.replace("\x00", mark),
            answer=each.answer and each.answer.replace("\x00", mark),
            finish_reason=each.finish_reason and each.finish_reason.replace("\x00", mark),
        )
        for each in made
    )


def test_who_answered_is_kept_where_the_provider_said_it(database: Database):
    writer = Writer(database)
    for number, served in ((1, "mini-2026-11-20"), (2, None)):
        writer.append(request_record(number))
        writer.append(attempt_record(number, served_model=served))
    writer.close()
    found = [read_decision(database, f"decision-{number:08d}") for number in (1, 2)]
    served = [each.attempts[0].served_model for each in found if each is not None]
    assert served == ["mini-2026-11-20", None]
