"""Draw pairs of a comparison's answers to be voted on, show them without names, and take votes.

Each pair is drawn with a chance that is kept, so that the votes tell of all pairs. Once all that
were drawn are voted on, the votes decide what is shown.
"""

import asyncio
from contextlib import suppress
from hashlib import blake2b

import msgspec

from wayfare.domain.battle import Side
from wayfare.domain.case import Case
from wayfare.domain.errors import BadRequestError, ConflictError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.outcome import TIE
from wayfare.domain.own_comparison import JobState
from wayfare.gateway.asides.answers import Answers, compared_now
from wayfare.gateway.asides.draw_votes import draw_lots, to_vote_on
from wayfare.gateway.asides.kept import Given
from wayfare.gateway.asides.person import note_word
from wayfare.gateway.comparisons.keep import see_comparison, take_plan
from wayfare.gateway.comparisons.parts import Comparisons
from wayfare.gateway.comparisons.run import Job
from wayfare.gateway.learning.say import say
from wayfare.grading.grade import Grader
from wayfare.store import own_comparisons as store
from wayfare.wire.question_files import FileQuestion

Pair = tuple[FileQuestion, Given, Given]


class BlindAnswers(msgspec.Struct, frozen=True):
    """Two answers to one question, without names."""

    id: str
    question: str
    a: str
    b: str


class NamedAnswers(msgspec.Struct, frozen=True):
    """Whose answers they were, and how many pairs wait still."""

    id: str
    said: Side
    a: str
    b: str
    left: int


async def pairs_of(
    comparisons: Comparisons, caller: Caller, comparison_id: str
) -> list[BlindAnswers]:
    """Pairs that were drawn and wait for the caller's vote.

    Raises:
        NotFoundError: there is no such comparison of the caller's.
        ConflictError: it is under way, or its texts are no longer kept.
    """
    job, answers, _ = await _open(comparisons, caller, comparison_id)
    return [_blind(pair) for pair in to_vote_on(job.plan, answers)]


async def draw_pairs(
    comparisons: Comparisons, caller: Caller, comparison_id: str, count: int
) -> list[BlindAnswers]:
    """Draw about so many of the pairs that nobody is sure of; those drawn before stay.

    Raises:
        NotFoundError: there is no such comparison of the caller's.
        ConflictError: it is under way, or its texts are no longer kept.
    """
    job, answers, new = await _open(comparisons, caller, comparison_id)
    draw_lots(job.plan, answers, count, comparisons.chats.parts().clock.rng)
    await _keep(comparisons, job, answers, new)
    return [_blind(pair) for pair in to_vote_on(job.plan, answers)]


async def vote_on_pair(
    comparisons: Comparisons, caller: Caller, comparison_id: str, pair_id: str, said: Side
) -> NamedAnswers:
    """Keep which answer is better, tell whose they are, and what all comes to now.

    Raises:
        NotFoundError: there is no such comparison of the caller's, or no such pair waits in it.
        ConflictError: it is under way, or its texts are no longer kept.
    """
    job, answers, new = await _open(comparisons, caller, comparison_id)
    waiting = {_id(pair): pair for pair in to_vote_on(job.plan, answers)}
    pair = waiting.get(pair_id)
    if pair is None:
        raise NotFoundError(
            f"There is no pair {pair_id!r} that waits for you.",
            cure="`GET /api/comparisons/{id}/pairs` lists those that wait.",
        )
    a, b = _sides(pair)
    winner = {Side.A: a.arm, Side.B: b.arm}.get(said, TIE)
    saying = note_word(answers, pair[1], pair[2], winner)
    await _keep(comparisons, job, answers, new)
    if saying is not None:
        database, clock = comparisons.chats.database, comparisons.chats.parts().clock
        with suppress(BadRequestError, NotFoundError):  # the comparison has it, whatever this finds
            await say(database, clock, Grader(), job.worker, [saying])
    return NamedAnswers(pair_id, said, a.arm, b.arm, len(waiting) - 1)


async def _open(
    comparisons: Comparisons, caller: Caller, comparison_id: str
) -> tuple[Job, Answers, list[bytes]]:
    """A comparison that has ended, with all it found; lines that are added come into the list."""
    found, _ = await see_comparison(comparisons, caller, comparison_id)
    if found.state is JobState.RUNNING:
        raise ConflictError(
            "This comparison is under way.",
            cure="Vote once it has ended.",
            case=Case.COMPARISON_UNDER_WAY,
        )
    job = await take_plan(comparisons, caller, found)
    new: list[bytes] = []
    return job, Answers(new.append, job.lines), new


async def _keep(comparisons: Comparisons, job: Job, answers: Answers, new: list[bytes]) -> None:
    """Keep what was added, and what all of it comes to."""
    margin = comparisons.settings().certificate.margin_points / 100
    result = msgspec.json.encode(compared_now(job.plan, answers, margin, job.judges))
    database = comparisons.chats.database
    await asyncio.to_thread(store.add_findings, database, job.its.id, new)
    await asyncio.to_thread(store.keep_result, database, job.its.id, result)


def _blind(pair: Pair) -> BlindAnswers:
    a, b = _sides(pair)
    return BlindAnswers(_id(pair), pair[0].turns[-1].text, a.text, b.text)


def _sides(pair: Pair) -> tuple[Given, Given]:
    """Which is shown first: as good as chance, and the same when the vote comes."""
    _, other, used = pair
    lot = blake2b(b"side " + _id(pair).encode(), digest_size=1).digest()
    return (other, used) if lot[0] < 128 else (used, other)


def _id(pair: Pair) -> str:
    question, other, used = pair
    named = f"{question.id}/{other.arm}/{used.arm}"
    return blake2b(named.encode(), digest_size=12).hexdigest()
