"""/api/usage: what was used and what it cost, added up."""

import asyncio
import re
from datetime import UTC, date, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import answer, choice
from wayfare.domain.errors import BadRequestError
from wayfare.gateway.accounts.parts import Accounts
from wayfare.gateway.see_usage import Span, see_usage
from wayfare.store.usage import Group

#: So many days are added up where no first day is named.
DAYS = 30
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class UsageEndpoint:
    """What was used."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    async def list(self, request: Request) -> Response:
        """Add up one's own requests, tokens and costs, to admins those of all."""
        query = request.query_params
        group = choice(Group, query.get("by", Group.MODEL), "by")
        span = _span(query.get("since"), query.get("until"), self._accounts.clock.now())
        caller = request.scope["caller"]
        found = await asyncio.to_thread(see_usage, self._accounts, caller, group, span)
        return answer({"by": group, "since": span.since, "until": span.until, "usage": found})


def _span(since: str | None, until: str | None, now: float) -> Span:
    last = datetime.fromtimestamp(now, UTC).date() if until is None else _day(until, "until")
    if since is not None:
        return Span(_day(since, "since"), last)
    try:
        return Span(last - timedelta(days=DAYS - 1), last)
    except OverflowError as error:
        raise _no_day("until") from error


def _day(text: str, param: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError as error:
        raise _no_day(param) from error
    raise _no_day(param)


def _no_day(param: str) -> BadRequestError:
    return BadRequestError(f"`{param}` is no day, such as 2026-01-31.", param=param)
