"""Measure judges: how often each agrees with people, and whether it goes by an answer's place.

A fold over outcomes, the same in whatever order they come. Knows outcomes. Knows no texts, and
nothing of how a judge is asked.

Agreement is looked for where a vote and a verdict of one decision speak of the same: of the same
two answers, or of one answer's score. Bounds are confidence sequences: each holds with 95 %
however often one looks.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from wayfare.domain.outcome import TIE, Outcome, OutcomeKind, comes_to, goes_by_place
from wayfare.routing.guards.intervals import Tally

#: How often a bound may ever be wrong.
ALPHA = 0.05
#: A judge that tosses coins names the same place in half of all pairs, and no fair one in more.
BY_PLACE_MAX = 0.5
#: Who decides fewer pairs than this, whichever they are, tells nothing.
DECIDED_MIN = 0.1
#: So many votes tell a judge that is right four times of five from chance, nine times of ten.
VOTES_MIN = 50
#: What is presumed before a vote: that a judge agrees so often, as if so many votes had said so.
PRESUMED, PRESUMED_WORTH = 0.65, 10.0
#: How often the bound on a judge's errors may be too low: so much of what a seal may err is its.
ERROR_ALPHA = 0.01
#: Tallies of each judge; two arms, where a verdict is on two answers.
TALLIES, TWO = 5, 2
#: Decisions that are remembered, so that a later vote finds the verdict.
REMEMBERED_MAX = 10_000


class Refusal(StrEnum):
    """Why nothing that a judge says is believed."""

    BY_PLACE = "by_place"  # it names a place, not an answer
    NEVER_DECIDES = "never_decides"  # to it all answers are alike
    NO_BETTER_THAN_CHANCE = "no_better_than_chance"  # people do not say what it says


class Judge(msgspec.Struct, frozen=True):
    """What is known of one judge, by its name as a `source`.

    `pairs` were judged in both orders, `by_place` of them with the same place named, `decided`
    with the same answer. `votes` spoke of what it spoke of, and neither said `tie`; it `agreed`
    with so many. `low` and `high` bound the share, `place_low` and `place_high` that of
    `by_place`. `reliability` is that share as if people had preferred either as often, moved
    towards what is presumed; `weight` is what a verdict counts beside a check. Of `preferred` pairs
    people said which answer is better, and it `told` one from the other in so many. Where all its
    verdicts are taken for differences of scores, ties too, they are at least as if it were wrong
    in `error` of them, and right in the others; None: votes have not shown it to be of use.
    """

    source: str
    verdicts: int
    pairs: int
    by_place: int
    decided: int
    place_low: float
    place_high: float
    votes: int
    agreed: int
    low: float
    high: float
    reliability: float
    weight: float
    refusal: Refusal | None
    preferred: int = 0
    told: int = 0
    error: float | None = None


class JudgesState(msgspec.Struct, frozen=True):
    """All that is known, to be kept: what was said of remembered decisions, and what was counted.

    Of each judge: its verdicts, then count and sum of its tallies.
    """

    said: dict[str, list[Outcome]] = {}
    counted: dict[str, tuple[int, list[tuple[int, float]]]] = {}


class Judges:
    """What was said by judges, and by people of the same."""

    def __init__(self, kept: JudgesState | None = None) -> None:
        kept = kept or JudgesState()
        self._said = {at: {each.id: each for each in some} for at, some in kept.said.items()}
        self._records = {source: _Record(*each) for source, each in kept.counted.items()}

    @property
    def kept(self) -> JudgesState:
        """All of it, to be kept."""
        return JudgesState(
            said={at: list(some.values()) for at, some in self._said.items()},
            counted={source: record.kept for source, record in self._records.items()},
        )

    def note(self, outcome: Outcome) -> None:
        """One outcome more; it takes the place of the one with its id."""
        if outcome.kind not in (OutcomeKind.VOTE, OutcomeKind.VERDICT):
            return
        said = self._said.setdefault(outcome.decision_id, {})
        self._count(said, -1)
        said[outcome.id] = outcome
        self._count(said, 1)
        if len(self._said) > REMEMBERED_MAX:
            del self._said[next(iter(self._said))]

    def all(self) -> list[Judge]:
        """Every judge that said anything, by name."""
        return [record.judge(source) for source, record in sorted(self._records.items())]

    def weights(self) -> Mapping[str, float]:
        """What a verdict of each judge counts, where that is not `UNMEASURED`."""
        found = {judge.source: judge.weight for judge in self.all()}
        return {source: weight for source, weight in found.items() if weight != UNMEASURED}

    def _count(self, said: Mapping[str, Outcome], sign: int) -> None:
        votes: Counter[tuple[str, ...]] = Counter()
        for outcome in said.values():
            if outcome.kind is OutcomeKind.VOTE:
                subject, side = _claim(outcome)
                votes[subject] += side
        for outcome in said.values():
            if outcome.kind is not OutcomeKind.VERDICT:
                continue
            record = self._records.setdefault(outcome.source, _Record())
            record.verdicts += sign
            if outcome.orders is not None and outcome.against is not None:
                winner = comes_to(outcome.orders, outcome.arm, outcome.against)
                record.by_place.add(float(goes_by_place(outcome.orders)), sign)
                record.decided.add(float(winner != TIE), sign)
            subject, side = _claim(outcome)
            people = votes[subject]
            if people and len(subject) == TWO:
                record.told.add(float(side != 0), sign)
            if side and people:
                record.sides[people > 0].add(float((side > 0) == (people > 0)), sign)


class _Record:
    """The counts of one judge. `sides`: where people were against the first, and for it.

    `told`: where people preferred one of two answers, whether it did so too, right or wrong.
    """

    def __init__(
        self, verdicts: int = 0, tallies: Iterable[tuple[int, float]] = ((0, 0.0),) * TALLIES
    ) -> None:
        self.verdicts = verdicts
        self.by_place, self.decided, self.told, *sides = (Tally(*each) for each in tallies)
        self.sides = tuple(sides)

    @property
    def kept(self) -> tuple[int, list[tuple[int, float]]]:
        tallies = (self.by_place, self.decided, self.told, *self.sides)
        return self.verdicts, [(each.count, each.total) for each in tallies]

    def judge(self, source: str) -> Judge:
        """What they come to."""
        votes = self.sides[0].plus(self.sides[1])
        low, high = votes.bounds(ALPHA)
        place_low, place_high = self.by_place.bounds(ALPHA)
        reliability = sum(map(_shrunk, self.sides)) / 2
        refusal = self._refusal(votes.count, low, high, place_low)
        return Judge(
            source=source,
            verdicts=self.verdicts,
            pairs=self.by_place.count,
            by_place=round(self.by_place.total),
            decided=round(self.decided.total),
            place_low=place_low,
            place_high=place_high,
            votes=votes.count,
            agreed=round(votes.total),
            low=low,
            high=high,
            reliability=reliability,
            weight=0.0 if refusal else weight_of(reliability),
            refusal=refusal,
            preferred=self.told.count,
            told=round(self.told.total),
            error=None if refusal else self._error(votes),
        )

    def _error(self, votes: Tally) -> float | None:
        """As if it were wrong so often, for sure but for `ERROR_ALPHA`.

        It tells two answers apart with a chance t, and is right then with a chance a: on average
        its verdicts move by t (2a - 1) where scores move by 1, as those of one who always tells
        and errs with e move by 1 - 2e.
        """
        told = self.told.bounds(ERROR_ALPHA / 2)[0]
        right = votes.bounds(ERROR_ALPHA / 2)[0]
        moves = told * (2 * right - 1)
        return (1 - moves) / 2 if moves > 0 else None

    def _refusal(self, votes: int, low: float, high: float, place_low: float) -> Refusal | None:
        if place_low > BY_PLACE_MAX:
            return Refusal.BY_PLACE
        if self.decided.bounds(ALPHA)[1] < DECIDED_MIN:
            return Refusal.NEVER_DECIDES
        if high < 0.5 or (votes >= VOTES_MIN and low <= 0.5):  # half is chance
            return Refusal.NO_BETTER_THAN_CHANCE
        return None


def weight_of(reliability: float) -> float:
    """What a verdict counts beside a program's check, in tenths.

    A verdict that is right with probability r moves by 2r - 1 where the truth moves by 1, with
    noise as large as a vote's own: so it tells (2r - 1)^2 as much.

    >>> [weight_of(r) for r in (0.5, 0.65, 0.8, 0.95)]
    [0.0, 0.1, 0.4, 0.8]
    """
    return round(max(0.0, 2 * reliability - 1) ** 2, 1)


#: What a verdict of a judge counts of which nothing is known.
UNMEASURED = weight_of(PRESUMED)


def _shrunk(side: Tally) -> float:
    worth = PRESUMED_WORTH / 2
    return (side.total + PRESUMED * worth) / (side.count + worth)


def _claim(outcome: Outcome) -> tuple[tuple[str, ...], int]:
    """What an outcome speaks of, and which side it takes: 1, -1, or 0 for neither.

    Of two arms the first by name is the first side, whoever answered; of a score, good is.
    """
    if outcome.winner is None or outcome.against is None:
        score = 0.5 if outcome.score is None else outcome.score
        return (outcome.arm,), (score > 0.5) - (score < 0.5)  # half is neither
    pair = (min(outcome.arm, outcome.against), max(outcome.arm, outcome.against))
    if outcome.winner == TIE:
        return pair, 0
    return pair, 1 if outcome.winner == pair[0] else -1
