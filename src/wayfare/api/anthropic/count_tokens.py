"""POST /v1/messages/count_tokens."""

from wayfare.api.answer import envelope_of
from wayfare.api.asgi import Receive, Scope, Send, StoppedWhenClientLeaves, read_body, send_whole
from wayfare.api.rate_headers import rate_headers_of
from wayfare.domain.key import Caller
from wayfare.gateway.count import count_tokens
from wayfare.gateway.parts import Parts
from wayfare.wire.anthropic.body import decode_count, encode_count
from wayfare.wire.anthropic.wire import ANTHROPIC


class CountTokensEndpoint:
    """How many tokens a request would send."""

    def __init__(self, parts: Parts, body_bytes_max: int) -> None:
        self._parts = parts
        self._body_bytes_max = body_bytes_max

    async def __call__(self, scope: Scope, receive: Receive, send: Send, caller: Caller) -> None:
        """Answer one request. A header says whether the provider counted or Wayfare guessed."""
        body = decode_count(await read_body(receive, self._body_bytes_max))
        with StoppedWhenClientLeaves(receive, self._parts.pulse):
            envelope = envelope_of(scope, ANTHROPIC.forwarded)
            count = await count_tokens(self._parts, body, caller, envelope)
        state = b"counted" if count.is_counted else b"estimated"
        shown = encode_count(count.input_tokens)
        headers = [(b"x-wayfare-count", state)]
        if count.admission is not None:
            headers += rate_headers_of(ANTHROPIC.name)(count.admission)
        await send_whole(send, 200, shown, headers)
