"""/api/conversations: what one talks about on the page."""

import asyncio
import re
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, Instructions, Label, Name, answer, nothing, read
from wayfare.api.web.runs import shown_message
from wayfare.domain.conversation import Conversation
from wayfare.domain.errors import BadRequestError
from wayfare.domain.key import Caller
from wayfare.gateway.chats import keep
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.chats.stop import delete_conversation
from wayfare.store.conversations import Place

#: So many are listed where nothing else is said, and at the most.
MANY, MANY_MAX = 50, 200

_Model = Annotated[str, Meta(min_length=1, max_length=200)]
_Id = Annotated[str, Meta(min_length=1, max_length=128)]
SHOWN = tuple(n for n in Conversation.__struct_fields__ if n not in ("user", "kind"))
_PLACE = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)-([0-9a-zA-Z_-]{1,64})")


class NewConversation(Body, frozen=True):
    """A conversation to begin. Without a project it belongs to that of whoever asks."""

    title: Label = ""
    project: Name | None = None
    model: _Model = keep.MODEL
    instructions: Instructions | None = None


class ConversationChange(Body, frozen=True):
    """What changes of a conversation; what is not named stays."""

    title: Label | UnsetType = UNSET
    project: Name | UnsetType = UNSET
    model: _Model | UnsetType = UNSET
    leaf: _Id | UnsetType = UNSET
    instructions: Instructions | UnsetType | None = UNSET
    is_archived: bool | UnsetType = UNSET


class ConversationsEndpoint:
    """One's own conversations."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    async def list(self, request: Request) -> Response:
        """List those that were changed last first."""
        asked = request.query_params
        limit = _limit(asked.get("limit"))
        found = await asyncio.to_thread(
            keep.list_conversations,
            self._chats,
            _caller(request),
            project=asked.get("project"),
            is_archived=_flag(asked.get("archived"), "archived"),
            before=_place(asked.get("before")),
            limit=limit + 1,
        )
        shown = found[:limit]
        more = f"{shown[-1].updated_at!r}-{shown[-1].id}" if len(found) > limit else None
        return answer({"data": [_plain(each) for each in shown], "next": more})

    async def add(self, request: Request) -> Response:
        """Begin a conversation."""
        body, caller = await read(request, NewConversation), _caller(request)
        made = await asyncio.to_thread(
            keep.begin_conversation,
            self._chats,
            caller,
            title=body.title,
            project=body.project or caller.project,
            model=body.model,
            instructions=body.instructions,
        )
        return answer(_plain(made), 201)

    async def one(self, request: Request) -> Response:
        """Show a conversation with all that was said in it."""
        reading = keep.read_conversation
        found = await asyncio.to_thread(reading, self._chats, _caller(request), _id(request))
        conversation, messages = found
        shown = [shown_message(each) for each in messages]
        return answer({**_plain(conversation), "messages": shown})

    async def change(self, request: Request) -> Response:
        """Change a conversation, put it away or take it up again."""
        body = await read(request, ConversationChange)
        changes = {
            name: value
            for name, value in msgspec.structs.asdict(body).items()
            if value is not UNSET
        }
        change, caller = keep.change_conversation, _caller(request)
        found = await asyncio.to_thread(change, self._chats, caller, _id(request), changes)
        return answer(_plain(found))

    async def delete(self, request: Request) -> Response:
        """Delete a conversation with all that was said in it."""
        await delete_conversation(self._chats, _caller(request), _id(request))
        return nothing()


def _plain(conversation: Conversation) -> dict[str, Any]:
    return {name: getattr(conversation, name) for name in SHOWN}


def _limit(text: str | None) -> int:
    if text is None:
        return MANY
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= MANY_MAX):
        raise BadRequestError(
            f"`limit` is no number from 1 to {MANY_MAX}.",
            cure=f"Leave it out for {MANY}.",
            param="limit",
        )
    return int(text)


def _flag(text: str | None, param: str) -> bool:
    if text not in (None, "true", "false"):
        raise BadRequestError(
            f"`{param}` is neither true nor false.", cure="Leave it out for false.", param=param
        )
    return text == "true"


def _place(text: str | None) -> Place | None:
    if text is None:
        return None
    found = _PLACE.fullmatch(text)
    if found is None:
        raise BadRequestError(
            "`before` is not where a list ended.",
            cure="Send `next` of the list before.",
            param="before",
        )
    return float(found[1]), found[2]


def _caller(request: Request) -> Caller:
    caller: Caller = request.scope["caller"]
    return caller


def _id(request: Request) -> str:
    conversation_id: str = request.path_params["conversation_id"]
    return conversation_id
