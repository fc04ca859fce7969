"""Sums of what was used: what is unknown stays unknown."""

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_records import SLOW_ON_POSTGRESQL, attempt_record, request_record

from scratch import clear
from wayfare.domain.cost import Cost, CostState
from wayfare.domain.key import Caller
from wayfare.domain.record import AttemptRecord, Ending, RequestRecord
from wayfare.domain.usage import Usage
from wayfare.store.database import Database
from wayfare.store.usage import Group, UsageRow, usage_by
from wayfare.store.writer import Writer

UNKNOWN = Cost(None, CostState.UNKNOWN)


def write(writer: Writer, records: Iterable[RequestRecord | AttemptRecord]) -> None:
    for record in records:
        writer.append(record)
    writer.flush()


def sums(database: Database, group: Group) -> dict[str, UsageRow]:
    return {row.name: row for row in usage_by(database, since=0, until=9e9, group=group)}


def test_nothing_used_is_an_empty_list(database: Database):
    assert usage_by(database, since=0, until=9e9, group="model") == []


def test_a_failover_counts_for_both_models_and_once_for_the_user(
    database: Database, writer: Writer
):
    failed = attempt_record(
        1, 1, ending=Ending.FAILED, usage=Usage(0, 0), cost=Cost(0, CostState.SETTLED)
    )
    answered = attempt_record(1, 2, deployment="large", arm="large", provider="anthropic")
    write(writer, [request_record(1), failed, answered])
    whole = UsageRow("owner", 1, 2, 1, 100, 200, 10, 135, 0, 0, 0)
    assert sums(database, "user") == {"owner": whole}
    project = {"default": UsageRow("default", *_figures(whole))}
    assert sums(database, "project") == project
    assert sums(database, "key") == {"key-1": UsageRow("key-1", *_figures(whole))}
    for group, first, second in [
        ("model", "mini", "large"),
        ("arm", "mini", "large"),
        ("provider", "openai", "anthropic"),
    ]:
        assert sums(database, group) == {
            first: UsageRow(first, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0),
            second: UsageRow(second, 1, 1, 0, 100, 200, 10, 135, 0, 0, 0),
        }


def _figures(row: UsageRow) -> tuple[int | None, ...]:
    return (
        row.requests,
        row.attempts,
        row.failed,
        row.input_tokens,
        row.output_tokens,
        row.cached_tokens,
        row.cost_micros,
        row.unknown_costs,
        row.estimated_costs,
        row.estimated_micros,
    )


def test_costs_that_are_all_unknown_add_up_to_unknown(database: Database, writer: Writer):
    write(writer, [request_record(1), attempt_record(1, cost=UNKNOWN)])
    row = sums(database, "model")["mini"]
    assert (row.cost_micros, row.unknown_costs) == (None, 1)


def test_a_local_answer_costs_nothing_and_that_is_known(database: Database, writer: Writer):
    write(writer, [request_record(1), attempt_record(1, cost=Cost(0, CostState.LOCAL))])
    row = sums(database, "model")["mini"]
    assert (row.cost_micros, row.unknown_costs) == (0, 0)


def test_a_request_without_an_attempt_counts_for_its_user_only(database: Database, writer: Writer):
    write(writer, [request_record(1)])
    assert sums(database, "user")["owner"] == UsageRow("owner", 1, 0, 0, 0, 0, 0, None, 0, 0, 0)
    assert sums(database, "model") == {}


def test_an_abandoned_attempt_is_not_the_providers_failure(database: Database, writer: Writer):
    endings = [Ending.WHOLE, Ending.FAILED, Ending.CUT, Ending.ABANDONED]
    attempts = [attempt_record(1, of, ending=end) for of, end in enumerate(endings, 1)]
    write(writer, [request_record(1), *attempts])
    assert sums(database, "user")["owner"].failed == 2


@pytest.mark.parametrize(
    ("started_at", "day"),
    [
        (1_735_689_599.0, "2024-12-31"),
        (1_735_689_599.999, "2024-12-31"),
        (1_735_689_600.0, "2025-01-01"),
        (1_735_689_600.4, "2025-01-01"),
        (1_709_208_000.0, "2024-02-29"),
    ],
)
def test_a_day_begins_at_midnight_utc(
    database: Database, writer: Writer, started_at: float, day: str
):
    write(writer, [request_record(1, started_at=started_at)])
    assert list(sums(database, "day")) == [day]


def test_the_end_of_a_period_belongs_to_the_next(database: Database, writer: Writer):
    write(writer, [request_record(n, started_at=float(n)) for n in (1, 2, 3)])
    (row,) = usage_by(database, since=1, until=3, group="user")
    assert row.requests == 2


COSTS = st.one_of(
    st.just(UNKNOWN),
    st.just(Cost(0, CostState.LOCAL)),
    # more than a 32-bit number: micro-dollars add up
    st.builds(
        Cost, st.integers(0, 10**13), st.sampled_from([CostState.SETTLED, CostState.ESTIMATED])
    ),
)


@SLOW_ON_POSTGRESQL
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(COSTS, st.integers(0, 10**6), st.sampled_from("ab")), max_size=8))
def test_sums_are_those_of_the_records(database: Database, asked: list[tuple[Cost, int, str]]):
    clear(database)
    writer = Writer(database, max_wait_s=0)
    for number, (cost, tokens, user) in enumerate(asked):
        writer.append(request_record(number, caller=Caller(user, "k")))
        writer.append(attempt_record(number, cost=cost, usage=Usage(tokens, 1)))
    writer.close()
    found = sums(database, "user")
    for user in {user for _, _, user in asked}:
        costs = [cost for cost, _, whose in asked if whose == user]
        known = [cost.micros for cost in costs if cost.micros is not None]
        row = found[user]
        assert row.cost_micros == (sum(known) if known else None)
        assert row.unknown_costs == costs.count(UNKNOWN)
        guessed = [cost for cost in costs if cost.state is CostState.ESTIMATED]
        assert row.estimated_costs == len(guessed)
        assert row.estimated_micros == sum(cost.micros or 0 for cost in guessed)
        assert row.input_tokens == sum(tokens for _, tokens, whose in asked if whose == user)
