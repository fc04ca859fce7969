"""Say how good an answer was: a vote, a verdict, a check or a signal becomes an outcome.

Members speak of their own decisions, admins of all. Knows nothing of what is learned from it.
"""

import asyncio
from collections.abc import Callable, Sequence

import msgspec

from wayfare.domain.errors import BadRequestError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.outcome import TIE, Outcome, OutcomeKind
from wayfare.domain.record import Ending
from wayfare.gateway.accounts import sees_all
from wayfare.gateway.clock import Clock
from wayfare.store.database import Database
from wayfare.store.outcomes import add_outcomes, outcomes_of
from wayfare.store.requests import StoredDecision, read_decision

#: A decision is written a tenth of a second after it was made; a vote may be as quick.
PATIENCE_S, LOOK_AGAIN_S = 1.0, 0.05


class Saying(msgspec.Struct, frozen=True):
    """What somebody says of the answer of a decision. See `Outcome`.

    `source` and `id` may be left out: then a user has one word of each kind.
    """

    decision_id: str
    kind: OutcomeKind
    score: float | None = None
    winner: str | None = None
    against: str | None = None
    source: str | None = None
    id: str | None = None


class Said(msgspec.Struct, frozen=True):
    """What became of it. `is_new`: it had not been said before."""

    outcome: Outcome
    is_new: bool


async def say(
    database: Database, clock: Clock, caller: Caller, sayings: Sequence[Saying]
) -> list[Said]:
    """Keep what is said, all or nothing.

    Raises:
        NotFoundError: there is no such decision of the caller's.
        BadRequestError: one of them makes no sense; names the field, and which one it is.
        StoreError: it cannot be written.
    """
    found = {saying.decision_id: await _decision(database, caller, saying) for saying in sayings}
    said = []
    for number, saying in enumerate(sayings):
        where = f"[{number}]." if len(sayings) > 1 else ""
        said.append(_outcome(saying, found[saying.decision_id], caller, clock.now(), where))
    new = await asyncio.to_thread(add_outcomes, database, said)
    return [Said(*both) for both in zip(said, new, strict=True)]


def what_was_said(database: Database, caller: Caller, decision_id: str) -> list[Outcome]:
    """All that was said of a decision of the caller's, the oldest first.

    Raises:
        NotFoundError: there is no such decision of the caller's.
    """
    if read_decision(database, decision_id, _whose(caller)) is None:
        raise _not_found(decision_id)
    return outcomes_of(database, decision_id)


async def _decision(database: Database, caller: Caller, saying: Saying) -> StoredDecision:
    """The decision, once it and the end of its answer are written."""
    waited = 0.0
    while True:
        found = await asyncio.to_thread(read_decision, database, saying.decision_id, _whose(caller))
        if found is not None and found.attempts:
            return found
        if waited >= PATIENCE_S:
            break
        await asyncio.sleep(LOOK_AGAIN_S)
        waited += LOOK_AGAIN_S
    if found is None:
        raise _not_found(saying.decision_id)
    raise BadRequestError(
        f"Decision {saying.decision_id!r} is still being answered.",
        cure="Say it when the answer has ended.",
        param="decision_id",
    )


def _outcome(
    saying: Saying, decision: StoredDecision, caller: Caller, now: float, where: str
) -> Outcome:
    def refuse(field: str, what: str, cure: str = "") -> BadRequestError:
        return BadRequestError(f"`{where}{field}` {what}", cure=cure, param=where + field)

    answered = [each for each in decision.attempts if each.ending not in _UNANSWERED]
    if not answered:
        raise refuse("decision_id", "was never answered: there is nothing to judge.")
    arm = answered[-1].arm
    if (saying.score is None) == (saying.winner is None):
        raise refuse("score", "or `winner` is needed, one of the two.")
    if saying.score is not None and not 0 <= saying.score <= 1:
        raise refuse("score", f"is {saying.score}, not from 0 to 1.")
    if saying.score is not None and saying.against is not None:
        raise refuse("against", "belongs to `winner`.", "Leave it out beside a `score`.")
    if saying.winner is not None:
        _check_comparison(saying, arm, {offer.arm for offer in decision.offers}, refuse)
    source = saying.source or caller.user
    return Outcome(
        id=saying.id or f"{saying.kind}/{source}",
        decision_id=decision.id,
        kind=saying.kind,
        source=source,
        arm=arm,
        score=saying.score,
        winner=saying.winner,
        against=saying.against,
        said_by=caller.user,
        at=now,
    )


_UNANSWERED = frozenset({Ending.FAILED, Ending.LOST})


def _check_comparison(
    saying: Saying, arm: str, offered: set[str], refuse: Callable[..., BadRequestError]
) -> None:
    if saying.against is None:
        raise refuse("against", "is missing: the other arm of the comparison.")
    if saying.against == arm or saying.against not in offered:
        others = ", ".join(sorted(offered - {arm})) or "none"
        raise refuse("against", f"is no other arm that was offered: {others}.")
    if saying.winner not in (arm, saying.against, TIE):
        raise refuse("winner", f"is none of {arm}, {saying.against}, {TIE}.")


def _whose(caller: Caller) -> str | None:
    return None if sees_all(caller) else caller.user


def _not_found(decision_id: str) -> NotFoundError:
    return NotFoundError(
        f"There is no decision {decision_id!r} of yours.",
        cure="A ticket names it, and so does the header `x-wayfare-decision-id`.",
    )
