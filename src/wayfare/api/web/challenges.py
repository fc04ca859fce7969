"""/api/runs/{id}/challenge: hold an answer against the runner-up's, now and then."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, answer, nothing, read
from wayfare.bootstrap import Wayfare
from wayfare.domain.challenge import Word
from wayfare.domain.key import Caller
from wayfare.gateway.chats import challenge


class ChallengeVote(Body, frozen=True):
    """What a reader says of the other answer, against the one that they got."""

    said: Word


class ChallengesEndpoint:
    """Challenges of one's own answers."""

    def __init__(self, wayfare: Wayfare) -> None:
        self._wayfare, self._chats = wayfare, wayfare.chats

    async def one(self, request: Request) -> Response:
        """Show whether an answer is offered, or how it stands to the other one."""
        found = await challenge.see_challenge(self._chats, self._lots(), *_whose(request))
        return answer(found)

    async def begin(self, request: Request) -> Response:
        """Ask the runner-up the same question."""
        begun = await challenge.begin_challenge(self._chats, self._lots(), *_whose(request))
        return answer(begun)

    async def vote(self, request: Request) -> Response:
        """Say which answer is better, and learn who gave the other one."""
        said = (await read(request, ChallengeVote)).said
        voted = challenge.vote_on_challenge
        return answer(await voted(self._chats, self._lots(), *_whose(request), said))

    async def dismiss(self, request: Request) -> Response:
        """Let the reader be."""
        await asyncio.to_thread(challenge.dismiss, self._chats, self._lots(), *_whose(request))
        return nothing()

    def _lots(self) -> challenge.Lots:
        wayfare = self._wayfare
        return challenge.Lots(wayfare.accounts.secret, wayfare.settings.page.vote_share)


def _whose(request: Request) -> tuple[Caller, str]:
    """Who asks, and of which run."""
    return request.scope["caller"], request.path_params["run_id"]
