"""The rows a replay prints: one for each seed, rule and aim, and their mean with its interval."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

#: Half the width of a 95 % interval of a mean, in standard errors (Student), by the count.
_T: Final = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179)
_T_LATER = ((20, 2.093), (30, 2.045), (60, 2.0), (1 << 60, 1.96))

#: What names a row; the figures come after.
NAMES = ("name", "labels", "seed", "policy", "aim", "point_dollars")
FIGURES = (
    "score",
    "cost_per_1k",
    "points_lost",
    "saving_vs_mix",
    "saving_length_only",
    "gap_closed",
    "apgr",
    "cpt50",
    "cpt80",
    "regret",
    "regret_of_best",
    "certified_share",
    "audit_cost",
    "topics_certified",
    "false_topics",
    "decision_us_p50",
    "decision_us_p99",
)
#: Their mean over seeds is a geometric one of what is left to pay.
_SAVINGS = frozenset({"saving_vs_mix", "saving_length_only"})

Row = dict[str, Any]


def row(**given: Any) -> Row:
    """A row with every key; what is not given is null."""
    return {key: given.get(key) for key in (*NAMES, *FIGURES)}


def mean_rows(rows: Iterable[Row], overlap: float = 0.0) -> list[Row]:
    """One row for each rule and aim: seed null, and `*_low` and `*_high` beside each figure.

    `overlap`: as for `interval`.
    """
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for each in rows:
        groups.setdefault(tuple(each[key] for key in NAMES if key != "seed"), []).append(each)
    return [_mean(group, overlap) for group in groups.values()]


def _mean(group: Sequence[Row], overlap: float) -> Row:
    result = dict(group[0], seed=None)
    for figure in FIGURES:
        values = [float(each[figure]) for each in group if each[figure] is not None]
        there, back = _scale(figure, values)
        mean, low, high = interval([there(value) for value in values], overlap)
        result[figure] = None if mean is None else back(mean)
        ends = [None if end is None else back(end) for end in (low, high)]
        if figure in _SAVINGS:
            ends.reverse()  # more to pay is less saved
        if there is not _same:
            ends.sort(key=lambda end: math.inf if end is None else end)
        result[f"{figure}_low"], result[f"{figure}_high"] = ends
    return result


def interval(
    values: Sequence[float], overlap: float = 0.0
) -> tuple[float | None, float | None, float | None]:
    """The mean and the ends of its 95 % interval by Student's t; no ends for a single value.

    Values that come from one set, split anew each time, share questions, and their mean is less
    sure than their number suggests: `overlap` is what was tested over what was not, 0 for values
    that share nothing (Nadeau and Bengio, 2003, "Inference for the Generalization Error").
    """
    count = len(values)
    if not count:
        return None, None, None
    mean = math.fsum(values) / count
    if count == 1:
        return mean, None, None
    spread = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (count - 1))
    half = _t(count - 1) * spread * math.sqrt(1 / count + overlap)
    return mean, mean - half, mean + half


def _t(freedom: int) -> float:
    if freedom <= len(_T):
        return _T[freedom - 1]
    return next(value for most, value in _T_LATER if freedom <= most)


def _same(value: float) -> float:
    return value


def _scale(
    figure: str, values: Sequence[float]
) -> tuple[Callable[[float], float], Callable[[float], float]]:
    if figure in _SAVINGS and all(value < 1 for value in values):
        return (lambda saved: math.log(1 - saved)), (lambda left: 1 - math.exp(left))
    return _same, _same
