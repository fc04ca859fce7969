"""Show what placing a model will cost, and what came of it."""

from typing import TYPE_CHECKING, Any

from wayfare.cli.doctor_judge import lines_of
from wayfare.cli.money import show_money
from wayfare.cli.plain import plain
from wayfare.cli.state import State
from wayfare.domain.offer import Offer
from wayfare.routing.equality import MARGIN, Equality

if TYPE_CHECKING:
    from wayfare.gateway.asides.calibrate import After, Placed
    from wayfare.gateway.asides.plan_calibration import Plan

#: Why not all was asked.
_STOPS = {
    "budget": "stopped_budget",
    "unreadable": "stopped_unreadable",
    "refused": "stopped_refused",
}

#: What verdicts show.
_SHOWN = {
    Equality.EQUAL: "shown_equal",
    Equality.WORSE: "shown_worse",
    Equality.UNKNOWN: "shown_nothing",
}


def show_plan(state: State, plan: "Plan") -> None:
    """Say what will be asked, and what that costs."""
    texts, money = state.texts, state.settings.money
    fare, left = (show_money(m, money, texts) for m in (plan.fare_micros, plan.left_micros))
    named = {"count": len(plan.probes), "model": plan.arm.name}
    if plan.judge is None:
        asked = texts("will_ask_checked", **named)
    else:
        others = ", ".join(plan.against)
        asked = texts("will_ask", judge=plan.judge.name, others=others, **named)
    for line in (asked, texts("will_cost", fare=fare, left=left)):
        state.notes.print(plain(line), markup=False, soft_wrap=True)


def show_placed(state: State, plan: "Plan", placed: "Placed", after: "After") -> None:
    """Say what came of it."""
    if state.as_json:
        state.print_json(_plain(plan, placed, after))
        return
    texts = state.texts
    lines = [] if placed.stopped is None else [texts(_STOPS[placed.stopped.value])]
    lines += _compared(state, plan, placed, after)
    lines += [_standing(state, offer) for offer in after.offers]
    cost = show_money(placed.cost_micros, state.settings.money, texts)
    lines.append(texts("did_cost", cost=cost))
    if after.judge is not None:
        lines += lines_of(state, after.judge)
        if not after.judge.votes and placed.share is not None:
            lines.append(texts("vote_hint"))
    for line in lines:
        state.console.print(plain(line), markup=False, soft_wrap=True)


def _compared(state: State, plan: "Plan", placed: "Placed", after: "After") -> list[str]:
    texts = state.texts
    lost = sum(each.outcome is None for each in placed.probed)
    told = []
    if placed.checked:
        checked = {"model": plan.arm.name, "right": placed.right, "count": placed.checked}
        told.append(texts("checked", **checked))
    if placed.share is None and placed.checked:
        return told
    if placed.share is None:
        why = next((each.why for each in placed.probed if each.why), "")
        return [texts("nothing_compared", model=plan.arm.name, why=why).strip()]
    compared = texts(
        "compared",
        model=plan.arm.name,
        others=", ".join(plan.against),
        wins=placed.wins,
        ties=placed.ties,
        losses=placed.losses,
        share=placed.share,
        low=placed.low,
        high=placed.high,
    )
    shown = texts(_SHOWN[after.equality], model=plan.arm.name, points=100 * MARGIN)
    return [*told, compared, shown, *([texts("probes_lost", count=lost)] if lost else [])]


def _standing(state: State, offer: Offer) -> str:
    """What is thought of an arm now."""
    if offer.usual is None or offer.error is None:
        return state.texts("stands_unknown", arm=offer.arm.name)
    return state.texts(
        "stands",
        arm=offer.arm.name,
        points=100 * offer.usual,
        error=196 * offer.error,  # 95 %, in points
        outcomes=offer.outcomes,
    )


def _plain(plan: "Plan", placed: "Placed", after: "After") -> dict[str, Any]:
    return {
        "model": plan.arm.name,
        "judge": None if plan.judge is None else plan.judge.name,
        "against": plan.against,
        "probes": len(plan.probes),
        "fare_micros": plan.fare_micros,
        "left_micros": plan.left_micros,
        "cost_micros": placed.cost_micros,
        "checked": placed.checked,
        "right": placed.right,
        "wins": placed.wins,
        "ties": placed.ties,
        "losses": placed.losses,
        "share": placed.share,
        "low": placed.low,
        "high": placed.high,
        "equality": after.equality,
        "stopped": placed.stopped,
        "known_of_judge": after.judge,
        "standings": [
            {"arm": o.arm.name, "quality": o.usual, "error": o.error, "outcomes": o.outcomes}
            for o in after.offers
        ],
        "probed": [
            {
                "decision_id": each.asked,
                "against": each.against,
                "outcome": each.outcome,
                "cost_micros": each.cost_micros,
                "why": each.why,
            }
            for each in placed.probed
        ],
    }
