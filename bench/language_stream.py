"""Worlds of questions in many languages, which one model may be asked directly or in English.

How often each way is right comes from `selftranslate.cells`: one place a language and kind of
question. The texts are real ones in that language; whether an answer to one is right is drawn by
itself, so that nothing but language and kind says which way is better. Routed is by Wayfare's own
rule as it is in use, on offers that the product itself quotes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bench.language_cells import OUTSIDE, Measured, read_cells
from wayfare.domain.arm import PIVOT, Arm
from wayfare.domain.chat import Context
from wayfare.domain.deployment import Deployment
from wayfare.domain.measured_gain import OWN, MeasuredGain
from wayfare.domain.offer import Offer
from wayfare.domain.price import Price, Rates
from wayfare.domain.tokens import estimate_tokens
from wayfare.embedding.hashing import look
from wayfare.gateway.learning.belief import Belief
from wayfare.gateway.learning.knowledge import Knowledge
from wayfare.reports.replay.in_use import GROWTH, InUse
from wayfare.reports.replay.labelled import Asked, Places
from wayfare.reports.replay.online import MICROS, Arms
from wayfare.routing.epochs import Epochs
from wayfare.routing.language import language_of
from wayfare.routing.model_names import read_name
from wayfare.routing.prior import presume
from wayfare.routing.quote import quote
from wayfare.settings.choosing import Routing
from wayfare.store.outcomes import Learnable

Floats = NDArray[np.float64]

TRANSLATORS = {"own": ("self_translate", None), "outside": ("mt_nllb", OUTSIDE)}
TEXTS = ("marena_hard", "mgsm", "userqueries")
DIRECT, THROUGH = 0, 1
BOTH: Places = np.array([DIRECT, THROUGH])
#: What a million tokens costs, in micro-dollars, and how long an answer is.
RATE, ANSWER_TOKENS = 200_000, 300
#: What a point of quality is worth, in micro-dollars, as the product has it by default.
POINT = Routing().point_worth_micros


@dataclass(frozen=True, slots=True)
class World:
    """Places, each a language and a kind: how often a direct answer is right, and the other.

    `gains` are what was measured of models of other families before.
    """

    name: str
    model: str
    languages: tuple[str, ...]
    kinds: tuple[str, ...]
    right: Floats  # (places, ways)
    gains: tuple[MeasuredGain, ...] = ()

    def with_gain(self, name: str, gain: float, *, of_all: bool = False) -> "World":
        """The same, where the pivot is so much better everywhere; with `of_all`, of others too."""
        direct = self.right[:, DIRECT]
        both = np.stack([direct, np.clip(direct + gain, 0.0, 1.0)], axis=1)
        gains = self.gains
        if of_all:
            gains = tuple(msgspec.structs.replace(each, gain=gain) for each in gains)
        return replace(self, name=name, right=both, gains=gains)


def measured_of(folder: Path, translator: str) -> list[Measured]:
    """What was measured of all models, with one translator."""
    method, outside = TRANSLATORS[translator]
    return read_cells(folder, method, outside)


def worlds(folder: Path, translator: str, texts: "Texts") -> Iterator[World]:
    """One for each model, of the places in whose language there are texts."""
    measured = measured_of(folder, translator)
    for model in sorted({each.cell.model for each in measured}):
        its = [m for m in measured if m.cell.model == model and m.cell.language in texts.of]
        yield World(
            f"{model}, {translator}",
            model,
            tuple(m.cell.language for m in its),
            tuple(m.cell.kind for m in its),
            _right(its),
        )


def foretold(world: World, measured: Sequence[Measured]) -> World:
    """The same, where the pivot was measured of all models of other families."""
    own = read_name(world.model).family
    found: dict[tuple[str, str], list[float]] = {}
    for each in measured:
        if read_name(each.cell.model).family != own:
            its = found.setdefault((each.cell.model, each.cell.language), [])
            its.append(each.pivot - each.direct)
    gains = tuple(
        MeasuredGain(model, OWN, "en", language, sum(its) / len(its), len(its), 0.0)
        for (model, language), its in sorted(found.items())
    )
    return replace(world, gains=gains)


def _right(its: Sequence[Measured]) -> Floats:
    return np.array([(m.direct, m.pivot) for m in its])


@dataclass(frozen=True, slots=True)
class Texts:
    """Real questions by their language."""

    of: dict[str, tuple[str, ...]]


def read_texts(folder: Path) -> Texts:
    """Those whose language is told rightly: of others, no pivot would be right."""
    found: dict[str, list[str]] = {}
    for name in TEXTS:
        for row in pq.read_table(folder / f"{name}.prompts.parquet").to_pylist():
            if language_of(row["prompt"]) == row["language"] != "en":
                found.setdefault(row["language"], []).append(row["prompt"])
    return Texts({language: tuple(texts) for language, texts in found.items()})


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its place in its world, and whether each way would answer it rightly."""

    place: int
    asked: Asked
    right: tuple[float, float]


