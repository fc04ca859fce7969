"""Choose some of the questions that somebody brought in, and say who would be asked for how much.

The same questions are chosen each time, whatever they say: what was quoted is what is asked.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

import msgspec

from wayfare.domain.chat import Message
from wayfare.domain.decision import Goal
from wayfare.domain.key import Caller
from wayfare.domain.outcome import JudgeKind
from wayfare.gateway.asides.plan_comparison import (
    ComparePlan,
    CompareWish,
    fare_of,
    may_read,
    plan_comparison,
)
from wayfare.gateway.chats.keep import worker_in
from wayfare.gateway.comparisons.parts import Comparisons
from wayfare.gateway.parts import Parts
from wayfare.gateway.send import demands_on
from wayfare.routing.judges import Judge
from wayfare.store.imported_questions import ImportedQuestion, imported_ids, read_imported
from wayfare.wire.question_files import CHATGPT, LETTERS_MAX, FileQuestion

#: So many questions at most: more belong into a file, and `wayfare compare`.
QUESTIONS_MAX = 500


class Quoted(msgspec.Struct, frozen=True):
    """What a comparison would be. Of `available` questions so many are asked; 0: of nobody.

    `brought` names whose answers came with the questions, `fare_micros` is about what it costs.
    The models in `left_out` have no known price, so that nothing would bound what they cost.
    """

    available: int
    questions: int
    used: str | None
    arms: tuple[str, ...]
    brought: tuple[str, ...]
    judge: str | None
    fare_micros: int
    left_out: tuple[str, ...] = ()


class Chosen(msgspec.Struct, frozen=True):
    """Some questions of so many, and the caller as they ask in their project."""

    worker: Caller
    available: int
    questions: tuple[FileQuestion, ...]


async def choose(
    comparisons: Comparisons, caller: Caller, project: str | None, count: int
) -> Chosen:
    """Choose questions that the caller brought into a project; None: that of the caller.

    Raises:
        NotFoundError: the caller does not work in the project.
        ConflictError: it keeps no texts.
    """
    return await asyncio.to_thread(_choose, comparisons, caller, project, count)


def _choose(comparisons: Comparisons, caller: Caller, project: str | None, count: int) -> Chosen:
    chats = comparisons.chats
    worker = worker_in(chats, caller, project or caller.project)
    known = imported_ids(chats.database, worker.user, worker.project)
    drawn = read_imported(chats.database, sorted(known, key=_lot)[:count])
    return Chosen(worker, len(known), tuple(map(_question, drawn)))


async def plan(
    comparisons: Comparisons,
    worker: Caller,
    questions: Sequence[FileQuestion],
    used: str = "",
    arms: Sequence[str] = (),
) -> tuple[ComparePlan, Sequence[Judge]]:
    """Who is asked them, by `auto`'s models that the worker may ask; and what judges are known.

    Where one was planned before, `used` and `arms` say with whom: nobody joins it later.

    Raises:
        BadRequestError: there is nothing to compare, or a price is not known.
        ModelNotFoundError: a model is not there any more.
    """
    parts, settings = _parts(comparisons, worker), comparisons.settings()
    known = await parts.learner.known()
    judges = [] if known is None else known.judges.all()
    priced, _ = _by_price(parts, questions[0])
    section = settings.judge
    names = tuple(name for name in priced if not arms or name == used or name in arms)
    wish = CompareWish(used, names, section.model, JudgeKind(section.kind))
    return await asyncio.to_thread(plan_comparison, parts, questions, wish, judges), judges


def _parts(comparisons: Comparisons, worker: Caller) -> Parts:
    """What is in force, with all that is demanded of whoever reads the worker's questions."""
    parts = comparisons.chats.parts()
    return replace(parts, demands=demands_on(parts, worker))


def _by_price(parts: Parts, question: FileQuestion) -> tuple[list[str], list[str]]:
    """`auto`'s models whose price is known, and those that no budget would bound."""
    taken = parts.catalog.candidates(Goal.AUTO.value).arms
    arms = [arm for arm in taken if may_read(parts, arm)]
    unknown = [arm.name for arm in arms if fare_of(question, arm) is None]
    return [arm.name for arm in arms if arm.name not in unknown], unknown


async def quote_comparison(
    comparisons: Comparisons, caller: Caller, project: str | None, count: int
) -> Quoted:
    """What comparing so many questions would be; nothing where none were brought in. Asks nobody.

    Raises:
        NotFoundError: the caller does not work in the project.
        ConflictError: it keeps no texts.
        BadRequestError: there is nothing to compare, or a price is not known.
    """
    chosen = await choose(comparisons, caller, project, count)
    if not chosen.questions:
        return Quoted(0, 0, None, (), (), None, 0)
    planned, _ = await plan(comparisons, chosen.worker, chosen.questions)
    return Quoted(
        available=chosen.available,
        questions=len(chosen.questions),
        used=planned.used.name,
        arms=tuple(arm.name for arm in planned.arms),
        brought=tuple(planned.brought),
        judge=None if planned.judge is None else planned.judge.name,
        fare_micros=planned.fare_micros,
        left_out=tuple(_by_price(_parts(comparisons, chosen.worker), chosen.questions[0])[1]),
    )


def _lot(question_id: str) -> bytes:
    """As good as chance, and the same whenever somebody asks."""
    return blake2b(question_id.encode(), digest_size=8).digest()


def _question(found: ImportedQuestion) -> FileQuestion:
    answers = {} if not (found.answer or "").strip() else {CHATGPT: found.answer or ""}
    return FileQuestion((Message("user", found.text[:LETTERS_MAX]),), None, answers)
