"""Keep users' files, and put them where a request names them.

A file named by its id is sent with the request, so any model that takes files can read it,
whichever company it is at. Knows nothing of multipart forms.
"""

import asyncio
import unicodedata

from wayfare.domain.case import Case
from wayfare.domain.errors import BadRequestError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.stored import StoredFile
from wayfare.gateway.allowance import Allowance
from wayfare.gateway.parts import Parts
from wayfare.wire.attachments import FILE_PREFIX, names_files, with_files

#: OpenAI's words for what a file is for; what is not for asking about is refused.
PURPOSES = frozenset({"user_data", "vision", "assistants"})


async def keep_file(
    parts: Parts, caller: Caller, *, name: str, mime: str, purpose: str, content: bytes
) -> StoredFile:
    """Keep a file for its user.

    Raises:
        BadRequestError: it is empty, or for something that Wayfare does not do.
    """
    if purpose not in PURPOSES:
        raise BadRequestError(
            f"A file for {purpose!r} cannot be kept.",
            cure=f"Send one of {', '.join(sorted(PURPOSES))}.",
            param="purpose",
        )
    if not content:
        raise BadRequestError("The file is empty.", param="file", case=Case.FILE_EMPTY)
    stored = StoredFile(
        id=FILE_PREFIX + parts.clock.new_id(),
        user=caller.user,
        key_id=caller.key_id,
        created_at=parts.clock.now(),
        name=unicodedata.normalize("NFC", name),  # Macs take letters apart
        mime=mime,
        purpose=purpose,
        size=len(content),
    )
    await asyncio.to_thread(parts.files.add, stored, content)
    return stored


async def find_file(parts: Parts, caller: Caller, file_id: str) -> StoredFile:
    """A file of the caller's own.

    Raises:
        NotFoundError: there is none.
    """
    stored = await asyncio.to_thread(parts.files.find, file_id, caller.user)
    if stored is None:
        raise NotFoundError(f"There is no file {file_id!r} of yours.", param="file_id")
    return stored


async def attach_files(parts: Parts, caller: Caller, raw: bytes) -> bytes:
    """The body with the content of the files that it names.

    Raises:
        BadRequestError: it names one that is not there.
        TooLargeError: they are larger than a body may be.
    """
    if not names_files(raw):
        return raw
    allowance = Allowance("The files that it names are", parts.body_bytes_max, param="file_id")

    def find(file_id: str) -> tuple[StoredFile, bytes] | None:
        stored = parts.files.find(file_id, caller.user)
        if stored is None:
            return None
        allowance.take(stored.size)
        content = parts.files.read(file_id, caller.user)
        return None if content is None else (stored, content)

    return await asyncio.to_thread(with_files, raw, find)
