"""OpenAI's chat completions, and its embeddings, as the scripted provider speaks them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wayfare.domain.deployment import Deployment
from wayfare.domain.usage import Usage
from wayfare.providers.scripted.abilities import find_chat_model, find_embedding_model
from wayfare.providers.scripted.answers import FREE, Mind
from wayfare.providers.scripted.directives import Directives
from wayfare.providers.scripted.embeddings import embed
from wayfare.providers.scripted.encoding import Frame
from wayfare.providers.scripted.models import DEPLOYMENTS, PROVIDER
from wayfare.providers.scripted.refusals import Refusal, flagged_prompt, unknown_model, unknown_url
from wayfare.providers.scripted.requests import ChatRequest, decode_chat, decode_embedding
from wayfare.providers.scripted.tongue import Lookup

HEADERS = {
    "openai-organization": "scripted",
    "openai-processing-ms": "1",
    "openai-version": "2020-10-01",
    "x-ratelimit-limit-requests": "10000",
    "x-ratelimit-limit-tokens": "2000000",
    "x-ratelimit-remaining-requests": "9999",
    "x-ratelimit-remaining-tokens": "1999000",
    "x-ratelimit-reset-requests": "6ms",
    "x-ratelimit-reset-tokens": "30ms",
}


@dataclass(frozen=True, slots=True)
class ChatAsked:
    """A chat completion request."""

    request: ChatRequest

    tells_thought = True

    @property
    def is_streamed(self) -> bool:
        """Whether the answer is to be streamed."""
        return bool(self.request.stream)

    def admit(self, directives: Directives) -> tuple[Deployment, Mind]:
        """The model, if it can do this."""
        if directives.is_blocked:
            raise flagged_prompt()
        return find_chat_model(self.request), FREE

    def frame(self, call_id: str, directives: Directives, *, no_usage: bool) -> Frame:
        """How the answer is written."""
        return Frame(f"chatcmpl-{call_id}", self.request, directives.usage_inline, no_usage)


class ChatTongue:
    """OpenAI's wire. The default."""

    provider = PROVIDER
    bases = ("/v1",)
    deployments: Sequence[Deployment] = DEPLOYMENTS
    headers_needed = ()

    def speaks(self, endpoint: str) -> bool:
        """Whether there is such an endpoint."""
        return endpoint.partition("?")[0] in {"chat/completions", "embeddings"}

    def read(self, endpoint: str, body: bytes) -> ChatAsked | Lookup:
        """Understand a call, or refuse it as OpenAI does."""
        path = endpoint.partition("?")[0]
        if path == "chat/completions":
            return ChatAsked(decode_chat(body))
        if path != "embeddings":
            raise self.unknown_endpoint("POST", f"/v1/{path}")
        request = decode_embedding(body)
        deployment = find_embedding_model(request)
        embeddings, tokens = embed(request)
        usage = Usage(input_tokens=tokens, output_tokens=0)
        return Lookup(request.model, deployment, usage, embeddings)

    def unknown_model(self, model: str) -> Refusal:
        """The refusal where no model has this name."""
        return unknown_model(model)

    def unknown_endpoint(self, method: str, path: str) -> Refusal:
        """The refusal where there is nothing at a path."""
        return unknown_url(method, path)

    def error(self, refusal: Refusal, call_id: str) -> bytes:
        """A refusal as OpenAI puts it."""
        return refusal.body

    def headers(self, call_id: str) -> Mapping[str, str]:
        """What stands in every answer's head."""
        return HEADERS
