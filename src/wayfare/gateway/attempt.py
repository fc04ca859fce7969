"""Follow one call of a provider and settle it, however it ends.

Knows clocks, counts and costs. Knows nothing of sockets, and forgets nothing.
"""

from collections.abc import Callable

from msgspec.structs import replace

from wayfare.domain.arm import PIVOT
from wayfare.domain.budget import Hold
from wayfare.domain.chat import Context
from wayfare.domain.cost import Cost, CostState, cost_of
from wayfare.domain.errors import (
    HedgeLostError,
    ProviderError,
    ProviderTimeoutError,
    WayfareError,
)
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.domain.record import AttemptRecord, Ending, Leg
from wayfare.domain.tokens import estimate_tokens
from wayfare.domain.usage import Usage
from wayfare.gateway.breaker import RATE_LIMITED
from wayfare.gateway.certify.following import Following
from wayfare.gateway.conversations import Place
from wayfare.gateway.limits.spending import Spending
from wayfare.gateway.parts import Parts
from wayfare.gateway.retries import retry_after_s
from wayfare.wire.reading import NOTHING_READ, Reading
from wayfare.wire.wire import Passage

#: A provider that sends a token per delta sends short ones; one that gathers sends long ones.
_LETTERS_PER_TOKEN_MAX = 12


def keeps_texts(parts: Parts, caller: Caller | None) -> bool:
    """Whether texts are kept: the project's word, else the settings'."""
    if caller is None or caller.keep_texts is None:
        return parts.keep_texts
    return caller.keep_texts


