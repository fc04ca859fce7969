"""Look for arms whose empty or cut answers were counted as wrong, whatever stood in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from wayfare.routing.guards.finding import Fault, Finding
from wayfare.routing.guards.intervals import Tally, TallyState

CUT_MIN = 10
#: Certainly worth less than this share of the arm's whole answers.
FAR_BELOW = 0.5

#: What is kept of an arm, by one judge: the tallies of its whole answers and of its cut ones.
CutState = tuple[str, str, TallyState, TallyState]


class Cuts:
    """The scores of each arm's cut answers, and of its whole ones."""

    def __init__(self, kept: Iterable[CutState] = ()) -> None:
        self._tallies: dict[tuple[str, str], tuple[Tally, Tally]] = defaultdict(
            lambda: (Tally(), Tally())
        )
        for judge, arm, whole, cut in kept:
            self._tallies[judge, arm] = Tally(*whole), Tally(*cut)

    @property
    def kept(self) -> list[CutState]:
        """All of them, to be kept."""
        return [
            (judge, arm, whole.kept, cut.kept)
            for (judge, arm), (whole, cut) in self._tallies.items()
        ]

    def add(self, judge: str, arm: str, score: float, is_cut: bool, sign: int = 1) -> None:
        """One score more, or with `sign` -1 one less."""
        self._tallies[judge, arm][is_cut].add(score, sign)

    def findings(self, alpha: float) -> Iterator[Finding]:
        """The arms that are suspected; without fault there is one with probability `alpha`."""
        found = {at: both for at, both in self._tallies.items() if both[1].count >= CUT_MIN}
        for (judge, arm), (whole, cut) in found.items():
            share = alpha / (2 * len(found))
            if cut.bounds(share)[1] < FAR_BELOW * whole.bounds(share)[0]:
                yield Finding(Fault.CUT, cut.count, cut.mean, whole.mean, arm, source=judge)
