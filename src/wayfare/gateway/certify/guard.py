"""Let `auto` answer by another arm than the baseline only where that is shown, or on trial.

Binds `auto` alone: whoever asks for the best, the cheapest or the fastest wished it so. Knows how
claims stand. Knows nothing of how they come to stand so, and asks nobody.
"""

import msgspec

from wayfare.domain.chat import ChatRequest
from wayfare.domain.claim import ClaimState, Cover, Scope
from wayfare.domain.decision import Decision, Goal, Reason
from wayfare.domain.key import Caller
from wayfare.domain.lot import Lot
from wayfare.domain.offer import Offer
from wayfare.domain.shadow import Shadow
from wayfare.domain.ticket import Covered
from wayfare.gateway.certify.case import Asking, Case, can_compare
from wayfare.gateway.certify.draw import MIRROR, Drawing
from wayfare.gateway.certify.lots import Lots
from wayfare.gateway.certify.purse import Purse
from wayfare.gateway.certify.standing import Standing, Standings
from wayfare.gateway.certify.voting import Voting
from wayfare.gateway.clock import Clock
from wayfare.routing.reasons import reason, votes
from wayfare.routing.trial import Trial
from wayfare.settings.choosing import CertificateSection

OPEN = "open"


class Guarded(msgspec.Struct, frozen=True):
    """A decision that the guard lets pass, how its answer is covered, and whether it was drawn."""

    decision: Decision
    covered: Covered | None = None
    shadow: Shadow | None = None


