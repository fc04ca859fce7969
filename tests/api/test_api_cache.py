"""The very same request gets the same answer again, where its project wants that."""

import json
import re

import aiohttp
import pytest
from sqlalchemy import insert, select, update

from wayfare.bootstrap import make_key
from wayfare.domain.record import Ending
from wayfare.store.schema import cached_answers, members, projects, requests
from wayfare_client import Client, chat_body

QUESTION = chat_body("Where does the Han flow?")
MESSAGES = {
    "model": "scripted-small",
    "max_tokens": 50,
    "messages": [{"role": "user", "content": "Where does the Han flow?"}],
}
RESPONSES = {"model": "scripted-small", "input": "Where does the Han flow?"}
WIRES = [
    ("/v1/chat/completions", QUESTION),
    ("/v1/messages", MESSAGES),
    ("/v1/responses", RESPONSES),
]


@pytest.fixture
async def client(wayfare, client):
    """A client whose project keeps answers for an hour."""
    with wayfare.database.write() as connection:
        connection.execute(update(projects).values(cache_s=3600))
    return client


def asked(provider) -> int:
    """How often the provider was asked."""
    return len(provider.ledger)


async def ask(client, path, body, **headers):
    return await client.request("POST", path, json=body, headers=headers)


def told_by(given) -> bytes:
    """What an answer's ticket begins with."""
    return b'"wayfare":{"decision_id":"' + given.headers["x-wayfare-decision-id"].encode()


def without_ticket(raw: bytes) -> bytes:
    """An answer, its ticket cut out."""
    head, _, rest = raw.partition(b'"wayfare":')
    _, end = json.JSONDecoder().raw_decode(rest.decode())
    return head + rest.decode()[end:].encode()


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(("path", "body"), WIRES)
async def test_the_same_request_is_answered_again_without_asking(
    client, provider, record, path, body, stream
):
    body = {**body, "stream": stream}
    first = await ask(client, path, body)
    again = await ask(client, path, body)
    assert (first.status, again.status, asked(provider)) == (200, 200, 1)
    assert without_ticket(again.raw) == without_ticket(first.raw)
    assert "x-wayfare-cache" not in first.headers
    assert again.headers["x-wayfare-cache"] == "hit"
    for given, other in ((again, first), (first, again)):
        assert told_by(given) in given.raw
        assert told_by(other) not in given.raw
    earlier, later = record.decisions()
    assert [attempt.ending for attempt in earlier.attempts] == [Ending.WHOLE]
    (attempt,) = later.attempts
    assert (attempt.ending, attempt.cost.micros, later.reason.code) == (Ending.AGAIN, 0, "again")


async def test_its_ticket_says_so_and_names_nobody_who_read_it(client):
    await client.request("POST", "/v1/chat/completions", json=QUESTION)
    again = await client.request("POST", "/v1/chat/completions", json=QUESTION)
    ticket = again.ticket
    assert ticket["reason"]["en"].startswith("The very same request was answered")
    assert "다시" in ticket["reason"]["ko"]
    assert (ticket["cost_micros"], ticket["cost_state"], ticket["companies"]) == (0, "settled", [])


@pytest.mark.parametrize(
    "other",
    [
        {**QUESTION, "temperature": 0.5},
        {**QUESTION, "model": "scripted-large"},
        {**QUESTION, "stream": True},
        chat_body("Where does the Han flow? "),
    ],
)
async def test_another_request_is_asked(client, provider, other):
    await ask(client, "/v1/chat/completions", QUESTION)
    given = await ask(client, "/v1/chat/completions", other)
    assert "x-wayfare-cache" not in given.headers
    assert asked(provider) == 2


async def test_what_is_demanded_belongs_to_the_request(client, provider):
    await ask(client, "/v1/chat/completions", QUESTION)
    await ask(client, "/v1/chat/completions", QUESTION, **{"x-wayfare-demands": "no_training"})
    assert asked(provider) == 2


@pytest.mark.parametrize("project", ["default", "other"])
@pytest.mark.parametrize("user", ["owner", "mina"])
async def test_nobody_gets_the_answer_of_another(
    client, wayfare, environ, url, provider, user, project
):
    with wayfare.database.write() as connection:
        row = {"id": "other", "title": "other", "created_at": 0, "cache_s": 3600}
        connection.execute(insert(projects).values(row))
        connection.execute(insert(members).values(project="other", user="owner"))
    _, key = make_key(wayfare.database, environ, user="mina", label="", may_learn=True)
    if project == "other":
        with wayfare.database.write() as connection:
            connection.execute(insert(members).values(project="other", user="mina"))
    _, key = make_key(
        wayfare.database, environ, user=user, label="", may_learn=True, project=project
    )
    await ask(client, "/v1/chat/completions", QUESTION)
    async with aiohttp.ClientSession(url, headers={"authorization": f"Bearer {key}"}) as session:
        given = await ask(Client(session), "/v1/chat/completions", QUESTION)
    is_same = (user, project) == ("owner", "default")
    assert ("x-wayfare-cache" in given.headers) == is_same
    assert asked(provider) == (1 if is_same else 2)


