"""What can be asked for is listed, with what is known of it."""

import aiohttp
import pytest

from wayfare.settings.choosing import ArmRow
from wayfare.settings.whole import Settings


async def test_the_list_has_the_goals_first_and_then_every_model(client):
    answer = await client.get("/v1/models")
    assert (answer.status, answer.body["object"]) == (200, "list")
    rows = answer.body["data"]
    assert [row["id"] for row in rows[:4]] == ["auto", "auto:best", "auto:cheap", "auto:fast"]
    names = [row["id"] for row in rows]
    assert {"scripted-large", "scripted-embed", "scripted-unpriced"} < set(names)
    assert len(set(names)) == len(names)
    for row in rows:
        assert {"id", "object", "created", "owned_by"} <= set(row)
        assert row["object"] == "model"


async def test_a_model_says_what_is_known_and_null_for_what_is_not(client):
    found = (await client.get("/v1/models/scripted-large")).body["wayfare"]
    assert found["price"]["input_micros_per_mtok"] == 2_500_000
    assert found["price"]["as_of"]
    assert found["context_tokens"] == 200_000
    assert found["languages"] is None
    assert "tools" in found["features"]
    assert (await client.get("/v1/models/scripted-en")).body["wayfare"]["languages"] == ["en"]
    assert (await client.get("/v1/models/scripted-unpriced")).body["wayfare"]["price"] is None


async def test_a_goal_and_a_name_with_a_slash_can_be_looked_up(client, tape):
    assert (await client.get("/v1/models/auto:best")).body["owned_by"] == "wayfare"
    assert (await client.get("/v1/models/tape")).body["owned_by"] == "tape"
    answer = await client.get("/v1/models/openai/gpt-0")
    assert (answer.status, answer.error["code"]) == (404, "model_not_found")
    assert "openai/gpt-0" in answer.error["message"]


class TestFurtherArms:
    @pytest.fixture
    def settings(self) -> Settings:
        rows = [
            ArmRow(deployment="scripted-thinker", reasoning_effort="low"),
            ArmRow(deployment="scripted-large", name="terse", system_prompt="Be brief."),
        ]
        return Settings(arms=rows)

    async def test_an_arm_is_listed_and_asked_in_its_own_way(self, client, provider, record):
        names = [row["id"] for row in (await client.get("/v1/models")).body["data"]]
        assert {"scripted-thinker@low", "terse"} < set(names)
        answer = await client.chat("Hi", model="scripted-thinker@low")
        assert answer.body["usage"]["completion_tokens_details"]["reasoning_tokens"] == 64
        assert (answer.ticket["arm"], answer.ticket["model"]) == (
            "scripted-thinker@low",
            "scripted-thinker",
        )
        assert record.attempt().arm == "scripted-thinker@low"


async def test_anthropics_clients_get_the_list_in_their_own_shape(url, key):
    headers = {"x-api-key": key, "anthropic-version": "2023-06-01"}
    async with aiohttp.ClientSession(url, headers=headers) as session:
        async with session.get("/v1/models") as response:
            listed = await response.json()
        async with session.get("/v1/models/scripted-large") as response:
            one = await response.json()
    assert [row["id"] for row in listed["data"][:2]] == ["auto", "auto:best"]
    assert (listed["first_id"], listed["has_more"]) == ("auto", False)
    assert one in listed["data"]
    assert (one["type"], one["display_name"]) == ("model", "scripted-large")
