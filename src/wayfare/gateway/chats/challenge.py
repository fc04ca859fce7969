"""Now and then offer to hold an answer against the runner-up's, and hear which is better.

The lot follows from this installation's secret and from the answer's id alone: it never depends on
what the answer says, is the same whenever somebody looks, and nothing is written for it. Where it
falls, the reader is told what asking costs, and only then is the runner-up asked, as any client's
question is. What the reader says teaches the router. It is no evidence for a certificate: whoever
got the answer may know whose it is. So answers that wait for such evidence are not offered.
"""

import asyncio
from contextlib import suppress
from dataclasses import replace
from hashlib import blake2b

import msgspec

from wayfare.domain.case import Case
from wayfare.domain.challenge import Challenge, Word
from wayfare.domain.decision import PREFERRED, Goal
from wayfare.domain.errors import (
    BadRequestError,
    ConflictError,
    ModelNotFoundError,
    NotFoundError,
    PermissionDeniedError,
)
from wayfare.domain.key import Caller
from wayfare.domain.outcome import TIE, OutcomeKind
from wayfare.domain.run import Run, RunStatus
from wayfare.gateway.asking import Envelope
from wayfare.gateway.chats.ask import ask
from wayfare.gateway.chats.draft import Draft, drafted
from wayfare.gateway.chats.keep import see_conversation, see_run
from wayfare.gateway.chats.live import Live
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.learning.say import Saying, say
from wayfare.gateway.send import candidates_for
from wayfare.gateway.written import written_decision
from wayfare.grading.grade import Grader
from wayfare.store.challenges import add_challenge, end_challenge, find_challenge, is_compared
from wayfare.store.messages import read_path
from wayfare.store.requests import read_decision
from wayfare.store.runs import begin_run

_RANGE = 1 << 64


class Lots(msgspec.Struct, frozen=True):
    """Draws which answers are offered; `share` in [0, 1] of them."""

    secret: bytes
    share: float

    def is_drawn(self, run_id: str) -> bool:
        """Whether the answer of a run is."""
        lot = blake2b(run_id.encode(), key=self.secret, digest_size=8, person=b"wayfare votes")
        return int.from_bytes(lot.digest()) < self.share * _RANGE


class Side(msgspec.Struct, frozen=True):
    """Who gave an answer, and what it cost in micro-dollars; None: not known."""

    arm: str
    cost_micros: int | None


class Offer(msgspec.Struct, frozen=True):
    """What asking the runner-up would cost, in micro-dollars; None: not known."""

    fare_micros: int | None


class SeenChallenge(msgspec.Struct, frozen=True):
    """How an answer stands to the runner-up's.

    `offer` is there where nobody was asked yet, `other_run` and `other_message` from when the
    runner-up was, and `said` with both sides once the reader has voted.
    """

    offer: Offer | None = None
    other_run: str | None = None
    other_message: str | None = None
    said: Word | None = None
    this: Side | None = None
    other: Side | None = None


async def see_challenge(chats: Chats, lots: Lots, caller: Caller, run_id: str) -> SeenChallenge:
    """How an answer of the caller's stands: all is None where nothing is offered.

    Raises:
        NotFoundError: there is no such run of the caller's.
    """
    if lots.is_drawn(run_id):
        run = await asyncio.to_thread(_run, chats, caller, run_id)
        if run.decision_id is not None:
            await written_decision(chats.database, run.decision_id, caller.user)
    return await asyncio.to_thread(_see, chats, lots, caller, run_id)


def _see(chats: Chats, lots: Lots, caller: Caller, run_id: str) -> SeenChallenge:
    run = _run(chats, caller, run_id)
    found = find_challenge(chats.database, run_id, caller.user)
    if found is None:
        offered = _offered(chats, lots, run, caller)
        return SeenChallenge() if offered is None else SeenChallenge(offer=offered[1])
    if found.other_run is None or found.dismissed_at is not None:
        return SeenChallenge()
    other = _run(chats, caller, found.other_run)
    seen = SeenChallenge(None, other.id, other.message)
    if found.said is None:
        return seen
    return msgspec.structs.replace(seen, said=found.said, this=_side(run), other=_side(other))


async def begin_challenge(chats: Chats, lots: Lots, caller: Caller, run_id: str) -> SeenChallenge:
    """Ask the runner-up the same question, without its name; what was asked before stays.

    Raises:
        NotFoundError: there is no such run of the caller's.
        ConflictError: nothing is offered for it.
    """
    # whoever asks may leave meanwhile: what is kept is asked all the same
    return await asyncio.shield(_begin(chats, lots, caller, run_id))


async def _begin(chats: Chats, lots: Lots, caller: Caller, run_id: str) -> SeenChallenge:
    started_tick = chats.parts().clock.tick()
    draft = await asyncio.to_thread(_kept, chats, lots, caller, run_id)
    if draft is not None:
        parts, running = chats.parts(), chats.running
        running.begin(
            Live(draft.new.run, started_tick),
            lambda live: ask(parts, running, live, draft.body, draft.worker, draft.envelope),
        )
    return await asyncio.to_thread(_see, chats, lots, caller, run_id)


