"""Measure judges: how often each agrees with people, and whether it goes by an answer's place.

A fold over outcomes, the same in whatever order they come. Knows outcomes. Knows no texts, and
nothing of how a judge is asked.

Agreement is looked for where a vote and a verdict of one decision speak of the same: of the same
two answers, or of one answer's score. What a judge marked is measured apart from what it only chose
between (`guards/marks.py`). Bounds are confidence sequences: each holds with 95 % however often
one looks.
"""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from wayfare.domain.outcome import TIE, Outcome, OutcomeKind, comes_to, goes_by_place
from wayfare.routing.guards.intervals import Tally
from wayfare.routing.guards.leaning import LeaningState, LeaningTally
from wayfare.routing.guards.marks import MOVES_LEAST, NO_MARKS, MarksState, MarksTally

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
#: How often one that does not lean may be said to at most; simulated it never is, and what is not
#: found makes a seal wrong.
LEANING_ALPHA = 0.4
#: Tallies of each judge; two arms, where a verdict is on two answers.
TALLIES, TWO = 7, 2
#: Decisions that are remembered, so that a later vote finds the verdict.
REMEMBERED_MAX = 10_000


class Refusal(StrEnum):
    """Why nothing that a judge says is believed."""

    BY_PLACE = "by_place"  # it names a place, not an answer
    NEVER_DECIDES = "never_decides"  # to it all answers are alike
    NO_BETTER_THAN_CHANCE = "no_better_than_chance"  # people do not say what it says
    LEANS = "leans"  # it marks one model higher than another, and people do not


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

    It `marked` so many of the pairs of which people preferred one answer, and what they preferred
    by `worth` on average, as a part of the best mark. Where its marks are taken for differences of
    scores, they are at least as if it were wrong in `marks_error`; None: votes have not shown
    that, and about `marks_votes` more would, None: that is not in sight.
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
    marked: int = 0
    worth: float | None = None
    marks_error: float | None = None
    marks_votes: int | None = None


class RecordState(msgspec.Struct, frozen=True, array_like=True):
    """What was counted of one judge, to be kept: count and sum of each tally; marks, leanings."""

    verdicts: int = 0
    tallies: tuple[tuple[int, float], ...] = ((0, 0.0),) * TALLIES
    marks: MarksState = NO_MARKS
    leanings: dict[str, LeaningState] = {}


class JudgesState(msgspec.Struct, frozen=True):
    """All that is known, to be kept: what was said of remembered decisions, what was counted."""

    said: dict[str, list[Outcome]] = {}
    counted: dict[str, RecordState] = {}


class Judges:
    """What was said by judges, and by people of the same."""

    def __init__(self, kept: JudgesState | None = None) -> None:
        kept = kept or JudgesState()
        self._said = {at: {each.id: each for each in some} for at, some in kept.said.items()}
        self._records = {source: _Record(each) for source, each in kept.counted.items()}

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
        votes: dict[tuple[str, ...], int] = {}
        for outcome in said.values():
            if outcome.kind is OutcomeKind.VOTE:
                subject, side = _claim(outcome)
                votes[subject] = votes.get(subject, 0) + side
        for outcome in said.values():
            if outcome.kind is not OutcomeKind.VERDICT:
                continue
            record = self._records.setdefault(outcome.source, _Record())
            record.note(outcome, votes, sign)


