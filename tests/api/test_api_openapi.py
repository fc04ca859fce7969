"""The OpenAPI document tells of every endpoint, and every endpoint does as it tells."""

import re
from pathlib import Path

import aiohttp
import jsonschema_rs
import pytest
from sqlalchemy import inspect, text

from described import DOCUMENT, OPERATIONS, validate
from wayfare.api.access import Access
from wayfare.api.app import App
from wayfare.api.openapi.document import GROUPS, document
from wayfare.bootstrap import make_key
from wayfare.domain.budget import Rate, Scope
from wayfare.settings.serving import Server
from wayfare.settings.whole import Settings
from wayfare.store.budgets import set_rate
from wayfare_client import Client

KEPT = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"
ASKING = [each for each in OPERATIONS.values() if each.told["tags"] == ["asking"]]
#: What people manage, and the page, have tests of their own.
MANAGED = [
    each
    for each in OPERATIONS.values()
    if each.path.startswith("/api/") or each.told["tags"] == ["page"]
]
UNKNOWN = dict.fromkeys(re.findall(r"{(\w+)}", " ".join(DOCUMENT["paths"])), "nobody")
LIMIT = 4096


@pytest.fixture
def settings() -> Settings:
    return Settings(server=Server(body_bytes_max=LIMIT))


def told_as(path: str) -> str:
    return re.sub(r"{(\w+)(:\w+)?}", r"{\1}", path)


def routes_of(app: App) -> set[tuple[str, str]]:
    found = set(app.data_plane)
    for route in app.routes:
        found |= {(method, told_as(route.path)) for method in route.methods - {"HEAD"}}
    return found


async def test_every_endpoint_is_told_of_and_nothing_else_is(wayfare):
    told = {(each.method, each.path) for each in OPERATIONS.values()}
    app = App(wayfare)
    assert told == routes_of(app)
    public = {(method, told_as(path)) for method, path, access, _ in app.endpoints()
              if access is Access.PUBLIC}  # fmt: skip
    assert {(e.method, e.path) for e in OPERATIONS.values() if not e.wants_key} == public


def test_every_operation_has_a_name_a_group_and_a_sentence():
    tags = {tag for each in OPERATIONS.values() for tag in each.told["tags"]}
    assert tags == set(GROUPS)
    assert all(each.told["summary"].endswith(".") for each in OPERATIONS.values())
    assert len(OPERATIONS) == sum(len(methods) for methods in DOCUMENT["paths"].values())


def test_every_part_of_a_path_is_told_of():
    for each in OPERATIONS.values():
        told = {p["name"] for p in each.told.get("parameters", ()) if p["in"] == "path"}
        assert set(re.findall(r"{(\w+)}", each.path)) == told


def test_the_document_that_is_kept_is_the_one_that_is_served():
    assert KEPT.read_bytes() == document(), "`make docs` prints it anew"


async def test_anybody_may_read_it(url):
    async with aiohttp.ClientSession(url) as session, session.get("/openapi.json") as response:
        assert response.status == 200
        assert response.content_type == "application/json"
        assert await response.read() == document()


@pytest.mark.parametrize("operation", ASKING, ids=lambda each: each.name)
async def test_its_examples_are_answered_as_it_says(client, operation):
    examples = list(operation.examples())
    assert examples
    for example in examples:
        validate(operation.body_schema, example)
        answer = await client.request("POST", operation.path, json=example)
        assert answer.status == 200
        is_streamed = bool(example.get("stream"))
        assert (answer.headers["content-type"].split(";")[0] == "text/event-stream") == is_streamed
        operation.check(answer.status, answer.headers, answer.raw)


async def kept(client: Client) -> dict[str, str]:
    """Something of each kind to read, by the names of the paths' parts."""
    asked = await client.request("POST", "/v1/responses", json={"model": "auto", "input": "Hi"})
    form = aiohttp.FormData({"purpose": "user_data"})
    form.add_field("file", b"words", filename="a.txt", content_type="text/plain")
    added = await client.request("POST", "/v1/files", data=form)
    OPERATIONS["add_file"].check(added.status, added.headers, added.raw)
    return {
        "name": "scripted-small",
        "response_id": asked.body["id"],
        "file_id": added.body["id"],
        "decision_id": asked.ticket["decision_id"],
    }


