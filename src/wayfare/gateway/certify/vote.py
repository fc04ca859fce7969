"""Have a person say which of two live answers is better, without knowing whose they are.

Members see pairs of their own questions, admins all. Pairs come the oldest first: that order no
answer can change, and the oldest is what all that was asked later waits for. Whose answers they
are, and what they cost, is told after the vote. Knows nothing of terminals or HTTP.
"""

import asyncio
from contextlib import suppress
from hashlib import blake2b

import msgspec

from wayfare.domain.battle import Side
from wayfare.domain.case import Case
from wayfare.domain.chat import Message
from wayfare.domain.errors import BadRequestError, ConflictError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.outcome import TIE, OutcomeKind
from wayfare.domain.vote import Better, Vote
from wayfare.gateway.accounts.parts import sees_all
from wayfare.gateway.certify.voted import VOTE_WAITS_S
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.say import Saying, say
from wayfare.grading.grade import Grader
from wayfare.store.database import Database
from wayfare.store.pairs import KeptPair, add_vote, read_pair, waiting_pairs
from wayfare.store.requests import read_decision
from wayfare.wire.wires import WIRES


class BlindPair(msgspec.Struct, frozen=True):
    """Two answers to one question. `until` then it waits, Unix time in seconds.

    `counts`: a vote on it is evidence; else it only teaches, since nobody voted when it was drawn.
    """

    id: str
    turns: tuple[Message, ...]
    a: str
    b: str
    until: float
    counts: bool


class Answerer(msgspec.Struct, frozen=True):
    """Who gave an answer, and what it cost in micro-dollars; None: not known."""

    model: str
    cost_micros: int | None


class Revealed(msgspec.Struct, frozen=True):
    """What is told after a vote. `judged` is the side that a judge preferred; None: nobody did."""

    id: str
    said: Side
    a: Answerer
    b: Answerer
    judged: Side | None
    counts: bool


def pairs_for(database: Database, clock: Clock, caller: Caller, limit: int) -> list[BlindPair]:
    """The pairs that wait for somebody, the oldest first."""
    found = waiting_pairs(database, clock.now() - VOTE_WAITS_S, _whose(caller), limit)
    return [_blind(each) for each in found]


async def vote(
    database: Database, clock: Clock, owner: Caller, caller: Caller, pair_id: str, said: Side
) -> Revealed:
    """Keep what somebody said of a pair, for claims and for the router; tell whose they are.

    `owner` asked for the answer in the shadow, and so may speak of it.

    Raises:
        NotFoundError: no such pair waits for the caller.
        ConflictError: somebody else was quicker.
        StoreError: it cannot be written.
    """
    pair = await asyncio.to_thread(read_pair, database, pair_id, _whose(caller))
    now = clock.now()
    if pair is None or now > pair.at + VOTE_WAITS_S:
        raise NotFoundError(
            f"There is no pair {pair_id!r} that waits for you.",
            cure="`wayfare vote` shows those that wait.",
        )
    better = _better(pair, said)
    its = Vote(pair_id, now, caller.user, better)
    if not await asyncio.to_thread(add_vote, database, its):
        raise ConflictError(
            "Somebody voted on this pair already.",
            cure="Take the next one.",
            case=Case.VOTED_ALREADY,
        )
    await _teach(database, clock, owner, pair, its)
    return await asyncio.to_thread(_reveal, database, pair, said)


async def _teach(
    database: Database, clock: Clock, owner: Caller, pair: KeptPair, its: Vote
) -> None:
    """Tell the router: of the answer in the shadow, as a judge would have."""
    of_shadow = pair.shadow_id is not None
    speaks_of_arm = pair.is_mirror == of_shadow
    names = {Better.ARM: pair.arm, Better.BASELINE: pair.baseline}
    saying = Saying(
        pair.shadow_id or pair.decision_id,
        OutcomeKind.VOTE,
        winner=names.get(its.better, TIE),
        against=pair.baseline if speaks_of_arm else pair.arm,
        source=its.user,
    )
    with suppress(BadRequestError, NotFoundError):  # the claim has the vote, whatever this finds
        await say(database, clock, Grader(), owner, [saying])


def _blind(pair: KeptPair) -> BlindPair:
    texts = (pair.answer, pair.other)
    a, b = texts if _is_arm_first(pair) else texts[::-1]
    until = pair.at + VOTE_WAITS_S
    return BlindPair(pair.decision_id, _turns(pair), a, b, until, pair.counts)


def _turns(pair: KeptPair) -> tuple[Message, ...]:
    """What was asked; nothing where its wire cannot read it any more."""
    wire = WIRES.get(pair.wire)
    if wire is None or wire.decode is None:
        return ()
    try:
        return tuple(wire.decode(pair.prompt).request.messages)
    except BadRequestError:
        return ()


def _reveal(database: Database, pair: KeptPair, said: Side) -> Revealed:
    own, beside = (_cost(database, its) for its in (pair.decision_id, pair.shadow_id))
    arm = Answerer(pair.arm, beside if pair.is_mirror else own)
    baseline = Answerer(pair.baseline, own if pair.is_mirror else beside)
    a, b = (arm, baseline) if _is_arm_first(pair) else (baseline, arm)
    return Revealed(pair.decision_id, said, a, b, _judged(pair), pair.counts)


def _cost(database: Database, decision_id: str | None) -> int | None:
    """What an answer cost, with all that was tried for it."""
    found = None if decision_id is None else read_decision(database, decision_id)
    if found is None or not found.attempts:
        return None
    costs = [each.cost.micros for each in found.attempts]
    return None if None in costs else sum(cost or 0 for cost in costs)


def _judged(pair: KeptPair) -> Side | None:
    if pair.judged is None:
        return None
    if pair.judged == 0:
        return Side.TIE
    return Side.A if (pair.judged > 0) == _is_arm_first(pair) else Side.B


def _better(pair: KeptPair, said: Side) -> Better:
    if said in (Side.TIE, Side.BAD):
        return Better.TIE if said is Side.TIE else Better.BAD
    return Better.ARM if (said is Side.A) == _is_arm_first(pair) else Better.BASELINE


def _is_arm_first(pair: KeptPair) -> bool:
    """Which is shown first: as good as chance, and the same when the vote comes."""
    lot = blake2b(b"side " + pair.decision_id.encode(), digest_size=1).digest()
    return lot[0] < 128  # half of a byte


def _whose(caller: Caller) -> str | None:
    return None if sees_all(caller) else caller.user
