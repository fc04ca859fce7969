"""Play a team's month: what stands where a tenth is tried, and where past questions are compared.

Ten people ask 200 questions a day together, of eight topics (`TOPICS`, shares of the traffic). The
baseline's answer costs $0.00625 and another model's $0.00125 (1,000 tokens in and 500 out at $1.25
and $10, $0.25 and $2 a million). The router wants the other model for every question. A program
checks both answers at once, for nothing. Two ways to a claim, both by the product's own code:

- `guarded`: the guard as it ships (a tenth on trial, 30 answers' worth of loss at most, $0.10 a day
  for shadows), with its claims and board. A topic's traffic has a standing claim where the guard
  would let the other model answer.
- `compare`: all questions of those days are asked of both models at once, and summed up as
  `wayfare compare` does: one claim about all traffic, shown where it is better or as good.
  `compare, a file a topic`: the same for each topic's questions by themselves.

Beside the keys of all rows: `margin_points`; `days`, how long was asked before one looks;
`standing_share`, the mean share of traffic with a standing claim, and `standing_p10`, which nine of
ten histories reach; `dollars`, the mean cost of shadows until then, or of all answers that
`compare` asks for. `false_rate` is the share of histories in which a claim stands that is wrong
(None in worlds that allow none), `audited_median` and `audited_p90` how many comparisons there are,
`requests_median` how many questions were asked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import ClassVar

import msgspec
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bench.certificate_rows import Row
from bench.histories import differing, graded
from wayfare.domain.arm import Arm
from wayfare.domain.chat import Message
from wayfare.domain.claim import Cell, ClaimState
from wayfare.domain.deployment import Deployment
from wayfare.gateway.asides.compared import sum_up
from wayfare.gateway.asides.kept import Judged
from wayfare.gateway.asides.plan_comparison import ComparePlan
from wayfare.gateway.learning.exploring import Exploring
from wayfare.reports.replay.guarded import Behind, Pace
from wayfare.reports.replay.labelled import Asked, Labelled, Places
from wayfare.reports.replay.online import Arms
from wayfare.settings.choosing import CertificateSection
from wayfare.wire.question_files import FileQuestion

Array = NDArray[np.float64]

TOPICS: Mapping[str, float] = {
    "code": 0.25, "writing": 0.2, "translation": 0.15, "sums": 0.12,
    "law": 0.1, "mail": 0.08, "tables": 0.06, "history": 0.04,
}  # fmt: skip
A_DAY, DAYS = 200, (7, 30)
DOLLARS = (0.00625, 0.00125)
NAMES = ("large", "small")
POINTS = (2.0, 5.0)
SEED = 31
GUARDED, COMPARE, BY_TOPIC = "guarded", "compare", "compare, a file a topic"


@dataclass(frozen=True, slots=True)
class PeopleRow(Row):
    """What stands on a day."""

    HEADINGS: ClassVar[Sequence[str]] = (
        *(*Row.HEADINGS, "margin", "days", "traffic with a claim", "in 9 of 10"),
        "dollars",
    )

    margin_points: float
    days: int
    standing_share: float
    standing_p10: float
    dollars: float

    def cells(self) -> list[str]:
        """What stands below the headings."""
        shares = [f"{share:.0%}" for share in (self.standing_share, self.standing_p10)]
        told = [f"{self.margin_points:g}", str(self.days), *shares, f"{self.dollars:.2f}"]
        return [*Row.cells(self), *told]


@dataclass(frozen=True, slots=True)
class Team:
    """A world: how much better the other model's answers are, question by question.

    `draw` makes the differences of some topics, given as places in `TOPICS`; `means` are the true
    ones, topic by topic.
    """

    name: str
    draw: Callable[[Places, Generator], Array]
    means: Array

    @property
    def whole(self) -> float:
        """The true mean over all traffic."""
        return float(self.means @ np.array(list(TOPICS.values())))


def _steady(name: str, rate: float, means: Array) -> Team:
    return Team(name, lambda its, rng: differing(rng, len(its), rate, means[its]), means)


def teams() -> tuple[Team, ...]:
    """All worlds: equal models, and one that is better, as good, and worse by topic."""
    none = np.zeros(len(TOPICS))
    mixed = np.array([0.0, 0.01, 0.0, -0.08, -0.08, 0.01, 0.0, 0.0])
    marks = Team(
        "equal, graded, square .06",
        lambda its, rng: graded(0.06)(0, np.zeros(len(its)), rng).differences,
        none,
    )
    return (
        *(_steady(f"equal, {rate:.0%} differ", rate, none) for rate in (0.06, 0.15, 0.3)),
        marks,
        _steady("22 % of traffic 8 points worse, 28 % 1 better, 15 % differ", 0.15, mixed),
    )


@dataclass(frozen=True, slots=True)
class Looked:
    """What one sees of a history on a day."""

    standing: float
    is_wrong: bool
    compared: int
    dollars: float


def asked_by(team: Team, days: int, rng: Generator) -> Labelled:
    """The questions of some days, with the scores of both models' answers."""
    count = days * A_DAY
    topics = rng.choice(len(TOPICS), size=count, p=list(TOPICS.values()))
    differences = team.draw(topics, rng)
    # any level does: what is compared are differences
    scores = np.stack([0.5 - differences / 2, 0.5 + differences / 2], axis=1)
    names, ids = list(TOPICS), tuple(map(str, range(count)))
    asked = Asked(ids, ("",) * count, tuple(names[its] for its in topics), (None,) * count)
    return Labelled(team.name, asked, NAMES, scores, np.tile(DOLLARS, (count, 1)))


