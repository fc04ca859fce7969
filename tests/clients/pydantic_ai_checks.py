"""What agents of `pydantic-ai` find at Wayfare, by each wire that they speak.

See `checks.py` for how it is run.
"""

import asyncio
import sys
from importlib.metadata import version
from typing import Literal

from anthropic import AsyncAnthropic
from checks import ANSWER, CITIES, PIXEL, QUESTION, TURNS, Checks, Door, raises, turns
from openai import AsyncOpenAI
from pydantic import BaseModel
from pydantic_ai import Agent, BinaryContent, NativeOutput, ToolOutput, UsageLimits
from pydantic_ai.exceptions import ModelRateLimitError
from pydantic_ai.messages import ThinkingPart
from pydantic_ai.models import Model
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.anthropic import AnthropicProvider
from pydantic_ai.providers.openai import OpenAIProvider

#: What the models can do, which pydantic-ai knows by the names of models alone.
PROFILE = {
    "supports_json_schema_output": True,
    "supports_thinking": True,
    "openai_supports_encrypted_reasoning_content": True,
}
NO_LIMIT = UsageLimits(request_limit=None)


class Place(BaseModel):
    """What a structured answer is read into."""

    나라: str  # noqa: PLC2401 - names are other people's, and so are their letters
    capital: str


class Asked:
    """Models of one way of asking."""

    def __init__(self, door: Door, make: type[Model], provider: object) -> None:
        self._door, self._make, self._provider = door, make, provider

    def __call__(self, name: str = "small") -> Model:
        """The model of this name."""
        return self._make(self._door.model(name), provider=self._provider, profile=PROFILE)


def openai_provider(door: Door) -> OpenAIProvider:
    client = AsyncOpenAI(base_url=f"{door.url}/v1", api_key=door.key, max_retries=0)
    return OpenAIProvider(openai_client=client)


def anthropic_provider(door: Door) -> AnthropicProvider:
    client = AsyncAnthropic(base_url=door.url, api_key=door.key, max_retries=0)
    return AnthropicProvider(anthropic_client=client)


check = Checks(f"pydantic-ai {version('pydantic-ai-slim')}", lambda _: None)

each = check.by_each(
    {
        "chat": lambda door: Asked(door, OpenAIChatModel, openai_provider(door)),
        "responses": lambda door: Asked(door, OpenAIResponsesModel, openai_provider(door)),
        "messages": lambda door: Asked(door, AnthropicModel, anthropic_provider(door)),
    }
)


@each
def an_agent_answers(models, door):
    got = Agent(models()).run_sync(QUESTION)
    assert got.output == ANSWER
    assert got.usage.output_tokens > 0
    assert got.usage.input_tokens > 0


@each
def an_agent_streams(models, door):
    async def listen() -> tuple[str, int]:
        async with Agent(models()).run_stream(QUESTION) as stream:
            pieces = [piece async for piece in stream.stream_text(delta=True, debounce_by=None)]
            return "".join(pieces), stream.usage.output_tokens

    text, tokens = asyncio.run(listen())
    assert text == ANSWER
    assert tokens > 0


@each
def an_image_passes(models, door):
    from base64 import b64decode

    image = BinaryContent(b64decode(PIXEL), media_type="image/png")
    assert "an image" in Agent(models()).run_sync(["이게 뭐예요?", image]).output


@each
def tools_are_called_in_parallel_with_korean_arguments(models, door):
    agent = Agent(models())
    called: dict[str, tuple[str, int]] = {}

    @agent.tool_plain
    def get_weather(도시: Literal["서울특별시"], days: int) -> str:  # noqa: N803, PLC2401
        called["get_weather"] = (도시, days)
        return "맑음"

    @agent.tool_plain
    def get_news(도시: Literal["부산광역시"], days: int) -> str:  # noqa: N803, PLC2401
        called["get_news"] = (도시, days)
        return "조용함"

    got = agent.run_sync("get_weather와 get_news를 불러 주세요")
    assert {name: city for name, (city, _) in called.items()} == CITIES
    assert got.output == "The tools say: get_weather = 맑음; get_news = 조용함"


@each
def structured_output_is_native(models, door):
    got = Agent(models(), output_type=NativeOutput(Place)).run_sync("어느 나라인가요?")
    assert isinstance(got.output, Place)


@each
def structured_output_is_a_tool(models, door):
    got = Agent(models(), output_type=ToolOutput(Place, name="answer")).run_sync("어느 나라인가요?")
    assert isinstance(got.output, Place)


@each
def a_conversation_goes_on(models, door):
    agent = Agent(models(), instructions="짧게 답해.")
    first = agent.run_sync("Hello")
    second = agent.run_sync("안녕하세요?", message_history=first.all_messages())
    assert second.output == "You said: 안녕하세요?"


@each
def thoughts_go_back_with_results_of_tools(models, door):
    agent = Agent(models("thinker"), model_settings={"thinking": "low", "max_tokens": 8_000})

    @agent.tool_plain
    def get_weather(city: str) -> str:
        return "맑음"

    got = agent.run_sync("get_weather")
    assert got.output == "The tools say: get_weather = 맑음"
    thoughts = [
        part
        for message in got.all_messages()
        for part in message.parts
        if isinstance(part, ThinkingPart)
    ]
    if door.wire == "anthropic" and not isinstance(agent.model, OpenAIChatModel):
        assert any(thought.signature for thought in thoughts)


@each
def a_rate_limit_says_so(models, door):
    asked = "#fault status=429 retry_after=0\nHello"
    error = raises(ModelRateLimitError, lambda: Agent(models()).run_sync(asked))
    assert error.status_code == 429


@each
def an_agent_takes_many_turns_of_tools(models, door):
    agent = Agent(models("large"))
    noted: list[str] = []

    @agent.tool_plain
    def note(줄: str) -> str:  # noqa: N803, PLC2401
        noted.append(줄)
        return f"{len(noted)}번째"

    got = agent.run_sync(turns("note", '{"줄": "가나다 {turn}"}'), usage_limits=NO_LIMIT)
    assert noted == [f"가나다 {turn}" for turn in range(1, TURNS + 1)]
    assert got.output == "다 했습니다."
    assert got.usage.requests == TURNS + 1


if __name__ == "__main__":
    sys.exit(check.main())