def ask(world: World, texts: Texts, number: int, rng: np.random.Generator) -> Question:
    """The next question: any place is as likely, and the two ways are drawn by themselves."""
    place = int(rng.integers(len(world.languages)))
    language = world.languages[place]
    pool = texts.of[language]
    text = pool[int(rng.integers(len(pool)))]
    asked = Asked((f"q{number:06}",), (text,), (world.kinds[place],), (language,))
    direct, through = (rng.random(2) < world.right[place]).tolist()
    return Question(place, asked, (float(direct), float(through)))


class TwoWays(InUse):
    """Wayfare as it is in use, for whom a model is listed, and its pivot beside it.

    `settled_after` so many outcomes all is estimated anew at the latest; None: as `InUse` does.
    `served_model` is who answers, as its provider calls it.
    """

    def __init__(self, world: World, rng: np.random.Generator) -> None:
        self._ways = ways_of(world.model)
        self._gains = world.gains
        names = tuple(arm.name for arm in self._ways)
        super().__init__(Arms(names, np.full(len(names), np.nan), POINT / MICROS), rng)
        self.knowledge.foresee(self._gains)
        self.settled_after: int | None = None
        self.served_model: str | None = None
        self._log: list[Learnable] = []
        self._now = 0.0

    def ask(self, question: Question) -> int:
        """The way that a question goes."""
        self._now += 1.0
        return self.choose(question.asked, BOTH)

    def extra(self, question: Question) -> float:
        """What the pivot costs more than a direct answer to a question, in points of quality."""
        offers = self._quotes(self._context(question.asked), BOTH)
        direct, through = (offer.fare_micros or 0 for offer in offers)
        return (through - direct) / POINT

    def see(self, question: Asked, arm: int, score: float) -> None:
        """Learn it as an outcome that was said, and now and then estimate all anew."""
        self.learn(question, arm, score)
        grown = self.knowledge.lessons - self._settled
        least = self._settled * (GROWTH - 1)
        if grown >= (least if self.settled_after is None else min(least, self.settled_after)):
            self.settle()

    def learn(self, question: Asked, arm: int, score: float) -> None:
        """Learn it, and keep it for whoever folds all anew."""
        self._number += 1
        told = self._learnable(question, self._context(question), arm, score)
        told = msgspec.structs.replace(
            told,
            decided=msgspec.structs.replace(told.decided, started_at=self._now),
            served={}
            if self.served_model is None
            else {self._arms.names[DIRECT]: self.served_model},
        )
        self._log.append(told)
        self.knowledge.learn([told])

    def settle(self) -> None:
        """Estimate all anew; where its provider says that another model answers, of its own."""
        super().settle()
        changes = self.knowledge.served.changes
        if changes and not self.knowledge.belief.epochs.starts:
            self.notice_change(changes[0].since)

    def notice_change(self, since: float | None = None) -> None:
        """Fold all anew, once it is known that the model changed, in both ways; None: now."""
        since = self._now + 0.5 if since is None else since
        starts: dict[str, tuple[float, ...]] = dict.fromkeys(self._arms.names, (since,))
        self.knowledge = Knowledge(Belief(epochs=Epochs(starts)))
        self.knowledge.foresee(self._gains)
        self.knowledge.questions = int(self._now)
        self.knowledge.learn(self._log)
        super().settle()

    def _context(self, question: Asked) -> Context:
        text = question.texts[0]
        return Context(
            question.languages[0] or "und",
            frozenset(),
            estimate_tokens(text),
            ANSWER_TOKENS,
            _looked_at(text),
            self.knowledge.version,
            question.topics[0],
        )

    def _quotes(self, context: Context, offered: Places) -> list[Offer]:
        return [quote(self._ways[place], context) for place in offered.tolist()]


def ways_of(model: str) -> tuple[Arm, Arm]:
    """The arm that asks a model as it is, and its pivot, whose translator costs as much."""
    deployment = Deployment(model, "bench", model, price=Price(Rates(RATE, RATE)))
    deployment = replace(deployment, prior=presume(deployment))
    return (
        Arm(model, deployment),
        Arm(f"{model}@via-en", deployment, path=f"{PIVOT}en", ahead=(deployment,)),
    )


_LOOKS: dict[str, bytes] = {}


def _looked_at(text: str) -> bytes:
    """The vector of a text; each is looked at once, however many worlds there are."""
    if text not in _LOOKS:
        _LOOKS[text] = look(text)
    return _LOOKS[text]
