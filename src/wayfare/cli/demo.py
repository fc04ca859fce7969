"""`wayfare demo`: serve, ask, and show what came of it."""

import asyncio
import os
import shlex
import socket
from typing import Annotated

import aiohttp
import msgspec
import typer

from wayfare.bootstrap import Options, owner_key, run_wayfare
from wayfare.bootstrap.owner import key_file
from wayfare.cli.ask import print_answer
from wayfare.cli.asking import Heard, ask_server, chat_body
from wayfare.cli.command import command
from wayfare.cli.draining import serve_until_cancelled, served
from wayfare.cli.pages import Building, has_desktop, is_built, open_page, page_address, tell_page
from wayfare.cli.progress import Waiting
from wayfare.cli.running import run_to_end
from wayfare.cli.serve import announce_api, listen, url_of
from wayfare.cli.state import State
from wayfare.domain.errors import WayfareError
from wayfare.store.database import Database

QUESTIONS = ("대한민국의 수도는 어디인가요?", "What is the capital of South Korea?")

_CURL = """  curl {url}/v1/chat/completions \\
    -H "Authorization: Bearer $(cat {key_file})" \\
    -H "Content-Type: application/json" \\
    -d {body}"""

_SDK = """  from openai import OpenAI
  client = OpenAI(base_url="{url}/v1", api_key=open({key_file!r}).read().strip())
  answer = client.chat.completions.create(
      model="auto", messages=[{{"role": "user", "content": {question!r}}}]
  )
  print(answer.choices[0].message.content)"""


@command
def run(
    state: State,
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8080,
    ask: Annotated[
        str, typer.Option(help="The question to ask, instead of one Korean and one English.")
    ] = "",
    model: Annotated[str, typer.Option(help="The model to ask for.")] = "auto",
    once: Annotated[bool, typer.Option("--once", help="End after the answers.")] = False,
    keys: Annotated[
        bool,
        typer.Option("--keys", help="Ask models that you have keys for too. This can cost money."),
    ] = False,
    building: Annotated[str, typer.Option(hidden=True)] = "",  # what builds the page meanwhile
) -> None:
    """Get the local models, serve, ask and show the tickets."""
    listener = listen(state, "127.0.0.1", port, command="make demo PORT={port}")
    questions = [ask] if ask else list(QUESTIONS)
    with listener, Waiting(state) as waiting:
        demo = Demo(state, waiting, url_of(listener), questions, model)
        options = Options(local_only=not keys, progress=waiting, explore=False)
        try:
            run_to_end(demo.show(options, listener, building="" if once else building, once=once))
        except (KeyboardInterrupt, SystemExit):
            if len(demo.heard) < len(questions):
                raise  # else it was told to stop serving, which is how it ends
    if not all(heard.is_whole for heard in demo.heard):
        raise typer.Exit(1)


class Demo:
    """One showing: questions, answers, tickets, and how to go on."""

    def __init__(
        self, state: State, waiting: Waiting, url: str, questions: list[str], model: str
    ) -> None:
        self._state = state
        self._waiting = waiting
        self._url = url
        self._questions = questions
        self._model = model
        self.heard: list[Heard] = []

    async def show(
        self, options: Options, listener: socket.socket, *, building: str, once: bool
    ) -> None:
        """Serve, ask, print, and keep serving unless told otherwise."""
        async with (
            Building(building) as page,
            run_wayfare(self._state.settings, options) as wayfare,
            served(wayfare) as server,
        ):
            serving = asyncio.create_task(serve_until_cancelled(server, listener, wayfare))
            try:
                self._waiting.spin(self._state.texts("getting_ready"))
                await wayfare.until_ready()
                self._waiting.stop()
                if options.local_only:
                    self._state.notes.print(self._state.texts("demo_local_only"), style="dim")
                for question in self._questions:
                    self.heard.append(await self._ask(question))
                if not once:
                    self._say_how_to_go_on()
                    await self._show_page(page, wayfare.database)
                    await serving
            finally:
                serving.cancel()
                await asyncio.gather(serving, return_exceptions=True)

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
                    state,
                    self._waiting,
                    lambda body: ask_server(session, self._url, key, body, state.texts),
                    body,
                )
            except WayfareError as error:
                state.notes.print(str(error), markup=False)
                return Heard(error=str(error))

    def _say_how_to_go_on(self) -> None:
        state, question = self._state, self._questions[0]
        key_at = str(key_file(os.environ))
        body = {"model": "auto", "messages": [{"role": "user", "content": question}]}
        curl = _CURL.format(
            url=self._url,
            key_file=shlex.quote(key_at),
            body=shlex.quote(msgspec.json.encode(body).decode()),
        )
        sdk = _SDK.format(url=self._url, key_file=key_at, question=question)
        state.notes.print()
        state.notes.print(state.texts("try_curl"))
        state.notes.print(curl, markup=False)
        state.notes.print(state.texts("try_sdk"))
        state.notes.print(sdk, markup=False)
        state.notes.print()
        announce_api(state, self._url)

    async def _show_page(self, page: Building, database: Database) -> None:
        state = self._state
        if page.goes_on:
            self._waiting.spin(state.texts("page_building"))
        fault = await page.until_done()
        self._waiting.stop()
        if fault:
            state.notes.print(state.texts("page_failed", why=fault), markup=False)
        address = page_address(state, self._url, database)
        tell_page(state, address)
        if is_built() and has_desktop():
            await open_page(address)
