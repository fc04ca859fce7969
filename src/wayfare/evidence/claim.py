"""Weigh one claim: by how much an arm is worse where it answers in place of the baseline.

What enters is the difference of two scores, of answers drawn with a known chance, in the order of
the requests. Each is an excess over a bound, weighted by how seldom such answers are drawn, so that
each round is fair or worse where the mean of *all* such answers is at or below the bound (active
labels: arXiv:2406.10490, off-policy: 2210.10768). For every bound of `BOUNDS` two gamblers play,
one on the mean being above it, one on its being below: together they are a confidence sequence,
valid at any time. The claim itself is about one of them, `-margin`.

Knows numbers. Knows nothing of questions, arms, or what a state of a claim leads to.
"""

import math
from collections.abc import Iterator

import msgspec

from wayfare.evidence.bets import Gamblers, shown_up_to
from wayfare.evidence.drift import AMBER, EXPIRED, Drift
from wayfare.evidence.votes import Votes, VotesKept, told_by, weight_most

#: The means that are bet on, in [-1, 1]: how much better or worse an arm may be shown to be.
BOUNDS = (-0.2, -0.1, -0.05, -0.03, -0.02, -0.01, 0.0, 0.01, 0.02, 0.05)
#: How often a claim that is wrong may be shown, and how often harm that is none.
ALPHA, HARM_ALPHA = 0.05, 0.1
ENOUGH = -math.log(ALPHA)
#: Where a judge may be asked, the bound on its errors takes a fifth of what a seal may err. So much
#: less is the logarithm of the evidence.
JUDGED = math.log(1.25)
#: What the bet that follows hopes for where the bound itself leaves nothing to hope for.
HOPE_LEAST = 0.01
#: How much worse than a bound an arm is feared to be.
HARM_FEARED = 0.03
#: Of fewer comparisons it says nothing whether they look bad.
LOOKED_AT_FROM = 30
VERSION = 3


class ClaimKept(msgspec.Struct, frozen=True, array_like=True):
    """All that is known of a claim, to be kept."""

    version: int
    margin: float
    above: list[float]
    below: list[float]
    drift: list[float]
    since: float | None
    compared: int
    total: float
    squares: float
    told: float
    moves: float
    votes: VotesKept
    chance: float | None
    judged: int


