"""/api/comparisons: models compared on the questions that one brought in: jobs of the server."""

from typing import Annotated, Any

from msgspec import Meta
from msgspec.structs import asdict
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, Name, answer, nothing, read
from wayfare.domain.battle import Side
from wayfare.domain.key import Caller
from wayfare.domain.own_comparison import OwnComparison
from wayfare.gateway.comparisons import keep
from wayfare.gateway.comparisons.parts import Comparisons
from wayfare.gateway.comparisons.plan import QUESTIONS_MAX, quote_comparison
from wayfare.gateway.comparisons.vote import draw_pairs, pairs_of, vote_on_pair

#: More than anybody spends on it.
MICROS_MAX = 1_000_000_000_000

_Count = Annotated[int, Meta(ge=1, le=QUESTIONS_MAX)]
_Micros = Annotated[int, Meta(ge=0, le=MICROS_MAX)]


class ComparisonQuote(Body, frozen=True):
    """How many questions to ask. Without a project it is that of whoever asks."""

    questions: _Count
    project: Name | None = None


class NewComparison(Body, frozen=True):
    """The same, and what it may cost at most, in micro-dollars."""

    questions: _Count
    budget_micros: _Micros
    project: Name | None = None


class MoreMoney(Body, frozen=True):
    """What the whole comparison may cost at most, with what it cost so far, in micro-dollars."""

    budget_micros: _Micros


class PairsWanted(Body, frozen=True):
    """About how many pairs one would like to vote on."""

    count: Annotated[int, Meta(ge=1, le=QUESTIONS_MAX)]


class PairVote(Body, frozen=True):
    """What somebody says of two answers."""

    said: Side


class ComparisonsEndpoint:
    """One's own comparisons."""

    def __init__(self, comparisons: Comparisons) -> None:
        self._comparisons = comparisons

    async def quote(self, request: Request) -> Response:
        """Say who would be asked how many questions, and about what that costs."""
        body = await read(request, ComparisonQuote)
        quoted = quote_comparison
        return answer(
            await quoted(self._comparisons, _caller(request), body.project, body.questions)
        )

    async def begin(self, request: Request) -> Response:
        """Begin one."""
        body = await read(request, NewComparison)
        its = (body.project, body.questions, body.budget_micros)
        made = await keep.begin_comparison(self._comparisons, _caller(request), *its)
        return answer(_shown(made), 201)

    async def list(self, request: Request) -> Response:
        """List them, the newest first."""
        found = await keep.list_comparisons(self._comparisons, _caller(request))
        return answer({"data": [_shown(each) for each in found]})

    async def one(self, request: Request) -> Response:
        """Show how one stands, and what came of it."""
        found, result = await keep.see_comparison(self._comparisons, *_whose(request))
        return answer({**_shown(found), "result": result})

    async def stop(self, request: Request) -> Response:
        """Have it end."""
        return answer(_shown(await keep.stop_comparison(self._comparisons, *_whose(request))))

    async def go_on(self, request: Request) -> Response:
        """Go on with one that ended before all was asked."""
        budget = (await read(request, MoreMoney)).budget_micros
        return answer(_shown(await keep.go_on(self._comparisons, *_whose(request), budget)))

    async def pairs(self, request: Request) -> Response:
        """List pairs that wait for a vote; not whose answers they are."""
        return answer({"data": await pairs_of(self._comparisons, *_whose(request))})

    async def draw(self, request: Request) -> Response:
        """Draw pairs to vote on."""
        count = (await read(request, PairsWanted)).count
        drawn = await draw_pairs(self._comparisons, *_whose(request), count)
        return answer({"data": drawn})

    async def vote(self, request: Request) -> Response:
        """Say which answer of a pair is better, and learn whose they are."""
        said, pair_id = (await read(request, PairVote)).said, request.path_params["pair_id"]
        return answer(await vote_on_pair(self._comparisons, *_whose(request), pair_id, said))

    async def delete(self, request: Request) -> Response:
        """Delete one with all it found."""
        await keep.delete_comparison(self._comparisons, *_whose(request))
        return nothing()


def _shown(its: OwnComparison) -> dict[str, Any]:
    return {name: value for name, value in asdict(its).items() if name != "user"}


def _caller(request: Request) -> Caller:
    caller: Caller = request.scope["caller"]
    return caller


def _whose(request: Request) -> tuple[Caller, str]:
    """Who asks, and of which comparison."""
    return _caller(request), request.path_params["comparison_id"]
