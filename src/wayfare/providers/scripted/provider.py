"""The scripted provider: a provider of models that are not there.

Decides what a call gets and books it. Knows nothing of how an answer is worded or encoded:
that is its tongue's affair.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import ProviderError, ProviderUnreachableError
from wayfare.ports import Call, Reply
from wayfare.providers.scripted.answers import write_answer
from wayfare.providers.scripted.chat import ChatTongue
from wayfare.providers.scripted.directives import (
    Directives,
    Fault,
    parse_directives,
    parse_fault,
)
from wayfare.providers.scripted.judging import judge, parse_leaning
from wayfare.providers.scripted.ledger import Ending, LedgerRow, trim
from wayfare.providers.scripted.refusals import PAGE, Refusal, known_refusal
from wayfare.providers.scripted.sending import Sending, Sleep
from wayfare.providers.scripted.tongue import Asked, Event, Lookup, Tongue
from wayfare.providers.scripted.tongues import TONGUES
from wayfare.providers.scripted.troubles import trouble_body, trouble_events

JSON = "application/json"
EVENTS = "text/event-stream; charset=utf-8"


class ScriptedProvider:
    """Answers by a script, in process, without a key, the same each time.

    `faults` gives a model a fault without touching the prompt, in the words of the
    `#fault` directive; it may be changed at any time. So may `judges`, which says of a model how
    it leans as a judge (see `judging.py`). `ledger` has a row for each call that ended,
    `open_calls` counts those that have not.
    """

    def __init__(
        self,
        tongue: Tongue | None = None,
        *,
        faults: Mapping[str, str] | None = None,
        judges: Mapping[str, str] | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.tongue: Tongue = ChatTongue() if tongue is None else tongue
        self.faults = dict(faults or {})
        for spec in self.faults.values():
            parse_fault(spec)
        self.judges = dict(judges or {})
        for spec in self.judges.values():
            parse_leaning(spec)
        self.ledger: list[LedgerRow] = []
        self.open_calls = 0
        self._sleep = sleep
        self._calls = 0
        self._faults_played: Counter[tuple[str, str]] = Counter()

    @property
    def name(self) -> str:
        """The provider's name: one for each wire."""
        return self.tongue.provider

    async def deployments(self) -> Sequence[Deployment]:
        """The scripted models."""
        return self.tongue.deployments

    async def send(self, call: Call) -> Reply:
        """Answer a call, or raise what a provider's error status would become."""
        sending = self._begin(call)
        try:
            asked = self.tongue.read(call.endpoint, call.body)
            if isinstance(asked, Lookup):
                return await self._look_up(sending, asked)
            return await self._answer(sending, asked)
        except Refusal as refusal:
            sending.status = refusal.status
            sending.end(Ending.REFUSED)
            raise self._provider_error(sending, refusal) from refusal
        finally:
            # Without a status the caller let go before we had answered.
            if sending.status == 0:
                sending.close()

    async def close(self) -> None:
        """There is nothing to let go of."""

    async def _answer(self, sending: Sending, asked: Asked) -> Reply:
        request = asked.request
        sending.model = request.model
        directing = request.directing
        prompt = "" if directing is None else request.messages[directing].text
        directives = self._directives(request.model, prompt)
        fault = self._fault_for(request.model, directives.fault)
        deployment, mind = asked.admit(directives)
        answer = write_answer(request, directives, deployment, mind)
        told = len(answer.choices[0].thought) if asked.tells_thought else 0
        sending.promise(deployment, answer.usage, told)
        if page := await self._misbehave_early(sending, fault):
            return page
        frame = asked.frame(sending.call_id, directives, no_usage=fault.no_usage)
        events = trouble_events(frame.events(answer), fault, directives.pace_s, frame)
        if asked.is_streamed:
            return self._reply(sending, EVENTS, events)
        if directives.pace_s or fault.stall_s:
            await sending.work_through(events)
        sending.make_all()
        body = frame.whole(answer)
        return self._reply(sending, JSON, trouble_body(body, fault, self._error(sending)))

    def _directives(self, model: str, prompt: str) -> Directives:
        found = parse_directives(prompt)
        leaning = self.judges.get(model)
        verdict = None if leaning is None else judge(prompt, parse_leaning(leaning))
        return found if verdict is None else replace(found, said=verdict)

    async def _look_up(self, sending: Sending, asked: Lookup) -> Reply:
        sending.model = asked.model
        fault = self._fault_for(asked.model, "")
        sending.promise(asked.deployment, asked.usage)
        if page := await self._misbehave_early(sending, fault):
            return page
        return self._reply(sending, JSON, trouble_body(asked.body, fault, self._error(sending)))

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

    async def _misbehave_early(self, sending: Sending, fault: Fault) -> Reply | None:
        """Do what goes wrong before an answer begins; a page that is no answer is returned."""
        if fault.delay_s:
            await sending.wait(fault.delay_s)
        if fault.unreachable:
            sending.end(Ending.REFUSED)
            raise ProviderUnreachableError(
                "The scripted provider cannot be reached.", provider=self.name, status=503
            )
        if fault.status is not None:
            raise known_refusal(fault.status, fault.retry_after, fault.content_type)
        if fault.content_type is not None:
            page = Event(PAGE, ending=Ending.REFUSED)
            return self._reply(sending, fault.content_type, iter([page]))
        return None

    def _reply(self, sending: Sending, content_type: str, events: Iterator[Event]) -> Reply:
        sending.status = 200
        headers = self._headers(sending, content_type)
        return Reply(200, headers, sending.pieces(events), sending.close)

    def _headers(self, sending: Sending, content_type: str) -> dict[str, str]:
        own = self.tongue.headers(sending.call_id)
        return {"content-type": content_type, "x-request-id": f"req_{sending.call_id}", **own}

    def _error(self, sending: Sending) -> bytes:
        """The error of a server that had begun to answer well."""
        return self.tongue.error(known_refusal(500, None, None), sending.call_id)

    def _provider_error(self, sending: Sending, refusal: Refusal) -> ProviderError:
        headers = self._headers(sending, refusal.content_type)
        if refusal.retry_after is not None:
            headers["retry-after"] = refusal.retry_after
        return ProviderError(
            refusal.message,
            provider=self.name,
            status=refusal.status,
            body=refusal.page or self.tongue.error(refusal, sending.call_id),
            headers=headers,
        )


def scripted_providers(
    *,
    faults: Mapping[str, str] | None = None,
    judges: Mapping[str, str] | None = None,
    sleep: Sleep = asyncio.sleep,
) -> list[ScriptedProvider]:
    """A scripted provider for each wire."""
    return [
        ScriptedProvider(tongue(), faults=faults, judges=judges, sleep=sleep) for tongue in TONGUES
    ]
