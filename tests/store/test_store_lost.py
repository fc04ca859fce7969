"""Requests without an attempt are found, and who else has a SQLite database open is known."""

import pytest
from store_records import attempt_record, request_record

from wayfare.store.lost import Presence, open_requests


def test_only_requests_without_an_attempt_are_open(database, writer):
    for number in (1, 2, 3):
        writer.append(request_record(number))
    writer.append(attempt_record(2))
    writer.flush()
    base = request_record(0).started_at
    found = open_requests(database, since=base, until=base + 9)
    assert [request.id for request in found] == [request_record(n).id for n in (1, 3)]
    assert [(request.arm, request.input_tokens) for request in found] == [("mini", 100)] * 2
    assert open_requests(database, since=base + 2, until=base + 3) == []


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_who_comes_first_knows_it_and_who_comes_later_too(database):
    first, second = Presence(database), Presence(database)
    assert (first.was_alone, second.was_alone) == (True, False)
    first.close()
    third = Presence(database)
    assert not third.was_alone  # the second is there
    second.close()
    third.close()
    last = Presence(database)
    assert last.was_alone
    last.close()


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_elsewhere_nobody_knows_who_is_alone(database):
    presence = Presence(database)
    assert not presence.was_alone
    presence.close()
