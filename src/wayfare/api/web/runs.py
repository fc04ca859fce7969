"""/api/conversations/{id}/runs and /api/runs: ask, follow, look, stop."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, answer, read
from wayfare.api.web.events import COMMENT, Events, encode_event
from wayfare.domain.conversation import KeptMessage
from wayfare.domain.errors import BadRequestError
from wayfare.domain.key import Caller
from wayfare.domain.run import Run
from wayfare.gateway.chats.follow import Began, Delta, Event, Over, follow
from wayfare.gateway.chats.keep import see_run
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.chats.send import Asked, send
from wayfare.gateway.chats.stop import stop
from wayfare.store.runs import KeptRun

#: So many files go with one question.
FILES_MAX = 20

_Id = Annotated[str, Meta(min_length=1, max_length=128)]
_Model = Annotated[str, Meta(min_length=1, max_length=200)]
_encode = msgspec.json.Encoder().encode


class NewRun(Body, frozen=True):
    """A question below an answer, or an answer that is to be given again.

    `key` is the client's own name of it: the same key never begins two. `model` is asked instead
    of the conversation's; beside `again` it may be `same`, `runner_up`, `cheaper` or `better`.
    """

    key: _Id
    parent: _Id | None = None
    text: str | None = None
    files: Annotated[tuple[_Id, ...], Meta(max_length=FILES_MAX)] = ()
    model: _Model | None = None
    again: _Id | None = None


class RunsEndpoint:
    """The runs of one's own conversations."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    async def begin(self, request: Request) -> Response:
        """Ask, or ask again: the question is kept when this answers, and is being asked."""
        body = await read(request, NewRun, bytes_max=self._chats.parts().body_bytes_max)
        asked = Asked(body.key, body.parent, body.text, body.files, body.model, body.again)
        conversation_id: str = request.path_params["conversation_id"]
        sent = await send(self._chats, _caller(request), conversation_id, asked)
        question = None if sent.question is None else shown_message(sent.question)
        made = {"user": question, "answer": shown_message(sent.answer)}
        return answer(made, 201 if sent.is_new else 200)

    async def one(self, request: Request) -> Response:
        """Show how a run stands, with its ticket."""
        found = await asyncio.to_thread(see_run, self._chats, _caller(request), _id(request))
        return answer(shown_run(found))

    async def stop(self, request: Request) -> Response:
        """Stop a run; what was said until then is kept."""
        return answer(shown_run(await stop(self._chats, _caller(request), _id(request))))

    async def events(self, request: Request) -> Events:
        """Follow a run, from an event on."""
        after, run_id = _after(request), _id(request)
        await asyncio.to_thread(see_run, self._chats, _caller(request), run_id)
        events = _written(follow(self._chats, run_id, after))
        return Events(events, self._chats.parts().pulse)


def shown_run(kept: KeptRun) -> dict[str, Any]:
    """A run as its user sees it."""
    ticket = None if kept.ticket is None or kept.run.is_blind else msgspec.Raw(kept.ticket.encode())
    return {**_fields(kept.run), "ticket": ticket}


def shown_message(message: KeptMessage) -> dict[str, Any]:
    """A message as its user sees it."""
    found = msgspec.structs.asdict(message)
    return {**found, "run": None if message.run is None else _fields(message.run)}


def _fields(run: Run) -> dict[str, Any]:
    return msgspec.structs.asdict(run.shown)


async def _written(events: AsyncGenerator[Event]) -> AsyncGenerator[bytes]:
    async with aclosing(events):
        async for event in events:
            yield _event(event)


def _event(event: Event) -> bytes:
    match event:
        case Delta():
            return encode_event("delta", _encode({"text": event.text}), event.id)
        case Began():
            run = event.run.shown
            names = ("arm", "decision_id", "first_token_ms")
            began = {name: getattr(run, name) for name in names}
            return encode_event("began", _encode(began), event.id)
        case Over():
            shown = shown_run(event.kept)
            ended = {"run": shown, "ticket": shown["ticket"]}
            return encode_event("ended", _encode(ended), event.id)
    return COMMENT


def _after(request: Request) -> int:
    """The id of the last event that is known: of the query, else of the header."""
    for name, found in (
        ("after", request.query_params.get("after")),
        ("last-event-id", request.headers.get("last-event-id")),
    ):
        if found is None or not found:
            continue
        if not (found.isascii() and found.isdigit() and len(found) < 10):
            raise BadRequestError(
                f"`{name}` is no id of an event.",
                cure="Send the last `id` that came, or 0 to hear all.",
                param=name,
            )
        return int(found)
    return 0


def _caller(request: Request) -> Caller:
    caller: Caller = request.scope["caller"]
    return caller


def _id(request: Request) -> str:
    run_id: str = request.path_params["run_id"]
    return run_id
