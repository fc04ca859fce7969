"""Replay rules as if they were in use: questions come one by one, one arm answers, it is learned.

Knows sets, rules and what they may see. A rule never sees what the other arms would have
answered, but for what it pays to see.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from wayfare.domain.claim import Cell
from wayfare.reports.replay.labelled import Asked, Floats, Labelled, Places
from wayfare.reports.replay.measures import standing, taken
from wayfare.reports.replay.rows import Row, mean_rows, row

POINTS = 100.0
MICROS = 1e6
#: Questions decided, from one word of progress to the next.
TOLD_EVERY = 50


@dataclass(frozen=True, slots=True)
class Arms:
    """What is known of the arms before any question: their names and their usual fares.

    `dollars` (arms,) is the mean cost of an answer, as a list price tells it; NaN where it is not
    known. A point of quality is worth `point_dollars` an answer.
    """

    names: tuple[str, ...]
    dollars: Floats
    point_dollars: float

    @property
    def prices(self) -> Floats:
        """The fares in points of quality, 0 where none is known."""
        return np.nan_to_num(self.dollars) / self.point_dollars


class OnlinePolicy(Protocol):
    """A rule that learns while it is in use. A new one is made for each seed."""

    def choose(self, question: Asked, offered: Places) -> int:
        """The place, among all arms, of the one that answers; `offered` are those that can."""
        ...

    def see(self, question: Asked, arm: int, score: float) -> None:
        """Learn how good an answer was said to be, a score in [0, 1]."""
        ...


#: Makes a rule. Chance comes from outside.
MakeOnline = Callable[[Arms, np.random.Generator], OnlinePolicy]

#: What is said of an answer with a score: None where nothing is.
Feedback = Callable[[float, np.random.Generator], float | None]


def everything(score: float, _: np.random.Generator) -> float | None:
    """Every answer's score is known."""
    return score


