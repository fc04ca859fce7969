"""The official SDK against the embedded local models, real ones."""

import time
from collections.abc import Iterator

import openai
import pytest
from openai import OpenAI
from pydantic import BaseModel

from wayfare_process import serve_process

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

KOREAN = "qwen2.5-coder-0.5b"
READY_S = 600  # the weights are fetched where no run before this one has

QUESTION = [{"role": "user", "content": "대한민국의 수도는 어디인가요?"}]
TOOL = {
    "type": "function",
    "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {}}},
}


class Capital(BaseModel):
    """What a structured answer is read into."""

    country: str
    capital: str


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenAI]:
    with (
        serve_process(tmp_path_factory.mktemp("home")) as server,
        OpenAI(base_url=f"{server.url}/v1", api_key=server.key, max_retries=0) as client,
    ):
        end = time.monotonic() + READY_S
        while KOREAN not in [model.id for model in client.models.list()]:
            assert time.monotonic() < end, "the local models did not come"
            time.sleep(0.5)
        yield client


def test_auto_answers_a_korean_question_whole(client):
    got = client.chat.completions.create(model="auto", messages=QUESTION, temperature=0)
    assert "서울" in got.choices[0].message.content
    assert got.wayfare["model"] == KOREAN
    assert got.wayfare["cost_state"] == "local"
    assert got.usage.completion_tokens > 0


def test_auto_answers_a_korean_question_streamed(client):
    with client.chat.completions.create(
        model="auto", messages=QUESTION, temperature=0, stream=True
    ) as stream:
        chunks = list(stream)
    assert "서울" in "".join(c.choices[0].delta.content or "" for c in chunks)
    assert chunks[-1].wayfare["model"] == KOREAN
    assert chunks[-1].choices[0].finish_reason == "stop"


def test_structured_output_has_the_shape_that_was_asked_for(client):
    got = client.chat.completions.parse(
        model="auto",
        messages=[{"role": "user", "content": "Name a country and its capital, as JSON."}],
        response_format=Capital,
        temperature=0,
        max_tokens=100,
    )
    assert isinstance(got.choices[0].message.parsed, Capital)


def test_tools_are_refused_by_name_where_no_model_has_them(client):
    with pytest.raises(openai.BadRequestError, match="tools") as raised:
        client.chat.completions.create(model="auto", messages=QUESTION, tools=[TOOL])
    assert KOREAN in str(raised.value)
    with pytest.raises(openai.BadRequestError, match="tools"):
        client.chat.completions.create(model=KOREAN, messages=QUESTION, tools=[TOOL])