async def test_what_can_be_read_is_shown_as_it_says(client, wayfare):
    ids = await kept(client)
    wayfare.parts.records.flush()
    # nobody watches this Wayfare, so it has no figures
    reading = [e for e in OPERATIONS.values()
               if e.method != "POST" and e not in MANAGED and e.name != "metrics"]  # fmt: skip
    assert len(reading) > 10
    versions = {"GET": ({}, {"anthropic-version": "2023-06-01"}), "DELETE": ({},)}
    for each in sorted(reading, key=lambda each: each.method == "DELETE"):  # last
        for headers in versions[each.method]:
            answer = await client.request(each.method, each.path.format(**ids), headers=headers)
            assert answer.status == 200, each.name
            each.check(answer.status, answer.headers, answer.raw)


# --- refusals: each status that is told of is provoked -----------------------------------


def asked_for(operation, **fields):
    example = next(iter(operation.examples()), None)
    return {"json": {**example, **fields}} if isinstance(example, dict) else {}


async def without_key(client, wayfare, operation):
    return {"headers": {"authorization": "Bearer wf-wrong"}}


async def without_the_right(client, wayfare, operation):
    plain = {"user": "kim", "label": "plain", "may_learn": False}
    _, key = make_key(wayfare.database, wayfare.options.environ, **plain)
    return {"headers": {"authorization": f"Bearer {key}"}}


async def of_nothing_known(client, wayfare, operation):
    if operation.name == "add_outcomes":
        return {"json": {"decision_id": "nothing", "kind": "vote", "score": 1}}
    return asked_for(operation, model="nobody/nothing")


async def malformed(client, wayfare, operation):
    if operation.name == "read_response":
        return {"params": {"stream": "true"}}
    if operation.name == "list_topics":
        return {"params": {"days": "many"}}
    return {"data": b"{}"}


async def too_large(client, wayfare, operation):
    return {"data": b" " * (LIMIT + 1)}


async def without_a_database(client, wayfare, operation):
    """Nobody's key can be looked up."""
    if operation.name == "ready":
        wayfare.is_draining = True
    with wayfare.database.write() as connection:
        if "keys" in inspect(connection).get_table_names():
            connection.execute(text("ALTER TABLE keys RENAME TO lost"))
    return {}


async def of_who_is_busy(client, wayfare, operation):
    if operation.name == "count_tokens":  # of `auto` no provider is asked
        asked = asked_for(operation, model="scripted-anthropic/scripted-small")
        set_rate(wayfare.database, Rate(Scope.USER, "owner", requests_per_minute=1))
        await wayfare.limits.refresh()
        assert (await client.request("POST", operation.path, **asked)).status == 200
        return asked
    provider = wayfare.providers["scripted"]
    busy = "status=429 retry_after=1"
    provider.faults |= {each.model: busy for each in await provider.deployments()}
    return asked_for(operation)


PROVOKED = {
    400: malformed,
    401: without_key,
    403: without_the_right,
    404: of_nothing_known,
    413: too_large,
    429: of_who_is_busy,
    503: without_a_database,
}


@pytest.mark.parametrize("status", PROVOKED)
async def test_every_refusal_that_it_tells_of_happens_and_looks_as_it_says(client, wayfare, status):
    refusing = [e for e in OPERATIONS.values() if status in e.statuses and e not in MANAGED]
    assert refusing
    for each in refusing:
        options = await PROVOKED[status](client, wayfare, each)
        path = each.path.format(**UNKNOWN)
        answer = await client.request(each.method, path, **options)
        assert answer.status == status, (each.name, answer.raw)
        each.check(answer.status, answer.headers, answer.raw)


def test_no_refusal_is_told_of_that_nobody_provoked():
    told = {status for each in OPERATIONS.values() if each not in MANAGED
            for status in each.statuses}  # fmt: skip
    assert told == {200, *PROVOKED}


async def test_whatever_wants_a_key_tells_of_its_refusal():
    for each in OPERATIONS.values():
        assert 401 in each.statuses or not each.wants_key


# --- bodies: the schema and the decoder refuse the same things ---------------------------

WRONG = [3, "x", [], {}, None, 1.5, True]


@pytest.mark.parametrize("operation", ASKING, ids=lambda each: each.name)
async def test_a_field_of_the_wrong_type_is_refused_by_schema_and_server_alike(client, operation):
    example = next(operation.examples())
    schema = operation.body_schema
    checker = jsonschema_rs.Draft202012Validator(schema)
    seen = set()
    for field in schema["properties"]:
        for wrong in WRONG:
            body = {**example, field: wrong}
            is_told = checker.is_valid(body)
            answer = await client.request("POST", operation.path, json=body)
            seen.add(is_told)
            if not is_told:
                assert answer.status == 400, (field, wrong)
            elif answer.status == 400:  # the schema lets it pass: so does the decoder
                assert "wayfare" not in answer.error
                assert not re.match(rf"`{field}` is (wrong|missing)", answer.error["message"])
    assert seen == {True, False}
