"""Embeddings: shape, encodings, and that likeness means something."""

import base64
import struct
from math import isclose

import pytest
from openai.types import CreateEmbeddingResponse

from wayfare.domain.errors import ProviderError
from wayfare.providers.scripted import ScriptedProvider


async def test_an_answer_is_what_openais_types_expect(client, provider):
    answer = await client.embed(["하나", "two"])
    response = CreateEmbeddingResponse.model_validate(answer, strict=True)
    assert [row.index for row in response.data] == [0, 1]
    assert len(response.data[0].embedding) == 256
    assert isclose(sum(value**2 for value in response.data[0].embedding), 1, rel_tol=1e-5)
    (row,) = provider.ledger
    assert (row.input_tokens, row.output_tokens) == (response.usage.prompt_tokens, 0)


async def test_base64_carries_the_same_numbers(client):
    floats = (await client.embed("안녕", dimensions=8))["data"][0]["embedding"]
    encoded = (await client.embed("안녕", dimensions=8, encoding_format="base64"))["data"][0]
    assert list(struct.unpack("<8f", base64.b64decode(encoded["embedding"]))) == floats


async def test_like_texts_lie_near_each_other(client):
    rows = (await client.embed(["a long road home", "the long road home", "서울의 밤"]))["data"]
    near, likewise, far = (row["embedding"] for row in rows)

    def cosine(left, right):
        return sum(a * b for a, b in zip(left, right, strict=True))

    assert cosine(near, likewise) > 0.7
    assert cosine(near, far) < 0.3


async def test_token_ids_are_inputs_too(client):
    assert len((await client.embed([1, 2, 3]))["data"]) == 1
    both = await client.embed([[1, 2], [3]])
    assert len(both["data"]) == 2
    assert both["usage"]["prompt_tokens"] == 3


@pytest.mark.parametrize(
    "fields", [{"texts": []}, {"texts": ""}, {"texts": "a", "dimensions": 0}, {"texts": {}}]
)
async def test_what_cannot_be_embedded_is_refused(client, fields):
    with pytest.raises(ProviderError) as refused:
        await client.embed(**fields)
    assert refused.value.status == 400


async def test_a_chat_model_makes_no_embeddings(client):
    with pytest.raises(ProviderError, match="not allowed"):
        await client.embed("a", model="scripted-small")


async def test_faults_by_model_hold_for_embeddings(client):
    failing = type(client)(ScriptedProvider(faults={"scripted-embed": "status=500"}))
    with pytest.raises(ProviderError):
        await failing.embed("a")
