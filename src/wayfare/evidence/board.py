"""Tell which of many claims may be called shown at once.

Two rules, on current e-values: past ones must not be used, since a claim that was right by luck
once would stay. `shown` bounds the share of wrong seals among those shown, at any one look: the
e-BH procedure (Wang and Ramdas 2022, arXiv:2009.02824; at stopping times arXiv:2501.19360).
`shown_strictly` bounds the chance that there is ever any wrong seal at all: the closed test with
averages of e-values (Vovk and Wang 2021; Hartog and Lei 2025, arXiv:2501.09015).
"""

import math
from collections.abc import Hashable, Mapping
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)

ALPHA = 0.05


def shown(log_values: Mapping[Name, float], alpha: float = ALPHA) -> set[Name]:
    """The claims that are shown, so that on average at most `alpha` of the seals are wrong.

    `log_values` are the logarithms of the e-values of all claims, shown or not.

    >>> sorted(shown({"a": math.log(41), "b": math.log(41), "c": 0.0, "d": -9.0}))
    ['a', 'b']
    >>> shown({"a": math.log(41), "b": 0.0, "c": 0.0, "d": 0.0})
    set()
    """
    ranked = sorted(log_values, key=log_values.__getitem__, reverse=True)
    count = 0
    for rank, name in enumerate(ranked, start=1):
        if log_values[name] >= math.log(len(ranked) / (alpha * rank)):
            count = rank
    return set(ranked[:count])


def log_enough(log_values: Mapping[Name, float], alpha: float = ALPHA) -> float:
    """The logarithm of the e-value with which the next claim would be shown beside the others.

    >>> round(math.exp(log_enough({"a": math.log(41), "b": math.log(41), "c": 0.0, "d": 0.0})))
    27
    """
    if not log_values:
        return -math.log(alpha)
    rank = min(len(log_values), len(shown(log_values, alpha)) + 1)
    return math.log(len(log_values) / (alpha * rank))


def shown_strictly(log_values: Mapping[Name, float], alpha: float = ALPHA) -> set[Name]:
    """The claims that are shown, so that with `1 - alpha` no seal is ever wrong.

    A claim is shown where every average of its e-value with those of some other claims is large
    enough; the worst of them are its averages with the smallest ones.

    >>> sorted(shown_strictly({"a": math.log(70), "b": math.log(25), "c": 0.0}))
    ['a']
    """
    ranked = sorted(log_values, key=log_values.__getitem__)
    values = [math.exp(min(700.0, log_values[name])) for name in ranked]
    need, total = 1 / alpha, 0.0
    for count, value in enumerate(values, start=1):
        # with the `count` smallest of the others beside it, itself counted once
        if value >= 1 / alpha:
            break
        total += value
        need = max(need, (count + 1) / alpha - total)
    return {name for name, value in zip(ranked, values, strict=True) if value >= need}
