"""The same record over HTTP when the store is a PostgreSQL: asked, told, kept, read back."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from scratch import scratch_schema
from wayfare.settings.serving import Store
from wayfare.settings.whole import Settings
from wayfare.store.backup import restore
from wayfare_client import chat_body


@pytest.fixture
def settings(postgres: str) -> Iterator[Settings]:
    with scratch_schema(postgres) as url:
        yield replace(Settings(), store=Store(url=url))


async def test_each_answer_has_its_row_with_the_providers_own_count(client, provider, record):
    for number in range(12):
        body = chat_body(f"[{number}]\n#words 5", "scripted-small", stream=number % 2 == 0)
        async with client.session.post("/v1/chat/completions", json=body) as response:
            assert response.status == 200
            await response.read()
    ledger = {row.call_id: row for row in provider.ledger}
    attempts = record.attempts()
    assert len(attempts) == len(ledger) == 12
    told = sorted((row.input_tokens, row.output_tokens, row.cost_micros) for row in provider.ledger)
    kept = sorted((a.usage.input_tokens, a.usage.output_tokens, a.cost.micros) for a in attempts)
    assert kept == told


async def test_a_decision_is_read_back_by_its_id_and_a_key_of_nobody_opens_nothing(client, record):
    async with client.session.post("/v1/chat/completions", json=chat_body("hello")) as response:
        asked = response.headers["x-wayfare-decision-id"]
        await response.read()
    (decision,) = record.decisions()
    assert decision.request_id == asked
    headers = {"authorization": "Bearer wf-nobody"}
    async with client.session.get("/v1/models", headers=headers) as response:
        assert response.status == 401


async def test_it_is_kept_well_there_too(client, record, home, tmp_path):
    assert (await client.chat("Hi")).status == 200
    assert len(record.decisions()) == 1
    switched = await client.request(
        "PUT", "/api/switches/scripted-large", json={"off_for": ["member"]}
    )
    assert switched.body["off_for"] == ["member"]
    made = await client.request("POST", "/api/backups")
    assert made.status == 201, made.raw
    moved = restore(
        home / "backups" / made.body["name"], f"sqlite:///{tmp_path / 'b.db'}", folder=tmp_path
    )
    assert {each.table: each.rows for each in moved}["switches"] == 1
    health = (await client.get("/api/health")).body
    assert (health["tables"]["kind"], health["tables"]["pending"]) == ("postgresql", [])
    assert health["last_backup"]["file"].endswith(made.body["name"])
    assert sum(each["asked"] for each in health["deployments"]) == 1
