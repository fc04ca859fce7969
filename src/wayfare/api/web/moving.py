"""/api/export and /api/imports: all one's conversations out, and those had elsewhere in."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import IO, Any

import msgspec
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from wayfare.api.web.body import answer
from wayfare.api.web.conversations import SHOWN
from wayfare.api.web.runs import shown_message
from wayfare.api.web.turns import Turns
from wayfare.domain.case import Case
from wayfare.domain.conversation import Conversation, KeptMessage
from wayfare.domain.errors import BadRequestError
from wayfare.domain.key import Caller
from wayfare.gateway.chats.export import export
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.chats.take_over import take_over

_PIECE = 1 << 16
_CURE = "Send the zip as multipart/form-data."
#: An export of years is a hundred megabytes.
BYTES_MAX = 256 * 1024 * 1024


class MovingEndpoint:
    """Conversations as files."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats
        self._turns = Turns(at_once=1)

    async def export(self, request: Request) -> Response:
        """Send a zip of all one's conversations."""
        caller: Caller = request.scope["caller"]
        file = await self._turns.take(caller.user, export, self._chats, caller, _plain)
        headers = {
            "content-disposition": 'attachment; filename="wayfare-conversations.zip"',
            "cache-control": "no-store",
        }
        return StreamingResponse(_pieces(file), media_type="application/zip", headers=headers)

    async def take_over(self, request: Request) -> Response:
        """Take over what ChatGPT exports, as the form field `file`; says what came, line by line.

        `project` names where it goes; else it goes where one works by default.
        """
        caller: Caller = request.scope["caller"]
        _check_size(_told_size(request))
        form = await _form(request)
        try:
            file, project = form.get("file"), form.get("project")
            if not isinstance(file, UploadFile):
                raise BadRequestError("The field `file` is missing.", cure=_CURE, param="file")
            content = await file.read(BYTES_MAX + 1)
            _check_size(len(content))
            name = file.filename or "export"
        finally:
            await form.close()
        its = project if isinstance(project, str) and project else caller.project
        given = (self._chats, caller, its, name, content)
        report = await self._turns.take(caller.user, take_over, *given)
        return answer(report)


def _told_size(request: Request) -> int:
    length = request.headers.get("content-length", "")
    if not length.isdigit():  # what is not told would fill the disk before it is counted
        raise BadRequestError("The length of the body is not told.", cure=_CURE, param="file")
    return int(length)


async def _form(request: Request) -> FormData:
    try:
        return await request.form(max_files=1, max_fields=4)
    except (MultiPartException, HTTPException) as error:
        raise BadRequestError("The form cannot be read.", cure=_CURE, param="file") from error


def _check_size(size: int) -> None:
    if size > BYTES_MAX:
        raise BadRequestError(
            f"The file is larger than {BYTES_MAX // 1024**2} MiB.",
            cure="Send the files of the zip one by one.",
            param="file",
            case=Case.EXPORT_TOO_LARGE,
            values={"bytes_max": BYTES_MAX},
        )


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    try:
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece
    finally:
        file.close()


def _plain(conversation: Conversation, messages: Sequence[KeptMessage]) -> dict[str, Any]:
    its = {name: getattr(conversation, name) for name in SHOWN}
    return {**its, "messages": [msgspec.to_builtins(shown_message(each)) for each in messages]}
