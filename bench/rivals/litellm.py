"""LiteLLM's adaptive rule: a Beta for each kind and arm, a Thompson draw, and the price."""

import re
from collections import defaultdict
from functools import cache

import numpy as np

from wayfare.reports.replay.labelled import Asked, Floats, Places
from wayfare.reports.replay.online import Arms

#: The first that matches. The description names four kinds and "general"; the others are ours.
KINDS = {
    "code generation": r"\b(?:write|create|code)\b.*\b(?:function|script|program|class)\b",
    "code explanation": r"```|\b(?:debug|stack trace|refactor|this code)\b",
    "analytical reasoning": r"\b(?:how (?:many|much)|calculate|solve|prove|why)\b|\d+ *[-+*/=]",
    "writing": r"\b(?:write|compose|draft|story|poem|essay|email|letter|rewrite)\b",
    "summarising": r"\b(?:summari[sz]e|summary|shorten)\b",
    "factual lookup": r"\b(?:who|when|where|which|what is|what are|capital of|define)\b",
}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(each, re.IGNORECASE | re.DOTALL) for kind, each in KINDS.items()}


def kind_of(text: str) -> str:
    """One of LiteLLM's seven kinds of request."""
    for kind, pattern in _patterns().items():
        if pattern.search(text):
            return kind
    return "general"


class LiteLLMAdaptive:
    """LiteLLM's adaptive rule: a Beta for each kind and arm, a Thompson draw, and the price."""

    MASS, MOST = 10.0, 200.0
    QUALITY, COST = 0.7, 0.3
    #: Tiers by price, in thirds, and what each is presumed to be. Ours: owners declare them.
    TIER_MEANS = (0.5, 0.6, 0.7)

    def __init__(self, arms: Arms, rng: np.random.Generator) -> None:
        self._rng = rng
        fares = np.nan_to_num(arms.dollars)
        spread = float(fares.max() - fares.min())
        self._cheapness = 1 - (fares - fares.min()) / (spread or 1.0)
        tiers = np.argsort(np.argsort(fares, kind="stable")) * len(self.TIER_MEANS) // len(fares)
        means = np.array(self.TIER_MEANS)[tiers] if spread else np.full(len(fares), 0.6)
        self._start = np.stack([means * self.MASS, (1 - means) * self.MASS])
        self.counts: dict[str, Floats] = defaultdict(self._start.copy)

    def choose(self, question: Asked, offered: Places) -> int:
        """One draw for each arm."""
        good, bad = self.counts[kind_of(question.texts[0])][:, offered]
        draws = self.QUALITY * self._rng.beta(good, bad) + self.COST * self._cheapness[offered]
        return int(offered[np.argmax(draws)])

    def see(self, question: Asked, arm: int, score: float) -> None:
        """A part of the mass for each side; nothing more once the cell is full."""
        counts = self.counts[kind_of(question.texts[0])]
        if counts[:, arm].sum() <= self.MOST:
            counts[:, arm] += score, 1 - score
