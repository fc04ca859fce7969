"""What agents of `openai-agents` find at Wayfare, by each wire that they speak.

See `checks.py` for how it is run.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from importlib.metadata import version

from agents import (
    Agent,
    ModelSettings,
    OpenAIChatCompletionsModel,
    OpenAIResponsesModel,
    Runner,
    function_tool,
    set_tracing_disabled,
)
from checks import ANSWER, CITIES, QUESTION, TURNS, Checks, Door, turns
from openai import AsyncOpenAI
from pydantic import BaseModel

set_tracing_disabled(disabled=True)  # traces would go to OpenAI


class Place(BaseModel):
    """What a structured answer is read into."""

    나라: str  # noqa: PLC2401 - names are other people's, and so are their letters
    capital: str


def opener(model: type) -> Callable[[Door], Callable[..., Agent]]:
    """Makes agents whose model is asked this way."""

    def open_client(door: Door) -> Callable[..., Agent]:
        client = AsyncOpenAI(base_url=f"{door.url}/v1", api_key=door.key, max_retries=0)

        def agent(name: str = "small", **more: object) -> Agent:
            return Agent(
                name="친구",
                model=model(model=door.model(name), openai_client=client),
                **more,
            )

        return agent

    return open_client


check = Checks(f"openai-agents {version('openai-agents')}", lambda _: None)
each = check.by_each(
    {"chat": opener(OpenAIChatCompletionsModel), "responses": opener(OpenAIResponsesModel)}
)


@each
def an_agent_answers(agent, door):
    got = Runner.run_sync(agent(instructions="짧게 답해."), QUESTION)
    assert got.final_output == ANSWER
    assert got.context_wrapper.usage.output_tokens > 0


@each
def an_agent_streams(agent, door):
    async def listen() -> str:
        run = Runner.run_streamed(agent(), QUESTION)
        return "".join(
            [
                event.data.delta
                async for event in run.stream_events()
                if event.type == "raw_response_event"
                and event.data.type == "response.output_text.delta"
            ]
        )

    assert asyncio.run(listen()) == ANSWER


@each
def tools_are_called_in_parallel_with_korean_arguments(agent, door):
    called: dict[str, str] = {}

    @function_tool
    def get_weather(도시: str) -> str:  # noqa: N803, PLC2401
        called["get_weather"] = 도시
        return "맑음"

    @function_tool
    def get_news(도시: str) -> str:  # noqa: N803, PLC2401
        called["get_news"] = 도시
        return "조용함"

    for tool in (get_weather, get_news):
        tool.params_json_schema["properties"]["도시"]["const"] = CITIES[tool.name]
    got = Runner.run_sync(agent(tools=[get_weather, get_news]), "get_weather와 get_news")
    assert called == CITIES
    assert got.final_output == "The tools say: get_weather = 맑음; get_news = 조용함"


@each
def structured_output_is_parsed(agent, door):
    got = Runner.run_sync(agent(output_type=Place), "어느 나라인가요?")
    assert isinstance(got.final_output, Place)


@each
def an_agent_hands_over_to_another(agent, door):
    other = Agent(name="other", model=agent().model, handoff_description="knows capitals")
    got = Runner.run_sync(agent(handoffs=[other]), "transfer_to_other")
    assert got.last_agent.name == "other"


@each
def a_thinker_takes_its_thoughts_back(agent, door):
    @function_tool
    def get_weather(city: str) -> str:
        return "맑음"

    settings = ModelSettings(
        reasoning={"effort": "low"},
        store=False,
        response_include=["reasoning.encrypted_content"] if "Responses" in str(agent()) else None,
    )
    got = Runner.run_sync(
        agent("thinker", tools=[get_weather], model_settings=settings), "get_weather"
    )
    assert got.final_output == "The tools say: get_weather = 맑음"


@each
def an_agent_takes_many_turns_of_tools(agent, door):
    noted: list[str] = []

    @function_tool
    def note(줄: str) -> str:  # noqa: N803, PLC2401
        noted.append(줄)
        return f"{len(noted)}번째"

    prompt = turns("note", json.dumps({"줄": "가나다 {turn}"}, ensure_ascii=False))
    got = Runner.run_sync(agent("large", tools=[note]), prompt, max_turns=TURNS + 1)
    assert noted == [f"가나다 {turn}" for turn in range(1, TURNS + 1)]
    assert got.final_output == "다 했습니다."
    assert len(got.raw_responses) == TURNS + 1


if __name__ == "__main__":
    sys.exit(check.main())
