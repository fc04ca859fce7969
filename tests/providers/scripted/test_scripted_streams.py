"""The order and the shape of a stream's chunks."""

import json


async def test_a_stream_opens_with_the_role_and_ends_with_an_empty_delta(client):
    first, *middle, last = await client.chunks("Hi")

    assert first.choices[0].delta.role == "assistant"
    assert first.choices[0].delta.content == ""
    assert last.choices[0].delta.model_fields_set == set()
    assert last.choices[0].finish_reason == "stop"
    assert "".join(chunk.choices[0].delta.content for chunk in middle) == "You said: Hi"
    assert all(chunk.choices[0].finish_reason is None for chunk in middle)
    assert len({(c.id, c.created, c.model, c.system_fingerprint) for c in [first, last]}) == 1


async def test_usage_comes_last_and_only_when_asked_for(client):
    *others, last = await client.chunks("Hi", stream_options={"include_usage": True})
    assert last.choices == []
    assert last.usage.total_tokens > 0
    assert all("usage" in c.model_fields_set and c.usage is None for c in others)

    silent = await client.chunks("Hi")
    assert all("usage" not in chunk.model_fields_set for chunk in silent)


async def test_usage_can_stand_on_the_finish_chunk(client):
    options = {"include_usage": True}
    *others, last = await client.chunks("Hi\n#usage inline", stream_options=options, n=2)
    assert last.choices[0].finish_reason == "stop"
    assert last.usage.completion_tokens > 0
    assert not any(chunk.usage for chunk in others)


async def test_a_stream_and_a_whole_answer_have_the_same_usage(client):
    whole = await client.whole("안녕하세요", model="scripted-thinker")
    chunks = await client.chunks(
        "안녕하세요", model="scripted-thinker", stream_options={"include_usage": True}
    )
    assert chunks[-1].usage == whole.usage


async def test_choices_take_turns(client):
    chunks = await client.chunks("Hi", n=2)
    places = [chunk.choices[0].index for chunk in chunks if chunk.choices[0].delta.content]
    assert places[:4] == [0, 1, 0, 1]
    texts = ["", ""]
    for chunk in chunks:
        texts[chunk.choices[0].index] += chunk.choices[0].delta.content or ""
    assert texts == ["You said: Hi", "You said: Hi (2)"]


async def test_text_deltas_are_padded_unless_the_client_minds(client):
    padded = [json.loads(event) for event in (await client.events("Hi"))[1:-2]]
    assert all("obfuscation" in chunk for chunk in padded)
    bare = await client.events("Hi", stream_options={"include_obfuscation": False})
    assert not any("obfuscation" in event for event in bare)


async def test_every_delta_has_its_logprobs(client):
    chunks = await client.chunks("Hi", logprobs=True)
    said = [chunk.choices[0] for chunk in chunks if chunk.choices[0].delta.content]
    assert [choice.logprobs.content[0].token for choice in said] == [
        choice.delta.content for choice in said
    ]


async def test_a_refusal_is_streamed_in_its_own_field(client):
    chunks = await client.chunks("#refuse", logprobs=True)
    deltas = [chunk.choices[0].delta for chunk in chunks]
    assert "".join(delta.refusal or "" for delta in deltas).endswith("help with that.")
    assert not any(delta.content for delta in deltas)
    assert chunks[1].choices[0].logprobs.refusal[0].token == "I"


async def test_pace_is_kept_between_deltas(client, clock):
    await client.chunks("Hi\n#pace 0.25")
    assert clock.naps == [0.25] * 3


async def test_a_whole_answer_takes_as_long_as_a_stream(client, clock):
    await client.whole("Hi\n#pace 0.25")
    assert clock.naps == [0.25] * 3
