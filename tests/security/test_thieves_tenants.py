"""What belongs to somebody else is not there: not to read, not to delete, not to go on from."""

import json

import aiohttp
import pytest

from people import bearer, join
from wayfare.domain.account import Role

SECRET = "the-owners-own-words"


@pytest.fixture
async def owned(client, wayfare):
    """Something of each kind that the owner has, by the names of the paths' parts."""
    asked = await client.request("POST", "/v1/responses", json={"model": "auto", "input": SECRET})
    form = aiohttp.FormData({"purpose": "user_data"})
    form.add_field("file", SECRET.encode(), filename="a.txt", content_type="text/plain")
    added = await client.request("POST", "/v1/files", data=form)
    wayfare.parts.records.flush()
    return {
        "response_id": asked.body["id"],
        "file_id": added.body["id"],
        "decision_id": asked.ticket["decision_id"],
    }


@pytest.fixture
def kim(wayfare):
    return join(wayfare, "kim", Role.MEMBER)


@pytest.fixture
def thief(kim):
    """The headers of somebody who may ask here, like anybody."""
    return bearer(kim.key())


NAMED = [
    ("GET", "/v1/responses/{response_id}"),
    ("GET", "/v1/responses/{response_id}/input_items"),
    ("DELETE", "/v1/responses/{response_id}"),
    ("GET", "/v1/files/{file_id}"),
    ("GET", "/v1/files/{file_id}/content"),
    ("DELETE", "/v1/files/{file_id}"),
    ("GET", "/v1/decisions/{decision_id}"),
]


async def test_what_is_somebody_elses_is_not_there(client, owned, thief):
    nothing = {name: "x" + value[1:] for name, value in owned.items()}
    for method, path in NAMED:
        theirs = await client.request(method, path.format(**owned), headers=thief)
        absent = await client.request(method, path.format(**nothing), headers=thief)
        assert (theirs.status, absent.status) == (404, 404), path
        # nor does the answer tell that it is there, and only not theirs
        for name, value in owned.items():
            nobodys = absent.raw.replace(nothing[name].encode(), value.encode())
            absent = type(absent)(absent.status, absent.headers, nobodys)
        assert theirs.raw == absent.raw
        assert SECRET.encode() not in theirs.raw
    for method, path in NAMED[:2] + NAMED[3:5] + NAMED[6:]:
        assert (await client.request(method, path.format(**owned))).status == 200, path


async def test_lists_hold_what_is_ones_own(client, owned, thief):
    listed = await client.get("/v1/files", headers=thief)
    assert listed.body["data"] == []
    assert len((await client.get("/v1/files")).body["data"]) == 1


async def test_nobody_goes_on_from_somebody_elses_answer(client, owned, thief, provider):
    called = len(provider.ledger)
    response_id = owned["response_id"]
    going_on = {"model": "auto", "input": "Repeat.", "previous_response_id": response_id}
    answer = await client.request("POST", "/v1/responses", json=going_on, headers=thief)
    assert (answer.status, answer.error["code"]) == (400, "previous_response_not_found")
    whole = await client.get(f"/v1/responses/{response_id}")
    item = whole.body["output"][0]["id"]
    naming = {"model": "auto", "input": [{"type": "item_reference", "id": item}]}
    answer = await client.request("POST", "/v1/responses", json=naming, headers=thief)
    assert SECRET.encode() not in answer.raw
    assert len(provider.ledger) == called or answer.status != 200


BODIES = {
    "/v1/chat/completions": lambda file_id: {
        "messages": [{"role": "user", "content": [{"type": "file", "file": {"file_id": file_id}}]}]
    },
    "/v1/messages": lambda file_id: {
        "max_tokens": 9,
        "messages": [
            {
                "role": "user",
                "content": [{"type": "document", "source": {"type": "file", "file_id": file_id}}],
            }
        ],
    },
    "/v1/responses": lambda file_id: {
        "input": [{"role": "user", "content": [{"type": "input_file", "file_id": file_id}]}]
    },
}


async def test_nobody_asks_about_somebody_elses_file(client, owned, thief, provider):
    called = len(provider.ledger)
    for path, body in BODIES.items():
        asked = {"model": "scripted-small", **body(owned["file_id"])}
        answer = await client.request("POST", path, json=asked, headers=thief)
        assert answer.status == 400
        assert "no file" in json.loads(answer.raw)["error"]["message"]
        assert SECRET.encode() not in answer.raw
    assert len(provider.ledger) == called


async def test_a_member_sees_no_others_and_makes_themselves_no_admin(client, wayfare, kim):
    join(wayfare, "lee", Role.MEMBER)
    others_key = (await client.request("POST", "/api/keys", json={"label": "mine"})).body["id"]
    await client.request("POST", "/api/projects", json={"id": "secret"})
    page = {**kim.session(), "authorization": ""}
    tries = [
        ("GET", "/api/users", None, 403),
        ("GET", "/api/users/lee", None, 404),
        ("PATCH", "/api/users/kim", {"role": "owner"}, 403),
        ("POST", "/api/users", {"name": "eve", "role": "owner"}, 403),
        ("PUT", "/api/users/owner/password", {"password": "taken over now"}, 403),
        ("GET", "/api/projects/secret", None, 404),
        ("PUT", "/api/projects/secret/members/kim", None, 403),
        ("DELETE", f"/api/keys/{others_key}", None, 404),
        ("POST", "/api/keys", {"may_manage": True}, 403),
        ("POST", "/api/keys", {"project": "secret"}, 404),
        ("POST", "/api/setup", {"password": "taken over now"}, 403),
        ("POST", "/api/reload", None, 403),
        ("GET", "/metrics", None, 403),
    ]
    for method, path, body, status in tries:
        answer = await client.request(method, path, json=body, headers=page)
        assert answer.status == status, (method, path, answer.raw)
    mine = await client.get("/api/keys", headers=page)
    assert mine.body == {"keys": []}
