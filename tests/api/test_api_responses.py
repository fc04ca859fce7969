"""An answer in the Responses wire can be gone on from, read again and deleted."""

import json
from dataclasses import replace

import aiohttp
import pytest

from wayfare.bootstrap import make_key
from wayfare.domain.errors import StoreError
from wayfare.settings.serving import Server, Store
from wayfare.settings.whole import Settings

MODEL = "scripted-large"


@pytest.fixture
async def session(url, key):
    headers = {"authorization": f"Bearer {key}"}
    async with aiohttp.ClientSession(url, headers=headers) as session:
        yield session


async def ask(session, text, **more):
    body = {"model": MODEL, "input": text, **more}
    async with session.post("/v1/responses", json=body) as response:
        return response.status, await response.json()


async def stream(session, text, **more):
    body = {"model": MODEL, "input": text, "stream": True, **more}
    async with session.post("/v1/responses", json=body) as response:
        raw = await response.read()
    return [json.loads(line[6:]) for line in raw.splitlines() if line.startswith(b"data: {")]


def text_of(response):
    return response["output"][0]["content"][0]["text"]


async def test_an_answer_is_read_again_as_it_was_given(session):
    status, given = await ask(session, "#say 안녕")
    assert (status, text_of(given)) == (200, "안녕")
    async with session.get(f"/v1/responses/{given['id']}") as response:
        assert await response.json() == given
    async with session.get(f"/v1/responses/{given['id']}/input_items") as response:
        (item,) = (await response.json())["data"]
    assert (item["role"], item["content"][0]["text"]) == ("user", "#say 안녕")


async def test_a_stream_is_kept_before_its_last_event(session):
    events = await stream(session, "#say 안녕")
    last = events[-1]["response"]
    assert events[-1]["type"] == "response.completed"
    async with session.get(f"/v1/responses/{last['id']}") as response:
        assert await response.json() == last


@pytest.mark.parametrize("way", [ask, stream])
async def test_a_conversation_goes_on_over_several_answers(session, tape, way):
    _, first = await ask(session, "#say one")
    _, second = await ask(session, "#say two", previous_response_id=first["id"])
    assert second["previous_response_id"] == first["id"]
    tape.content_type = "application/json"
    tape.pieces = [b'{"choices":[{"message":{"content":"ok"},"finish_reason":"stop"}]}']
    await ask(session, "three", model="tape", previous_response_id=second["id"])
    sent = json.loads(tape.calls[-1].body)["messages"]
    assert [(m["role"], m["content"]) for m in sent] == [
        ("user", "#say one"),
        ("assistant", "one"),
        ("user", "#say two"),
        ("assistant", "two"),
        ("user", "three"),
    ]


async def test_a_streamed_answer_can_be_gone_on_from(session):
    events = await stream(session, "#say one")
    first = events[-1]["response"]["id"]
    later = await stream(session, "#say two", previous_response_id=first)
    told = [e["response"]["previous_response_id"] for e in later if "response" in e]
    assert set(told) == {first}


async def test_what_was_deleted_or_never_kept_cannot_be_gone_on_from(session):
    _, kept = await ask(session, "#say one")
    async with session.delete(f"/v1/responses/{kept['id']}") as response:
        assert (await response.json())["deleted"] is True
    _, unkept = await ask(session, "#say one", store=False)
    for gone in (kept["id"], unkept["id"], "resp_unknown"):
        status, said = await ask(session, "x", previous_response_id=gone)
        assert status == 400
        assert said["error"]["code"] == "previous_response_not_found"
        assert said["error"]["param"] == "previous_response_id"
        async with session.get(f"/v1/responses/{gone}") as response:
            assert response.status == 404
    async with session.delete(f"/v1/responses/{kept['id']}") as response:
        assert response.status == 404


async def test_another_users_answer_is_not_there(session, url, wayfare, environ):
    _, given = await ask(session, "#say one")
    _, key = make_key(wayfare.database, environ, user="other", label="", may_learn=True)
    headers = {"authorization": f"Bearer {key}"}
    async with aiohttp.ClientSession(url, headers=headers) as other:
        for path in ("", "/input_items"):
            async with other.get(f"/v1/responses/{given['id']}{path}") as response:
                assert response.status == 404
        async with other.delete(f"/v1/responses/{given['id']}") as response:
            assert response.status == 404
        status, _ = await ask(other, "x", previous_response_id=given["id"])
        assert status == 400


