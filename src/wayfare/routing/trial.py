"""A lot that was drawn: whether a question goes to an arm to learn of it, and how likely that was.

Knows arms by name. Knows nothing of why they are worth trying.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trial:
    """`share` of questions go to one of `parts`, each arm's part of them; `drawn` is the lot.

    `drawn` None: this question goes to whichever arm is thought best. The parts add up to 1.
    """

    share: float
    parts: Mapping[str, float]
    drawn: str | None

    def propensity(self, arm: str, best: str) -> float:
        """How likely an arm was to be chosen, where another, or the same, is thought best."""
        likely = self.share * self.parts.get(arm, 0.0)
        return likely + (1 - self.share if arm == best else 0.0)
