"""Look for days on which an arm's scores changed at once, however often one looks.

Where nothing changes, each score is as likely to rank anywhere among those before it, of the
same topic and source. A gambler who bets on ranks that are too high or too low wins nothing in
the long run; one who has won much has seen a change (a conformal test martingale, with the bets
of Vovk's simple jumper). A source that is new, or a topic, begins its own ranks: that is no jump.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from wayfare.routing.guards.finding import Fault, Finding
from wayfare.routing.guards.intervals import Tally, TallyState

#: Smaller changes happen, and harm less than not believing them would.
JUMP_MIN = 0.15
#: What is bet for or against high ranks, and how readily the bet is changed.
_BETS, _CHANGE = (-1.8, -0.9, 0.0, 0.9, 1.8), 0.005
_BINS = 100


class GamblerState(msgspec.Struct, frozen=True):
    """A gambler as it is kept. `ranks` are counts of scores by topic and source."""

    arm: str
    alpha: float
    jumps: list[tuple[float, TallyState, TallyState]]
    ranks: list[tuple[str | None, str, list[int]]]
    stakes: list[float]
    least: float
    before: TallyState
    since: float
    after: TallyState
    epoch: float | None


class Jumps:
    """The gamblers, one an epoch of each arm: that it changed when one began is known.

    They cannot take back what they bet: corrections are not seen.
    """

    def __init__(self, alpha: float, kept: Iterable[GamblerState] = ()) -> None:
        self._alpha = alpha
        self._gamblers = {(each.arm, each.epoch): _Gambler.restored(each) for each in kept}

    @property
    def kept(self) -> list[GamblerState]:
        """All gamblers, to be kept."""
        return [gambler.kept(*of) for of, gambler in self._gamblers.items()]

    def add(
        self,
        arm: str,
        kind: tuple[str | None, str],
        score: float,
        at: float,
        lot: int,
        epoch: float | None = None,
    ) -> None:
        """One score more; `kind` is its topic and source, `lot` a number that breaks ties."""
        gambler = self._gamblers.get((arm, epoch))
        if gambler is None:
            # of ever more arms, each may err ever more rarely: all of them together, alpha
            place = len(self._gamblers) + 1
            gambler = self._gamblers[arm, epoch] = _Gambler(self._alpha / (place * (place + 1)))
        gambler.bet(kind, score, at, lot)

    def findings(self) -> Iterator[Finding]:
        """The changes that were seen, each until the next of the same arm, known or seen."""
        for (arm, epoch), gambler in self._gamblers.items():
            seen, ended = gambler.jumps, self._end_of(arm, epoch)
            for place, (since, before, after) in enumerate(seen):
                until = seen[place + 1][0] if place + 1 < len(seen) else ended
                if abs(after.mean - before.mean) >= JUMP_MIN:
                    yield Finding(
                        Fault.JUMP, after.count, after.mean, before.mean, arm,
                        since=since, until=until,
                    )  # fmt: skip

    def _end_of(self, arm: str, epoch: float | None) -> float | None:
        """When the next epoch of an arm began."""
        later = [
            began
            for name, began in self._gamblers
            if name == arm and began is not None and (epoch is None or began > epoch)
        ]
        return min(later, default=None)


class _Gambler:
    """Watches one arm: what it has won since the last change that it saw."""

    def __init__(self, alpha: float) -> None:
        self._alpha = alpha
        self.jumps: list[tuple[float, Tally, Tally]] = []
        self._begin()

    def _begin(self) -> None:
        # a change that follows has its own share of the error
        self._enough = (len(self.jumps) + 1) * (len(self.jumps) + 2) / self._alpha
        self._ranks: dict[tuple[str | None, str], list[int]] = defaultdict(_no_ranks)
        self._stakes = [1 / len(_BETS)] * len(_BETS)
        self._least = 1.0
        self._before, self._since = Tally(), 0.0
        self._after = Tally()

    @classmethod
    def restored(cls, kept: GamblerState) -> "_Gambler":
        """One that goes on where it was kept."""
        gambler = cls(kept.alpha)
        gambler.jumps = [(at, Tally(*one), Tally(*two)) for at, one, two in kept.jumps]
        gambler._begin()
        for topic, source, ranks in kept.ranks:
            if len(ranks) != len(_no_ranks()):
                raise ValueError("These ranks were counted by another Wayfare.")
            gambler._ranks[topic, source] = list(ranks)
        gambler._stakes = list(kept.stakes)
        gambler._least = kept.least
        gambler._before, gambler._after = Tally(*kept.before), Tally(*kept.after)
        gambler._since = kept.since
        return gambler

    def kept(self, arm: str, epoch: float | None) -> GamblerState:
        """All that it knows."""
        return GamblerState(
            arm,
            self._alpha,
            [(at, before.kept, after.kept) for at, before, after in self.jumps],
            [(topic, source, ranks) for (topic, source), ranks in self._ranks.items()],
            self._stakes,
            self._least,
            self._before.kept,
            self._since,
            self._after.kept,
            epoch,
        )

    def bet(self, kind: tuple[str | None, str], score: float, at: float, lot: int) -> None:
        """Bet, then see the score."""
        if not self._after.count:
            self._since = at
        rank = self._rank(kind, score, lot)
        won = sum(self._stakes)
        even = _CHANGE * won / len(_BETS)
        self._stakes = [
            ((1 - _CHANGE) * stake + even) * (1 + bet * (rank - 0.5))
            for stake, bet in zip(self._stakes, _BETS, strict=True)
        ]
        won = sum(self._stakes)
        self._after.add(score)
        if self.jumps:
            self.jumps[-1][2].add(score)
        if won <= self._least:
            # the last moment at which nothing had been won: what changed, changed after it
            self._least = won
            self._before = self._before.plus(self._after)
            self._after = Tally()
        if won >= self._enough:
            if self.jumps:
                earlier = self.jumps[-1]
                self.jumps[-1] = (earlier[0], earlier[1], earlier[2].plus(self._after, -1))
            self.jumps.append((self._since, self._before, self._after))
            self._begin()

    def _rank(self, kind: tuple[str | None, str], score: float, lot: int) -> float:
        """Where the score ranks among those before it, from 0 to 1; ties by lot."""
        ranks, place = self._ranks[kind], round(score * _BINS)
        ranks[place] += 1
        ranks[-1] += 1
        return (sum(ranks[:place]) + _share(lot) * ranks[place]) / ranks[-1]


def _no_ranks() -> list[int]:
    """How many scores fell into each bin, and how many there are."""
    return [0] * (_BINS + 2)


def _share(lot: int) -> float:
    """A number from 0 to 1 that looks like chance and is always the same (splitmix64)."""
    mixed = (lot * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) & 0xFFFFFFFFFFFFFFFF
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return float((mixed ^ (mixed >> 31)) / 2**64)
