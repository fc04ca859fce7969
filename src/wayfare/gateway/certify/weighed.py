"""Keep the evidence of one claim: of answers that were drawn, or of past questions.

Knows one claim at a time. Knows nothing of the log, of prices, or of who else is shown.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from wayfare.domain.claim import Cell, Expiry
from wayfare.domain.past import PastComparison
from wayfare.domain.shadow import By, Fate
from wayfare.evidence.claim import ClaimEvidence
from wayfare.evidence.drift import AMBER, EXPIRED, Drift
from wayfare.evidence.votes import guess_of
from wayfare.gateway.certify.shares import floor_of
from wayfare.gateway.certify.voted import LOST, goes_by_votes, has_lot, vote_on, worth_of_drawn
from wayfare.store.shadows import Drawn

#: What a claim rests on where a judge gave marks, beside the names of `By` and of what is lost.
MARKS = "marks"


@dataclass(slots=True)
class Weighed:
    """A claim, and what is known of it. `at` is when the last answer in it was asked for.

    `expired_by` says why what was shown before counts no more, until something is compared anew.
    `compared_by` counts by what the answers were compared that are evidence for it.
    """

    margin: float
    evidence: ClaimEvidence = field(init=False)
    at: float = 0.0
    expired_by: Expiry | None = None
    compared_by: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.evidence = ClaimEvidence(self.margin)

    def begin_anew(self, why: Expiry) -> None:
        """What was shown does not hold: all is weighed anew."""
        self.evidence, self.expired_by = ClaimEvidence(self.margin), why
        self.compared_by.clear()

    @property
    def is_amber(self) -> bool:
        """Whether what was shown is in doubt."""
        return self.evidence.is_amber


@dataclass(slots=True)
class PastWeighed(Weighed):
    """A claim about past questions: their mean, and whether answers since then speak against it.

    The claim itself rests on past questions alone, so that it says what it says of them. Once it is
    shown, answers to new questions that are drawn and compared are watched: where they are worse
    than the margin by the detector's reckoning, the claim has expired.
    """

    rows: list[PastComparison] = field(default_factory=list)
    since: float = 0.0
    _kept_after: float = -1.0
    _questions: set[str] = field(default_factory=set)
    _drift: Drift = field(init=False)

    def __post_init__(self) -> None:
        self.evidence = ClaimEvidence(self.margin)
        self._drift = Drift(1 + self.margin)

    @property
    def is_amber(self) -> bool:
        """Whether answers since then put it in doubt."""
        return self._drift.alarm >= AMBER

    def learn(self, row: PastComparison) -> bool:
        """One past question; whether it counts."""
        self.rows.append(row)
        return self._learn(row)

    def watch(self, excess: float, at: float) -> None:
        """One answer that was compared since, by how much it is better than the margin allows."""
        if self.evidence.since is None or at < self.evidence.since:
            return
        self._drift.learn(excess)
        self.at = max(self.at, at)  # whichever of the two logs was read first
        if self._drift.alarm >= EXPIRED:
            self._kept_after = at
            self._weigh_again(Expiry.DRIFTED)

    def counted(self) -> Iterable[PastComparison]:
        """The rows that count, in their order."""
        seen: set[str] = set()
        for row in self.rows:
            if self._is_in_force(row) and row.question not in seen:
                seen.add(row.question)
                yield row

    def _weigh_again(self, why: Expiry) -> None:
        self.begin_anew(why)
        self._drift, self._questions = Drift(1 + self.margin), set()
        for row in self.rows:
            self._learn(row)

    def _learn(self, row: PastComparison) -> bool:
        if not self._is_in_force(row):
            if not self._questions:  # what is in force speaks, whatever is kept late
                self.expired_by = self.expired_by or Expiry.MODEL_CHANGED
            return False
        if row.question in self._questions:
            return False
        self._questions.add(row.question)
        self.evidence.learn(worth_of(row), at=row.kept_at)
        self.compared_by[Fate.LOST if row.difference is None else By.CHECK] += 1
        self.at, self.expired_by = max(self.at, row.at), None
        return True

    def _is_in_force(self, row: PastComparison) -> bool:
        return row.at >= self.since and row.kept_at > self._kept_after


def worth_of(row: PastComparison) -> float:
    """What a past question says; the worst, where the arm gave no answer."""
    return LOST if row.difference is None else row.difference


def enter(evidence: ClaimEvidence, cell: Cell, drawn: Drawn) -> None:
    """Enter a comparison that is settled, and was not skipped, into the claim of a cell.

    Each enters once: by votes, where it was drawn while people voted, else as ever. Which of the
    two was known before anybody answered.
    """
    shadow, comparison = drawn.shadow, drawn.comparison
    assert comparison is not None, "it is settled"
    weighing = (shadow.share, floor_of(cell, shadow), shadow.at)
    evidence.expect_votes(shadow.vote_chance)
    if goes_by_votes(shadow, comparison):
        vote, told = vote_on(drawn), comparison.difference
        judged = None if told is None else guess_of(told)
        if shadow.is_vote_drawn and vote is None:
            evidence.lose_vote(judged, *weighing)
            return
        said = None if vote is None else vote.difference
        evidence.learn_voted(judged, said, *weighing)
        return
    if comparison.judge_error is not None and not has_lot(shadow):
        evidence.expect_judge(comparison.judge_error)
    if comparison.by is By.JUDGE:
        evidence.learn_judged(worth_of_drawn(drawn), *weighing, comparison.judge_error)
        return
    evidence.learn(worth_of_drawn(drawn), *weighing)


def truth_of(drawn: Drawn) -> str:
    """By what two answers were compared: who said so, and of a judge whether by marks."""
    comparison = drawn.comparison
    assert comparison is not None, "it is settled"
    if goes_by_votes(drawn.shadow, comparison):
        if vote_on(drawn) is not None:
            return By.PERSON
        if drawn.shadow.is_vote_drawn:
            return Fate.LOST
    if comparison.by_marks:
        return MARKS
    return str(comparison.by or comparison.fate)
