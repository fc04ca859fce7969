"""Find the past questions of which it is known what is right, to be asked in two ways.

Knows the log. Who may read a question again is as when a model is placed.
"""

import asyncio

from wayfare.domain.errors import SettingsError
from wayfare.gateway.asides.plan_calibration import LOOK_BACK
from wayfare.gateway.asides.probes import probe_of
from wayfare.gateway.measuring.questions import Asked, Question, of_log
from wayfare.gateway.parts import Parts
from wayfare.store.database import Database
from wayfare.store.past_questions import past_questions


async def past_to_measure(parts: Parts, database: Database, asked: Asked) -> list[Question]:
    """The newest of them.

    Raises:
        NotFoundError: there is none.
        SettingsError: nothing is learned here, so that it is not known how they were looked at.
    """
    knowledge = await parts.learner.known()
    if knowledge is None:
        raise SettingsError(
            "Nothing is learned here, so past questions cannot be asked again.",
            cure="Name a file of questions, or set routing.learn to true.",
        )
    version = knowledge.version
    kept = await asyncio.to_thread(past_questions, database, version, LOOK_BACK)
    arms = {arm.name: arm for arm in parts.catalog.arms}
    probes = (probe_of(each, arms) for each in kept if each.check is not None)
    return of_log([each for each in probes if each is not None], version, asked)