class _Record:
    """The counts of one judge. `sides`: where people were against the first, and for it.

    `told`: where people preferred one of two answers, whether it did so too, right or wrong.
    `marked_sides` are the sides of pairs that it marked; `leanings` are by the names of two arms.
    """

    def __init__(self, kept: RecordState | None = None) -> None:
        kept = kept or RecordState()
        self.verdicts = kept.verdicts
        self.by_place, self.decided, self.told, *sides = (Tally(*each) for each in kept.tallies)
        self.sides, self.marked_sides = sides[:2], sides[2:]
        self.marks = MarksTally(kept.marks)
        self.leanings = {names: LeaningTally(each) for names, each in kept.leanings.items()}

    @property
    def kept(self) -> RecordState:
        tallies = (self.by_place, self.decided, self.told, *self.sides, *self.marked_sides)
        return RecordState(
            verdicts=self.verdicts,
            tallies=tuple([each.kept for each in tallies]),
            marks=self.marks.kept,
            leanings={names: each.kept for names, each in self.leanings.items()},
        )

    def note(self, outcome: Outcome, votes: Mapping[tuple[str, ...], int], sign: int) -> None:
        """One verdict, and what people said of the same; with `sign` -1 it is taken out."""
        self.verdicts += sign
        if outcome.orders is not None and outcome.against is not None:
            winner = comes_to(outcome.orders, outcome.arm, outcome.against)
            self.by_place.add(float(goes_by_place(outcome.orders)), sign)
            self.decided.add(float(winner != TIE), sign)
        subject, side = _claim(outcome)
        people, is_pair = votes.get(subject), len(subject) == TWO
        if people is None:
            return
        is_for = people > 0
        is_marked = is_pair and outcome.difference is not None
        if people and is_pair and not is_marked:
            self.told.add(float(side != 0), sign)
        if side and people:
            sides = self.marked_sides if is_marked else self.sides
            sides[is_for].add(float((side > 0) == is_for), sign)
        if is_marked:
            self._note_marks(outcome, subject, people, sign)

    def _note_marks(
        self, outcome: Outcome, subject: tuple[str, ...], people: int, sign: int
    ) -> None:
        higher = outcome.difference or 0.0
        higher = higher if outcome.arm == subject[0] else -higher
        vote = (people > 0) - (people < 0)
        if vote:
            self.marks.add(higher * vote, sign)
        self.leanings.setdefault(" ".join(subject), LeaningTally()).add(higher, vote, sign)

    def judge(self, source: str) -> Judge:
        """What they come to."""
        both = [own.plus(marked) for own, marked in zip(self.sides, self.marked_sides, strict=True)]
        votes = both[0].plus(both[1])
        low, high = votes.bounds(ALPHA)
        place_low, place_high = self.by_place.bounds(ALPHA)
        reliability = sum(map(_shrunk, both)) / 2
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
            error=None if refusal else self._error(),
            marked=self.marks.count,
            worth=self.marks.worth,
            marks_error=None if refusal else self._marks_error(),
            marks_votes=self.marks.still_needed(ERROR_ALPHA),
        )

    def _error(self) -> float | None:
        """As if it were wrong so often, for sure but for `ERROR_ALPHA`.

        It tells two answers apart with a chance t, and is right then with a chance a: on average
        its verdicts move by t (2a - 1) where scores move by 1, as those of one who always tells
        and errs with e move by 1 - 2e.
        """
        told = self.told.bounds(ERROR_ALPHA / 2)[0]
        right = self.sides[0].plus(self.sides[1]).bounds(ERROR_ALPHA / 2)[0]
        moves = told * (2 * right - 1)
        return (1 - moves) / 2 if moves > 0 else None

    def _marks_error(self) -> float | None:
        """The same of its marks."""
        moves = self.marks.moves_least(ERROR_ALPHA)
        return (1 - moves) / 2 if moves >= MOVES_LEAST else None

    def _refusal(self, votes: int, low: float, high: float, place_low: float) -> Refusal | None:
        if place_low > BY_PLACE_MAX:
            return Refusal.BY_PLACE
        if self.decided.bounds(ALPHA)[1] < DECIDED_MIN:
            return Refusal.NEVER_DECIDES
        if high < 0.5 or (votes >= VOTES_MIN and low <= 0.5):  # half is chance
            return Refusal.NO_BETTER_THAN_CHANCE
        alpha = LEANING_ALPHA / max(1, len(self.leanings))
        worth = self.marks.worth or 0.0
        if any(each.is_shown(alpha, worth) for each in self.leanings.values()):
            return Refusal.LEANS
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
