"""Begin comparisons on one's own questions, list them, see, stop, go on with and delete them.

Each user sees their own. One of a user's is under way at a time.
"""

import asyncio

import msgspec

from wayfare.domain.case import Case
from wayfare.domain.errors import ConflictError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.own_comparison import JobState, OwnComparison
from wayfare.gateway.asides.compared import Compared
from wayfare.gateway.chats.keep import worker_in
from wayfare.gateway.chats.running import DEAD_AFTER_S
from wayfare.gateway.comparisons.parts import Comparisons
from wayfare.gateway.comparisons.plan import choose, plan
from wayfare.gateway.comparisons.run import Job, begin
from wayfare.store import own_comparisons as store
from wayfare.wire.question_files import FileQuestion

_to_questions = msgspec.json.Decoder(tuple[FileQuestion, ...]).decode
_to_compared = msgspec.json.Decoder(Compared).decode


async def begin_comparison(
    comparisons: Comparisons, caller: Caller, project: str | None, count: int, budget_micros: int
) -> OwnComparison:
    """Ask `auto`'s models so many of the caller's own questions, for so much at most.

    Raises:
        NotFoundError: the caller does not work in the project.
        ConflictError: one is under way, nothing was brought in, or no texts are kept.
        BadRequestError: there is nothing to compare, or a price is not known.
    """
    chats, clock = comparisons.chats, comparisons.chats.parts().clock
    await _end_dead(comparisons, caller)
    chosen = await choose(comparisons, caller, project, count)
    if not chosen.questions:
        raise ConflictError(
            "There are no questions that you brought in.",
            cure="Import what ChatGPT exports first: `POST /api/imports`.",
            case=Case.NOTHING_IMPORTED,
        )
    planned, judges = await plan(comparisons, chosen.worker, chosen.questions)
    made = OwnComparison(
        id=clock.new_id(),
        user=chosen.worker.user,
        project=chosen.worker.project,
        state=JobState.RUNNING,
        used=planned.used.name,
        arms=(*(arm.name for arm in planned.arms), *planned.brought),
        judge=None if planned.judge is None else planned.judge.name,
        total=len(chosen.questions),
        fare_micros=planned.fare_micros,
        budget_micros=budget_micros,
        created_at=clock.now(),
    )
    questions = msgspec.json.encode(chosen.questions)
    given = (chats.database, made, questions, chats.running.process)
    if not await asyncio.to_thread(store.add_comparison, *given):
        raise _under_way()
    begin(comparisons, Job(made, chosen.worker, planned, judges))
    return made


async def list_comparisons(comparisons: Comparisons, caller: Caller) -> list[OwnComparison]:
    """The caller's own, the newest first."""
    await _end_dead(comparisons, caller)
    database = comparisons.chats.database
    return await asyncio.to_thread(store.list_comparisons, database, caller.user)


async def see_comparison(
    comparisons: Comparisons, caller: Caller, comparison_id: str
) -> tuple[OwnComparison, Compared | None]:
    """How one of the caller's own stands, and what came of it once it has ended.

    Raises:
        NotFoundError: there is none.
    """
    await _end_dead(comparisons, caller)
    found = await _find(comparisons, caller, comparison_id)
    database = comparisons.chats.database
    kept = await asyncio.to_thread(store.read_result, database, comparison_id)
    return found, None if kept is None else _to_compared(kept)


async def stop_comparison(
    comparisons: Comparisons, caller: Caller, comparison_id: str
) -> OwnComparison:
    """Have it end; what was found until then is kept.

    Raises:
        NotFoundError: there is none.
    """
    found = await _find(comparisons, caller, comparison_id)
    if found.state is JobState.RUNNING:
        await asyncio.to_thread(store.ask_to_stop, comparisons.chats.database, comparison_id)
        task = comparisons.tasks.get(comparison_id)
        if task is not None:
            await asyncio.wait([task])
    return await _find(comparisons, caller, comparison_id)


async def go_on(
    comparisons: Comparisons, caller: Caller, comparison_id: str, budget_micros: int
) -> OwnComparison:
    """Go on with one that ended before all was asked: what was asked is not paid for twice.

    Raises:
        NotFoundError: there is none.
        ConflictError: one is under way, or its questions are no longer kept.
        BadRequestError: there is nothing to compare, or a price is not known.
    """
    chats, database = comparisons.chats, comparisons.chats.database
    found = await _find(comparisons, caller, comparison_id)
    job = await take_plan(comparisons, caller, found)
    given = (database, found.id, chats.running.process, budget_micros, chats.parts().clock.now())
    if not await asyncio.to_thread(store.take_up, *given):
        raise _under_way()
    taken = await _find(comparisons, caller, comparison_id)
    begin(comparisons, msgspec.structs.replace(job, its=taken))
    return taken


async def take_plan(comparisons: Comparisons, caller: Caller, found: OwnComparison) -> Job:
    """One that was begun before, with its questions and all it found.

    Raises:
        ConflictError: its questions are no longer kept.
        BadRequestError: there is nothing to compare any more, or a price is not known.
    """
    database = comparisons.chats.database
    questions = _to_questions(await asyncio.to_thread(store.read_questions, database, found.id))
    if not questions:
        raise ConflictError(
            "Its questions are no longer kept.",
            cure="Begin another comparison.",
            case=Case.QUESTIONS_FORGOTTEN,
        )
    worker = await asyncio.to_thread(worker_in, comparisons.chats, caller, found.project)
    planned, judges = await plan(comparisons, worker, questions, found.used, found.arms)
    lines = await asyncio.to_thread(store.read_findings, database, found.id)
    return Job(found, worker, planned, judges, lines)


async def delete_comparison(comparisons: Comparisons, caller: Caller, comparison_id: str) -> None:
    """Delete one with all it found; what it cost stays in the log.

    Raises:
        NotFoundError: there is none.
    """
    await stop_comparison(comparisons, caller, comparison_id)
    await asyncio.to_thread(store.delete_comparison, comparisons.chats.database, comparison_id)


async def _find(comparisons: Comparisons, caller: Caller, comparison_id: str) -> OwnComparison:
    database = comparisons.chats.database
    found = await asyncio.to_thread(store.find_comparison, database, comparison_id, caller.user)
    if found is None:
        raise NotFoundError(
            f"There is no comparison {comparison_id!r} of yours.",
            cure="`GET /api/comparisons` lists them.",
        )
    return found


async def _end_dead(comparisons: Comparisons, caller: Caller) -> None:
    now = comparisons.chats.parts().clock.now()
    given = (comparisons.chats.database, caller.user, now - DEAD_AFTER_S, now)
    await asyncio.to_thread(store.end_dead, *given)


def _under_way() -> ConflictError:
    return ConflictError(
        "A comparison of yours is under way.",
        cure="Wait for its end, or stop it.",
        case=Case.COMPARISON_UNDER_WAY,
    )
