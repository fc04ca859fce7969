"""Embed texts by a deployment that is named: vectors of two models do not mix."""

from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.decision import Goal
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import BadRequestError, InternalError, ProviderError
from wayfare.domain.key import Caller
from wayfare.domain.record import Ending
from wayfare.gateway.answer import Answer
from wayfare.gateway.attempt import Attempt
from wayfare.gateway.catalog import GOALS
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.gateway.patience import Patience
from wayfare.gateway.quote import quote_all
from wayfare.gateway.send import demands_on, send
from wayfare.gateway.whole import read_all
from wayfare.ports import Call
from wayfare.routing.language import UNKNOWN
from wayfare.wire.openai.body import decode_embeddings, encode_with_model
from wayfare.wire.openai.reply import usage_in
from wayfare.wire.passage import is_broken, is_error
from wayfare.wire.reading import Reading

_LETTERS_PER_TOKEN = 4  # only for the fare: the provider's own count settles


async def embed(parts: Parts, raw: bytes, caller: Caller, asked: Demands = NO_DEMANDS) -> Answer:
    """Embed texts.

    Raises:
        BadRequestError: the model is `auto`, or makes no embeddings.
        PermissionDeniedError: it does not fulfil what is demanded.
        ProviderError: the provider refused.
    """
    arrived_tick, request_id = parts.clock.tick(), parts.clock.new_id()
    model, letters, fields = decode_embeddings(raw)
    if model in GOALS:
        raise BadRequestError(
            f"{model!r} cannot embed: vectors of two models do not mix.",
            cure="Name one model and stay with it.",
            param="model",
        )
    needs = frozenset({Feature.EMBEDDINGS})
    context = Context(UNKNOWN, needs, letters // _LETTERS_PER_TOKEN, 0)
    spending = parts.limits.of(caller, request_id)
    if spending is not None:
        await spending.admit(context.tokens)
    demands = demands_on(parts, caller, asked)
    offers, _ = quote_all(parts.catalog.candidates(model), context, demands)
    request = ChatRequest(model=model, messages=(), needs=needs)
    if spending is not None:
        offers, _ = await spending.affordable(offers, [], raw, request)
    decision = parts.router.choose(request_id, Goal.NAMED, context, offers)
    journal = Journal(parts, request_id, arrived_tick, context, decision, demands, spending)
    journal.open(request, caller, None, raw, wire="openai-embeddings")
    body = encode_with_model(fields, decision.choice.arm.deployment.model)
    number = journal.next_number()
    with journal:
        hold = await journal.reserve(decision.choice, body, request, number) if spending else None
    attempt = journal.begin(decision.choice, hold, number=number)
    whole = await _answered(parts, attempt, body, demands)
    found = usage_in(whole)
    attempt.end(Ending.WHOLE, reading=Reading("", None, found[0] if found else None, None))
    admission = None if spending is None else spending.admission
    ticketed = journal.with_ticket(whole, attempt)
    return Answer(decision, decision.choice, ticketed, None, admission)


async def _answered(parts: Parts, attempt: Attempt, body: bytes, demands: Demands) -> bytes:
    """What the provider answers. Where it does not, the attempt is settled."""
    try:
        return await _ask(parts, attempt, body, demands)
    except ProviderError as error:
        attempt.end(Ending.FAILED, error=error)
        raise
    except Exception:
        attempt.end(Ending.FAILED, error=InternalError("A fault of Wayfare's own."))
        raise
    except BaseException:
        attempt.end(Ending.ABANDONED)
        raise


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