@pytest.mark.parametrize("way", [ask, stream])
async def test_an_item_of_an_earlier_answer_may_be_named_by_its_id(session, tape, way):
    given = await way(session, "#say one")
    first = given[-1]["response"] if way is stream else given[1]
    named = {"type": "item_reference", "id": first["output"][0]["id"]}
    unknown = {"type": "item_reference", "id": "msg_of_somebody_else"}
    tape.content_type = "application/json"
    tape.pieces = [b'{"choices":[{"message":{"content":"ok"},"finish_reason":"stop"}]}']
    asked = [named, {"role": "user", "content": "two"}]
    status, _ = await ask(session, asked, model="tape")
    assert status == 200
    sent = json.loads(tape.calls[-1].body)["messages"]
    assert [(m["role"], m["content"]) for m in sent] == [("assistant", "one"), ("user", "two")]
    status, said = await ask(session, [unknown, *asked], model="tape")
    assert (status, said["error"]["param"]) == (400, "input[0].type")


ANSWER = {"id": "resp_same", "status": "completed", "previous_response_id": None}


def plays(tape, text, *, streamed):
    content = [{"type": "output_text", "text": text, "annotations": []}]
    output = [{"type": "message", "id": "msg_1", "role": "assistant", "content": content}]
    whole = {**ANSWER, "output": output}
    tape.deployment = replace(tape.deployment, wires=("responses",))
    tape.content_type = "text/event-stream" if streamed else "application/json"
    ended = {"type": "response.completed", "sequence_number": 7, "response": whole}
    data = json.dumps(ended if streamed else whole).encode()
    tape.pieces = [b"data: " + data + b"\n\n"] if streamed else [data]


@pytest.mark.parametrize("way", [ask, stream])
async def test_a_provider_that_gives_one_id_twice_is_answered_from(session, tape, way, wayfare):
    for text in ("one", "two"):
        plays(tape, text, streamed=way is stream)
        await wayfare.parts.catalog.refresh()
        await way(session, "hi", model="tape")
    await way(session, "more", model="tape", previous_response_id="resp_same")
    await way(session, "more", model="tape", previous_response_id="resp_same")
    asked = json.loads(tape.calls[-1].body)["input"]
    assert [item["role"] for item in asked] == ["user", "assistant", "user"]
    async with session.get("/v1/responses/resp_same") as response:
        assert text_of(await response.json()) == "two"


async def test_an_id_of_another_users_answer_takes_nothing_from_it(
    session, tape, wayfare, url, environ
):
    plays(tape, "mine", streamed=False)
    await wayfare.parts.catalog.refresh()
    await ask(session, "hi", model="tape")
    plays(tape, "theirs", streamed=False)
    _, key = make_key(wayfare.database, environ, user="other", label="", may_learn=True)
    async with aiohttp.ClientSession(url, headers={"authorization": f"Bearer {key}"}) as other:
        status, given = await ask(other, "hi", model="tape")
        assert (status, text_of(given)) == (200, "theirs")
        async with other.get("/v1/responses/resp_same") as response:
            assert response.status == 404
    async with session.get("/v1/responses/resp_same") as response:
        assert text_of(await response.json()) == "mine"


async def test_a_stream_that_cannot_be_kept_does_not_end_well(session, tape, wayfare):
    def full(stored):
        raise StoreError("The disk is full.")

    plays(tape, "one", streamed=True)
    await wayfare.parts.catalog.refresh()
    wayfare.parts.responses.add = full
    (event,) = await stream(session, "hi", model="tape")
    assert (event["type"], event["sequence_number"]) == ("error", 7)
    assert (event["code"], event["message"]) == ("store_unavailable", "The disk is full.")


async def test_nothing_is_answered_in_the_background(session):
    status, said = await ask(session, "x", background=True)
    assert (status, said["error"]["param"]) == (400, "background")


class TestWhereNoTextsAreKept:
    @pytest.fixture
    def settings(self):
        return Settings(store=Store(keep_texts=False))

    async def test_no_answer_is_kept_either(self, session):
        status, given = await ask(session, "#say one")
        assert status == 200
        async with session.get(f"/v1/responses/{given['id']}") as response:
            assert response.status == 404


class TestLittleRoom:
    """Where a body may have two thousand bytes, what it names may too."""

    @pytest.fixture
    def settings(self):
        return Settings(server=Server(body_bytes_max=2048))

    async def test_a_conversation_ends_where_it_outgrows_a_body(self, session):
        previous, statuses = {}, []
        for _ in range(4):
            status, given = await ask(session, f"#say {'x' * 300}", **previous)
            statuses.append(status)
            previous = {"previous_response_id": given.get("id")}
        assert statuses == [200, 200, 200, 413]
        assert given["error"]["param"] == "previous_response_id"

    async def test_an_item_that_is_named_often_counts_each_time(self, session):
        _, first = await ask(session, f"#say {'x' * 400}")
        named = {"type": "item_reference", "id": first["output"][0]["id"]}
        for times, expected in ((3, 200), (5, 413)):
            status, given = await ask(session, [*[named] * times, {"role": "user", "content": "?"}])
            assert status == expected
        assert given["error"]["param"] == "input"
