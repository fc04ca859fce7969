"""/api/fares: how good, how dear and how fast each model is, in real use or as presumed."""

import re

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import answer, choice
from wayfare.bootstrap import Wayfare
from wayfare.domain.chat import TOPIC_LETTERS_MAX
from wayfare.domain.errors import BadRequestError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.parts import sees_all
from wayfare.gateway.fares.board import Board, TermsAsked, Wanted, see_fares
from wayfare.gateway.fares.kept import Kept
from wayfare.routing.language_names import NAMES

DAYS, DAYS_MAX = 30, 366
_COUNTRIES = re.compile(r"[A-Za-z]{2}(,[A-Za-z]{2}){0,49}")


class FaresEndpoint:
    """The board of fares."""

    def __init__(self, wayfare: Wayfare) -> None:
        self._wayfare = wayfare
        self._kept: Kept[Board] = Kept(wayfare.parts.clock.tick)

    async def list(self, request: Request) -> Response:
        """Show it: of a topic, of the last days, in a language, by terms and country."""
        wanted, wayfare = _wanted(request.query_params), self._wayfare
        caller: Caller = request.scope["caller"]
        # whoever sees all sees the same, but for what is off for a role and what a point is worth
        user = "" if sees_all(caller) else caller.user
        key = (wanted, user, caller.role, caller.wishes.point_worth_micros)
        board = await self._kept.get(
            key, lambda: see_fares(wayfare.parts, wayfare.database, caller, wanted)
        )
        return answer(board)


def _wanted(query: QueryParams) -> Wanted:
    topic, language = query.get("topic") or None, query.get("language") or None
    if topic is not None and len(topic) > TOPIC_LETTERS_MAX:
        raise BadRequestError(f"`topic` is longer than {TOPIC_LETTERS_MAX} letters.", param="topic")
    if language is not None and language not in NAMES:
        raise BadRequestError(
            "`language` is no language that is known here, such as `ko`.", param="language"
        )
    terms, countries = query.get("terms"), query.get("country") or ""
    if countries and not _COUNTRIES.fullmatch(countries):
        raise BadRequestError(
            "`country` is no country, such as `KR`, or several with commas between.",
            param="country",
        )
    return Wanted(
        topic=topic,
        days=days_of(query.get("days")),
        language=language,
        terms=choice(TermsAsked, terms, "terms") if terms else None,
        countries=frozenset(filter(None, countries.upper().split(","))),
    )


def days_of(text: str | None) -> int:
    """How many days back.

    Raises:
        BadRequestError: it is no such number.
    """
    if text is None:
        return DAYS
    if text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= DAYS_MAX:
        return int(text)
    raise BadRequestError(f"`days` is no number from 1 to {DAYS_MAX}.", param="days")