class ClaimEvidence:
    """What was compared for one claim.

    `margin` in (0, 1]: the claim is that answers are at most so much worse on average. `lost` is
    the sum of what was lost, less what was gained, in answers' worth. `since` is when the evidence
    first sufficed, were this the only claim; from then on it is watched whether it stays true.
    `judged` were compared by a judge's word alone.
    """

    __slots__ = (
        "_above",
        "_below",
        "_bounds",
        "_chance",
        "_drift",
        "_margin",
        "_moves",
        "_place",
        "_squares",
        "_told",
        "_total",
        "_votes",
        "compared",
        "judged",
        "since",
    )

    def __init__(self, margin: float, kept: ClaimKept | None = None) -> None:
        self._margin = margin
        self._bounds = tuple(sorted({*BOUNDS, -margin}))
        mirrored = [-bound for bound in self._bounds]
        above, below = ([], []) if kept is None else (kept.above, kept.below)
        hopes = [max(-bound, HOPE_LEAST) for bound in self._bounds]
        self._above = Gamblers(self._bounds, hopes, above)
        self._below = Gamblers(mirrored, [HARM_FEARED] * len(mirrored), below)
        self._place = self._bounds.index(-margin)
        self._drift = Drift(1 + margin, () if kept is None else kept.drift)
        self._moves = 1.0 if kept is None else kept.moves
        self._chance = None if kept is None else kept.chance
        self._votes = Votes(None if kept is None else kept.votes)
        self.since = None if kept is None else kept.since
        self.compared = 0 if kept is None else kept.compared
        self.judged = 0 if kept is None else kept.judged
        self._total = 0.0 if kept is None else kept.total
        self._squares = 0.0 if kept is None else kept.squares
        self._told = 0.0 if kept is None else kept.told

    @property
    def kept(self) -> ClaimKept:
        """All of it, to be kept."""
        return ClaimKept(
            version=VERSION,
            margin=self._margin,
            above=self._above.kept,
            below=self._below.kept,
            drift=list(self._drift.wealths),
            since=self.since,
            compared=self.compared,
            total=self._total,
            squares=self._squares,
            told=self._told,
            moves=self._moves,
            votes=self._votes.kept,
            chance=self._chance,
            judged=self.judged,
        )

    def expect_judge(self, error: float) -> None:
        """From now on a judge may be asked that errs in at most `error` of all cases.

        Its verdicts move less than the scores that they are about, so that all that is compared
        from now on counts as much less, whoever compares it: else what a program finds would
        outweigh what the judge finds.

        Raises:
            ValueError: it tells no more than chance does.
        """
        if not 0.0 <= error < 0.5:
            raise ValueError(f"A judge that errs in {error} of all cases tells nothing.")
        self._moves = min(self._moves, 1 - 2 * error)

    def expect_votes(self, chance: float | None) -> None:
        """From now on people vote on pairs that nobody is sure of, each with this chance or more.

        It lies in (0, 1]. Votes are the truth then, and nothing is presumed of a judge. What is
        sure without a vote counts no more than what is not. None: nobody votes.

        Raises:
            ValueError: it is no chance.
        """
        if chance is not None and not 0.0 < chance <= 1.0:
            raise ValueError(f"Nobody can vote with a chance of {chance}.")
        self._chance = chance

    def learn(
        self, difference: float, share: float = 1.0, floor: float | None = None, at: float = 0.0
    ) -> None:
        """One answer that was compared; it was asked for `at` this time, Unix time in seconds.

        `difference` in [-1, 1] is its score less the baseline's. `share` is how likely it was to be
        drawn, `floor` the least such chance in force then; None: the same, where the chance did not
        depend on the question.

        Raises:
            ValueError: a number is out of its range.
        """
        self._learn(difference, _weight(difference, share, floor), 1.0, at)

    def learn_voted(
        self,
        judged: float | None,
        vote: float | None,
        share: float = 1.0,
        floor: float | None = None,
        at: float = 0.0,
        *,
        chance: float | None = None,
    ) -> None:
        """The same, where nobody was sure: what a judge said, and a vote where one was drawn.

        `judged` 0: it found both alike; None: there is no judge. `chance` is how likely a vote on
        this pair was; None: as likely as was expected at least.

        Raises:
            ValueError: a number is out of its range, or no votes are expected.
        """
        expected, known = self._expected(), judged or 0.0
        chance = expected if chance is None else chance
        if not expected <= chance <= 1.0:
            raise ValueError(f"A vote was expected more often than with a chance of {chance}.")
        weight = _weight(known, share, floor)
        if vote is not None:
            _weight(vote, share, floor)
        said = told_by(known, vote, chance, self._votes.trust)
        counts = weight * self._counts
        if vote is not None:
            self._votes.learn(known, vote)
        told = judged if vote is None else vote
        # where no judge saw the others, those that were voted on stand for them
        self._enter(said, said if judged is None or told is None else told, counts, at)

    def lose_vote(
        self,
        judged: float | None,
        share: float = 1.0,
        floor: float | None = None,
        at: float = 0.0,
    ) -> None:
        """The same, where a vote was drawn that never came: why not may depend on the answers.

        It speaks against the claim, as if the arm had lost, and against harm, as if it had won.

        Raises:
            ValueError: a number is out of its range, or no votes are expected.
        """
        chance, known = self._expected(), judged or 0.0
        weight, trust = _weight(known, share, floor) * self._counts, self._votes.trust
        lost, won = (told_by(known, vote, chance, trust) for vote in (-1.0, 1.0))
        self._enter(lost, -1.0, weight, at, harm=won)

    def learn_judged(
        self,
        difference: float,
        share: float = 1.0,
        floor: float | None = None,
        at: float = 0.0,
        error: float | None = None,
    ) -> None:
        """The same, where a judge said so that was expected, who errs in at most `error`.

        None: of all that were expected the one that errs most.

        Raises:
            ValueError: a number is out of its range.
        """
        self.judged += 1
        moves = self._moves if error is None else max(self._moves, 1 - 2 * error)
        self._learn(difference, _weight(difference, share, floor), moves, at)

    def _learn(self, told: float, weight: float, moves: float, at: float) -> None:
        self._enter(told / moves, told, weight * self._counts, at)

    def _expected(self) -> float:
        if self._chance is None:
            raise ValueError("No votes are expected.")
        return self._chance

    @property
    def _counts(self) -> float:
        """What a comparison counts, whoever compares it."""
        if self._chance is None:
            return self._moves
        least = min(self._bounds[0], -self._bounds[-1])
        return self._moves * weight_most(self._chance, self._votes.trust, least)

    def _enter(
        self, difference: float, told: float, counts: float, at: float, harm: float | None = None
    ) -> None:
        """`harm` is what is held against harm, where that is not the same."""
        self._above.learn(difference, counts)
        self._below.learn(-(difference if harm is None else harm), counts)
        if self.since is not None:
            self._drift.learn(counts * (difference + self._margin))
        self.compared += 1
        self._total += difference
        self._squares += difference * difference
        self._told += told
        if self.since is None and self.log_value >= ENOUGH:
            self.since = at

    @property
    def log_value(self) -> float:
        """The logarithm of the e-value of the claim."""
        return self._above.log_wealth(self._place) - self._spent

    @property
    def _spent(self) -> float:
        """What the bound on a judge's errors takes; it stays spent, if votes came later."""
        return JUDGED if self._moves < 1.0 else 0.0

    @property
    def is_harmful(self) -> bool:
        """Whether it is shown that answers are worse by more than the margin."""
        return self._below.log_wealth(self._place) >= -math.log(HARM_ALPHA)

    @property
    def is_amber(self) -> bool:
        """Whether what was shown is in doubt."""
        return self._drift.alarm >= AMBER

    @property
    def has_expired(self) -> bool:
        """Whether what was shown does not hold any more."""
        return self._drift.alarm >= EXPIRED

    @property
    def low(self) -> float:
        """The mean is above this one, at 95 % whenever one looks; -1: nothing is shown."""
        found = shown_up_to(self._shown(self._above), ENOUGH)
        return -1.0 if found is None else found

    @property
    def high(self) -> float:
        """The mean is below this one, at 95 % whenever one looks; 1: nothing is shown."""
        found = shown_up_to(reversed([*self._shown(self._below)]), ENOUGH)
        return 1.0 if found is None else found

    def _shown(self, gamblers: Gamblers) -> Iterator[tuple[float, float]]:
        spent = self._spent
        return (
            (bound, gamblers.log_wealth(place) - spent) for place, bound in enumerate(self._bounds)
        )

    @property
    def voted(self) -> int:
        """How many pairs people voted on."""
        return self._votes.voted

    @property
    def lost(self) -> float:
        """What was lost so far, less what was gained, in answers' worth."""
        return -self._told

    @property
    def mean(self) -> float | None:
        """The mean difference of those compared, each counted once; None: there are none."""
        return self._total / self.compared if self.compared else None

    @property
    def looks_worse(self) -> bool:
        """Whether the mean lies more than a standard error below the margin.

        That proves nothing: it is reason enough to go on comparing, and none to suspend.
        """
        if self.mean is None or self.compared < LOOKED_AT_FROM:
            return False
        error = math.sqrt(max(self._squares / self.compared - self.mean**2, 0.0) / self.compared)
        return self.mean + error < -self._margin

    def still_needed(self, log_enough: float = ENOUGH) -> int | None:
        """About how many comparisons more would make the evidence suffice; an estimate.

        `log_enough` is the logarithm of the e-value that suffices: 20 for a claim alone. It goes by
        the differences seen so far, and by what the best fixed bet would gain from each if they
        went on so; None where that would never come, or nothing is known yet.
        """
        bound = -self._margin
        if not self.compared:
            return None
        mean = self._total / self.compared - bound
        square = (self._squares - 2 * bound * self._total) / self.compared + bound * bound
        gain = mean * mean / (2 * square) if mean > 0 else 0.0  # of the best bet, a round
        left = log_enough - self.log_value
        if left <= 0:
            return 0
        return None if gain <= 0 else math.ceil(left / gain)


def _weight(difference: float, share: float, floor: float | None) -> float:
    weight = 1.0 if floor is None else floor / share
    if not -1.0 <= difference <= 1.0:
        raise ValueError(f"A difference lies between -1 and 1; this one is {difference}.")
    if not 0.0 < weight <= 1.0 or not share <= 1.0:
        raise ValueError(f"A chance of {share} is below the least one, {floor}, or above 1.")
    return weight
