"""Say who answers a question again: the runner-up, one that is cheaper, or one that is better.

Goes by what was offered when the answer was chosen; where nothing was, as the model was named, by
what is offered now.
"""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from msgspec.structs import replace

from wayfare.domain.case import Case
from wayfare.domain.chat import ChatRequest
from wayfare.domain.decision import Goal
from wayfare.domain.errors import ConflictError
from wayfare.domain.key import Caller
from wayfare.domain.run import Run
from wayfare.gateway.answer import decide
from wayfare.gateway.asking import Envelope
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.send import demands_on
from wayfare.store.requests import read_decision

#: The words that stand for a model in its relation to the one that answered.
SAME, RUNNER_UP, CHEAPER, BETTER = "same", "runner_up", "cheaper", "better"
RELATIONS = (SAME, RUNNER_UP, CHEAPER, BETTER)


class Offered(Protocol):
    """An arm with what is known of it."""

    @property
    def fare_micros(self) -> int | None:
        """What it would cost."""
        ...

    @property
    def quality(self) -> float | None:
        """How good it is taken to be."""
        ...


Named = tuple[str, Offered]


def name_again(run: Run, wanted: str | None) -> str | None:
    """The name to ask for, where that goes by no offers: without a wish that was asked for."""
    if wanted is None:
        return run.model
    if wanted == SAME:
        return run.arm or run.model
    return None if wanted in RELATIONS else wanted


async def model_again(
    chats: Chats, run: Run, wanted: str, request: ChatRequest, worker: Caller
) -> str:
    """The name of the one that stands as wanted to the one that answered.

    Raises:
        ConflictError: no other model is cheaper, or better, as far as is known.
    """
    offers = await _offers(chats, run, request, worker)
    name = chosen(offers, run.arm, wanted)
    if name is None:
        raise ConflictError(
            f"No other model is known to be {_SAID[wanted]} for this question.",
            cure="Name a model that `GET /api/models` lists.",
            param="model",
            case=Case.NO_OTHER_ARM,
            values={"wanted": wanted},
        )
    return name


_SAID = {RUNNER_UP: "there", CHEAPER: "cheaper", BETTER: "better"}


def chosen(offers: Sequence[Named], answered: str | None, wanted: str) -> str | None:
    """The one of some offers, in order of preference, that stands so to the one that answered."""
    own = next((offer for name, offer in offers if name == answered), None)
    others = [(name, offer) for name, offer in offers if name != answered]
    if wanted == RUNNER_UP:
        return others[0][0] if others else None
    if wanted == CHEAPER:
        fare = None if own is None else own.fare_micros
        cheaper = [each for each in others if _is_less(each[1].fare_micros, fare)]
        # the best of them: who wants the cheapest of all can name it
        return max(cheaper, key=lambda each: each[1].quality or 0.0)[0] if cheaper else None
    quality = None if own is None else own.quality
    better = [each for each in others if _is_less(quality, each[1].quality)]
    return max(better, key=lambda each: each[1].quality or 0.0)[0] if better else None


def _is_less(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and one < other


async def _offers(chats: Chats, run: Run, request: ChatRequest, worker: Caller) -> Sequence[Named]:
    kept = None
    if run.decision_id is not None:
        read = read_decision
        kept = await asyncio.to_thread(read, chats.database, run.decision_id, worker.user)
    if kept is not None and len(kept.offers) > 1:
        return [(offer.arm, offer) for offer in kept.offers]
    parts = chats.parts()
    open_request = replace(request, model=Goal.AUTO.value)
    envelope = Envelope(demands=demands_on(parts, worker, worker.demands), wishes=worker.wishes)
    decision = await decide(parts, open_request, parts.clock.new_id(), envelope)
    return [(offer.arm.name, offer) for offer in decision.offers]
