"""The scripted provider: a provider of models that are not there.

Decides what a call gets and books it. Knows nothing of how an answer is worded or encoded.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import ProviderError, ProviderUnreachableError
from wayfare.domain.usage import Usage
from wayfare.ports import Call, Reply
from wayfare.providers.scripted.abilities import find_chat_model, find_embedding_model
from wayfare.providers.scripted.answers import write_answer
from wayfare.providers.scripted.directives import Fault, parse_directives, parse_fault
from wayfare.providers.scripted.embeddings import embed
from wayfare.providers.scripted.encoding import Event, Frame, encode_completion, encode_events
from wayfare.providers.scripted.ledger import Ending, LedgerRow, trim
from wayfare.providers.scripted.models import DEPLOYMENTS, PROVIDER
from wayfare.providers.scripted.refusals import PAGE, Refusal, known_refusal, unknown_url
from wayfare.providers.scripted.requests import decode_chat, decode_embedding
from wayfare.providers.scripted.sending import Sending, Sleep
from wayfare.providers.scripted.troubles import trouble_body, trouble_events

JSON = "application/json"
EVENTS = "text/event-stream; charset=utf-8"
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


class ScriptedProvider:
    """Answers by a script, in process, without a key, the same each time.

    `faults` gives a model a fault without touching the prompt, in the words of the
    `#fault` directive; it may be changed at any time. `ledger` has a row for each call
    that ended, `open_calls` counts those that have not.
    """

    name = PROVIDER

    def __init__(
        self, *, faults: Mapping[str, str] | None = None, sleep: Sleep = asyncio.sleep
    ) -> None:
        self.faults = dict(faults or {})
        for spec in self.faults.values():
            parse_fault(spec)
        self.ledger: list[LedgerRow] = []
        self.open_calls = 0
        self._sleep = sleep
        self._calls = 0
        self._faults_played: Counter[tuple[str, str]] = Counter()

    async def deployments(self) -> Sequence[Deployment]:
        """The scripted models."""
        return DEPLOYMENTS

    async def send(self, call: Call) -> Reply:
        """Answer a call, or raise what a provider's error status would become."""
        sending = self._begin(call)
        endpoints = {"chat/completions": self._chat, "embeddings": self._embed}
        try:
            if call.endpoint not in endpoints:
                raise unknown_url("POST", f"/v1/{call.endpoint}")
            return await endpoints[call.endpoint](sending, call.body)
        except Refusal as refusal:
            sending.status = refusal.status
            sending.end(Ending.REFUSED)
            raise _provider_error(sending, refusal) from refusal
        finally:
            # Without a status the caller let go before we had answered.
            if sending.status == 0:
                sending.close()

    async def close(self) -> None:
        """There is nothing to let go of."""

    async def _chat(self, sending: Sending, body: bytes) -> Reply:
        request = decode_chat(body)
        sending.model = request.model
        message = request.last_user_message
        directives = parse_directives(message.text if message else "")
        fault = self._fault_for(request.model, directives.fault)
        deployment = find_chat_model(request)
        answer = write_answer(request, directives, deployment)
        sending.promise(deployment, answer.usage)
        if page := await _misbehave_early(sending, fault):
            return page
        frame = Frame(
            f"chatcmpl-{sending.call_id}", request, directives.usage_inline, fault.no_usage
        )
        events = trouble_events(encode_events(frame, answer), fault, directives.pace_s)
        if request.stream:
            return _reply(sending, EVENTS, events)
        if directives.pace_s or fault.stall_s:
            await sending.work_through(events)
        sending.make_all()
        return _reply(sending, JSON, trouble_body(encode_completion(frame, answer), fault))

    async def _embed(self, sending: Sending, body: bytes) -> Reply:
        request = decode_embedding(body)
        sending.model = request.model
        fault = self._fault_for(request.model, "")
        deployment = find_embedding_model(request)
        embeddings, tokens = embed(request)
        sending.promise(deployment, Usage(input_tokens=tokens, output_tokens=0))
        if page := await _misbehave_early(sending, fault):
            return page
        return _reply(sending, JSON, trouble_body(embeddings, fault))

    def _begin(self, call: Call) -> Sending:
        self._calls += 1
        self.open_calls += 1
        mark = self._calls.to_bytes(8) + call.body
        return Sending(blake2b(mark, digest_size=16).hexdigest(), self._sleep, self._book)

    def _book(self, row: LedgerRow) -> None:
        self.open_calls -= 1
        self.ledger.append(row)
        trim(self.ledger)

    def _fault_for(self, model: str, asked: str) -> Fault:
        spec = f"{self.faults.get(model, '')} {asked}".strip()
        fault = parse_fault(spec)
        if fault.times is None:
            return fault
        self._faults_played[model, spec] += 1
        return fault if self._faults_played[model, spec] <= fault.times else Fault()


async def _misbehave_early(sending: Sending, fault: Fault) -> Reply | None:
    """Do what goes wrong before an answer begins; a page that is no answer is returned."""
    if fault.delay_s:
        await sending.wait(fault.delay_s)
    if fault.unreachable:
        sending.end(Ending.REFUSED)
        raise ProviderUnreachableError(
            "The scripted provider cannot be reached.", provider=PROVIDER, status=503
        )
    if fault.status is not None:
        raise known_refusal(fault.status, fault.retry_after, fault.content_type)
    if fault.content_type is not None:
        return _reply(sending, fault.content_type, iter([Event(PAGE, ending=Ending.REFUSED)]))
    return None


def _reply(sending: Sending, content_type: str, events: Iterator[Event]) -> Reply:
    sending.status = 200
    headers = _headers(sending, content_type)
    return Reply(200, headers, sending.pieces(events), sending.close)


def _headers(sending: Sending, content_type: str) -> dict[str, str]:
    return {"content-type": content_type, "x-request-id": f"req_{sending.call_id}", **HEADERS}


def _provider_error(sending: Sending, refusal: Refusal) -> ProviderError:
    headers = _headers(sending, refusal.content_type)
    if refusal.retry_after is not None:
        headers["retry-after"] = refusal.retry_after
    return ProviderError(
        refusal.message,
        provider=PROVIDER,
        status=refusal.status,
        body=refusal.body,
        headers=headers,
    )
