"""Embed texts by a deployment that is named: vectors of two models do not mix.

What a client asks for is counted against its rates and gets a ticket; what is asked for a question
on its way to a model (see `embed_question.py`) is not, but costs its asker all the same.
"""

import asyncio

import msgspec

from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.decision import Decision, Goal
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import (
    BadRequestError,
    InternalError,
    ProviderError,
    ProviderTimeoutError,
)
from wayfare.domain.key import Caller
from wayfare.domain.record import Ending
from wayfare.gateway.answer import Answer
from wayfare.gateway.attempt import Attempt
from wayfare.gateway.catalog import GOALS
from wayfare.gateway.journal import Journal
from wayfare.gateway.limits.spending import Spending
from wayfare.gateway.parts import Parts
from wayfare.gateway.patience import Patience
from wayfare.gateway.quote import quote_all
from wayfare.gateway.send import demands_on, send
from wayfare.gateway.whole import read_all
from wayfare.ports import Asker, Call
from wayfare.routing.language import UNKNOWN
from wayfare.wire.fields import Fields
from wayfare.wire.openai.body import decode_embeddings, encode_with_model
from wayfare.wire.openai.reply import usage_in
from wayfare.wire.passage import is_broken, is_error
from wayfare.wire.reading import Reading

_LETTERS_PER_TOKEN = 4  # only for the fare: the provider's own count settles


class Begun(msgspec.Struct, frozen=True):
    """A call that is written down and about to be made. `body` is what is sent."""

    decision: Decision
    journal: Journal
    attempt: Attempt
    body: bytes
    demands: Demands


class Texts(msgspec.Struct, frozen=True):
    """Texts that a model shall embed, as a client or Wayfare itself wrote them."""

    request_id: str
    arrived_tick: float
    raw: bytes
    model: str
    tokens: int
    fields: Fields


async def embed(parts: Parts, raw: bytes, caller: Caller, asked: Demands = NO_DEMANDS) -> Answer:
    """Embed texts.

    Raises:
        BadRequestError: the model is `auto`, or makes no embeddings.
        PermissionDeniedError: it does not fulfil what is demanded.
        ProviderError: the provider refused.
    """
    texts = read_texts(parts, raw)
    spending = parts.limits.of(caller, texts.request_id)
    if spending is not None:
        await spending.admit(texts.tokens)
    asker = Asker(caller, demands_on(parts, caller, asked))
    begun = await begin_embedding(parts, texts, asker, spending)
    whole = await end_embedding(parts, begun)
    admission = None if spending is None else spending.admission
    ticketed = begun.journal.with_ticket(whole, begun.attempt)
    return Answer(begun.decision, begun.decision.choice, ticketed, None, admission)


def read_texts(parts: Parts, raw: bytes) -> Texts:
    """Read what shall be embedded, and give it an id.

    Raises:
        BadRequestError: it cannot be read, or the model is `auto`.
    """
    arrived_tick = parts.clock.tick()
    model, letters, fields = decode_embeddings(raw)
    if model in GOALS:
        raise BadRequestError(
            f"{model!r} cannot embed: vectors of two models do not mix.",
            cure="Name one model and stay with it.",
            param="model",
        )
    request_id, tokens = parts.clock.new_id(), letters // _LETTERS_PER_TOKEN
    return Texts(request_id, arrived_tick, raw, model, tokens, fields)


async def begin_embedding(
    parts: Parts, texts: Texts, asker: Asker, spending: Spending | None
) -> Begun:
    """Write down whom texts go to, and hold what that may cost. End it at once.

    Raises:
        BadRequestError: the model makes no embeddings.
        BudgetSpentError: a budget does not cover it.
        PermissionDeniedError: the model does not fulfil what is demanded.
    """
    needs = frozenset({Feature.EMBEDDINGS})
    context = Context(UNKNOWN, needs, texts.tokens, 0)
    offers, _ = quote_all(parts.catalog.candidates(texts.model), context, asker.demands)
    request = ChatRequest(model=texts.model, messages=(), needs=needs)
    if spending is not None:
        offers, _ = await spending.affordable(offers, [], texts.raw, request)
    decision = parts.router.choose(texts.request_id, Goal.NAMED, context, offers)
    journal = Journal(
        parts, texts.request_id, texts.arrived_tick, context, decision, asker.demands, spending
    )
    journal.open(request, asker.caller, None, texts.raw, wire="openai-embeddings")
    body = encode_with_model(texts.fields, decision.choice.arm.deployment.model)
    number = journal.next_number()
    with journal:
        hold = await journal.reserve(decision.choice, body, request, number) if spending else None
    attempt = journal.begin(decision.choice, hold, number=number)
    return Begun(decision, journal, attempt, body, asker.demands)


async def end_embedding(parts: Parts, begun: Begun, within_s: float | None = None) -> bytes:
    """What the provider answers. Whatever it does, the attempt is settled.

    Raises:
        ProviderTimeoutError: it did not answer within the time.
        ProviderError: it refused.
    """
    attempt = begun.attempt
    try:
        async with asyncio.timeout(within_s):
            whole = await _ask(parts, attempt, begun.body, begun.demands)
    except TimeoutError as error:
        provider = attempt.offer.arm.deployment.provider
        late = ProviderTimeoutError(
            f"{provider} did not answer within {within_s} s.", provider=provider, status=504
        )
        attempt.end(Ending.FAILED, error=late)
        raise late from error
    except ProviderError as error:
        attempt.end(Ending.FAILED, error=error)
        raise
    except Exception:
        attempt.end(Ending.FAILED, error=InternalError("A fault of Wayfare's own."))
        raise
    except BaseException:
        attempt.end(Ending.ABANDONED)
        raise
    found = usage_in(whole)
    attempt.end(Ending.WHOLE, reading=Reading("", None, found[0] if found else None, None))
    return whole


async def _ask(parts: Parts, attempt: Attempt, body: bytes, demands: Demands) -> bytes:
    deployment = attempt.offer.arm.deployment
    call = Call(deployment=deployment, endpoint="embeddings", body=body, stream=False)
    timeouts = parts.timeouts
    with Patience(timeouts, timeouts.total_s, deployment.provider, parts.pulse) as patience:
        reply = await send(parts, call, demands)
        patience.hold(reply)
        try:
            whole = await read_all(reply, attempt, patience)
        finally:
            patience.stop()
            reply.close()
    if is_broken(whole) or is_error(whole):
        raise ProviderError(
            f"{deployment.provider} answered with something that is not a list of embeddings.",
            provider=deployment.provider,
            status=502,
        )
    return whole