async def test_a_client_may_ask_anew_or_leave_nothing(client, provider):
    path = "/v1/chat/completions"
    await ask(client, path, QUESTION, **{"cache-control": "no-store"})
    await ask(client, path, QUESTION)
    assert asked(provider) == 2
    anew = await ask(client, path, QUESTION, **{"Cache-Control": "No-Cache"})
    assert ("x-wayfare-cache" in anew.headers, asked(provider)) == (False, 3)
    again = await ask(client, path, QUESTION)
    assert again.ticket["decision_id"] != anew.ticket["decision_id"]
    assert (again.headers["x-wayfare-cache"], asked(provider)) == ("hit", 3)


async def test_an_answer_that_has_expired_is_asked_for_anew(client, wayfare, provider):
    await ask(client, "/v1/chat/completions", QUESTION)
    with wayfare.database.write() as connection:
        connection.execute(update(cached_answers).values(expires_at=1.0))
    await ask(client, "/v1/chat/completions", QUESTION)
    assert asked(provider) == 2
    with wayfare.database.read() as connection:
        (row,) = connection.execute(cached_answers.select()).all()
    assert row.expires_at == row.created_at + 3600


@pytest.mark.parametrize("question", ["#fault cut=3", "#fault error_event=2", "#fault malformed=1"])
async def test_half_an_answer_is_never_given_again(client, provider, question):
    body = chat_body(question, stream=True)
    await ask(client, "/v1/chat/completions", body)
    before = asked(provider)
    await ask(client, "/v1/chat/completions", body)
    assert asked(provider) == 2 * before


async def test_without_a_word_of_the_project_nothing_is_kept(client, wayfare, provider):
    with wayfare.database.write() as connection:
        connection.execute(update(projects).values(cache_s=None))
    wayfare.keyring.forget()
    await ask(client, "/v1/chat/completions", QUESTION)
    await ask(client, "/v1/chat/completions", QUESTION)
    assert asked(provider) == 2


async def test_where_no_texts_are_kept_no_answers_are(client, wayfare, provider):
    with wayfare.database.write() as connection:
        connection.execute(update(projects).values(keep_texts=False))
    await ask(client, "/v1/chat/completions", QUESTION)
    await ask(client, "/v1/chat/completions", QUESTION)
    assert asked(provider) == 2
    with wayfare.database.read() as connection:
        assert connection.execute(cached_answers.select()).all() == []


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("is_kept", [True, False])
async def test_a_question_that_is_asked_again_is_kept_only_while_its_project_keeps_texts(
    client, wayfare, provider, record, is_kept, stream
):
    body = {**QUESTION, "stream": stream}
    await ask(client, "/v1/chat/completions", body)
    with wayfare.database.write() as connection:
        connection.execute(update(projects).values(keep_texts=is_kept))
    wayfare.keyring.forget()
    again = await ask(client, "/v1/chat/completions", body)
    assert (asked(provider), "x-wayfare-cache" in again.headers) == (2 - is_kept, is_kept)
    record.decisions()  # all is written by then
    with wayfare.database.read() as connection:
        kept = connection.execute(select(requests.c.prompt).order_by(requests.c.started_at)).all()
    assert [row.prompt is not None for row in kept] == [True, is_kept]


@pytest.mark.parametrize("stream", [False, True])
async def test_an_answer_that_says_what_stands_for_its_ticket_is_still_whole(client, stream):
    body = chat_body("#say <the ticket of this answer>", stream=stream)
    given = [await ask(client, "/v1/chat/completions", body) for _ in range(2)]
    assert [without_ticket(each.raw).count(b"<the ticket of this answer>") for each in given] in (
        [1, 1],
        [0, 0],  # it came word by word
    )
    assert all(each.raw.count(told_by(each)) == 1 for each in given)
    if not stream:
        assert given[0].text == given[1].text


@pytest.mark.parametrize("stream", [False, True])
async def test_an_answer_that_was_deleted_does_not_come_back(client, wayfare, provider, stream):
    body = {**RESPONSES, "stream": stream}
    first = await ask(client, "/v1/responses", body)
    (answer_id,) = set(re.findall(rb'"id":"(resp_\w+)"', first.raw))
    path = f"/v1/responses/{answer_id.decode()}"
    assert (await client.request("DELETE", path)).status == 200
    with wayfare.database.read() as connection:
        assert connection.execute(select(cached_answers)).all() == []
    again = await ask(client, "/v1/responses", body)
    assert (asked(provider), answer_id in again.raw) == (2, False)
    assert (await client.get(path)).status == 404