class Attempt:
    """One attempt in flight. `end` writes its row, exactly once.

    `comes_at_once`: its answer is not streamed, so that nobody sees how far it has come.
    `may_cost`, once it has ended: whether somebody may charge for it, known price or not.
    `was_outrun`: another arm, asked beside this one, began first. `served_model` is who answers,
    as the provider names it. `look` gives the numbers that are kept of an answer held back;
    `following` waits for the end of one that is to be compared. `leg` is set where it translates.
    `said` is its answer once it has ended, `delivered` what the client got of that in another
    language.
    """

    __slots__ = (
        "_parts",
        "_started_tick",
        "_trial",
        "caller",
        "comes_at_once",
        "context",
        "cost",
        "delivered",
        "first_byte_tick",
        "following",
        "hold",
        "id",
        "left_out",
        "leg",
        "look",
        "may_cost",
        "number",
        "offer",
        "passage",
        "place",
        "request_id",
        "said",
        "served_model",
        "spending",
        "started_at",
        "usage",
        "was_outrun",
    )

    def __init__(
        self, parts: Parts, request_id: str, number: int, offer: Offer, context: Context
    ) -> None:
        self._parts = parts
        self.id = f"{request_id}-{number}"
        self.request_id = request_id
        self.started_at = parts.clock.now()
        self._started_tick = parts.clock.tick()
        self.number = number
        self.offer = offer
        self.context = context
        self.first_byte_tick: float | None = None
        self.passage: Passage | None = None
        self.cost: Cost | None = None
        self.usage: Usage | None = None
        self.may_cost = False
        self.left_out: tuple[str, ...] = ()
        self.place: Place | None = None
        self.caller: Caller | None = None
        self.hold: Hold | None = None
        self.spending: Spending | None = None
        self.was_outrun = False
        self.served_model: str | None = None
        self.comes_at_once = False
        self.following: Following | None = None
        self.leg: Leg | None = None
        self.delivered: str | None = None
        self.said = ""
        self.look: Callable[[Reading], tuple[float, ...]] | None = None
        breakers = parts.breakers
        self._trial = 0
        if breakers.troubled:
            self._trial = breakers.begin_trial(offer.arm.deployment.name, self._started_tick)

    def began(self) -> None:
        """Note that the first byte of the answer is here."""
        if self.first_byte_tick is None:
            self.first_byte_tick = self._parts.clock.tick()
            if self._trial:
                self._parts.breakers.note_begun(self.offer.arm.deployment.name, self._trial)

    def end(
        self,
        ending: Ending,
        *,
        reading: Reading | None = None,
        error: WayfareError | None = None,
    ) -> Cost:
        """Settle the attempt and write it down."""
        if self.cost is not None:
            return self.cost
        parts, deployment = self._parts, self.offer.arm.deployment
        whole = reading or (self.passage.reading() if self.passage else NOTHING_READ)
        self.said = whole.text
        counted = whole.usage
        if counted is not None and not counted.is_believable:
            counted = None  # or a provider could fill a budget again, or lock out its owner
        self.usage = usage = counted or self._estimate(ending, whole, error)
        self.cost = cost_of(deployment, usage, counted_by_provider=counted is not None)
        used = usage
        if reading is None and self._is_unseen(ending, error):
            # the provider may answer to the end, and charge for all of it: limits expect no less
            used = Usage(self.context.input_tokens, self.context.output_tokens)
            if self.hold is not None:
                self.cost = Cost(self.hold.micros, CostState.ESTIMATED)
        self.may_cost = not (deployment.is_local or usage.is_nothing)
        self.was_outrun = isinstance(error, HedgeLostError)
        if self.caller is not None:  # before the record: what the ledger has was counted
            parts.limits.settle(
                self.caller,
                self.spending,
                self.hold,
                self.id,
                self.started_at,
                self.cost.micros,
                used,
            )
        if self.place is not None and self.first_byte_tick is not None:
            tick, arm = parts.clock.tick(), self.offer.arm
            parts.conversations.note(self.place, arm.name, deployment.price, usage, tick)
        if error is not None or parts.breakers.troubled:
            self._tell_breaker(ending, error)
        self._write_down(ending, self.cost, usage, whole, error, is_counted=counted is not None)
        if self.following is not None:
            self.following.ended(ending, self._given(whole), was_outrun=self.was_outrun)
        return self.cost

    def _given(self, whole: Reading) -> Reading:
        """What the client got."""
        return whole if self.delivered is None else replace(whole, text=self.delivered)

    def _is_unseen(self, ending: Ending, error: WayfareError | None) -> bool:
        """Whether there may be an answer of which nothing is known."""
        if not self.comes_at_once or ending is Ending.WHOLE:
            return False
        return ending is not Ending.FAILED or isinstance(error, ProviderTimeoutError)

    def _write_down(
        self,
        ending: Ending,
        cost: Cost,
        usage: Usage,
        whole: Reading,
        error: WayfareError | None,
        *,
        is_counted: bool,
    ) -> None:
        parts, deployment = self._parts, self.offer.arm.deployment
        keeps = keeps_texts(parts, self.caller)
        # what was asked in another language is in another one than its request
        is_plain = bool(whole.text) and not self.offer.arm.path.startswith(PIVOT)
        parts.records.append(
            AttemptRecord(
                id=self.id,
                request_id=self.request_id,
                number=self.number,
                arm=self.offer.arm.name,
                deployment=deployment.name,
                provider=deployment.provider,
                started_at=self.started_at,
                first_token_ms=self._ms(self.first_byte_tick),
                total_ms=self._ms(parts.clock.tick()) or 0.0,
                ending=ending,
                status=error.status if isinstance(error, ProviderError) else None,
                error=None if error is None else error.code,
                usage=usage,
                counted_by_provider=is_counted,
                deltas=whole.deltas,
                cost=cost,
                terms=deployment.terms,
                finish_reason=whole.finish_reason,
                answer=self._given(whole).text if keeps else None,
                logprob_mean=whole.logprob_mean,
                left_out=self.left_out,
                served_model=self.served_model,
                form=self._form(ending, whole),
                leg=self.leg,
                original=whole.text if keeps and self.delivered is not None else None,
                letters=len(whole.text) if is_plain else None,
                presumed_tokens=estimate_tokens(whole.text) if is_plain else None,
            )
        )

    def _form(self, ending: Ending, whole: Reading) -> tuple[float, ...] | None:
        return self.look(whole) if self.look is not None and ending is Ending.WHOLE else None

    def _tell_breaker(self, ending: Ending, error: WayfareError | None) -> None:
        clock, hold_s = self._parts.clock, None
        if isinstance(error, ProviderError) and error.status == RATE_LIMITED:
            hold_s = retry_after_s(error.headers, clock.now())
        self._parts.breakers.note_end(
            self.offer.arm.deployment.name,
            clock.tick(),
            ending,
            error,
            hold_s=hold_s,
            trial=self._trial,
        )

    def _ms(self, tick: float | None) -> float | None:
        return None if tick is None else round((tick - self._started_tick) * 1_000, 3)

    def _estimate(self, ending: Ending, whole: Reading, error: WayfareError | None) -> Usage:
        """Count what was sent and what came, where the provider did not."""
        if ending is Ending.FAILED and not isinstance(error, ProviderTimeoutError):
            return Usage(0, 0)  # refused before its first byte: nobody charges for that
        if not whole.deltas or len(whole.text) > _LETTERS_PER_TOKEN_MAX * whole.deltas:
            return Usage(self.context.input_tokens, estimate_tokens(whole.text))
        return Usage(self.context.input_tokens, whole.deltas)
