"""/v1/files: keep files, list them, read them, delete them."""

import asyncio
from typing import Any

import msgspec
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.asgi import check_size
from wayfare.domain.errors import BadRequestError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.stored import StoredFile
from wayfare.gateway.attach import find_file, keep_file
from wayfare.gateway.parts import Parts

_CURE = "Send multipart/form-data with the fields `file` and `purpose`."


class FilesEndpoint:
    """A user's files."""

    def __init__(self, parts: Parts, body_bytes_max: int) -> None:
        self._parts = parts
        self._bytes_max = body_bytes_max

    async def add(self, request: Request) -> Response:
        """POST: keep a file."""
        length = request.headers.get("content-length", "")
        if not length.isdigit():
            raise BadRequestError("The length of the body is not told.", cure=_CURE)
        check_size(int(length), self._bytes_max)
        try:
            form = await request.form(max_files=1, max_fields=8)
        except (MultiPartException, HTTPException) as error:
            raise BadRequestError("The form cannot be read.", cure=_CURE) from error
        try:
            upload = form.get("file")
            if not isinstance(upload, UploadFile):
                raise BadRequestError("`file` is missing.", cure=_CURE, param="file")
            stored = await keep_file(
                self._parts,
                _caller(request),
                name=upload.filename or "file",
                mime=upload.content_type or "application/octet-stream",
                purpose=str(form.get("purpose") or ""),
                content=await upload.read(),
            )
        finally:
            await form.close()
        return _json(_plain(stored))

    async def list(self, request: Request) -> Response:
        """GET: all of one's own, the newest first."""
        found = await asyncio.to_thread(self._parts.files.list, _caller(request).user)
        purpose = request.query_params.get("purpose")
        files = [_plain(each) for each in found if purpose in (None, each.purpose)]
        return _json({"object": "list", "data": files, "has_more": False})

    async def one(self, request: Request) -> Response:
        """GET: what is known of one."""
        return _json(_plain(await find_file(self._parts, _caller(request), _id(request))))

    async def content(self, request: Request) -> Response:
        """GET: the bytes of one."""
        stored = await find_file(self._parts, _caller(request), _id(request))
        content = await asyncio.to_thread(self._parts.files.read, stored.id, stored.user)
        # never shown as a page, whatever it says it is
        headers = {"content-disposition": "attachment", "x-content-type-options": "nosniff"}
        return Response(content, media_type="application/octet-stream", headers=headers)

    async def delete(self, request: Request) -> Response:
        """DELETE: one, with its content."""
        user = _caller(request).user
        if not await asyncio.to_thread(self._parts.files.delete, _id(request), user):
            raise NotFoundError(f"There is no file {_id(request)!r} of yours.", param="file_id")
        return _json({"id": _id(request), "object": "file", "deleted": True})


def _caller(request: Request) -> Caller:
    caller: Caller = request.scope["caller"]
    return caller


def _id(request: Request) -> str:
    file_id: str = request.path_params["file_id"]
    return file_id


def _plain(stored: StoredFile) -> dict[str, Any]:
    return {
        "id": stored.id,
        "object": "file",
        "bytes": stored.size,
        "created_at": int(stored.created_at),
        "filename": stored.name,
        "purpose": stored.purpose,
        "status": "processed",
    }


def _json(shown: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(shown), media_type="application/json")
