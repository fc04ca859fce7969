"""Count the tokens of a request before it is asked, in Anthropic's wire.

Whoever would answer counts it where it can; where it cannot, the count is Wayfare's own
estimate, and says so.
"""

import msgspec

from wayfare.domain.arm import PLAIN, Arm
from wayfare.domain.budget import Admission
from wayfare.domain.decision import Goal
from wayfare.domain.demands import Demands
from wayfare.domain.errors import ProviderError, StreamCutError
from wayfare.domain.key import Caller
from wayfare.domain.tokens import estimate_tokens
from wayfare.gateway.asking import Envelope
from wayfare.gateway.parts import Parts
from wayfare.gateway.patience import Patience
from wayfare.gateway.send import demands_on, send
from wayfare.ports import Call
from wayfare.routing.features import read_context
from wayfare.wire.anthropic.body import MessagesBody
from wayfare.wire.fields import decode_fields

#: What a server answers that speaks the wire but does not count.
_CANNOT_COUNT = (404, 405, 501)

#: A count is a line; what is longer is none.
COUNT_BYTES_MAX = 64 * 1024


class Count(msgspec.Struct, frozen=True):
    """Input tokens, and whether the provider itself counted them.

    `admission` says how the caller's rates stand, where it was asked and there are any.
    """

    input_tokens: int
    is_counted: bool
    admission: Admission | None = None


class _Counted(msgspec.Struct):
    input_tokens: int


async def count_tokens(
    parts: Parts, body: MessagesBody, caller: Caller, envelope: Envelope
) -> Count:
    """Count what a request would send.

    Raises:
        ModelNotFoundError: nothing has the model's name.
        PermissionDeniedError: the model does not fulfil what is demanded.
        ProviderError: the provider refused.
        RateLimitedError: too much was asked within a minute.
    """
    admission: Admission | None = None
    candidates = parts.catalog.candidates(body.request.model)
    if candidates.goal is Goal.NAMED and body.wire in candidates.arms[0].deployment.wires:
        demands = demands_on(parts, caller, envelope.demands)
        if (spending := parts.limits.of(caller, parts.clock.new_id())) is not None:
            await spending.admit(0)  # it costs nothing, but a provider lets nobody count for ever
            admission = spending.admission
        counted = await _ask(parts, candidates.arms[0], body, envelope, demands)
        if counted is not None:
            return Count(counted, is_counted=True, admission=admission)
    tools = estimate_tokens(bytes(decode_fields(body.raw).get("tools", b"")).decode())
    tokens = read_context(body.request).input_tokens + tools
    return Count(tokens, is_counted=False, admission=admission)


async def _ask(
    parts: Parts, arm: Arm, body: MessagesBody, envelope: Envelope, demands: Demands
) -> int | None:
    deployment = arm.deployment
    call = Call(
        deployment=deployment,
        endpoint="messages/count_tokens",
        body=body.encode(deployment.model, PLAIN),
        stream=False,
        headers=envelope.headers,
        query=envelope.query,
    )
    timeouts = parts.timeouts
    try:
        with Patience(timeouts, timeouts.total_s, deployment.provider, parts.pulse) as patience:
            reply = await send(parts, call, demands)
    except ProviderError as error:
        error.wire = body.wire
        if error.status in _CANNOT_COUNT:
            return None
        raise
    patience.hold(reply)
    try:
        whole = b""
        async for piece in reply.pieces:
            whole += piece
            if len(whole) > COUNT_BYTES_MAX:
                return None
        return msgspec.json.decode(whole, type=_Counted).input_tokens
    except (StreamCutError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    finally:
        patience.stop()
        reply.close()