class Always:
    """A rule that wants one model."""

    def __init__(self, arm: int) -> None:
        self._arm = arm

    def choose(self, question: Asked, offered: Places) -> int:
        """Take it."""
        return self._arm

    def see(self, question: Asked, arm: int, score: float) -> None:
        """Nothing is learned."""


def by_guard(team: Team, asked: Labelled, points: float, rng: Generator) -> Iterator[Looked]:
    """What stands after each of `DAYS`, by the guard."""
    settings = msgspec.structs.replace(CertificateSection(), margin_points=points)
    pace = Pace(86_400 / A_DAY, Exploring())
    behind = Behind(Always(1), Always(0), settings, rng, pace)
    arms = Arms(NAMES, np.array(DOLLARS), 1.0)
    before, dollars = 0, 0.0
    for days in DAYS:
        shown = behind.play(asked.at(np.arange(before, days * A_DAY)), arms)
        before, dollars = days * A_DAY, dollars + float(shown.audit_dollars.sum())
        true = {topic: float(mean) for topic, mean in zip(TOPICS, team.means, strict=True)}
        wrong = [
            (team.whole if cell.topic is None else true[cell.topic]) < -points / 100
            for cell in shown.certified
        ]
        stands = (behind.claims.standing(*NAMES, topic).state for topic in TOPICS)
        share = sum(
            share
            for share, state in zip(TOPICS.values(), stands, strict=True)
            if state is ClaimState.CERTIFIED
        )
        whole = behind.claims.weighed[Cell(*NAMES)].evidence.compared
        yield Looked(share, any(wrong), whole, dollars)


def by_compare(team: Team, asked: Labelled, points: Sequence[float] = POINTS) -> list[Looked]:
    """What is shown once both models were asked all of it, at each of some margins."""
    low = low_of(asked)
    return [
        _looked(asked, float(low >= -each), is_wrong=low >= -each > 100 * team.whole)
        for each in points
    ]


def by_topic(team: Team, asked: Labelled, points: Sequence[float] = POINTS) -> list[Looked]:
    """What is shown of each topic once both models were asked all of it, at each margin."""
    topics = np.array(asked.asked.topics)
    lows = np.array([low_of(asked.at(np.flatnonzero(topics == topic))) for topic in TOPICS])
    shares, means = np.array(list(TOPICS.values())), 100 * team.means
    return [
        _looked(
            asked,
            float(shares[lows >= -each].sum()),
            is_wrong=bool(((lows >= -each) & (means < -each)).any()),
        )
        for each in points
    ]


def low_of(asked: Labelled) -> float:
    """The mean is shown to be above so many points, as `wayfare compare` sums it up.

    It calls a model as good where this is no less than its margin below 0, better where above.
    """
    large, small = (Arm(name, Deployment(name, "bench", name)) for name in NAMES)
    questions = [FileQuestion((Message("user", its),)) for its in asked.asked.ids]
    plan = ComparePlan(questions, large, (small,), (), None, 0)
    differences = (asked.scores[:, 1] - asked.scores[:, 0]).tolist()
    found = [
        Judged(question.id, small.name, difference, "check")
        for question, difference in zip(questions, differences, strict=True)
    ]
    low = sum_up(plan, (), found, POINTS[0] / 100, None).arms[1].low_points
    return -100.0 if low is None else low


def _looked(asked: Labelled, share: float, *, is_wrong: bool) -> Looked:
    return Looked(share, is_wrong, len(asked), len(asked) * sum(DOLLARS))


def people(scale: float) -> Iterator[Row]:
    """A team that tries a tenth for a month; then all its past questions are compared in a day."""
    for team in teams():
        seen: dict[tuple[float, int, str], list[Looked]] = defaultdict(list)
        for history in range(max(4, int(50 * scale))):
            asked = asked_by(team, DAYS[-1], np.random.default_rng([SEED, history]))
            for days in DAYS:
                past = asked.at(np.arange(days * A_DAY))
                for method, looks in ((COMPARE, by_compare), (BY_TOPIC, by_topic)):
                    for points, looked in zip(POINTS, looks(team, past), strict=True):
                        seen[points, days, method].append(looked)
            for points in POINTS:
                rng = np.random.default_rng([SEED, history, 1])
                for days, looked in zip(DAYS, by_guard(team, asked, points, rng), strict=True):
                    seen[points, days, GUARDED].append(looked)
        for points, days, method in product(POINTS, DAYS, (GUARDED, COMPARE, BY_TOPIC)):
            yield _row(team, method, points, days, seen[points, days, method])


def _row(team: Team, method: str, points: float, days: int, seen: Sequence[Looked]) -> PeopleRow:
    may_err = bool((team.means < -points / 100).any())
    compared = np.array([looked.compared for looked in seen])
    shares = np.array([looked.standing for looked in seen])
    return PeopleRow(
        world=team.name,
        method=method,
        n=len(seen),
        seed=SEED,
        false_rate=float(np.mean([looked.is_wrong for looked in seen])) if may_err else None,
        audited_median=float(np.median(compared)),
        audited_p90=float(np.quantile(compared, 0.9, method="higher")),
        requests_median=float(days * A_DAY),
        margin_points=points,
        days=days,
        standing_share=round(float(shares.mean()), 4),
        standing_p10=round(float(np.quantile(shares, 0.1, method="lower")), 4),
        dollars=round(float(np.mean([looked.dollars for looked in seen])), 2),
    )