class Guard:
    """Asks of every arm but the baseline that it be shown to be as good, within the margin."""

    def __init__(
        self,
        settings: CertificateSection,
        standings: Standings,
        purse: Purse,
        lots: Lots | None = None,
        voting: Voting | None = None,
    ) -> None:
        self._settings = settings
        self._standings = standings
        self._drawing = Drawing(settings, standings, purse, voting)
        self._lots = lots

    def draw(self, caller: Caller, conversation: str | None, request: ChatRequest) -> Lot | None:
        """The lot of the conversation that a request belongs to; None: it has none.

        In `mirror` there is nothing to compare: whoever is asked, the baseline answers.
        """
        if self._lots is None or self._settings.mode == MIRROR:
            return None
        return self._lots.draw(caller, conversation, request)

    def settle(
        self, decision: Decision, asking: Asking, trial: Trial | None, clock: Clock | None
    ) -> Guarded:
        """Let a choice stand, or put the baseline in its place.

        Without `clock` no lot is drawn, so that nothing is on trial.
        """
        if decision.goal is Goal.NAMED:
            return Guarded(decision)
        if decision.goal is not Goal.AUTO:
            return Guarded(decision, Covered(Cover.NOT_COVERED, reason("covered_not")))
        baseline = next((o for o in decision.offers if o.arm.name == decision.baseline), None)
        if baseline is None:
            return Guarded(decision)
        case, lot = Case(decision, baseline, asking, trial, clock), decision.lot
        if lot is None:
            return self._left(case)
        if lot.is_held:
            return self._held(case, lot)
        guarded = self._left(case)
        chance = (1 - lot.share) * guarded.decision.propensity
        if guarded.decision.choice is baseline:
            chance += lot.share
        decision = msgspec.structs.replace(guarded.decision, propensity=chance)
        return msgspec.structs.replace(guarded, decision=decision)

    def _held(self, case: Case, lot: Lot) -> Guarded:
        """Whatever was chosen, the baseline answers; it might have, had the lot fallen otherwise.

        Of a later turn the chance is the same: over both lots, whoever answered the turns before.
        """
        name = case.baseline.arm.name
        decision, own = case.decision, self._falls_back(case)
        if decision.choice is not case.baseline:
            why = reason("held_by_lot", baseline=name)
            decision = _baseline_first(decision, case.baseline, why)
        chance = lot.share + (1 - lot.share) * own
        decision = msgspec.structs.replace(decision, propensity=chance)
        why = reason("covered_held", baseline=name, percent=f"{100 * lot.share:g}")
        return Guarded(decision, Covered(Cover.HELD, why))

    def _left(self, case: Case) -> Guarded:
        """What is not held by lot: as the mode says."""
        decision, baseline = case.decision, case.baseline
        if self._settings.mode == OPEN:
            if decision.choice is baseline:
                return Guarded(decision, _by(baseline))
            why = reason("covered_open", baseline=baseline.arm.name)
            return Guarded(decision, Covered(Cover.OPEN, why))
        if decision.choice is baseline:
            decision = msgspec.structs.replace(decision, propensity=self._falls_back(case))
            return Guarded(decision, _by(baseline))
        return self._deviating(case)

    def _deviating(self, case: Case) -> Guarded:
        """A choice of another arm: shown, on trial, or not to be."""
        decision, clock = case.decision, case.clock
        standing = self._standing(case, decision.choice)
        passes = self._passes(case, decision.choice)
        if passes and (passes == 1.0 or (clock is not None and clock.rng.random() < passes)):
            likely = _likely(decision, case.trial)[decision.choice.arm.name] * passes
            decision = msgspec.structs.replace(decision, propensity=likely)
            return Guarded(
                decision, self._covered(case, standing), self._drawing.drawn(case, standing)
            )
        shadow = None
        if self._settings.mode == MIRROR and self._may_try(case, decision.choice, standing):
            shadow = self._drawing.mirrored(case, standing)
        arm = decision.choice.arm.name
        why = reason(_why_not(standing), arm=arm, baseline=case.baseline.arm.name)
        back = _baseline_first(decision, case.baseline, why)
        back = msgspec.structs.replace(back, propensity=self._falls_back(case))
        return Guarded(back, _by(case.baseline), shadow)

    def _passes(self, case: Case, offer: Offer) -> float:
        """How likely an arm other than the baseline would pass, were it chosen."""
        if not can_compare(case.asking) or not self._drawing.can_ever_pay(case, offer):
            return 0.0  # the claim is about answers that can be compared, and this is none
        standing = self._standing(case, offer)
        if standing.state is ClaimState.CERTIFIED:
            return 1.0
        if self._settings.mode == MIRROR or not self._may_try(case, offer, standing):
            return 0.0
        return self._settings.trial_share

    def _may_try(self, case: Case, offer: Offer, standing: Standing) -> bool:
        """Whether an arm for which nothing is shown may be put on trial."""
        if standing.state in (ClaimState.CERTIFIED, ClaimState.SUSPENDED):
            return False
        if case.clock is None or case.asking.context.critical or not can_compare(case.asking):
            return False
        if standing.lost + 1 > self._settings.loss_max:
            return False
        if not self._drawing.can_ever_pay(case, offer):
            return False
        return self._drawing.can_pay(case, offer, case.clock.now())

    def _falls_back(self, case: Case) -> float:
        """How likely the baseline answers: chosen, or in the place of what does not pass."""
        likely = _likely(case.decision, case.trial)
        own = likely.pop(case.baseline.arm.name, 0.0)
        if self._settings.mode == OPEN:
            return own
        offers = {offer.arm.name: offer for offer in case.decision.offers}
        chosen = ((offers[arm], chance) for arm, chance in likely.items() if arm in offers)
        return own + sum(chance * (1 - self._passes(case, offer)) for offer, chance in chosen)

    def _standing(self, case: Case, offer: Offer) -> Standing:
        topic = case.asking.context.topic
        return self._standings.standing(case.baseline.arm.name, offer.arm.name, topic)

    def _covered(self, case: Case, standing: Standing) -> Covered:
        is_shown = standing.state is ClaimState.CERTIFIED
        shown_by = "covered_past" if standing.scope is Scope.PAST else "covered_certified"
        is_later = any(m.role == "assistant" for m in case.asking.request.messages)
        if is_later and shown_by == "covered_certified":
            shown_by = "covered_certified_turn"  # both read what somebody else may have written
        why = reason(
            shown_by if is_shown else "covered_trial",
            arm=case.decision.choice.arm.name,
            baseline=case.baseline.arm.name,
            points=f"{self._settings.margin_points:g}",
            compared=f"{standing.compared:,}",
            votes=votes(standing.voted),
        )
        state = Cover.CERTIFIED if is_shown else Cover.TRIAL
        return Covered(state, why, standing.compared, standing.compared_by)


def _why_not(standing: Standing) -> str:
    """The code of why an arm may not answer in the baseline's place."""
    if standing.state is ClaimState.SUSPENDED:
        return "suspended"
    return "not_shown" if standing.expired_by is None else f"expired_{standing.expired_by}"


def _by(baseline: Offer) -> Covered:
    return Covered(Cover.BASELINE, reason("covered_baseline", baseline=baseline.arm.name))


def _baseline_first(decision: Decision, baseline: Offer, why: Reason) -> Decision:
    others = [offer for offer in decision.offers if offer is not baseline]
    return msgspec.structs.replace(decision, offers=(baseline, *others), reason=why)


def _likely(decision: Decision, trial: Trial | None) -> dict[str, float]:
    """How likely the router was to choose each arm."""
    first = decision.choice.arm.name
    if trial is None:
        return {first: 1.0}
    is_tried = trial.drawn == first and decision.reason.code == "tried"
    best = decision.offers[1].arm.name if is_tried else first
    return {arm: trial.propensity(arm, best) for arm in {*trial.parts, best}}
