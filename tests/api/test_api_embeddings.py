"""Texts are embedded by the model that is named, and by no other in its place."""

import base64
import struct

import pytest

from tape import TapeProvider
from wayfare.domain.cost import Cost, CostState
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.record import Ending
from wayfare.domain.usage import Usage


async def test_texts_are_embedded_with_a_ticket(client, record):
    answer = await client.embed(["하나", "둘"], dimensions=16)
    assert answer.status == 200
    assert [len(row["embedding"]) for row in answer.body["data"]] == [16, 16]
    ticket = answer.ticket
    assert (ticket["arm"], ticket["cost_state"]) == ("scripted-embed", "settled")
    assert answer.headers["x-wayfare-decision-id"] == ticket["decision_id"]
    (decision,) = record.decisions()
    (attempt,) = decision.attempts
    assert decision.wire == "openai-embeddings"
    assert attempt.ending is Ending.WHOLE
    assert attempt.usage == Usage(answer.body["usage"]["prompt_tokens"], 0)
    assert attempt.cost == Cost(ticket["cost_micros"], CostState.SETTLED)


async def test_base64_carries_the_same_numbers(client):
    plain = await client.embed("하나", dimensions=8, encoding_format="float")
    packed = await client.embed("하나", dimensions=8, encoding_format="base64")
    raw = base64.b64decode(packed.body["data"][0]["embedding"])
    assert list(struct.unpack("<8f", raw)) == plain.body["data"][0]["embedding"]


@pytest.mark.parametrize("goal", ["auto", "auto:best", "auto:cheap", "auto:fast"])
async def test_no_model_is_chosen_for_vectors(client, record, goal):
    answer = await client.embed("하나", model=goal)
    assert (answer.status, answer.error["param"]) == (400, "model")
    assert "vectors of two models do not mix" in answer.error["message"]
    assert "Name one model" in answer.error["message"]
    assert record.decisions() == []


async def test_a_chat_model_does_not_embed_and_an_embedder_does_not_chat(client, provider):
    answer = await client.embed("하나", model="scripted-small")
    assert (answer.status, answer.error["param"]) == (400, "model")
    answer = await client.chat("Hi", model="scripted-embed")
    assert (answer.status, answer.error["param"]) == (400, "model")
    assert provider.ledger == []


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("status=429 retry_after=3", 429),
        ("status=401", 502),
        ("unreachable", 503),
        ("cut=0", 502),
        ("cut=1", 502),
        ("malformed=1", 502),
        ("error_event=1", 502),
        ("content_type=text/html", 502),
    ],
)
async def test_a_failure_is_told_and_written_down_and_no_other_model_asked(
    client, provider, record, fault, status
):
    provider.faults["scripted-embed"] = fault
    answer = await client.embed("하나")
    assert answer.status == status
    assert answer.error["message"]
    assert answer.headers.get("retry-after") == ("3" if "retry" in fault else None)
    assert record.attempt().ending is (Ending.CUT if fault == "cut=1" else Ending.FAILED)
    assert len(provider.ledger) == 1
    assert provider.open_calls == 0


async def test_a_fault_of_our_own_is_not_the_clients(client, wayfare, record, caplog):
    embedder = Deployment("tape", "tape", "t", features=frozenset({Feature.EMBEDDINGS}))
    tape = TapeProvider(failure=RuntimeError("secret detail"), deployment=embedder)
    wayfare.providers["tape"] = tape
    await wayfare.parts.catalog.refresh()
    answer = await client.embed("하나", model="tape")
    assert (answer.status, answer.error["code"]) == (500, "internal_error")
    assert "secret detail" in caplog.text
    assert record.attempt().ending is Ending.FAILED


async def test_where_no_usage_is_sent_the_cost_is_an_estimate(client, wayfare, record):
    body = b'{"object":"list","data":[{"embedding":[1e-3]}]}'
    embedder = Deployment("tape", "tape", "t", features=frozenset({Feature.EMBEDDINGS}))
    tape = TapeProvider([body], content_type="application/json", deployment=embedder)
    wayfare.providers["tape"] = tape
    await wayfare.parts.catalog.refresh()
    answer = await client.embed("x" * 398, model="tape")
    assert answer.raw.startswith(body[:-1])
    attempt = record.attempt()
    assert (attempt.usage, attempt.counted_by_provider) == (Usage(100, 0), False)
