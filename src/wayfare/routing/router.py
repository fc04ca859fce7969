"""Choose among offers by what is known or presumed of them: quality, price, speed.

It draws no lots itself: where it is told of a trial, that comes first. It writes down all that
is needed to replay it. Where the offers' quality comes from is not its business.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.decision import Decision, Exclusion, Goal, Reason
from wayfare.domain.offer import Offer
from wayfare.domain.wishes import Wishes
from wayfare.routing.baseline import find_baseline
from wayfare.routing.language_names import name_of
from wayfare.routing.reasons import dollars, points, reason, seconds
from wayfare.routing.trial import Trial

#: Where nothing is known of a model's quality: above the tiny embedded pair, below any
#: model whose price or ratings say more.
QUALITY_UNKNOWN = 0.6

#: How many standard errors another arm must be ahead of the one that it is compared with.
DOUBT = 0.3
#: As many of a pivot whose model changed: what helped the one before still counts a little, so that
#: it must be shown to help again.
DOUBT_AFTER_CHANGE = 2.0

#: What the record calls a choice that outcomes had a part in.
LEARNED = "learned"

Order = Callable[[Offer], tuple[float, ...]]
_LAST = float("inf")


@dataclass(frozen=True, slots=True)
class PriorRouter:
    """`point_worth_micros` is what one point of quality of 100 may cost per answer.

    `baseline` names what a choice is compared with; empty: the best single arm.
    """

    point_worth_micros: int
    name: str = "prior"
    baseline: str = ""

    def wishing(self, wishes: Wishes) -> "PriorRouter":
        """The same router for whoever has a price of quality of their own."""
        if wishes.point_worth_micros is None:
            return self
        return replace(self, point_worth_micros=wishes.point_worth_micros)

    def choose(
        self,
        decision_id: str,
        goal: Goal,
        context: Context,
        offers: Sequence[Offer],
        excluded: Sequence[Exclusion] = (),
        trial: Trial | None = None,
    ) -> Decision:
        """Put the offers in the goal's order, a trial's before all. There must be at least one."""
        order, code = (self._by_worth, "worth") if goal is Goal.AUTO else _ORDERS[goal]
        ranked = tuple(sorted(offers, key=order))
        propensity, why = 1.0, None
        if trial is not None:
            best = ranked[0].arm.name
            ranked, is_tried = _tried_first(ranked, trial.drawn)
            propensity = trial.propensity(ranked[0].arm.name, best)
            why = _why_tried(ranked) if is_tried else None
        return Decision(
            id=decision_id,
            goal=goal,
            offers=ranked,
            propensity=propensity,
            reason=why or _why(code, context, ranked, is_alone=not excluded),
            router=LEARNED if any(offer.outcomes for offer in ranked) else self.name,
            excluded=tuple(excluded),
            baseline=None if goal is Goal.NAMED else self._baseline(offers),
        )

    def _baseline(self, offers: Sequence[Offer]) -> str | None:
        return find_baseline(offers, self.point_worth_micros, self.baseline)

    def favourite(self, goal: Goal, offers: Sequence[Offer]) -> Offer:
        """The offer that others are compared with: the best by what is presumed.

        Of `auto`, it is the one that the owner names.
        """
        if self.baseline and goal is Goal.AUTO:
            named = self._baseline(offers)
            for offer in offers:
                if offer.arm.name == named:
                    return offer
        return min(offers, key=self._by_worth if goal is Goal.AUTO else _ORDERS[goal][0])

    def _by_worth(self, offer: Offer) -> tuple[float, ...]:
        if offer.fare_micros is None:
            return (1.0, -_quality(offer))
        worth = _quality(offer) * 100 * self.point_worth_micros - offer.fare_micros
        return (0.0, -worth, -_quality(offer), _time(offer))


def sureness_of(arm: Arm, changed_at: float | None) -> float:
    """How many standard errors an arm must be ahead of the one that it is compared with."""
    return DOUBT if arm.middle is None or changed_at is None else DOUBT_AFTER_CHANGE


def _quality(offer: Offer) -> float:
    """As far as it is sure that it is better."""
    if offer.quality is None:
        return QUALITY_UNKNOWN
    return offer.quality - sureness_of(offer.arm, offer.changed_at) * offer.doubt


def _fare(offer: Offer) -> float:
    return _LAST if offer.fare_micros is None else offer.fare_micros


def _time(offer: Offer) -> float:
    return _LAST if offer.time_ms is None else offer.time_ms


def _by_quality(offer: Offer) -> tuple[float, ...]:
    return (-_quality(offer), _fare(offer), _time(offer))


def _by_fare(offer: Offer) -> tuple[float, ...]:
    return (_fare(offer), -_quality(offer), _time(offer))


def _by_time(offer: Offer) -> tuple[float, ...]:
    return (_time(offer), _fare(offer), -_quality(offer))


_ORDERS: Mapping[Goal, tuple[Order, str]] = {
    Goal.BEST: (_by_quality, "best"),
    Goal.CHEAP: (_by_fare, "cheap"),
    Goal.FAST: (_by_time, "fast"),
    Goal.NAMED: (_by_quality, "named"),
}
_NAMED = reason("named")


#: How it is said where outcomes had a part in it.
_LEARNED = {"best": "best_learned", "worth": "worth_learned"}

_NOTHING_TO_CHOOSE = reason("nothing_to_choose")


def _tried_first(ranked: tuple[Offer, ...], drawn: str | None) -> tuple[tuple[Offer, ...], bool]:
    """The offers with the one that was drawn before all, and whether that changed anything."""
    tried = next((offer for offer in ranked[1:] if offer.arm.name == drawn), None)
    if tried is None:
        return ranked, False
    return (tried, *(offer for offer in ranked if offer is not tried)), True


def _why_tried(ranked: Sequence[Offer]) -> Reason:
    return reason(
        "tried",
        outcomes=f"{ranked[0].outcomes:,}",
        rival=ranked[1].arm.name,
        rival_quality=points(ranked[1].quality),
    )


def _why(code: str, context: Context, ranked: Sequence[Offer], *, is_alone: bool) -> Reason:
    if code == "named":
        return _NAMED
    if is_alone and len(ranked) == 1:
        return _NOTHING_TO_CHOOSE
    language = name_of(context.language)
    if len(ranked) == 1:
        return reason("only_one", language=language)
    first, second = ranked[:2]
    if code == "worth" and first.fare_micros == second.fare_micros:
        code = "best"  # the price made no difference
    if code in _LEARNED and (first.outcomes or second.outcomes):
        code = _LEARNED[code]
    return reason(
        code,
        language=language,
        quality=points(first.quality),
        fare=dollars(first.fare_micros),
        time=seconds(first.time_ms),
        rival=second.arm.name,
        rival_quality=points(second.quality),
        rival_fare=dollars(second.fare_micros),
        rival_time=seconds(second.time_ms),
        outcomes=f"{first.outcomes:,}",
        rival_outcomes=f"{second.outcomes:,}",
    )