def _kept(chats: Chats, lots: Lots, caller: Caller, run_id: str) -> Draft | None:
    """The run of the runner-up, kept; None where it was begun before."""
    run, database = _run(chats, caller, run_id), chats.database
    if find_challenge(database, run_id, caller.user) is not None:
        return None
    offered = _offered(chats, lots, run, caller)
    if offered is None:
        raise ConflictError(
            "This answer is not offered to be compared.",
            cure="`GET /api/runs/{id}/challenge` says which are.",
            case=Case.NOT_OFFERED,
        )
    arm = offered[0]
    conversation = see_conversation(chats, caller, run.conversation)
    *before, _ = read_path(database, conversation.id, run.message)
    envelope = Envelope(cache_control="no-cache")
    key = f"challenge-{run.id}"
    draft = drafted(chats, caller, conversation, key, arm, before, None, envelope)
    blind = msgspec.structs.replace(draft.new.run, is_blind=True)
    answer = msgspec.structs.replace(draft.new.answer, run=blind)
    made = Challenge(
        run.id, caller.user, conversation.id, arm, lots.share, blind.created_at, blind.id
    )
    if not add_challenge(database, made):
        return None  # the same request came twice at once
    new = replace(draft.new, run=blind, answer=answer, is_beside=True)
    begin_run(database, new)
    return replace(draft, new=new)


def dismiss(chats: Chats, lots: Lots, caller: Caller, run_id: str) -> None:
    """Let the reader be: nothing is offered for this answer any more. Waits.

    Raises:
        NotFoundError: there is no such run of the caller's.
    """
    run, now = _run(chats, caller, run_id), chats.parts().clock.now()
    found = find_challenge(chats.database, run_id, caller.user)
    if found is not None:
        end_challenge(chats.database, msgspec.structs.replace(found, dismissed_at=now))
        return
    offered = _offered(chats, lots, run, caller)
    if offered is not None:
        its = (run.id, caller.user, run.conversation, offered[0], lots.share, now)
        add_challenge(chats.database, Challenge(*its, dismissed_at=now))


async def vote_on_challenge(
    chats: Chats, lots: Lots, caller: Caller, run_id: str, said: Word
) -> SeenChallenge:
    """Keep which answer is better, for the router to learn; tell who gave the other one.

    Raises:
        NotFoundError: there is no such run of the caller's.
        ConflictError: nobody was asked, it is not whole, or there is a vote already.
        StoreError: it cannot be written.
    """
    database, clock = chats.database, chats.parts().clock
    run = await asyncio.to_thread(_run, chats, caller, run_id)
    found = await asyncio.to_thread(find_challenge, database, run_id, caller.user)
    if found is None or found.other_run is None:
        raise ConflictError(
            "There is no other answer to compare with.",
            cure="Ask for one first: `POST /api/runs/{id}/challenge`, where it is offered.",
            case=Case.OTHER_NOT_WHOLE,
        )
    other = await asyncio.to_thread(_run, chats, caller, found.other_run)
    if other.status is not RunStatus.WHOLE or other.arm is None or run.arm is None:
        raise ConflictError(
            "The other answer is not whole.", cure="Vote once it is.", case=Case.OTHER_NOT_WHOLE
        )
    ended = msgspec.structs.replace(found, said=said, voted_at=clock.now())
    if not await asyncio.to_thread(end_challenge, database, ended):
        raise ConflictError(
            "You said so already.", cure="A vote is never changed.", case=Case.VOTED_ALREADY
        )
    winners = {Word.BETTER: other.arm, Word.WORSE: run.arm}
    saying = Saying(
        run.decision_id or "",
        OutcomeKind.VOTE,
        winner=winners.get(said, TIE),
        against=other.arm,
        source=caller.user,
    )
    with suppress(BadRequestError, NotFoundError):  # what was said is kept, whatever this finds
        await say(database, clock, Grader(), caller, [saying], frozenset({other.arm}))
    return await asyncio.to_thread(_see, chats, lots, caller, run_id)


def _offered(chats: Chats, lots: Lots, run: Run, caller: Caller) -> tuple[str, Offer] | None:
    """The runner-up of an answer, and its fare; None where nothing is to be offered."""
    is_over = run.status is RunStatus.WHOLE and not run.is_blind
    if not is_over or run.decision_id is None or not lots.is_drawn(run.id):
        return None
    decided = read_decision(chats.database, run.decision_id, caller.user)
    if decided is None or decided.goal is not Goal.AUTO or decided.reason.code == PREFERRED:
        return None
    if is_compared(chats.database, run.decision_id):
        return None
    known = {arm.name for arm in chats.parts().catalog.candidates(Goal.AUTO.value).arms}
    for offer in decided.offers:
        if offer.arm != run.arm and offer.arm in known and _may_ask(chats, caller, offer.arm):
            return offer.arm, Offer(offer.fare_micros)
    return None


def _may_ask(chats: Chats, caller: Caller, arm: str) -> bool:
    try:
        candidates_for(chats.parts(), caller, arm)
    except (ModelNotFoundError, PermissionDeniedError):
        return False
    return True


def _run(chats: Chats, caller: Caller, run_id: str) -> Run:
    return see_run(chats, caller, run_id).run


def _side(run: Run) -> Side:
    return Side(run.arm or run.model, run.cost_micros)
