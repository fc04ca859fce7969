"""The ticket of an answer can be had later, by the one who asked and nobody else."""

import pytest

from wayfare.bootstrap import make_key
from wayfare.settings.serving import Store
from wayfare.settings.whole import Settings


async def test_a_decision_is_shown_with_every_attempt(client, provider, record):
    provider.faults["scripted-large"] = "status=529"
    headers = {"x-wayfare-conversation": "c-1"}
    answer = await client.stream("안녕하세요", model="auto:best", headers=headers)
    record.decisions()
    found = (await client.get(f"/v1/decisions/{answer.tickets[0]['decision_id']}")).body
    assert found["decision_id"] == answer.tickets[0]["decision_id"]
    assert (found["asked_for"], found["arm"]) == ("auto:best", "scripted-large")
    assert (found["language"], found["conversation"]) == ("ko", "c-1")
    assert (found["propensity"], found["router"]) == (1.0, "prior")
    assert found["reason"]["ko"]
    assert found["offers"][0] == {
        "arm": "scripted-large",
        "fare_micros": found["offers"][0]["fare_micros"],
        "quality": 0.92,
        "time_ms": found["offers"][0]["time_ms"],
        "outcomes": 0,
        "error": None,
        "usual": None,
    }
    assert found["excluded"][0]["arm"] == "scripted-en"
    failed, answered = found["attempts"]
    assert (failed["ending"], failed["status"], failed["number"]) == ("failed", 529, 1)
    assert (answered["ending"], answered["cost_state"]) == ("whole", "settled")
    assert answered["cost_micros"] == answer.tickets[0]["cost_micros"]
    assert answered["usage"]["output_tokens"] > 0
    assert answered["terms"]["may_train"] is False
    assert (failed["served_model"], answered["served_model"]) == (None, answered["arm"])


async def test_a_decision_is_nobody_elses(client, wayfare, environ, record):
    _, key = make_key(wayfare.database, environ, user="kim", label="x", may_learn=True)
    as_kim = {"authorization": f"Bearer {key}"}
    mine = await client.chat("Hi")
    kims = await client.chat("Hi", headers=as_kim)
    record.decisions()
    paths = {
        "mine": f"/v1/decisions/{mine.ticket['decision_id']}",
        "kims": f"/v1/decisions/{kims.ticket['decision_id']}",
    }
    assert (await client.get(paths["mine"])).status == 200
    assert (await client.get(paths["kims"], headers=as_kim)).status == 200
    for path, headers in ((paths["kims"], {}), (paths["mine"], as_kim)):
        answer = await client.get(path, headers=headers)
        assert (answer.status, answer.error["code"]) == (404, "not_found")


@pytest.mark.parametrize("decision_id", ["x", "0" * 32, "'; DROP TABLE keys; --", "%00", "가"])
async def test_a_decision_that_never_was_is_not_found(client, decision_id):
    assert (await client.get(f"/v1/decisions/{decision_id}")).status == 404


class TestWithoutTexts:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(store=Store(keep_texts=False))

    async def test_no_text_is_kept_where_none_shall_be(self, client, record, home):
        await client.chat("Rumpelstiltskin 비밀이야기")
        await client.stream("Rumpelstiltskin 비밀이야기")
        await client.stream("Rumpelstiltskin 비밀이야기\n#fault cut=3")
        await client.embed("Rumpelstiltskin 비밀이야기")
        attempts = record.attempts()
        assert len(attempts) == 4
        assert all(attempt.answer is None for attempt in attempts)
        stored = b"".join(path.read_bytes() for path in home.glob("wayfare.db*"))
        assert stored
        for text in ("Rumpelstiltskin", "비밀이야기", "You said"):
            assert text.encode() not in stored

    async def test_its_figures_are_kept_all_the_same(self, client, record):
        await client.chat("Hi")
        assert record.attempt().usage.output_tokens == 4


async def test_texts_are_kept_where_they_may_be(client, record, home):
    await client.chat("Rumpelstiltskin")
    assert record.attempt().answer == "You said: Rumpelstiltskin"
    stored = b"".join(path.read_bytes() for path in home.glob("wayfare.db*"))
    assert b"Rumpelstiltskin" in stored
