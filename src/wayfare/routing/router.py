"""Choose among offers by what is known or presumed of them: quality, price, speed.

Plain: it draws no lots, so its propensity is always 1. It writes down all that is needed to
replay it. Where the offers' quality comes from is not its business.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wayfare.domain.chat import Context
from wayfare.domain.decision import Decision, Exclusion, Goal, Reason
from wayfare.domain.offer import Offer
from wayfare.routing.language import NAMES, UNKNOWN
from wayfare.routing.reasons import dollars, points, reason, seconds

#: Where nothing is known of a model's quality: above the tiny embedded pair, below any
#: model whose price or ratings say more.
QUALITY_UNKNOWN = 0.6

#: What the record calls a choice that outcomes had a part in.
LEARNED = "learned"

Order = Callable[[Offer], tuple[float, ...]]
_LAST = float("inf")


@dataclass(frozen=True, slots=True)
class PriorRouter:
    """`point_worth_micros` is what one point of quality of 100 may cost per answer."""

    point_worth_micros: int
    name: str = "prior"

    def choose(
        self,
        decision_id: str,
        goal: Goal,
        context: Context,
        offers: Sequence[Offer],
        excluded: Sequence[Exclusion] = (),
    ) -> Decision:
        """Put the offers in the goal's order. There must be at least one."""
        order, code = (self._by_worth, "worth") if goal is Goal.AUTO else _ORDERS[goal]
        ranked = tuple(sorted(offers, key=order))
        return Decision(
            id=decision_id,
            goal=goal,
            offers=ranked,
            propensity=1.0,
            reason=_why(code, context, ranked, is_alone=not excluded),
            router=LEARNED if any(offer.outcomes for offer in ranked) else self.name,
            excluded=tuple(excluded),
        )

    def _by_worth(self, offer: Offer) -> tuple[float, ...]:
        if offer.fare_micros is None:
            return (1.0, -_quality(offer))
        worth = _quality(offer) * 100 * self.point_worth_micros - offer.fare_micros
        return (0.0, -worth, -_quality(offer), _time(offer))


def _quality(offer: Offer) -> float:
    return QUALITY_UNKNOWN if offer.quality is None else offer.quality


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


def _why(code: str, context: Context, ranked: Sequence[Offer], *, is_alone: bool) -> Reason:
    if code == "named":
        return _NAMED
    if is_alone and len(ranked) == 1:
        return _NOTHING_TO_CHOOSE
    language = NAMES.get(context.language, NAMES[UNKNOWN])
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
