"""Say how good an answer was: a vote, a verdict, a check or a signal becomes an outcome.

Members speak of their own decisions, admins of all. What a program is to look for is looked for
here (`gateway/learning/check.py`). Knows nothing of what is learned from it.
"""

import asyncio
from collections.abc import Callable, Sequence

import msgspec

from wayfare.domain.check import Check, Grade
from wayfare.domain.errors import BadRequestError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.outcome import TIE, Outcome, OutcomeKind, comes_to
from wayfare.domain.record import AttemptRecord, Ending
from wayfare.gateway.accounts.parts import sees_all
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.check import Claim, look, name_of
from wayfare.gateway.written import written_decision
from wayfare.grading.grade import Grader
from wayfare.store.checks import KeptCheck, keep_checks
from wayfare.store.database import Database
from wayfare.store.outcomes import add_outcomes, outcomes_of
from wayfare.store.requests import StoredDecision, read_decision


class Saying(msgspec.Struct, frozen=True):
    """What somebody says of the answer of a decision. See `Outcome`.

    `source` and `id` may be left out: then a user has one word of each kind. In place of a score
    there may be a `check`, of `answer` or else of the answer that is kept. `orders` is what a
    judge said of two answers in both orders; the winner follows from it. `difference` goes with it
    where the judge gave marks.
    """

    decision_id: str
    kind: OutcomeKind
    score: float | None = None
    winner: str | None = None
    against: str | None = None
    source: str | None = None
    id: str | None = None
    check: Check | None = None
    answer: str | None = None
    orders: str | None = None
    difference: float | None = None


class Said(msgspec.Struct, frozen=True):
    """What became of it. `is_new`: it had not been said before. `why`: what a check saw."""

    outcome: Outcome
    is_new: bool
    why: str | None


async def say(
    database: Database,
    clock: Clock,
    grader: Grader,
    caller: Caller,
    sayings: Sequence[Saying],
    beside: frozenset[str] = frozenset(),
) -> list[Said]:
    """Keep what is said, all or nothing. `beside` are arms that answered the same question too.

    Raises:
        NotFoundError: there is no such decision of the caller's.
        BadRequestError: one of them makes no sense; names the field, and which one it is.
        CheckUnavailableError: one of the checks cannot be made on this machine.
        StoreError: it cannot be written.
    """
    found = {saying.decision_id: await _decision(database, caller, saying) for saying in sayings}
    places = [f"[{number}]." if len(sayings) > 1 else "" for number in range(len(sayings))]
    claims = [
        _claim(saying, found[saying.decision_id], where)
        for saying, where in zip(sayings, places, strict=True)
    ]
    grades = await look(grader, claims)
    said = [
        _outcome(
            _graded(saying, grade), found[saying.decision_id], caller, clock.now(), where, beside
        )
        for saying, grade, where in zip(sayings, grades, places, strict=True)
    ]
    held = [
        await _of_held(grader, saying, outcome, found[saying.decision_id])
        for saying, outcome in zip(sayings, said, strict=True)
    ]
    every = [*said, *(each for some in held for each in some)]
    new = (await asyncio.to_thread(add_outcomes, database, every))[: len(said)]
    looked_for = [
        KeptCheck(outcome.decision_id, outcome.id, saying.check)
        for saying, outcome in zip(sayings, said, strict=True)
        if saying.check is not None
    ]
    await asyncio.to_thread(keep_checks, database, looked_for)
    whys = [None if grade is None else grade.why for grade in grades]
    return [Said(*each) for each in zip(said, new, whys, strict=True)]


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
    its = saying.decision_id
    found = await written_decision(database, its, _whose(caller), _is_answered)
    if found is None:
        raise _not_found(its)
    if not _is_answered(found):
        raise BadRequestError(
            f"Decision {its!r} is still being answered.",
            cure="Say it when the answer has ended.",
            param="decision_id",
        )
    return found


def _is_answered(decision: StoredDecision) -> bool:
    # legs of a pivot are written before its answer
    return not all(attempt.is_leg for attempt in decision.attempts)


async def _of_held(
    grader: Grader, saying: Saying, outcome: Outcome, decision: StoredDecision
) -> list[Outcome]:
    """What the same check finds of answers that were held back beside the one that was given.

    They are paid for, so that what they tell of their models is for nothing.
    """
    if saying.check is None:
        return []
    found = []
    for attempt in decision.attempts:
        if attempt.form is None or attempt.answer is None or attempt.ending is not Ending.WHOLE:
            continue
        grade = await grader.grade(saying.check, attempt.answer)
        found.append(
            msgspec.structs.replace(
                outcome,
                id=f"{outcome.id}@{attempt.deployment}",
                arm=attempt.deployment,
                score=grade.score,
            )
        )
    return found


