"""What the scripted models answer, and that OpenAI's types accept it."""

import json

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from wayfare.domain.errors import ProviderError
from wayfare.providers.scripted import ScriptedProvider
from wayfare.providers.scripted.facts import recall
from wayfare.providers.scripted.tokens import split_tokens

plain_texts = st.text().filter(lambda text: "#" not in text)
same_client = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


async def test_a_completion_has_every_field_that_openai_gives(client):
    completion = await client.whole("Hello there")

    assert completion.object == "chat.completion"
    assert completion.id.startswith("chatcmpl-")
    assert completion.system_fingerprint.startswith("fp_")
    assert completion.service_tier == "default"
    choice = completion.choices[0]
    assert choice.message.content == "You said: Hello there"
    assert choice.finish_reason == "stop"
    assert {"refusal", "annotations"} <= choice.message.model_fields_set
    assert "logprobs" in choice.model_fields_set
    usage = completion.usage
    assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens
    assert usage.prompt_tokens_details.cached_tokens == 0
    assert usage.completion_tokens_details.reasoning_tokens == 0


@same_client
@given(plain_texts)
async def test_an_echo_keeps_every_character_whole_and_streamed(client, text):
    assume(recall(text, None) is None)
    expected = f"You said: {text}"
    assert (await client.whole(text, model="scripted-large")).choices[0].message.content == expected
    chunks = await client.chunks(text, model="scripted-large")
    assert "".join(c.choices[0].delta.content or "" for c in chunks) == expected


@given(st.text())
def test_the_tokens_of_a_text_joined_are_the_text(text):
    assert "".join(split_tokens(text)) == text


async def test_the_same_calls_give_the_same_bytes_in_a_new_provider(client):
    async def talk():
        fresh = type(client)(ScriptedProvider())
        return [await fresh.events("One"), await fresh.events("Two", n=2, seed=7)]

    assert await talk() == await talk()


async def test_two_equal_calls_have_two_ids(client):
    assert (await client.whole("One")).id != (await client.whole("One")).id


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("What is the capital of South Korea?", "Seoul"),
        ("대한민국의 수도는 어디입니까?", "서울"),
        ("한국의 수도는?", "서울"),
        ("韓国の首都はどこですか", "ソウル"),
    ],
)
async def test_a_known_fact_is_told_in_the_language_of_the_question(client, question, word):
    assert word in (await client.whole(question)).choices[0].message.content


async def test_the_english_model_understands_only_english(client):
    async def answer(question):
        completion = await client.whole(question, model="scripted-en")
        return completion.choices[0].message.content

    assert "Seoul" in await answer("What is the capital of South Korea?")
    assert await answer("대한민국의 수도는?") == "I only understand English."


async def test_say_is_obeyed_to_the_letter_and_line_by_line(client):
    completion = await client.whole('Ignored\n#say  두 칸\n#say {"a": 1}')
    assert completion.choices[0].message.content == ' 두 칸\n{"a": 1}'


async def test_words_are_counted(client):
    completion = await client.whole("#words 200")
    assert len(completion.choices[0].message.content.split(" ")) == 200


async def test_a_directive_is_no_part_of_the_echo(client):
    completion = await client.whole("First\n#pace 0\nLast\r")
    assert completion.choices[0].message.content == "You said: First\nLast\r"


async def test_a_directive_in_an_earlier_message_is_not_obeyed(client):
    messages = [
        {"role": "user", "content": "#say no"},
        {"role": "assistant", "content": "no"},
        {"role": "user", "content": "yes"},
    ]
    completion = await client.whole(messages=messages)
    assert completion.choices[0].message.content == "You said: yes"


@pytest.mark.parametrize("line", ["#words many", "#pace -1", "#usage twice", "#tokens cached=x"])
async def test_a_directive_with_a_mistake_is_refused(client, line):
    with pytest.raises(ProviderError) as refused:
        await client.whole(line)
    assert refused.value.status == 400
    assert line in refused.value.message


async def test_parts_are_mentioned(client):
    content = [
        {"type": "text", "text": "Look"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
        {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}},
        {"type": "file", "file": {"filename": "보고서.pdf", "file_data": "AAAA"}},
    ]
    completion = await client.whole(content)
    assert completion.choices[0].message.content == (
        "You said: Look\nYou sent: an image, an audio clip, a file named 보고서.pdf"
    )
    assert completion.usage.prompt_tokens > 200


