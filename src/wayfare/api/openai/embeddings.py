"""POST /v1/embeddings."""

from wayfare.api.answer import envelope_of, send_answer
from wayfare.api.asgi import Receive, Scope, Send, StoppedWhenClientLeaves, read_body
from wayfare.domain.key import Caller
from wayfare.gateway.embed import embed
from wayfare.gateway.parts import Parts


class EmbeddingsEndpoint:
    """Embed texts by the model that is named."""

    def __init__(self, parts: Parts, body_bytes_max: int) -> None:
        self._parts = parts
        self._body_bytes_max = body_bytes_max

    async def __call__(self, scope: Scope, receive: Receive, send: Send, caller: Caller) -> None:
        """Answer one request."""
        raw = await read_body(receive, self._body_bytes_max)
        demands = envelope_of(scope, ()).demands
        with StoppedWhenClientLeaves(receive, self._parts.pulse):
            await send_answer(send, await embed(self._parts, raw, caller, demands))
