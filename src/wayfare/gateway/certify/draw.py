"""Draw which answers are compared with the baseline's and by whom, and book what that costs.

Knows chances and money. Knows nothing of who answers.
"""

import msgspec

from wayfare.domain.claim import ClaimState
from wayfare.domain.offer import Offer
from wayfare.domain.shadow import Shadow
from wayfare.gateway.certify.case import Case
from wayfare.gateway.certify.purse import Purse
from wayfare.gateway.certify.shares import Sampling
from wayfare.gateway.certify.standing import Standing, Standings
from wayfare.gateway.certify.voting import NO_LOT, Voting
from wayfare.routing.baseline import usual_fare
from wayfare.settings.choosing import CertificateSection

MIRROR = "mirror"


class Drawing:
    """Draws answers to be compared, and tells the claims of each; a purse pays.

    Without `voting` no person is asked about them.
    """

    def __init__(
        self,
        settings: CertificateSection,
        standings: Standings,
        purse: Purse,
        voting: Voting | None = None,
    ) -> None:
        self._settings = settings
        self._standings = standings
        self._purse = purse
        self._voting = voting

    def can_ever_pay(self, case: Case, offer: Offer) -> bool:
        """Whether a day's money would do, were nothing of it spent; without any, nobody looks.

        What is dearer is never compared, so that no claim may be about it.
        """
        fare = _dearest(offer, case.baseline)
        return fare is None or not self._purse.a_day or fare <= self._purse.a_day

    def can_pay(self, case: Case, offer: Offer, now: float) -> bool:
        """Whether the money is there to compare an answer, whatever was asked.

        By what a usual question costs: by this one's fare, only short questions would be compared
        near the end of a day's money, and what is shown would be of those. So the last one of a
        day may cost more than is left. The baseline's is the same for all arms.
        """
        if _dearest(offer, case.baseline) is None:
            return False
        usual, own = usual_fare(case.baseline.arm), usual_fare(offer.arm)
        if usual == 0 and own != 0:
            usual = 1  # only what costs nothing at all goes on when all is spent
        return self._purse.can_pay(usual, now)

    def mirrored(self, case: Case, standing: Standing) -> Shadow | None:
        """Draw whether an arm is asked in the shadow, while the baseline answers."""
        clock = case.clock
        if clock is None or clock.rng.random() >= self._settings.trial_share:
            return None
        return self.drawn(case, standing)

    def drawn(self, case: Case, standing: Standing) -> Shadow | None:
        """Draw whether the answer is compared, and book what that costs."""
        clock = case.clock
        if clock is None:
            return None
        is_shown = standing.state is ClaimState.CERTIFIED
        if is_shown and not self.can_pay(case, case.decision.choice, clock.now()):
            return None
        share = standing.sampling.share
        if share < 1.0 and clock.rng.random() >= share:
            return None
        sampling = self._sampling(standing)
        self._purse.pay(_dearest(case.decision.choice, case.baseline))
        arm, baseline = case.decision.choice.arm.name, case.baseline.arm.name
        self._standings.note_drawn(baseline, arm, case.decision.id)
        lot, may_read = NO_LOT, case.asking.may_read
        if self._voting is not None:
            lot = self._voting.draw(clock.rng, may_read=may_read)
        return Shadow(
            decision_id=case.decision.id,
            at=clock.now(),
            topic=case.asking.context.topic,
            language=case.asking.context.language,
            arm=arm,
            baseline=baseline,
            share=sampling.share,
            floor=sampling.floor,
            is_mirror=self._settings.mode == MIRROR and not is_shown,
            arm_floor=sampling.arm_floor,
            baseline_floor=sampling.baseline_floor,
            vote_chance=lot.chance,
            is_vote_drawn=lot.is_drawn,
        )

    def _sampling(self, standing: Standing) -> Sampling:
        """How likely an answer that is wanted is compared: in the shadow only those on trial are.

        What is wanted and not tried is missing there, so that a wider claim must count by the
        trial's share.
        """
        sampling, tried = standing.sampling, self._settings.trial_share
        if self._settings.mode != MIRROR:
            return sampling
        if standing.state is not ClaimState.CERTIFIED:
            sampling = Sampling(tried, tried, sampling.arm_floor, sampling.baseline_floor)
        return msgspec.structs.replace(
            sampling,
            arm_floor=min(sampling.arm_floor, tried),
            baseline_floor=min(sampling.baseline_floor, tried),
        )


def _dearest(offer: Offer, baseline: Offer) -> int | None:
    """What the answer in the shadow may cost, whichever of the two it is."""
    fares = [offer.fare_micros, baseline.fare_micros]
    return None if None in fares else max(fare or 0 for fare in fares)
