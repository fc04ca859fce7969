"""What goes on behind the requests, for ever: lists are renewed, old texts forgotten, arms asked.

A turn that fails is logged, and the next one comes.
"""

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING

from wayfare.bootstrap.catalog import pool_news
from wayfare.bootstrap.options import PoolNews
from wayfare.bootstrap.wayfare import Wayfare
from wayfare.domain.errors import StoreError
from wayfare.domain.fertility import Fertility
from wayfare.gateway.forget import Forgetting
from wayfare.gateway.learning.explored import Explored
from wayfare.gateway.learning.exploring import Exploring
from wayfare.gateway.settle_lost import LostRequests
from wayfare.store.answer_costs import AnswerCosts, read_answer_costs
from wayfare.store.cached_answers import CachedAnswers
from wayfare.store.explored import explored_micros
from wayfare.store.fertilities import read_fertilities
from wayfare.store.kept_texts import BEGINNING, KeptTexts

if TYPE_CHECKING:
    from wayfare.gateway.vigils.keep import Keeping

log = logging.getLogger(__name__)
REFRESH_S = 60.0
FORGET_S = 600.0
EXPLORED_S = 10.0
CLAIMS_S, CLAIMS_REST = 2.0, 4.0
VIGIL_S = 60.0
LETTERS_S = 1_800.0
#: A model's tokenizer stays, but a name may come to stand for another model.
FERTILITY_DAYS = 30


async def keep_fresh(wayfare: Wayfare, lost: LostRequests) -> None:
    """Look for servers that came or went, ask all anew, settle what was lost, for ever."""
    while True:
        try:
            await wayfare.find_servers()
            await wayfare.parts.catalog.refresh()
            await wayfare.supply_keys()
        except Exception:
            log.exception("the list of models could not be renewed")
        try:
            if count := await lost.settle():
                log.warning("%d requests of a process that died are booked as lost", count)
        except Exception:
            log.exception("requests that were lost could not be settled")
        await asyncio.sleep(REFRESH_S)


async def count_letters(wayfare: Wayfare) -> None:
    """See how many tokens each model makes of each language, for ever; lists follow."""
    while True:
        try:
            wayfare.parts.catalog.learn_fertilities(await fertilities_of(wayfare))
        except StoreError as error:
            log.warning("how long tokens are cannot be read just now: %s", error)
        await asyncio.sleep(LETTERS_S)


async def fertilities_of(wayfare: Wayfare) -> list[Fertility]:
    """How many tokens each model made of each language lately."""
    since = wayfare.parts.clock.now() - FERTILITY_DAYS * 86_400
    return await asyncio.to_thread(read_fertilities, wayfare.database, since)


async def answer_costs_of(wayfare: Wayfare) -> list[AnswerCosts]:
    """What an answered question cost lately, by arm and language."""
    since = wayfare.parts.clock.now() - FERTILITY_DAYS * 86_400
    return await asyncio.to_thread(read_answer_costs, wayfare.database, since)


async def forget_old_texts(wayfare: Wayfare) -> None:
    """Forget texts that are older than they are kept, for ever."""
    cached = CachedAnswers(wayfare.database)
    forgetting = Forgetting(KeptTexts(wayfare.database), wayfare.parts.clock, BEGINNING)
    while True:
        try:
            forgotten = await forgetting.run(wayfare.settings.store.retention_days)
            if forgotten.unsent:
                log.info("%d files that nobody sent were deleted", forgotten.unsent)
            await asyncio.to_thread(cached.forget, wayfare.parts.clock.now())
        except Exception:
            log.exception("old texts could not be forgotten")
        await asyncio.sleep(FORGET_S)


async def count_explored(wayfare: Wayfare, exploring: Exploring) -> None:
    """See what others spent of the day's budget for exploring, for ever."""
    explored = Explored(partial(explored_micros, wayfare.database))
    while True:
        try:
            if exploring.settings.share:
                await note_explored(explored, exploring, wayfare.parts.clock.now())
        except StoreError as error:
            log.warning("what exploring cost cannot be read just now: %s", error)
        await asyncio.sleep(EXPLORED_S)


async def follow_claims(wayfare: Wayfare) -> None:
    """Fold what was compared into claims, for ever."""
    loop = asyncio.get_running_loop()
    while True:
        began = loop.time()
        try:
            await asyncio.to_thread(wayfare.claims.refresh)
            await asyncio.to_thread(wayfare.voting.refresh)
        except StoreError as error:
            log.warning("comparisons cannot be read just now: %s", error)
        # where many wait, reading them takes a while, and requests need the processor too
        await asyncio.sleep(max(CLAIMS_S, CLAIMS_REST * (loop.time() - began)))


async def keep_vigils(wayfare: Wayfare, exploring: Exploring) -> None:
    """Ask models their old questions again, to see whether they changed, for ever."""
    keeping: Keeping | None = None
    while True:
        await asyncio.sleep(VIGIL_S)
        fold = wayfare.parts.learner.fold
        if fold is None or fold.knowledge is None:
            continue  # no answer was found good yet
        try:
            keeping = keeping or keeping_of(wayfare, exploring)
            keeping.settings = wayfare.settings.vigil  # it may have been read anew
            await keeping.turn()
        except Exception:
            log.exception("old questions could not be asked again")


def keeping_of(wayfare: Wayfare, exploring: Exploring) -> "Keeping":
    """What keeps vigils over models. It reads what is large, so that nobody should at a start."""
    from wayfare.gateway.vigils.keep import Keeping  # noqa: PLC0415

    settings, database = wayfare.settings.vigil, wayfare.database
    return Keeping(lambda: wayfare.parts, database, settings, exploring, wayfare.owner)


async def note_explored(explored: Explored, exploring: Exploring, now: float) -> None:
    """Note what exploring has cost today, whoever it was.

    Raises:
        StoreError: the log cannot be read.
    """
    exploring.begin_day(now)
    own = exploring.micros  # before the log is read: what is spent meanwhile is not in it
    exploring.note_all(await asyncio.to_thread(explored.today, now), own, now)


async def tend_pool(wayfare: Wayfare) -> None:
    """Ask the models that wait for it, keep what changed and tell it, for ever."""
    told: PoolNews | None = None
    while (pool := wayfare.parts.catalog.pool) is not None:
        await pool.changed.wait()
        pool.changed.clear()
        if pool is not wayfare.parts.catalog.pool:
            continue  # the settings were read anew, and this one was woken to say so
        try:
            is_news = pool.rows.has_changes
            await wayfare.tend_pool()
        except Exception:
            log.exception("what auto takes could not be kept")
            continue
        if not pool.rows:
            continue  # only models of this machine: nothing was chosen
        news = pool_news(wayfare.parts.catalog)
        is_news = is_news if told is None else news != told
        if is_news or (told is None and news.proposed):
            log.info("auto takes %s", ", ".join(news.taken) or "nothing")
            if wayfare.options.tell is not None:
                wayfare.options.tell(news)
        told = news