def _claim(saying: Saying, decision: StoredDecision, where: str) -> Claim | None:
    """What is to be looked for in which text; None: nothing is."""
    if saying.check is None:
        if saying.answer is not None:
            raise BadRequestError(
                f"`{where}answer` belongs to `check`.",
                cure="Leave it out: what is said is kept, never a text.",
                param=f"{where}answer",
            )
        return None
    if saying.kind is not OutcomeKind.CHECK:
        raise BadRequestError(
            f"`{where}check` belongs to the kind check, not {saying.kind}.", param=f"{where}check"
        )
    if saying.score is not None or saying.winner is not None:
        field = "score" if saying.score is not None else "winner"
        raise BadRequestError(
            f"`{where}{field}` is what the `check` is to find.",
            cure="Send one of the two.",
            param=f"{where}{field}",
        )
    answered = _answered(decision)
    kept = answered[-1].answer if answered else None
    return Claim(saying.check, kept if saying.answer is None else saying.answer, where)


def _graded(saying: Saying, grade: Grade | None) -> Saying:
    """The same with the score that a check came to."""
    if grade is None or saying.check is None:
        return saying
    source = saying.source or name_of(saying.check)
    return msgspec.structs.replace(saying, score=grade.score, source=source)


def _outcome(
    saying: Saying,
    decision: StoredDecision,
    caller: Caller,
    now: float,
    where: str,
    beside: frozenset[str],
) -> Outcome:
    def refuse(field: str, what: str, cure: str = "") -> BadRequestError:
        return BadRequestError(f"`{where}{field}` {what}", cure=cure, param=where + field)

    answered = _answered(decision)
    if not answered:
        raise refuse("decision_id", "was never answered: there is nothing to judge.")
    arm = answered[-1].arm
    if saying.orders is not None:
        saying = _with_winner(saying, arm, refuse)
    elif saying.difference is not None:
        raise refuse("difference", "belongs to `orders`.", "Send what was said in both orders.")
    if (saying.score is None) == (saying.winner is None):
        raise refuse("score", "or `winner` is needed, one of the two.")
    if saying.score is not None and not 0 <= saying.score <= 1:
        raise refuse("score", f"is {saying.score}, not from 0 to 1.")
    if saying.score is not None and saying.against is not None:
        raise refuse("against", "belongs to `winner`.", "Leave it out beside a `score`.")
    if saying.winner is not None:
        _check_comparison(saying, arm, {offer.arm for offer in decision.offers} | beside, refuse)
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
        orders=saying.orders,
        difference=saying.difference,
    )


_UNANSWERED = frozenset({Ending.FAILED, Ending.LOST})


def _answered(decision: StoredDecision) -> list[AttemptRecord]:
    """The attempts that answered, in their order; who translated is none of them."""
    return [a for a in decision.attempts if a.ending not in _UNANSWERED and not a.is_leg]


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


def _with_winner(saying: Saying, arm: str, refuse: Callable[..., BadRequestError]) -> Saying:
    """The same with the winner that what was said in both orders comes to."""
    assert saying.orders is not None, "or there is nothing to see"
    if saying.kind is not OutcomeKind.VERDICT or saying.against is None:
        raise refuse("orders", "belongs to a verdict on two answers.", "Send `against` with it.")
    winner = comes_to(saying.orders, arm, saying.against)
    if saying.winner not in (None, winner):
        raise refuse("winner", f"is not what `orders` comes to: {winner}.", "Leave it out.")
    more = saying.difference
    if more is not None and not -1 <= more <= 1:
        raise refuse("difference", f"is {more}, not from -1 to 1.")
    if more is not None and winner != TIE and (more > 0) != (winner == arm):
        raise refuse("difference", f"says otherwise than `orders`: {winner} is better.")
    return msgspec.structs.replace(saying, winner=winner)


def _whose(caller: Caller) -> str | None:
    return None if sees_all(caller) else caller.user


def _not_found(decision_id: str) -> NotFoundError:
    return NotFoundError(
        f"There is no decision {decision_id!r} of yours.",
        cure="A ticket names it, and so does the header `x-wayfare-decision-id`.",
    )