@dataclass(frozen=True, slots=True)
class Votes:
    """People vote on a `share` of answers, on bad ones twice as often; `wrong` of them err."""

    share: float
    wrong: float

    def __call__(self, score: float, rng: np.random.Generator) -> float | None:
        """A vote, 1 or 0, or none."""
        good = rng.random() < score
        if rng.random() >= self.share * (2 if not good else 1) * 2 / 3:
            return None
        return float(good == (rng.random() >= self.wrong))


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of it: each (questions,), but for the claims.

    `choices` are the arms that answered, `was_certified` where one did that was shown to be as
    good, `audit_dollars` what the answers in the shadow cost. `certified` are the topics, each with
    its arm and baseline, that ended certified, `false` those of them that are not as good.
    """

    choices: Places
    was_certified: np.ndarray[tuple[int], np.dtype[np.bool_]]
    audit_dollars: Floats
    certified: tuple[Cell, ...]
    false: tuple[Cell, ...]


class Guarding(Protocol):
    """A rule behind a guard."""

    def play(self, test: Labelled, arms: Arms) -> Shown:
        """Go through a set, question by question."""
        ...


#: Puts a guard before a rule, against a baseline. Chance comes from outside.
MakeGuarding = Callable[[OnlinePolicy, OnlinePolicy, np.random.Generator], Guarding]


@dataclass(frozen=True, slots=True)
class OnlinePlan:
    """What to replay. `baseline` is a rule that the others are compared with.

    A policy of None is always the arm that turns out best for its price, known only afterwards.
    With `guard` the others answer only where that is shown, as the product's own guard has it;
    what is drawn to be compared is told them too.
    """

    policies: Mapping[str, MakeOnline | None]
    baseline: MakeOnline
    seeds: int = 1
    point_dollars: float = 200e-6
    feedback: Feedback = everything
    first_seed: int = 0
    guard: MakeGuarding | None = None

    @property
    def runs(self) -> int:
        """How many times the set is gone through."""
        return self.seeds * (1 + sum(make is not None for make in self.policies.values()))


@dataclass(frozen=True, slots=True)
class Course:
    """How one rule did, question by question: each (questions,). Utility is in points."""

    policy: str
    seed: int
    scores: Floats
    dollars: Floats
    regret: Floats
    regret_of_best: Floats


def replay_online(
    test: Labelled, plan: OnlinePlan, progress: Callable[[int], None] = lambda _: None
) -> tuple[list[Row], list[Course]]:
    """The rows of every seed and their means, and how it went question by question.

    Arms without a known price are left out, unless none has one. `regret` is the mean of what the
    baseline's answers are worth less what the rule's are, in points; an answer is worth its score
    less its cost. `regret_of_best` is the same against the single arm that turns out best.
    `progress` is told how many questions were decided, of `plan.runs` times the set.
    """
    test = test.of(test.priced or test.arms)
    arms = Arms(test.arms, standing(test).dollars, plan.point_dollars)
    count = _Count(progress)
    rows, courses = [], []
    for seed in range(plan.first_seed, plan.first_seed + plan.seeds):
        shuffled = test.at(np.random.default_rng(seed).permutation(len(test)))
        worth = worth_of(shuffled, plan.point_dollars)
        usual = _run(shuffled, arms, plan.baseline, plan, seed, count)
        best = best_single(worth, usual)
        for name, make in plan.policies.items():
            guarded: Shown | None = None
            if make is None:
                choices = best
            elif plan.guard is not None:
                guarded = _run_guarded(shuffled, arms, make, plan, seed)
                choices = guarded.choices
                count.more(len(shuffled))
            else:
                choices = _run(shuffled, arms, make, plan, seed, count)
            ours = taken(worth, choices)
            course = Course(
                name,
                seed,
                taken(shuffled.scores, choices),
                taken(shuffled.dollars, choices),
                taken(worth, usual) - ours,
                taken(worth, best) - ours,
            )
            courses.append(course)
            shown = {} if guarded is None else _figures(guarded)
            rows.append(_row(test.name, course, plan.point_dollars) | shown)
    return rows + mean_rows(rows), courses


@dataclass(slots=True)
class _Count:
    """Tells how many questions were decided, not too often."""

    tell: Callable[[int], None]
    done: int = 0

    def more(self, count: int) -> None:
        self.done += count
        self.tell(self.done)

    def one_more(self) -> None:
        self.done += 1
        if self.done % TOLD_EVERY == 0:
            self.tell(self.done)


def best_single(worth: Floats, usual: Places) -> Places:
    """Always the arm that is worth most; where it has no answer, what the baseline takes."""
    filled = np.where(np.isnan(worth), taken(worth, usual)[:, None], worth)
    arm = int(np.argmax(filled.mean(axis=0)))
    choices: Places = np.where(np.isnan(worth[:, arm]), usual, arm)
    return choices


def _run(
    test: Labelled, arms: Arms, make: MakeOnline, plan: OnlinePlan, seed: int, count: _Count
) -> Places:
    """The arm that answers each question, in their order."""
    rng = np.random.default_rng([seed, 1])
    policy = make(arms, rng)
    said = np.random.default_rng([seed, 2])
    choices = np.empty(len(test), dtype=np.intp)
    for place in range(len(test)):
        question = test.asked.at(np.array([place]))
        arm = policy.choose(question, np.flatnonzero(~np.isnan(test.scores[place])))
        choices[place] = arm
        score = plan.feedback(float(test.scores[place, arm]), said)
        if score is not None:
            policy.see(question, arm, score)
        count.one_more()
    return choices


def _run_guarded(
    test: Labelled, arms: Arms, make: MakeOnline, plan: OnlinePlan, seed: int
) -> Shown:
    """The same behind the guard, against the plan's baseline."""
    assert plan.guard is not None, "or nothing guards"
    rng = np.random.default_rng([seed, 1])
    lots = np.random.default_rng([seed, 3])
    rule, baseline = make(arms, rng), plan.baseline(arms, np.random.default_rng([seed, 4]))
    return plan.guard(rule, baseline, lots).play(test, arms)


def _figures(shown: Shown) -> Row:
    return {
        "certified_share": float(shown.was_certified.mean()),
        "audit_cost": float(shown.audit_dollars.mean()) * 1_000,
        "topics_certified": len(shown.certified),
        "false_topics": len(shown.false),
    }


def worth_of(test: Labelled, point_dollars: float) -> Floats:
    """What each answer is worth, in points, (questions, arms); NaN where there is none."""
    costs = test.dollars / point_dollars
    worth: Floats = test.scores * POINTS - np.where(np.isnan(costs), 0.0, costs)
    return worth


def _row(name: str, course: Course, point_dollars: float) -> Row:
    paid = course.dollars
    return row(
        name=name,
        labels=None,
        seed=course.seed,
        policy=course.policy,
        aim=None,
        point_dollars=point_dollars,
        score=float(course.scores.mean()) * POINTS,
        cost_per_1k=None if np.isnan(paid).any() else float(paid.mean()) * 1_000,
        regret=float(course.regret.mean()),
        regret_of_best=float(course.regret_of_best.mean()),
    )
