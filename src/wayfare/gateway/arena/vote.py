"""Say which of two answers without names is better, and learn whose they are.

The vote is kept first, for the boards, and then told to the router as any other outcome.
"""

import asyncio
from contextlib import suppress

import msgspec

from wayfare.domain.battle import Battle, Side
from wayfare.domain.case import Case
from wayfare.domain.errors import BadRequestError, ConflictError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.outcome import TIE, OutcomeKind
from wayfare.domain.run import Run, RunStatus
from wayfare.evidence.style import apart, style_of
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.learning.say import Saying, say
from wayfare.grading.grade import Grader
from wayfare.store.battles import end_battle, find_battle
from wayfare.store.runs import Progress, read_progress


class Fighter(msgspec.Struct, frozen=True):
    """Who gave an answer, what it cost in micro-dollars and how long it took; None: not known."""

    arm: str
    cost_micros: int | None
    total_ms: float | None


class RevealedBattle(msgspec.Struct, frozen=True):
    """What is told after a vote."""

    id: str
    said: Side
    a: Fighter
    b: Fighter


async def vote_on_battle(
    chats: Chats, caller: Caller, battle_id: str, said: Side, why: str | None
) -> RevealedBattle:
    """Keep what somebody said of their battle, and tell who answered.

    Raises:
        NotFoundError: there is no such battle of the caller's.
        ConflictError: it has a vote already, or one of the answers is not whole.
        StoreError: it cannot be written.
    """
    database = chats.database
    battle = await asyncio.to_thread(find_battle, database, battle_id, caller.user)
    if battle is None:
        raise NotFoundError(f"There is no battle {battle_id!r} of yours.")
    if battle.said is not None:
        raise _voted()
    first, second = [
        await asyncio.to_thread(read_progress, database, run_id, 0)
        for run_id in (battle.first_run, battle.second_run)
    ]
    whole = [_whole(each) for each in (first, second)]
    voted = msgspec.structs.replace(
        battle,
        said=said,
        why=why,
        voted_at=chats.parts().clock.now(),
        decision_id=whole[0].kept.run.decision_id,
        style=apart(style_of(whole[0].text), style_of(whole[1].text)),
    )
    if not await asyncio.to_thread(end_battle, database, voted):
        raise _voted()
    await _teach(chats, caller, voted)
    a, b = (_fighter(each.kept.run) for each in whole)
    return RevealedBattle(battle.id, said, a, b)


async def _teach(chats: Chats, caller: Caller, voted: Battle) -> None:
    """Tell the router which of the two is better."""
    winners = {Side.A: voted.first_arm, Side.B: voted.second_arm}
    assert voted.said is not None, "it was voted on"
    assert voted.decision_id is not None, "both answered"
    saying = Saying(
        voted.decision_id,
        OutcomeKind.VOTE,
        winner=winners.get(voted.said, TIE),
        against=voted.second_arm,
        source=caller.user,
    )
    beside = frozenset({voted.second_arm})
    with suppress(BadRequestError, NotFoundError):  # the board has the vote, whatever this finds
        await say(chats.database, chats.parts().clock, Grader(), caller, [saying], beside)


def _whole(found: Progress | None) -> Progress:
    run = None if found is None else found.kept.run
    if found is not None and run is not None and run.status is RunStatus.WHOLE and run.decision_id:
        return found
    if run is not None and not run.is_over:
        raise ConflictError(
            "One of the answers is still being given.",
            cure="Vote once both are whole.",
            case=Case.STILL_ANSWERING,
        )
    raise ConflictError(
        "One of the answers is not whole, so that there is nothing to compare.",
        cure="Begin another battle.",
        case=Case.BATTLE_NOT_WHOLE,
    )


def _fighter(run: Run) -> Fighter:
    return Fighter(run.arm or run.model, run.cost_micros, run.total_ms)


def _voted() -> ConflictError:
    return ConflictError(
        "This battle has a vote already.", cure="Begin another one.", case=Case.VOTED_ALREADY
    )