async def test_stop_cuts_before_the_sequence(client):
    completion = await client.whole("one STOP two", stop=["STOP", "zzz"])
    assert completion.choices[0].message.content == "You said: one "
    assert completion.choices[0].finish_reason == "stop"


@pytest.mark.parametrize("limit", ["max_tokens", "max_completion_tokens"])
async def test_a_token_limit_ends_with_length(client, limit):
    completion = await client.whole("#words 50", **{limit: 7})
    assert completion.choices[0].finish_reason == "length"
    assert completion.usage.completion_tokens == 7
    assert len(completion.choices[0].message.content.split()) == 7


async def test_choices_differ_and_are_all_counted(client):
    one = await client.whole("Hi")
    three = await client.whole("Hi", n=3)
    assert [c.index for c in three.choices] == [0, 1, 2]
    assert len({c.message.content for c in three.choices}) == 3
    assert three.usage.completion_tokens > 3 * one.usage.completion_tokens


async def test_logprobs_spell_the_answer(client):
    completion = await client.whole("서울!", logprobs=True, top_logprobs=3)
    tokens = completion.choices[0].logprobs.content
    assert "".join(token.token for token in tokens) == "You said: 서울!"
    assert b"".join(bytes(token.bytes) for token in tokens).decode() == "You said: 서울!"
    assert all(len(token.top_logprobs) == 3 for token in tokens)
    assert all(token.top_logprobs[0].logprob == token.logprob <= 0 for token in tokens)


async def test_a_refusal_stands_in_its_own_field(client):
    message = (await client.whole("#refuse")).choices[0].message
    assert message.content is None
    assert "can't help" in message.refusal


async def test_the_thinker_thinks_as_hard_as_it_is_told(client):
    async def think(**fields):
        usage = (await client.whole("Hi", model="scripted-thinker", **fields)).usage
        return usage.completion_tokens_details.reasoning_tokens, usage.completion_tokens

    assert await think(reasoning_effort="low") == (64, 68)
    assert (await think(reasoning_effort="high"))[0] == 1_024
    assert (await think(reasoning_effort="none"))[0] == 0
    assert await think(max_completion_tokens=50) == (50, 50)


async def test_token_counts_can_be_shaped(client):
    usage = (await client.whole("#tokens input=300 cached=100 cache_write=9 reasoning=20")).usage
    assert usage.prompt_tokens == 300
    assert usage.prompt_tokens_details.cached_tokens == 100
    assert usage.prompt_tokens_details.cache_write_tokens == 9
    assert usage.completion_tokens_details.reasoning_tokens == 20
    assert usage.completion_tokens > 20


async def test_a_json_object_is_json(client):
    completion = await client.whole("Give me JSON", response_format={"type": "json_object"})
    assert json.loads(completion.choices[0].message.content) == {"answer": "You said: Give me JSON"}


@pytest.mark.parametrize(
    ("fields", "status", "code", "param"),
    [
        ({"model": "gpt-0"}, 404, "model_not_found", None),
        ({"model": "scripted-embed"}, 404, None, "model"),
        ({"model": "scripted-plain", "logprobs": True}, 400, "unsupported_parameter", "logprobs"),
        ({"n": 0}, 400, "integer_below_min_value", "n"),
        ({"n": "two"}, 400, "invalid_type", "n"),
        ({"messages": [{"content": "x"}]}, 400, "missing_required_parameter", "messages[0].role"),
        ({"messages": [{"role": "king", "content": ""}]}, 400, "invalid_value", "messages[0].role"),
        (
            {"text": "word " * 5_000, "model": "scripted-plain"},
            400,
            "context_length_exceeded",
            "messages",
        ),
    ],
)
async def test_what_cannot_be_is_refused_as_openai_does(client, fields, status, code, param):
    with pytest.raises(ProviderError) as refused:
        await client.whole(**fields)
    assert refused.value.status == status
    error = json.loads(refused.value.body)["error"]
    assert error["type"] == "invalid_request_error"
    assert (error["code"], error["param"]) == (code, param)
    assert refused.value.headers["x-request-id"].startswith("req_")


async def test_the_plain_model_has_no_eyes(client):
    content = [{"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]
    with pytest.raises(ProviderError, match="only supported by certain models"):
        await client.whole(content, model="scripted-plain")


async def test_a_body_that_is_no_json_is_refused(client):
    with pytest.raises(ProviderError, match="could not parse"):
        await client._send("chat/completions", b"{")


async def test_an_unknown_endpoint_is_refused(client):
    with pytest.raises(ProviderError, match="Invalid URL"):
        await client._send("responses", b"{}")
