"""Look for sources that say the same whatever the answer: always one score, or always the first.

Whether the first of two wins because it is better or because it is first, one order alone cannot
tell. Where a source compared a pair in both orders, each comparison is set beside one in the other
order: the first wins half of them, whoever is better, if its place does not matter.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator

import msgspec

from wayfare.routing.guards.finding import Fault, Finding
from wayfare.routing.guards.intervals import Tally, TallyState

SAME_MIN = 30
#: Where nobody else judged the same arms: all may deserve the same, for a while.
SAME_ALONE_MIN = 300
FAR_BELOW = 0.5
PAIRS_MIN = 20
#: The first certainly wins more than this share of the pairs, or less than the rest of it.
FIRST_WINS = 0.7
_WAITING_MAX = 1_000
_BINS = 100

_Waiting = dict[tuple[str, str], tuple["deque[float]", "deque[float]"]]


class SourcesState(msgspec.Struct, frozen=True):
    """What is kept of sources: scores, pairs, and comparisons that wait for the other order."""

    scores: list[tuple[str, str, int, int]]
    pairs: list[tuple[str, TallyState]]
    waiting: list[tuple[str, str, str, list[float], list[float]]]


NOTHING_SAID = SourcesState([], [], [])


class Sources:
    """What each source said."""

    def __init__(self, kept: SourcesState = NOTHING_SAID) -> None:
        self._scores: dict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
        self._pairs: dict[str, Tally] = defaultdict(Tally)
        self._waiting: dict[str, _Waiting] = defaultdict(dict)
        for source, arm, place, count in kept.scores:
            self._scores[source][arm, place] = count
        for source, tally in kept.pairs:
            self._pairs[source] = Tally(*tally)
        for source, first, second, one, two in kept.waiting:
            both = deque(one, maxlen=_WAITING_MAX), deque(two, maxlen=_WAITING_MAX)
            self._waiting[source][first, second] = both

    @property
    def kept(self) -> SourcesState:
        """All of it, to be kept."""
        return SourcesState(
            [(s, arm, n, count) for s, c in self._scores.items() for (arm, n), count in c.items()],
            [(source, tally.kept) for source, tally in self._pairs.items()],
            [
                (source, *pair, list(one), list(two))
                for source, waiting in self._waiting.items()
                for pair, (one, two) in waiting.items()
            ],
        )

    def add_score(self, source: str, arm: str, score: float, sign: int = 1) -> None:
        """One score more, or with `sign` -1 one less."""
        self._scores[source][arm, round(score * _BINS)] += sign

    def add_comparison(self, source: str, first: str, second: str, won: float) -> None:
        """One comparison more: what the first got, 1, 0 or 0.5."""
        pair = (min(first, second), max(first, second))
        both = self._waiting[source].setdefault(
            pair, (deque(maxlen=_WAITING_MAX), deque(maxlen=_WAITING_MAX))
        )
        mine, other = both if first == pair[0] else both[::-1]
        if other:
            self._pairs[source].add((won + other.popleft()) / 2)
        else:
            mine.append(won)

    def findings(self, alpha: float) -> Iterator[Finding]:
        """The sources that are suspected; without fault there is one with probability `alpha`."""
        yield from self._same(alpha / 2)
        found = {name: pairs for name, pairs in self._pairs.items() if pairs.count >= PAIRS_MIN}
        for source, pairs in found.items():
            low, high = pairs.bounds(alpha / (2 * len(found)))
            if low > FIRST_WINS or high < 1 - FIRST_WINS:
                yield Finding(Fault.FIRST_WINS, 2 * pairs.count, pairs.mean, 0.5, source=source)

    def _same(self, alpha: float) -> Iterator[Finding]:
        everything: dict[str, Tally] = defaultdict(Tally)
        own: dict[str, dict[str, Tally]] = {}
        for source, counts in self._scores.items():
            mine: dict[str, Tally] = defaultdict(Tally)
            for (arm, place), count in counts.items():
                mine[arm] = mine[arm].plus(Tally(count, count * place / _BINS))
            own[source] = mine
            for arm, tally in mine.items():
                everything[arm] = everything[arm].plus(tally)
        suspects = {s: c for s, c in self._scores.items() if sum(c.values()) >= SAME_MIN}
        for source, counts in suspects.items():
            places = {place for (_, place), count in counts.items() if count > 0}
            if len(places) != 1:
                continue
            score, count = places.pop() / _BINS, sum(counts.values())
            others = Tally()
            for arm, tally in own[source].items():
                others = others.plus(everything[arm]).plus(tally, -1)
            if _is_odd(score, count, others, alpha / (2 * len(suspects))):
                yield Finding(Fault.ALWAYS_THE_SAME, count, score, others.mean, source=source)


def _is_odd(score: float, count: int, others: Tally, alpha: float) -> bool:
    """Whether nobody who looks at the answers would say the same so often."""
    if others.count < SAME_MIN:
        return count >= SAME_ALONE_MIN
    low, high = others.bounds(alpha)
    if 0 < score < 1:
        return True
    # how often another one would have said something else, at the least
    least = FAR_BELOW * (low if score == 0 else 1 - high)
    return bool((1 - least) ** count < alpha)
