"""The round of a day: five pairs to vote on, where evidence is thinnest.

Pairs of live answers that wait come first, the oldest first: no answer can change that order. What
is left is filled up with a person's own questions, on topics with the fewest votes, to be asked of
two models anew. The same round stands all day.
"""

import asyncio
from random import Random

import msgspec

from wayfare.domain.budget import DAY_S
from wayfare.domain.key import Caller
from wayfare.gateway.arena.arena import Arena
from wayfare.gateway.certify.vote import BlindPair, pairs_for
from wayfare.store.battles import count_said
from wayfare.store.own_questions import OwnQuestion, read_own_questions

PAIRS = 5
#: Of the questions of so many days, so many are looked at; longer ones are nothing for a round.
DAYS, QUESTIONS_MAX, LETTERS_MAX = 90, 300, 600


class Suggested(msgspec.Struct, frozen=True):
    """A question of one's own to begin a battle with. So many `votes` there are on its topic."""

    text: str
    topic: str | None
    votes: int


class Daily(msgspec.Struct, frozen=True):
    """The round: pairs that wait, and questions. `done` battles were voted on today."""

    pairs: list[BlindPair]
    questions: list[Suggested]
    done: int


async def daily_round(arena: Arena, caller: Caller) -> Daily:
    """The round of today, UTC.

    Raises:
        StoreError: the database cannot be read.
    """
    boards = await arena.boards()
    return await asyncio.to_thread(_round, arena, caller, boards.votes_by_topic())


def _round(arena: Arena, caller: Caller, votes: dict[str, int]) -> Daily:
    database, clock = arena.chats.database, arena.chats.parts().clock
    now = clock.now()
    day = int(now // DAY_S)
    pairs = pairs_for(database, clock, caller, PAIRS)
    done = count_said(database, caller.user, day * DAY_S)

    def asked(*, is_battle: bool) -> list[OwnQuestion]:
        return read_own_questions(
            database, caller.user, is_battle=is_battle, since=now - DAYS * DAY_S,
            limit=QUESTIONS_MAX,
        )  # fmt: skip

    fought = {question.text for question in asked(is_battle=True)}
    own = {
        question.text: question
        for question in asked(is_battle=False)
        if question.text.strip()
        and len(question.text) <= LETTERS_MAX
        and question.text not in fought
    }
    lots = Random(f"{caller.user} {day}")  # noqa: S311 - no secret: the same all day
    drawn = sorted(own.values(), key=lambda it: it.text)
    lots.shuffle(drawn)
    drawn.sort(key=lambda it: votes.get(it.topic or "", 0))
    left = max(0, PAIRS - len(pairs) - done)
    questions = [Suggested(q.text, q.topic, votes.get(q.topic or "", 0)) for q in drawn[:left]]
    return Daily(pairs, questions, done)
