"""`wayfare demo`: serve, ask, and show what came of it."""

import asyncio
import os
from typing import Annotated

import aiohttp
import typer
import uvicorn

from wayfare.bootstrap import Options, Wayfare, owner_key, run_wayfare
from wayfare.cli.ask import print_answer
from wayfare.cli.asking import Heard, ask_server, chat_body
from wayfare.cli.progress import WeightsProgress
from wayfare.cli.serve import announce, listen, loop_factory, make_server, url_of
from wayfare.cli.state import State
from wayfare.domain.errors import WayfareError
from wayfare.settings import config_folder

QUESTIONS = ("대한민국의 수도는 어디인가요?", "What is the capital of South Korea?")

_CURL = """  curl {url}/v1/chat/completions \\
    -H "Authorization: Bearer $(cat {key_file})" \\
    -H "Content-Type: application/json" \\
    -d '{{"model": "auto", "messages": [{{"role": "user", "content": "{question}"}}]}}'"""

_SDK = """  from openai import OpenAI
  client = OpenAI(base_url="{url}/v1", api_key=open("{key_file}").read().strip())
  answer = client.chat.completions.create(
      model="auto", messages=[{{"role": "user", "content": "{question}"}}]
  )
  print(answer.choices[0].message.content)"""


def run(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8080,
    ask: Annotated[
        str, typer.Option(help="The question to ask, instead of one Korean and one English.")
    ] = "",
    model: Annotated[str, typer.Option(help="The model to ask for.")] = "auto",
    once: Annotated[bool, typer.Option(help="End after the answers.")] = False,
    keys: Annotated[
        bool, typer.Option(help="Ask models that you have keys for too. This can cost money.")
    ] = False,
) -> None:
    """Get the local models, serve, ask and show the tickets."""
    state: State = context.obj
    listener = listen(state, "127.0.0.1", port, command="make demo PORT={port}")
    questions = [ask] if ask else list(QUESTIONS)
    with WeightsProgress(state) as progress, asyncio.Runner(loop_factory=loop_factory()) as runner:
        options = Options(local_only=not keys, progress=progress)
        demo = Demo(state, url_of(listener), questions, model)

        async def show() -> bool:
            async with run_wayfare(state.settings, options) as wayfare:
                server = make_server(wayfare)
                serving = asyncio.create_task(server.serve(sockets=[listener]))
                return await demo.show(wayfare, server, serving, once=once)

        if not runner.run(show()):
            raise typer.Exit(1)


class Demo:
    """One showing: questions, answers, tickets, and how to go on."""

    def __init__(self, state: State, url: str, questions: list[str], model: str) -> None:
        self._state = state
        self._url = url
        self._questions = questions
        self._model = model

    async def show(
        self, wayfare: Wayfare, server: uvicorn.Server, serving: asyncio.Task[None], *, once: bool
    ) -> bool:
        """Ask, print, and keep serving unless told otherwise. Whether all was answered."""
        state = self._state
        try:
            await wayfare.until_ready()
            if wayfare.options.local_only:
                state.notes.print(state.texts("demo_local_only"), style="dim")
            heard = [await self._ask(question) for question in self._questions]
            if not once:
                self._say_how_to_go_on()
                await serving
            return all(one.is_whole for one in heard)
        finally:
            server.should_exit = True
            await serving

    async def _ask(self, question: str) -> Heard:
        state = self._state
        state.notes.print(f"\n[bold]{state.texts('question')}:[/bold]", question)
        # without chance, so that a demo says the same each time
        message = {"role": "user", "content": question}
        body = chat_body(self._model, [message], temperature=0)
        key = owner_key(os.environ)
        async with aiohttp.ClientSession() as session:
            try:
                return await print_answer(
                    state, lambda b: ask_server(session, self._url, key, b), body
                )
            except (WayfareError, aiohttp.ClientError) as error:
                state.notes.print(state.texts("no_answer", why=error), markup=False)
                return Heard(error=str(error))

    def _say_how_to_go_on(self) -> None:
        state = self._state
        values = {
            "url": self._url,
            "key_file": config_folder(os.environ) / "key",
            "question": self._questions[0].replace('"', "'"),
        }
        state.notes.print()
        state.notes.print(state.texts("try_curl"))
        state.notes.print(_CURL.format(**values), markup=False)
        state.notes.print(state.texts("try_sdk"))
        state.notes.print(_SDK.format(**values), markup=False)
        state.notes.print()
        announce(state, self._url)
