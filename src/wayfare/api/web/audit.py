"""/api/audit: who did what, the newest first."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import answer
from wayfare.domain.errors import BadRequestError
from wayfare.store.audit import PAGE_MAX, Wanted, list_entries
from wayfare.store.database import Database

#: Nothing that is asked for is larger, and Python refuses to read thousands of digits.
_DIGITS_MAX = 15


class AuditEndpoint:
    """The audit log, page by page."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list(self, request: Request) -> Response:
        """Entries; `before` is the id of the last that was seen."""
        wanted = _wanted(request)
        entries = await asyncio.to_thread(list_entries, self._database, wanted)
        return answer({"data": entries, "has_more": len(entries) == wanted.limit})


def _wanted(request: Request) -> Wanted:
    query = request.query_params
    return Wanted(
        before=query.get("before", ""),
        limit=int(_number(query.get("limit", "50"), "limit", PAGE_MAX)),
        actor=query.get("actor", ""),
        action=query.get("action", ""),
        subject=query.get("subject", ""),
        since=_number(query["since"], "since", 1e12) if "since" in query else None,
    )


def _number(text: str, param: str, most: float) -> float:
    is_number = text.isascii() and text.isdigit() and len(text) <= _DIGITS_MAX
    if not is_number or not 0 < int(text) <= most:
        raise BadRequestError(
            f"`{param}` is not a whole number from 1 to {int(most)}.", param=param
        )
    return int(text)
