"""/v1/outcomes: say how good an answer was. A decision shows what was said of it."""

import asyncio
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.asgi import read_body
from wayfare.domain.check import Check
from wayfare.domain.errors import BadRequestError
from wayfare.domain.key import Caller
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.say import Saying, say, what_was_said
from wayfare.grading.grade import Grader
from wayfare.store.database import Database

#: So many may be said at once.
MANY = 1_000
BYTES_MAX = 1024 * 1024

_Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]


class OutcomeBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One outcome, as it is sent."""

    decision_id: Annotated[str, Meta(min_length=1, max_length=200)]
    kind: OutcomeKind
    score: float | None = None
    winner: _Name | None = None
    against: _Name | None = None
    source: _Name | None = None
    id: _Name | None = None
    check: Check | None = None
    answer: str | None = None
    orders: Annotated[str, Meta(pattern="^[AB=]{2}$")] | None = None
    difference: float | None = None


_FIELDS = Saying.__struct_fields__
_decode = msgspec.json.Decoder(OutcomeBody | list[OutcomeBody]).decode


class OutcomesEndpoint:
    """What was said of answers."""

    def __init__(self, database: Database, clock: Clock, grader: Grader, bytes_max: int) -> None:
        self._database = database
        self._clock = clock
        self._grader = grader
        self._bytes_max = min(bytes_max, BYTES_MAX)

    async def add(self, request: Request) -> Response:
        """Keep one, or a list of them."""
        caller: Caller = request.scope["caller"]
        sayings = _read(await read_body(request.receive, self._bytes_max))
        said = await say(self._database, self._clock, self._grader, caller, sayings)
        data = [_plain(each.outcome) | {"is_new": each.is_new, "why": each.why} for each in said]
        return _answer({"object": "list", "data": data})

    async def list(self, request: Request) -> Response:
        """Show all that was said of one decision of the caller's own."""
        decision_id: str = request.path_params["decision_id"]
        caller: Caller = request.scope["caller"]
        found = await asyncio.to_thread(what_was_said, self._database, caller, decision_id)
        return _answer({"object": "list", "data": [_plain(each) for each in found]})


def _read(raw: bytes) -> list[Saying]:
    try:
        body = _decode(raw)
    except msgspec.DecodeError as error:
        what, _, where = str(error).partition(" - at `$")
        param = where.strip(".`")
        raise BadRequestError(
            f"`{param or 'body'}` is wrong: {what}.", param=param or None
        ) from error
    bodies = body if isinstance(body, list) else [body]
    if not 0 < len(bodies) <= MANY:
        raise BadRequestError(f"There are {len(bodies)} outcomes, not from 1 to {MANY:,}.")
    return [Saying(**{name: getattr(each, name) for name in _FIELDS}) for each in bodies]


def _plain(outcome: Outcome) -> dict[str, object]:
    return {"object": "outcome"} | msgspec.structs.asdict(outcome)


def _answer(value: object) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")
