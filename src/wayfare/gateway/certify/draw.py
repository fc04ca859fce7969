"""Draw which answers are compared with the baseline's, and book what that costs.

Knows chances and money. Knows nothing of who answers.
"""

import msgspec

from wayfare.domain.claim import ClaimState
from wayfare.domain.shadow import Shadow
from wayfare.gateway.certify.case import Case
from wayfare.gateway.certify.purse import Purse
from wayfare.gateway.certify.shares import Sampling
from wayfare.gateway.certify.standing import Standing, Standings
from wayfare.settings.choosing import CertificateSection

MIRROR = "mirror"


class Drawing:
    """Draws answers to be compared, and tells the claims of each; a purse pays."""

    def __init__(self, settings: CertificateSection, standings: Standings, purse: Purse) -> None:
        self._settings = settings
        self._standings = standings
        self._purse = purse

    def can_pay(self, case: Case, now: float) -> bool:
        """Whether the money is there to compare an answer."""
        return self._purse.can_pay(_dearest(case), now)

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
        if is_shown and not self.can_pay(case, clock.now()):
            return None
        share = standing.sampling.share
        if share < 1.0 and clock.rng.random() >= share:
            return None
        sampling = self._sampling(standing)
        self._purse.pay(_dearest(case))
        arm, baseline = case.decision.choice.arm.name, case.baseline.arm.name
        self._standings.note_drawn(baseline, arm, case.decision.id)
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


def _dearest(case: Case) -> int | None:
    """What the answer in the shadow may cost, whichever of the two it is."""
    fares = [case.decision.choice.fare_micros, case.baseline.fare_micros]
    return None if None in fares else max(fare or 0 for fare in fares)
