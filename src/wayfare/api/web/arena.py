"""/api/arena: battles of two answers without names, votes on them, and boards of who is better."""

import asyncio
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, Name, answer, read
from wayfare.domain.battle import Side
from wayfare.domain.chat import TOPIC_LETTERS_MAX, is_found
from wayfare.domain.errors import BadRequestError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.parts import sees_all
from wayfare.gateway.arena.arena import Arena
from wayfare.gateway.arena.begin import begin_battle
from wayfare.gateway.arena.board import Told
from wayfare.gateway.arena.daily import Daily, daily_round
from wayfare.gateway.arena.vote import vote_on_battle
from wayfare.store.said import topics_of

_Key = Annotated[str, Meta(min_length=1, max_length=128)]
WHY_LETTERS_MAX = 500


class NewBattle(Body, frozen=True):
    """A question for two models. `key` is the client's own name: the same never begins two.

    Without a project it belongs to that of whoever asks.
    """

    key: _Key
    text: str
    project: Name | None = None


class BattleVote(Body, frozen=True):
    """What somebody says of two answers."""

    said: Side
    why: Annotated[str, Meta(max_length=WHY_LETTERS_MAX)] | None = None


class BegunBattle(msgspec.Struct, frozen=True):
    """A battle that has begun: the run on the left, then that on the right."""

    id: str
    runs: list[str]


class VotedTopic(msgspec.Struct, frozen=True):
    """A topic with its number of votes."""

    id: str
    votes: int


class ArenaBoard(msgspec.Struct, frozen=True):
    """A board. `topic` None: of all questions. `topics` are those with votes, the most first."""

    as_of: float
    topic: str | None
    topics: list[VotedTopic]
    board: Told


class ArenaEndpoint:
    """Battles and boards."""

    def __init__(self, arena: Arena) -> None:
        self._arena = arena

    async def begin(self, request: Request) -> Response:
        """Have two models answer a question, without their names."""
        limit = self._arena.chats.parts().body_bytes_max
        body = await read(request, NewBattle, bytes_max=limit)
        caller = _caller(request)
        project = body.project or caller.project
        battle, is_new = await begin_battle(self._arena, caller, body.key, body.text, project)
        begun = BegunBattle(battle.id, [battle.first_run, battle.second_run])
        return answer(begun, 201 if is_new else 200)

    async def vote(self, request: Request) -> Response:
        """Say which answer is better, and learn whose they are and what they cost."""
        body = await read(request, BattleVote)
        battle_id: str = request.path_params["battle_id"]
        return answer(
            await vote_on_battle(
                self._arena.chats, _caller(request), battle_id, body.said, body.why
            )
        )

    async def board(self, request: Request) -> Response:
        """Show who is better by people's votes, in groups of those that are not told apart."""
        topic = request.query_params.get("topic") or None
        if topic is not None and len(topic) > TOPIC_LETTERS_MAX:
            raise BadRequestError(
                f"`topic` is longer than {TOPIC_LETTERS_MAX} letters.", param="topic"
            )
        boards, caller = await self._arena.boards(), _caller(request)
        counts = boards.votes_by_topic()
        if not sees_all(caller):  # what a client called its topic is told to nobody else
            database = self._arena.chats.database
            own = await asyncio.to_thread(topics_of, database, caller.user, 0.0)
            counts = {name: n for name, n in counts.items() if is_found(name) or name in own}
        told = await asyncio.to_thread(boards.told, topic if topic in counts else topic and "")
        topics = [VotedTopic(name, n) for name, n in counts.items()]
        topics.sort(key=lambda it: (-it.votes, it.id))
        return answer(ArenaBoard(self._arena.chats.parts().clock.now(), topic, topics, told))

    async def daily(self, request: Request) -> Response:
        """Five pairs where evidence is thinnest: those that wait, and questions to ask two of."""
        found: Daily = await daily_round(self._arena, _caller(request))
        return answer(found)


def _caller(request: Request) -> Caller:
    caller: Caller = request.scope["caller"]
    return caller
