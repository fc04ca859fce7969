"""Measure choices: score, cost, what was saved, how much of the gap was closed.

Knows arrays of outcomes and choices. Knows no rules. Undefined is None, never 0.
"""

from dataclasses import dataclass

import numpy as np

from wayfare.reports.replay.labelled import Floats, Labelled, Places


@dataclass(frozen=True, slots=True)
class Standing:
    """The single arms on the questions that are decided: mean scores and mean dollars."""

    scores: Floats
    dollars: Floats

    @property
    def best(self) -> float:
        """The best single arm's score."""
        return float(np.nanmax(self.scores))


def standing(test: Labelled) -> Standing:
    """How each arm does alone; NaN where it has no outcome or a cost is not known."""
    seen = ~np.isnan(test.scores)
    counts = np.where(seen.any(axis=0), seen.sum(axis=0), np.nan)
    known = ~np.isnan(test.dollars)
    paid = np.where(known.any(axis=0), known.sum(axis=0), np.nan)
    return Standing(np.nansum(test.scores, axis=0) / counts, np.nansum(test.dollars, axis=0) / paid)


def taken(values: Floats, choices: Places) -> Floats:
    """The value of the chosen arm for each question."""
    chosen: Floats = values[np.arange(len(values)), choices]
    return chosen


def mix_cost(single: Standing, score: float) -> float | None:
    """The cost of the cheapest random mix of two single arms that scores as much.

    A score that no arm reaches is compared with the cheapest of the best arms. None: no cost
    is known.
    """
    known = ~np.isnan(single.scores) & ~np.isnan(single.dollars)
    if not known.any():
        return None
    scores, dollars = single.scores[known], single.dollars[known]
    enough = scores >= min(score, float(scores.max())) - 1e-12
    costs = [float(dollars[enough].min())]
    for low in np.flatnonzero(~enough):
        for high in np.flatnonzero(enough):
            share = (score - scores[low]) / (scores[high] - scores[low])
            costs.append(float(dollars[low] + share * (dollars[high] - dollars[low])))
    return min(costs)


def saving(single: Standing, score: float, cost: float | None) -> float | None:
    """The share saved against the cheapest mix with the same score."""
    mix = None if cost is None else mix_cost(single, score)
    if mix is None or cost is None or mix <= 0:
        return None
    return 1 - cost / mix


def gap_closed(single: Standing, oracle: float, score: float) -> float | None:
    """The share of the way from the best single arm to the oracle."""
    gap = oracle - single.best
    return None if gap <= 0 else (score - single.best) / gap


def oracle_choices(test: Labelled) -> Places:
    """For each question the best arm, the cheapest of those; what nobody can know before."""
    scores = np.where(np.isnan(test.scores), -np.inf, test.scores)
    best = scores == scores.max(axis=1, keepdims=True)
    dollars = np.where(np.isnan(test.dollars), np.inf, test.dollars)
    choices: Places = np.argmin(np.where(best, np.minimum(dollars, 1e18), np.inf), axis=1)
    return choices


@dataclass(frozen=True, slots=True)
class Recovered:
    """RouteLLM's measures (Ong et al., 2024, section 3.2).

    `apgr` is the area under the share of the gap that is recovered, over the share of
    questions sent to the strong arm; `cpt50` and `cpt80` are the smallest shares sent that
    recover 50 and 80 % of it.
    """

    apgr: float
    cpt50: float | None
    cpt80: float | None


def recovered(test: Labelled, preference: Floats) -> Recovered | None:
    """Of two arms: send questions to the strong one, the most promising first."""
    single = standing(test)
    strong = int(np.nanargmax(single.scores))
    gains = test.scores[:, strong] - test.scores[:, 1 - strong]
    known = ~np.isnan(gains)
    if len(test.arms) != 2 or gains[known].sum() <= 0:
        return None
    wish = (preference[:, strong] - preference[:, 1 - strong])[known]
    order = np.argsort(-wish, kind="stable")
    curve = np.concatenate([[0.0], np.cumsum(gains[known][order])]) / gains[known].sum()
    count = len(order)
    return Recovered(
        apgr=float((curve[:-1] + curve[1:]).mean() / 2),
        cpt50=_first(curve, 0.5, count),
        cpt80=_first(curve, 0.8, count),
    )


def _first(curve: Floats, share: float, count: int) -> float | None:
    reached = np.flatnonzero(curve >= share - 1e-12)
    return float(reached[0] / count) if len(reached) else None
