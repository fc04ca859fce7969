"""Keep the record of one request: what was decided, every attempt, the ticket."""

from collections.abc import Callable
from types import TracebackType

from wayfare.domain.budget import Hold
from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.claim import Cover
from wayfare.domain.cost import Cost, CostState, cost_of
from wayfare.domain.decision import Decision, Goal, Reason
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.errors import WayfareError
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.domain.record import Ending, Leg, RequestRecord
from wayfare.domain.shadow import Shadow
from wayfare.domain.ticket import (
    Company,
    Covered,
    Evidence,
    Fare,
    Pivoted,
    Ticket,
    company_of,
    evidence_of,
)
from wayfare.gateway.attempt import Attempt, keeps_texts
from wayfare.gateway.certify.following import Following
from wayfare.gateway.conversations import Place
from wayfare.gateway.learning.looked import NOT_LOOKED, Looked
from wayfare.gateway.limits.spending import Spending, soft_warnings
from wayfare.gateway.parts import Parts
from wayfare.routing.language_names import name_of
from wayfare.routing.reasons import reason
from wayfare.wire.reading import with_field
from wayfare.wire.ticket import encode_ticket

#: A ticket names this many fares, the best offers first; the decision keeps all.
FARES_MAX = 8


class Journal:
    """The record of one request. Opened when the arm was chosen.

    `looked` is how its question was looked at: whoever did that read the text too.
    `why` is said in place of the decision's reason where the chosen arm itself chose who answers.
    `released_tick` is when an answer went out that was held back until then. `covered` says how
    the answer is covered by a certificate; it is followed where it is to be compared. `pivoted`
    tells how it went through another language, where it did.
    """

    __slots__ = (
        "_arrived_tick",
        "_attempts",
        "_decision",
        "_numbers",
        "_parts",
        "_request_id",
        "caller",
        "context",
        "covered",
        "demands",
        "following",
        "looked",
        "pivoted",
        "place",
        "released_tick",
        "shadow",
        "spending",
        "unkept",
        "why",
        "written",
    )

    def __init__(
        self,
        parts: Parts,
        request_id: str,
        arrived_tick: float,
        context: Context,
        decision: Decision,
        demands: Demands = NO_DEMANDS,
        spending: Spending | None = None,
    ) -> None:
        self.caller: Caller | None = None
        self.demands = demands
        self.spending = spending
        self._parts = parts
        self._request_id = request_id
        self._arrived_tick = arrived_tick
        self.context = context
        self._decision = decision
        self._attempts: list[Attempt] = []
        self._numbers = 0
        self.written = b""
        self.place: Place | None = None
        self.why: Reason | None = None
        self.looked: Looked = NOT_LOOKED
        self.unkept: Reason | None = None  # whoever was to answer could not be asked
        self.released_tick: float | None = None
        self.covered: Covered | None = None
        self.shadow: Shadow | None = None
        self.following: Following | None = None
        self.pivoted: Callable[[], Pivoted] | None = None

    def __enter__(self) -> None:
        """Whatever happens inside, the request gets an attempt: only a lost one has none."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None and self.following is not None:
            # whoever leaves is told from who gets no answer, whatever was on its way just then
            if isinstance(error, Exception):
                self.following.gave_up()
            else:
                self.following.left()
        if error is not None and not self._attempts:  # it failed before anybody was asked
            known = error if isinstance(error, WayfareError) else None
            self.begin(self._decision.choice).end(Ending.FAILED, error=known)

    def open(
        self,
        request: ChatRequest,
        caller: Caller,
        conversation: str | None,
        body: bytes,
        *,
        wire: str = "openai",
    ) -> None:
        """Write down the request and its decision."""
        self.caller = caller
        self._parts.records.append(
            RequestRecord(
                id=self._request_id,
                started_at=self._parts.clock.now(),
                conversation=conversation,
                caller=caller,
                wire=wire,
                model=request.model,
                stream=request.stream,
                context=self.context,
                decision=self._decision,
                prompt=body if keeps_texts(self._parts, caller) else None,
                demands=self.demands,
                shadow=self.shadow,
            )
        )

    def release(self) -> None:
        """Note that an answer that was held back until now goes out."""
        self.released_tick = self._parts.clock.tick()

    def begin(
        self,
        offer: Offer,
        hold: Hold | None = None,
        *,
        number: int | None = None,
        leg: Leg | None = None,
    ) -> Attempt:
        """Begin the next attempt, with the money that is held for it."""
        number = self.next_number() if number is None else number
        attempt = Attempt(self._parts, self._request_id, number, offer, self.context)
        attempt.caller, attempt.spending, attempt.leg = self.caller, self.spending, leg
        if leg is None:  # who translates has no turn in the conversation
            attempt.place, attempt.following = self.place, self.following
        if hold is not None:
            attempt.hold, attempt.started_at = hold, hold.at
        self._attempts.append(attempt)
        return attempt

    def next_number(self) -> int:
        """Take the number of the next attempt: two may be on their way at once."""
        self._numbers += 1
        return self._numbers

    async def reserve(
        self, offer: Offer, body: bytes, request: ChatRequest, number: int
    ) -> Hold | None:
        """Hold the most that the next attempt can cost; None where no budget applies.

        Call `begin` with it at once: what is held and never begun is never given back.

        Raises:
            BudgetSpentError: a budget does not cover it.
            PriceUnknownError: nothing bounds it.
            StoreError: it cannot be told whether a budget does.
        """
        if self.spending is None:
            return None
        attempt_id = f"{self._request_id}-{number}"
        return await self.spending.reserve(attempt_id, offer.arm, body, request)

    def ticket(self, answered: Attempt) -> Ticket:
        """The ticket of the attempt that answered. The attempt must have ended."""
        decision, arm = self._decision, answered.offer.arm
        why = self.why or decision.reason
        if answered is not self._attempts[0]:
            why = self._why_another(answered)
        tried = [attempt.offer.arm.name for attempt in self._attempts]
        runner_up = next((o.arm.name for o in decision.offers if o.arm.name not in tried), None)
        return Ticket(
            decision_id=decision.id,
            model=arm.deployment.name,
            arm=arm.name,
            reason=why,
            runner_up=runner_up,
            fares=tuple([Fare(o.arm.name, o.fare_micros) for o in decision.offers[:FARES_MAX]]),
            first_token_ms=self._ms(self.released_tick or answered.first_byte_tick),
            total_ms=self._ms(self._parts.clock.tick()) or 0.0,
            cost=self.cost(),
            companies=self._companies(),
            left_out=answered.left_out,
            warnings=self._warnings(answered),
            hedge_micros=self._hedge_micros(),
            embedding_micros=self._embedding_micros(),
            evidence=self._evidence(answered),
            baseline=decision.baseline,
            saved_micros=self._saved_micros(answered),
            certificate=self._covered(answered),
            path=arm.path,
            pivoted=None if self.pivoted is None else self.pivoted(),
        )

    def encoded_ticket(self, answered: Attempt) -> bytes:
        """The ticket as clients see it."""
        self.written = encode_ticket(self.ticket(answered))
        return self.written

    def with_ticket(self, json_object: bytes, answered: Attempt) -> bytes:
        """Put the ticket into a whole answer."""
        return with_field(json_object, b"wayfare", self.encoded_ticket(answered))

    def _companies(self) -> tuple[Company, ...]:
        """Who saw the text: failed attempts too, each company once."""
        made = self.looked.made
        looker = None if made is None else made.company
        deployments = [attempt.offer.arm.deployment for attempt in self._attempts]
        seen = [company_of(each.provider, each.terms) for each in deployments]
        if looker is not None:
            seen.insert(0, looker)
        if len(seen) == 1:  # nearly always, and a set would cost more than all the rest
            return () if seen[0] is None else (seen[0],)
        return tuple(dict.fromkeys([company for company in seen if company is not None]))

    def cost(self) -> Cost:
        """What the whole request cost: attempts beside and before the one that answered too."""
        ended = [attempt for attempt in self._attempts if attempt.cost is not None]
        charged = [a.cost for a in ended if a.may_cost and a.cost is not None]
        if not charged:
            last = ended[-1].cost
            assert last is not None, "it has ended"
            return last
        if len(charged) == 1:
            return charged[0]
        if any(cost.micros is None for cost in charged):
            return Cost(None, CostState.UNKNOWN)
        return Cost(sum(cost.micros or 0 for cost in charged), CostState.ESTIMATED)

    def total_s_left(self) -> float:
        """How long the whole answer may yet take."""
        parts = self._parts
        return parts.timeouts.total_s - (parts.clock.tick() - self._arrived_tick)

    def _why_another(self, answered: Attempt) -> Reason:
        """Why it was not the first attempt that answered."""
        decision = self._decision
        chosen = decision.choice.arm.name
        if answered.offer.arm.name == chosen:
            return self.why or decision.reason
        is_pivot = decision.choice.arm.middle is not None
        asked = decision.choice.arm.deployment.name
        if is_pivot and answered.offer.arm.deployment.name == asked:
            return self.why or decision.reason  # it was asked directly after all
        outrun = any(a.was_outrun and a.offer.arm.name == chosen for a in self._attempts)
        return reason("outrun" if outrun else "failed_over", first=chosen)

    def _evidence(self, answered: Attempt) -> Evidence | None:
        """What is known of the arm that answered, as a whole where it has several steps."""
        if self._decision.goal is Goal.NAMED:
            return None
        name = answered.offer.arm.name
        offers = self._decision.offers
        return evidence_of(next((o for o in offers if o.arm.name == name), answered.offer))

    def _saved_micros(self, answered: Attempt) -> int | None:
        """What the baseline would have cost more, had its answer as many tokens as this one."""
        decision, usage = self._decision, answered.usage
        baseline = next((o.arm for o in decision.offers if o.arm.name == decision.baseline), None)
        paid = self.cost().micros
        if baseline is None or baseline.ahead or usage is None or paid is None:
            return None
        instead = cost_of(baseline.deployment, usage, counted_by_provider=True).micros
        return None if instead is None else instead - paid

    def _covered(self, answered: Attempt) -> Covered | None:
        """How the answer is covered, whoever gave it in the end."""
        arms = {step.name for step in self._decision.choice.arm.steps}
        name = answered.offer.arm.name
        if self.covered is None or name in arms or name == self._decision.choice.arm.name:
            return self.covered
        if name == self._decision.baseline:
            return Covered(Cover.BASELINE, reason("covered_baseline", baseline=name))
        return Covered(Cover.NOT_COVERED, reason("covered_stepped_in"))

    def _hedge_micros(self) -> int | None:
        """What of the cost went to arms that were asked beside the one that answered."""
        if len(self._attempts) == 1:
            return 0
        charged = [a.cost for a in self._attempts if a.was_outrun and a.may_cost and a.cost]
        if any(cost.micros is None for cost in charged):
            return None
        return sum(cost.micros or 0 for cost in charged)

    def _embedding_micros(self) -> int | None:
        """What it cost to look at the question; a request of its own in the record."""
        made = self.looked.made
        return 0 if made is None or made.cost is None else made.cost.micros

    def _warnings(self, answered: Attempt) -> tuple[Reason, ...]:
        """What the client should know: budgets nearly spent, a question that was not looked at."""
        spent = () if answered.hold is None else soft_warnings(answered.hold, answered.cost)
        if self.pivoted is not None and (left := self.pivoted().left):
            middle = name_of(self.pivoted().middle)
            code = "pivot_left_in_middle"
            spent = (*spent, reason(code, stretches=str(left), middle=middle))
        if self.unkept is not None:
            spent = (*spent, self.unkept)
        made = self.looked.made
        return spent if made is None or made.why_not is None else (*spent, made.why_not)

    def _ms(self, tick: float | None) -> float | None:
        return None if tick is None else round((tick - self._arrived_tick) * 1_000, 1)
